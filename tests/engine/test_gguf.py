from __future__ import annotations

import struct
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import gguf as written
import numpy as np
import pytest

from desktop.engine import gguf
from desktop.engine.header import TOKENS, Array, Header, Tensor, Value
from desktop.engine.model_check import check
from desktop.errors import ModelError
from desktop.paths import starter_model
from tests.bench import shapes
from tests.engine.headers import dense, header, tensor
from tests.engine.malformed import Base, text, texts

# The small files borrow the starter model's tokenizer.
pytestmark = pytest.mark.model

_U32, _F32, _STRING, _ARRAY = 4, 6, 8, 9


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    return Base(shapes.write("tiny", "Q4_K_M", tmp_path_factory.mktemp("shapes")).read_bytes())


def refusal(content: bytes, folder: Path) -> tuple[str, str]:
    path = folder / "model.gguf"
    path.write_bytes(content)
    with pytest.raises(ModelError) as caught:
        gguf.read_header(path)
    assert caught.value.problem.path == str(path)
    return caught.value.problem.code, caught.value.problem.detail


def test_a_good_file_is_summed_up_as_it_is(base: Base, tmp_path: Path) -> None:
    path = tmp_path / "tiny.Q4_K_M.gguf"
    path.write_bytes(base.content)

    info = gguf.model_info(gguf.read_header(path))

    assert (info.name, info.architecture, info.quantization) == ("tiny.Q4_K_M", "llama", "Q4_K")
    assert (info.n_layers, info.context_tokens, info.licence) == (2, 2048, "apache-2.0")
    assert info.size_bytes == len(base.content)
    assert info.n_parameters == 1024 * 256 + 256 + 2 * (2 * 256 + 196_608 + 3 * 65_536)


def test_the_starter_model_is_read_in_a_moment() -> None:
    begun = time.process_time()

    header = gguf.read_header(starter_model())

    assert time.process_time() - begun < 0.5
    assert gguf.model_info(header).quantization == "Q4_1"
    assert "im_start" in gguf.chat_template(header)


# Valid models of other kinds


def layered(name: str, *names: str) -> list[Tensor]:
    blocks = [tensor(f"blk.{n}.{each}", "F16", 1024, 256) for n in range(2) for each in names]
    return [tensor("token_embd.weight", "F16", 1024, 1000), *blocks]


def valid(name: str, names: tuple[str, ...] = ("attn_k.weight",), **values: Value) -> Header:
    known: dict[str, Value] = {
        "block_count": 2,
        "embedding_length": 1024,
        "context_length": 4096,
        "attention__head_count": 16,
        "attention__layer_norm_rms_epsilon": 1e-5,
    }
    return header(name, layered(name, *names), **(known | values))


@pytest.mark.parametrize(
    "good",
    [
        valid("openelm", attention__head_count=[12, 16], attention__head_count_kv=[3, 4],
              feed_forward_length=[768, 1024], attention__key_length=64),
        valid("deci", attention__head_count=[0, 16], attention__head_count_kv=[0, 8]),
        valid("qwen3moe", ("attn_k.weight", "ffn_up_exps.weight", "ffn_gate_inp.weight"),
              expert_count=128, expert_used_count=8, attention__key_length=128),
        valid("phi3", ("attn_qkv.weight", "attn_qkv.bias"), rope__dimension_count=64),
        valid("gemma3", ("attn_k_norm.weight",), attention__sliding_window=512,
              attention__key_length=256, rope__scaling__type="linear", rope__scaling__factor=8.0),
        valid("qwen2vl", rope__dimension_sections=[16, 24, 24, 0]),
        valid("mamba", ("ssm_in.weight",), attention__head_count=0, ssm__state_size=16,
              ssm__conv_kernel=4, ssm__inner_size=2048),
        valid("granitehybrid", ("ssm_in.weight",), attention__head_count_kv=[0, 4]),
        valid("deepseek2", ("attn_kv_a_mqa.weight",), attention__head_count_kv=1,
              attention__key_length=576, attention__value_length=512, rope__dimension_count=64),
        valid("lfm2", ("shortconv.conv.weight",), attention__head_count_kv=[0, 8],
              shortconv__l_cache=3),
        valid("a-later-one", ("anything.weight",), something__new=7, another=[1.0, 2.0]),
    ],
    ids=lambda each: each.architecture,
)  # fmt: skip
def test_models_of_every_kind_pass(good: Header) -> None:
    check(good)


@pytest.mark.parametrize("kind", [-1, 0xFFFFFFFF])
def test_a_model_without_a_first_token_passes(kind: int) -> None:
    model = dense()

    check(replace(model, values=model.values | {"tokenizer.ggml.bos_token_id": kind}))


# What llama.cpp would not survive


@pytest.mark.parametrize(
    ("bad", "detail"),
    [
        (valid("llama", block_count=513), "block_count 513"),
        (valid("llama", block_count=True), "block_count True"),
        (valid("llama", block_count=2.0), "block_count 2.0"),
        (valid("llama", context_length=0), "context_length 0"),
        (valid("llama", attention__head_count=7), "7 heads"),
        (valid("llama", attention__head_count_kv=3), "16 heads, 3 kv heads"),
        (valid("llama", attention__head_count_kv=[4, 5]), "16 heads, 5 kv heads"),
        (valid("llama", attention__key_length=0), "key_length 0"),
        (valid("llama", rope__dimension_count=63), "rope.dimension_count 63"),
        (valid("llama", rope__dimension_count=128), "rope.dimension_count 128"),
        (valid("llama", rope__scaling__type="twisted"), "rope.scaling.type"),
        (valid("llama", rope__freq_base=float("inf")), "rope.freq_base inf"),
        (valid("llama", attention__layer_norm_rms_epsilon=float("nan")), "epsilon nan"),
        (valid("llama", attention__layer_norm_rms_epsilon=-1.0), "epsilon -1.0"),
        (valid("llama", attention__layer_norm_rms_epsilon=1), "epsilon 1"),
        (valid("llama", expert_count=8), "0 of 8 experts"),
        (valid("llama", expert_used_count=8), "8 of 0 experts"),
        (valid("llama", expert_count=1024, expert_used_count=8), "expert_count 1024"),
        (valid("llama", embedding_length=512, rope__dimension_count=34), "dimension_count 34"),
        (valid("llama", ("attn_norm.bias",), embedding_length=2048), "1000 embeddings"),
        (valid("smallthinker"), "0 of 0 experts"),
        (valid("qwen3moe"), "0 of 0 experts"),
        (valid("paddleocr"), "rope.dimension_sections"),
        (valid("qwen2vl", rope__dimension_sections=[0, 0, 0, 0]), "rope.dimension_sections"),
        (replace(dense(), tensors=()), "no weights"),
        (replace(dense(), arrays={}), "no tokens"),
        (replace(dense(), tokens=frozenset((b"one",))), "tokens twice"),
        (replace(dense(), arrays={TOKENS: Array("s", 999)}), "tokens twice"),
        (
            replace(dense(), arrays=dense().arrays | {"tokenizer.ggml.scores": Array("f", 2)}),
            "scores",
        ),
        (
            replace(dense(), arrays=dense().arrays | {"tokenizer.ggml.merges": Array("I", 9)}),
            "merges",
        ),
        (
            replace(dense(), tensors=(tensor("blk.0.attn_norm.weight", "Q8_0", 1024),)),
            "blk.0.attn_norm.weight is Q8_0",
        ),
    ],
)  # fmt: skip
def test_what_does_not_fit_together_is_named(bad: Header, detail: str) -> None:
    with pytest.raises(ModelError) as caught:
        check(bad)

    assert caught.value.problem.code == "model_damaged"
    assert detail in caught.value.problem.detail


@pytest.mark.parametrize("kind", ["llama", "gpt2"])
def test_a_vocabulary_that_cannot_spell_is_refused(kind: str) -> None:
    model = dense()

    with pytest.raises(ModelError):
        check(replace(model, values=model.values | {"tokenizer.ggml.model": kind}))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("tokenizer.ggml.model", "none"),
        ("general.type", "adapter"),
        ("general.architecture", "bert"),
        ("general.architecture", "clip"),
    ],
)
def test_files_that_write_no_text_are_unsupported(key: str, value: str) -> None:
    model = dense()

    with pytest.raises(ModelError) as caught:
        check(replace(model, values=model.values | {key: value}))

    assert caught.value.problem.code == "model_unsupported"


def changed(key: str, type_: int, raw: bytes) -> Callable[[Base], bytes]:
    return lambda base: base.with_value(key, type_, raw)


@pytest.mark.parametrize(
    ("make", "detail"),
    [
        (changed("ggml.tokens", _ARRAY, texts(["a"] * 1024)), "tokens twice"),
        (changed("ggml.tokens", _ARRAY, struct.pack("<IQ", _ARRAY, 1)), "tokenizer.ggml.tokens"),
        (changed("ggml.bos_token_id", _U32, struct.pack("<I", 1024)), "bos token 1024"),
        (changed("ggml.eos_token_id", _STRING, text("2")), "eos token 2"),
        (lambda base: base.with_key("llama.block_count", _U32, bytes(4)), "block_count twice"),
        (lambda base: base.with_key("general.alignment", _U32, struct.pack("<I", 3)), "alignment"),
        (lambda base: base.without_key("llama.block_count"), "no block_count"),
        (lambda base: base.without_key("general.architecture"), "no architecture"),
    ],
)
def test_lies_in_the_bytes_are_named(
    base: Base, tmp_path: Path, make: Callable[[Base], bytes], detail: str
) -> None:
    code, found = refusal(make(base), tmp_path)

    assert code == "model_damaged"
    assert detail in found


def test_a_tensor_inside_another_is_refused(base: Base, tmp_path: Path) -> None:
    first = base.tensor("blk.0.attn_q.weight")
    second = base.tensor("blk.0.attn_k.weight")
    offset = base.content[first.offset_at : first.offset_at + 8]

    assert refusal(base.patched(second.offset_at, offset), tmp_path)[1] == "weights overlap"


def test_a_row_that_is_no_whole_block_is_refused(base: Base, tmp_path: Path) -> None:
    tensor = base.tensor("blk.0.attn_q.weight")

    detail = refusal(base.patched(tensor.dimensions_at[0], struct.pack("<Q", 257)), tmp_path)[1]

    assert "blk.0.attn_q.weight" in detail


def counts(n_tensors: int, n_keys: int) -> bytes:
    return b"GGUF" + struct.pack("<IQQ", 3, n_tensors, n_keys)


def empty_texts(count: int) -> bytes:
    return struct.pack("<IIQ", _ARRAY, _STRING, count) + bytes(8 * count)


@pytest.mark.parametrize(
    "content",
    [
        counts(0, 1) + text("x") + empty_texts(2_000_000),
        counts(0, 1) + text(TOKENS) + empty_texts(2_000_000),
        counts(0, 10_000) + b"".join(text(f"k{n}") + empty_texts(190) for n in range(10_000)),
        counts(0, 10_000)
        + b"".join(
            text(f"k{n}") + struct.pack("<IIQ", _ARRAY, _F32, 900) + bytes(3600)
            for n in range(10_000)
        ),
        counts(0, 1) + text("x") + struct.pack("<IIQ", _ARRAY, _U32, 1 << 60),
        counts(0, 1) + text("x") + struct.pack("<IQ", _STRING, 1 << 40),
    ],
    ids=["texts", "tokens", "keys", "numbers", "length", "string"],
)
def test_no_header_keeps_the_reader_busy(content: bytes, tmp_path: Path) -> None:
    begun = time.process_time()

    refusal(content, tmp_path)

    assert time.process_time() - begun < 2.5


# Models in several files


def split(folder: Path) -> Path:
    writer = written.GGUFWriter(
        folder / "model.gguf", "llama", split_max_tensors=2, small_first_shard=False
    )
    writer.add_block_count(1)
    writer.add_embedding_length(32)
    writer.add_head_count(4)
    writer.add_tokenizer_model("test")
    writer.add_token_list(["a", "b", "c"])
    writer.add_tensor("token_embd.weight", np.ones((3, 32), np.float32))
    for n in range(3):
        writer.add_tensor(f"blk.0.part{n}.weight", np.ones((32, 32), np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return folder / "model-00001-of-00002.gguf"


def test_all_parts_of_a_model_count(tmp_path: Path) -> None:
    info = gguf.model_info(gguf.read_header(split(tmp_path)))

    assert info.name == "model"
    assert info.size_bytes == sum(each.stat().st_size for each in tmp_path.iterdir())
    assert info.n_parameters == 3 * 32 + 3 * 32 * 32


def test_a_missing_part_is_named(tmp_path: Path) -> None:
    first = split(tmp_path)
    (tmp_path / "model-00002-of-00002.gguf").unlink()

    with pytest.raises(ModelError) as caught:
        gguf.read_header(first)

    assert caught.value.problem.code == "model_part_missing"
    assert caught.value.problem.detail == "model-00002-of-00002.gguf"


def test_a_later_part_is_not_a_model(tmp_path: Path) -> None:
    split(tmp_path)

    with pytest.raises(ModelError) as caught:
        gguf.read_header(tmp_path / "model-00002-of-00002.gguf")

    assert caught.value.problem.code == "model_unsupported"


def test_a_part_under_another_name_misses_the_others(tmp_path: Path) -> None:
    alone = split(tmp_path).rename(tmp_path / "mine.gguf")

    with pytest.raises(ModelError) as caught:
        gguf.read_header(alone)

    assert caught.value.problem.code == "model_part_missing"
