"""On a GPU, where this build and this computer have one: `make setup ACCEL=cuda`, say.

A software Vulkan device does too: `GGML_VK_VISIBLE_DEVICES=0` lets llama.cpp take it.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.engine import loading
from desktop.engine.device import devices
from desktop.engine.llama import Interruption, LlamaModel, Load
from desktop.engine.loading import Wish, load
from desktop.engine.planner import Device
from desktop.errors import ModelError
from desktop.inference import Sampling
from desktop.paths import starter_model

pytestmark = pytest.mark.model

_ALL_LAYERS = 31


@pytest.fixture
def found() -> tuple[Device, ...]:
    found = devices()
    if not any(each.kind == "gpu" for each in found):
        pytest.skip("no GPU that this build computes on")
    return found


def _written(model: LlamaModel) -> list[int]:
    prompt = model.with_bos(model.tokenize("The capital of France is", special=False))
    return list(model.complete(prompt, max_tokens=4, sampling=Sampling()))


def _with_free(found: tuple[Device, ...], n_bytes: int) -> tuple[Device, ...]:
    return tuple(
        replace(each, free_bytes=n_bytes) if each.kind == "gpu" else each for each in found
    )


def test_a_model_computes_on_the_gpu_what_it_does_on_the_cpu(found: tuple[Device, ...]) -> None:
    written = []
    for gpu_layers in (-1, 0):
        loaded = load(Wish(str(starter_model()), 512, gpu_layers), found, Interruption())
        written.append((loaded.fit.gpu_layers, _written(loaded.model)[:2]))
        loaded.model.close()

    assert [layers for layers, _ in written] == [_ALL_LAYERS, 0]
    assert written[0][1] == written[1][1]


def test_a_gpu_with_little_room_takes_some_layers(found: tuple[Device, ...]) -> None:
    loaded = load(Wish(str(starter_model()), 512), _with_free(found, 540_000_000), Interruption())
    written = _written(loaded.model)
    loaded.model.close()

    assert 0 < loaded.fit.gpu_layers < _ALL_LAYERS
    assert written


def test_a_gpu_that_has_no_room_after_all_gives_way_to_the_cpu(
    found: tuple[Device, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[int] = []

    def open_model(wanted: Load, interruption: Interruption) -> LlamaModel:
        tried.append(wanted.gpu_layers)
        if wanted.gpu_layers:
            raise ModelError("model_out_of_memory", wanted.path, "played")
        return LlamaModel(wanted, interruption)

    monkeypatch.setattr(loading, "LlamaModel", open_model)
    loaded = load(Wish(str(starter_model()), 512), found, Interruption())
    written = _written(loaded.model)
    loaded.model.close()

    assert tried == [_ALL_LAYERS, _ALL_LAYERS * 3 // 4, 0]
    assert written
