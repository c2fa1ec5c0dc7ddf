"""Embedders whose cosines mean something else: the starter, with its vectors pushed one way."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from desktop.index.calibration import Calibration, calibrate, measure
from desktop.index.embedder import Embedder, Vectors
from desktop.index.shelf import Books, Shelf
from desktop.messages import IndexPaths, Retrieve, Retrieved
from desktop.paths import samples, starter_embedder
from tests.fakes import Patience

pytestmark = pytest.mark.model

_PUSH = 0.4
"""With that, texts that have nothing in common have a cosine of about .8."""


def _embed_with(embedder: Embedder, change: Any) -> Any:
    def embed(texts: Any, as_queries: bool) -> Vectors:
        changed = change(embedder.embed(texts, as_queries=as_queries))
        return np.asarray(changed / np.linalg.norm(changed, axis=1, keepdims=True), np.float32)

    return embed


@pytest.fixture(scope="module")
def starter() -> Embedder:
    return Embedder(starter_embedder())


def test_the_starter_is_the_measure(starter: Embedder) -> None:
    found = calibrate(lambda texts, ask: starter.embed(texts, as_queries=ask))

    assert starter.calibration == Calibration()
    assert abs(found.slope - 1) < 0.03
    assert abs(found.offset) < 0.01
    assert found.worth == 1.0


def test_a_narrow_band_of_cosines_is_spread_out(starter: Embedder) -> None:
    pushed = _embed_with(starter, lambda vectors: vectors + 2 / np.sqrt(vectors.shape[1]))
    unrelated, related, _ = measure(pushed)
    found = calibrate(pushed)

    assert unrelated > 0.7
    spread = found.apply(np.array([unrelated, related], np.float32))
    assert spread == pytest.approx([0.049, 0.442], abs=1e-3)
    assert found.worth == pytest.approx(1.0, abs=0.1)


def test_vectors_that_say_nothing_are_worth_nothing(starter: Embedder) -> None:
    generator = np.random.default_rng(5)
    found = calibrate(_embed_with(starter, lambda v: generator.normal(size=v.shape)))

    assert found.worth < 0.3
    # Nothing is made of noise: what is not told apart is not pulled apart without bound.
    assert found.slope < 20


@pytest.fixture(scope="module")
def pushed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Books]:
    folder = tmp_path_factory.mktemp("models") / "pushed"
    _push(starter_embedder(), folder)
    books = Shelf(tmp_path_factory.mktemp("home"), folder, 1).open()
    books.index(IndexPaths(0, (str(samples()),), "default"), Patience())
    yield books
    books.close()


def _push(source: Path, folder: Path) -> None:
    """Copy a model folder whose last layer adds the same to every vector."""
    from safetensors.torch import load_file, save_file

    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("onnx", "openvino*"))
    weights = load_file(str(source / "model.safetensors"))
    (bias,) = (key for key in weights if key.endswith("layer.5.output.LayerNorm.bias"))
    weights[bias] = weights[bias] + _PUSH
    save_file(weights, str(folder / "model.safetensors"), {"format": "pt"})
    assert json.loads((folder / "config.json").read_text("utf-8"))["num_hidden_layers"] == 6


def _retrieved(books: Books, question: str) -> Retrieved:
    return books.retrieve(Retrieve(0, question))


def test_an_answer_and_its_absence_are_told_apart_as_with_the_starter(pushed: Books) -> None:
    embedder = pushed._shelf.embedder
    unrelated, *_ = measure(lambda texts, ask: embedder.embed(texts, as_queries=ask))
    assert unrelated > 0.6

    answered = _retrieved(pushed, "How much is the monthly rent of the warehouse?")
    absent = _retrieved(pushed, "Who won the football world cup in 1974?")

    assert (answered.verdict, absent.verdict) == ("grounded", "nothing")
    assert "9,400" in answered.quotes[0].text
