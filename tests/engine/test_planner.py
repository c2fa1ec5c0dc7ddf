from __future__ import annotations

from collections.abc import Sequence

import pytest

from desktop.engine.header import Header
from desktop.engine.planner import Attempt, Device, attempts, memory_needed
from desktop.errors import ModelError
from desktop.wording import sentence
from tests.engine.headers import dense, header, tensor

_GPU = Device("a GPU", "gpu", 64 << 30, 64 << 30)
_SMALL_GPU = Device("a small GPU", "gpu", 560 << 20, 2 << 30)
_PLENTY = 64 << 30


def plan(
    of: Header,
    context_tokens: int = 4096,
    gpu_layers: int = -1,
    devices: Sequence[Device] = (),
    free_ram: int = _PLENTY,
) -> tuple[Attempt, ...]:
    return attempts(
        of,
        context_tokens=context_tokens,
        gpu_layers=gpu_layers,
        batch=512,
        devices=devices,
        free_ram=free_ram,
    )


# llama.cpp's log says "KV buffer size" for these models: 48, 896 and 45 MiB.
@pytest.mark.parametrize(
    ("layers", "kv_heads", "length", "context_tokens", "mib"),
    [(24, 2, 64, 4096, 48), (28, 8, 128, 8192, 896), (30, 3, 64, 2048, 45), (30, 3, 64, 1800, 45)],
)
def test_keys_and_values_are_counted_as_llama_cpp_does(
    layers: int, kv_heads: int, length: int, context_tokens: int, mib: int
) -> None:
    model = dense(
        layers,
        attention__head_count_kv=kv_heads,
        attention__key_length=length,
        attention__value_length=length,
    )

    assert memory_needed(model, context_tokens).kv == mib << 20


def test_every_layer_counts_with_its_own_kv_heads() -> None:
    model = dense(4, attention__head_count_kv=[4, 0, 4, 0])

    assert memory_needed(model, 1024).kv == 2 * 1024 * 4 * (64 + 64) * 2


def test_quantised_keys_take_about_half() -> None:
    model = dense()

    halved = memory_needed(model, 4096, kv_bytes=34 / 32).kv / memory_needed(model, 4096).kv

    assert halved == pytest.approx(0.53, abs=0.01)


def test_a_recurrent_layer_keeps_a_state_and_no_keys() -> None:
    model = header(
        "mamba",
        [tensor("token_embd.weight", "F16", 1024, 1000)]
        + [tensor(f"blk.{n}.ssm_in.weight", "F16", 1024, 4096) for n in range(4)],
        block_count=4,
        embedding_length=1024,
        ssm__conv_kernel=4,
        ssm__inner_size=2048,
        ssm__state_size=16,
    )

    short, long = memory_needed(model, 1024).kv, memory_needed(model, 65536).kv

    assert short == long == 4 * 4 * (3 * 2048 + 2048 * 16)


def test_only_types_with_kernels_of_their_own_are_copied() -> None:
    plain, quantised = dense(type_="F16"), dense(type_="Q4_K")

    assert memory_needed(plain, 1024).repacked == 0
    assert memory_needed(quantised, 1024).repacked == 8 * 1024 * 4096 * 9 // 16


def test_embeddings_are_looked_up_and_never_copied() -> None:
    tied = header(
        "llama", [tensor("token_embd.weight", "Q4_0", 1024, 1000)], block_count=1,
        embedding_length=1024, attention__head_count=16,
    )  # fmt: skip

    assert memory_needed(tied, 1024).repacked == 0


def test_layers_on_a_gpu_leave_the_memory() -> None:
    model = dense()

    all_there = memory_needed(model, 4096, gpu_layers=9)
    some_there = memory_needed(model, 4096, gpu_layers=5)
    none_there = memory_needed(model, 4096)

    assert all_there.weights == 1024 * 1000 * 2  # the embeddings
    assert all_there.kv == 0
    assert some_there.kv == none_there.kv // 2
    assert all_there.weights < some_there.weights < none_there.weights


def test_with_room_for_everything_the_gpu_is_first_and_the_cpu_follows() -> None:
    ladder = plan(dense(), devices=(_GPU,))

    assert [each.gpu_layers for each in ladder[:3]] == [9, 6, 0]
    assert {each.context_tokens for each in ladder[:3]} == {4096}
    assert [each.context_tokens for each in ladder[3:]] == [2048] * 3 + [1024] * 3


def test_a_small_gpu_takes_as_many_layers_as_fit_with_a_margin() -> None:
    first = plan(dense(16), devices=(_SMALL_GPU,))[0]

    assert 0 < first.gpu_layers < 17
    assert first.vram_bytes < 0.96 * _SMALL_GPU.free_bytes


@pytest.mark.parametrize("wanted", [0, 3])
def test_no_more_layers_go_to_a_gpu_than_were_asked_for(wanted: int) -> None:
    ladder = plan(dense(), gpu_layers=wanted, devices=(_GPU,))

    assert max(each.gpu_layers for each in ladder) == wanted


def test_without_a_gpu_nothing_is_planned_for_one() -> None:
    cpu = Device("a CPU", "cpu", _PLENTY, _PLENTY)

    assert all(each.gpu_layers == each.vram_bytes == 0 for each in plan(dense(), devices=(cpu,)))


def test_a_window_larger_than_the_model_was_made_for_is_not_planned() -> None:
    assert plan(dense(context_length=2048), context_tokens=8192)[0].context_tokens == 2048


def test_memory_that_is_short_first_costs_precision_then_context() -> None:
    model = dense(32)
    needed = memory_needed(model, 32768)

    tight = plan(model, 32768, free_ram=needed.total - 1)[0]
    tighter = plan(model, 32768, free_ram=needed.total - needed.kv)[0]

    assert (tight.context_tokens, tight.kv_type) == (32768, "q8_0")
    assert tighter.context_tokens < 32768
    assert tighter.ram_bytes <= needed.total - needed.kv


def test_what_is_planned_fits_the_free_memory() -> None:
    for free in range(150 << 20, 2 << 30, 64 << 20):
        try:
            ladder = plan(dense(32), 32768, free_ram=free)
        except ModelError:
            continue
        assert all(each.ram_bytes <= free for each in ladder)


def test_a_model_too_large_is_refused_with_what_it_needs_and_what_is_free() -> None:
    with pytest.raises(ModelError) as caught:
        plan(dense(32), free_ram=100 << 20)

    assert caught.value.problem.code == "model_too_large"
    assert "0.1 GB" in sentence(caught.value.problem)
    assert "model.gguf" in sentence(caught.value.problem, "zh")
