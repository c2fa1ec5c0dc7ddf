from __future__ import annotations

import shutil
import sys
from pathlib import Path

import numpy as np
import pytest

from desktop.errors import IndexError_
from desktop.index import embedder, encoder
from desktop.index.embedder import Embedder
from desktop.index.encoder import OnnxRuntime, OpenVino, has_bfloat16
from desktop.index.onnx_export import INT8_FILE
from desktop.paths import starter_embedder

pytestmark = pytest.mark.model

TEXTS = (
    "The monthly rent is 9,400 euros, payable in advance by the fifth working day.",
    "Rent",
    "Either side may end this agreement by giving three months' notice in writing. " * 8,
    "合同自双方签字之日起生效。",
    "Take one tablet in the morning with a glass of water.",
    "word " * 2_000,
)


@pytest.fixture(params=[OnnxRuntime, OpenVino])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> type:
    if request.param is OpenVino and not has_bfloat16():
        pytest.skip("no OpenVINO here, or no bfloat16")
    monkeypatch.setattr(embedder, "load", request.param)
    return request.param


def test_embeddings_are_those_of_the_reference(engine: type) -> None:
    from sentence_transformers import SentenceTransformer

    reference = SentenceTransformer(str(starter_embedder()), device="cpu").encode(list(TEXTS))

    cosines = (Embedder(starter_embedder()).embed(TEXTS) * reference).sum(1)

    assert cosines.min() > (0.999 if engine is OpenVino else 0.98)


def test_a_text_is_embedded_alike_alone_and_among_others(engine: type) -> None:
    one = Embedder(starter_embedder())

    together = one.embed(TEXTS)

    alone = np.concatenate([one.embed([text]) for text in TEXTS])
    # int8 is scaled by the largest number of a batch.
    assert (together * alone).sum(1).min() > (0.9995 if engine is OpenVino else 0.98)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)


def test_nothing_to_embed_is_no_error(engine: type) -> None:
    assert Embedder(starter_embedder()).embed([]).shape == (0, 384)


def test_the_processor_decides_and_onnxruntime_runs_anywhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wanted = OpenVino if has_bfloat16() else OnnxRuntime
    assert type(encoder.load(starter_embedder(), 1)) is wanted

    monkeypatch.setitem(sys.modules, "openvino", None)

    assert type(encoder.load(starter_embedder(), 1)) is OnnxRuntime


def test_indexes_of_different_engines_are_kept_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    if not has_bfloat16():
        pytest.skip("there is one engine here")
    before = Embedder(starter_embedder()).embedder_id

    monkeypatch.setattr(embedder, "load", OnnxRuntime)

    assert Embedder(starter_embedder()).embedder_id != before


def test_a_damaged_model_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedder, "load", OnnxRuntime)
    folder = tmp_path / "embedder"
    shutil.copytree(starter_embedder(), folder, ignore=shutil.ignore_patterns("openvino"))
    (folder / INT8_FILE).write_bytes(b"not a model")

    with pytest.raises(IndexError_) as caught:
        Embedder(folder)

    assert caught.value.problem.code == "embedder_damaged"
    assert caught.value.problem.path == str(folder)
