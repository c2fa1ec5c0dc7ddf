"""Embedders of other families: small ones with random weights, made by the libraries themselves."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from desktop.domain import Document
from desktop.errors import IndexError_
from desktop.index import encoder
from desktop.index.embedder import Embedder
from desktop.index.embedder_form import Form, read_form
from desktop.index.encoder import Torch
from desktop.index.onnx_export import INT8_FILE
from desktop.index.shelf import Shelf
from desktop.messages import IndexPaths, Search
from desktop.paths import starter_embedder
from tests.fakes import Patience

pytestmark = pytest.mark.model

TEXTS = [
    "The monthly rent is 9,400 euros, payable in advance by the fifth working day.",
    "Rent",
    "Either side may end this agreement by giving three months' notice in writing. " * 3,
]
# Weights as large as that, or a text's first token hears nothing of the others.
_RANGE = 0.15
_SMALL = {
    "hidden_size": 64,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "initializer_range": _RANGE,
}
_TOKENIZER = ("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "vocab.txt")
# int8 costs a small random model more than a trained one, whose numbers are alike.
_LEAST_COSINE = 0.97
_NOT_EXPORTED: frozenset[str] = frozenset()
"""Families that the tracer does not follow to another length."""
Make = Callable[..., Path]


def _bert() -> Any:
    from transformers import BertConfig, BertModel

    return BertModel(BertConfig(**_SMALL, intermediate_size=128))


def _roberta() -> Any:
    from transformers import XLMRobertaConfig, XLMRobertaModel

    config = XLMRobertaConfig(
        **_SMALL,
        intermediate_size=128,
        vocab_size=30_522,
        type_vocab_size=1,
        max_position_embeddings=300,
    )
    return XLMRobertaModel(config)


def _without_token_types() -> Any:
    from transformers import DistilBertConfig, DistilBertModel

    config = DistilBertConfig(
        dim=64, n_layers=2, n_heads=4, hidden_dim=128, initializer_range=_RANGE
    )
    return DistilBertModel(config)


def _reading_forward() -> Any:
    from transformers import Qwen3Config, Qwen3Model

    config = Qwen3Config(
        **_SMALL,
        intermediate_size=128,
        vocab_size=30_522,
        num_key_value_heads=2,
        head_dim=16,
    )
    return Qwen3Model(config)


FAMILIES = {
    "bert": _bert,
    "roberta": _roberta,
    "distilbert": _without_token_types,
    "qwen": _reading_forward,
}


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Make a sentence-transformers folder."""

    def make(family: str, pooling: str, prompts: dict[str, str] | None = None) -> Path:
        import torch

        torch.manual_seed(7)
        folder = tmp_path / f"small-{family}-{pooling}"
        FAMILIES[family]().save_pretrained(folder)
        for name in _TOKENIZER:
            shutil.copy(starter_embedder() / name, folder / name)
        modules = [
            {"idx": n, "name": str(n), "path": path, "type": f"sentence_transformers.models.{kind}"}
            for n, (kind, path) in enumerate((("Transformer", ""), ("Pooling", "1_Pooling")))
        ]
        files = {
            "modules.json": modules,
            "sentence_bert_config.json": {"max_seq_length": 128},
            "config_sentence_transformers.json": {"prompts": prompts or {}},
            "1_Pooling/config.json": {
                "word_embedding_dimension": 64,
                "pooling_mode_cls_token": pooling == "cls",
                "pooling_mode_mean_tokens": pooling == "mean",
                "pooling_mode_lasttoken": pooling == "lasttoken",
            },
        }
        for name, value in files.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(json.dumps(value), "utf-8")
        return folder

    return make


def _reference(folder: Path, prompt: str) -> Any:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(folder), device="cpu")
    return model.encode(TEXTS, prompt=prompt, normalize_embeddings=True)


@pytest.mark.parametrize(
    ("family", "pooling"),
    [
        ("bert", "mean"),
        ("bert", "cls"),
        ("roberta", "cls"),
        ("roberta", "mean"),
        ("distilbert", "mean"),
        ("qwen", "lasttoken"),
    ],
)
def test_every_family_is_embedded_as_sentence_transformers_does(
    make: Make, family: str, pooling: str
) -> None:
    folder = make(family, pooling, {"query": "Find: ", "document": "Text: "})
    questions, passages = _reference(folder, "Find: "), _reference(folder, "Text: ")

    embedder = Embedder(folder)

    assert isinstance(embedder._encoder, Torch) == (family in _NOT_EXPORTED)
    assert (embedder.embed(TEXTS, as_queries=True) * questions).sum(1).min() > _LEAST_COSINE
    assert (embedder.embed(TEXTS) * passages).sum(1).min() > _LEAST_COSINE
    # Without this, a prompt that is left out would not be noticed.
    assert (questions * passages).sum(1).min() < 0.999


def test_what_cannot_be_exported_is_run_as_it_is(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make("bert", "cls")
    wanted = _reference(folder, "")

    def refuse(*_: object) -> None:
        raise RuntimeError("an operator is missing")

    monkeypatch.setattr("desktop.index.onnx_export._trace", refuse)
    embedder = Embedder(folder)

    assert isinstance(embedder._encoder, Torch)
    assert np.allclose((embedder.embed(TEXTS) * wanted).sum(1), 1.0, atol=1e-4)


def test_an_export_that_computes_something_else_is_not_used(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.index.onnx_export._LEAST_COSINE", 1.1)
    folder = make("bert", "mean")

    assert isinstance(encoder.load(folder, 1), Torch)
    assert not (folder / INT8_FILE).exists()


def test_another_kind_of_pooling_or_module_is_refused_in_words(make: Make) -> None:
    folder = make("bert", "mean")
    pooling = folder / "1_Pooling" / "config.json"
    pooling.write_text(json.dumps({"pooling_mode_max_tokens": True}), "utf-8")
    with pytest.raises(IndexError_) as refused:
        Embedder(folder)
    assert refused.value.problem.code == "embedder_unknown"

    pooling.write_text(json.dumps({"pooling_mode": "mean"}), "utf-8")
    assert read_form(folder).pooling == "mean"
    modules = [{"type": "sentence_transformers.models.Dense", "path": "2_Dense"}]
    (folder / "modules.json").write_text(json.dumps(modules), "utf-8")
    with pytest.raises(IndexError_, match="Dense"):
        read_form(folder)


def test_prefixes_of_families_saved_without_prompts_are_known_by_name(tmp_path: Path) -> None:
    folder = tmp_path / "multilingual-e5-small"
    folder.mkdir()

    assert read_form(folder) == Form("mean", 256, "query: ", "passage: ")


def test_documents_are_read_again_for_another_embedder_and_back(make: Make, tmp_path: Path) -> None:
    files, home = tmp_path / "files", tmp_path / "home"
    files.mkdir()
    for name, text in (("lease", "The rent is 9,400 euros."), ("note", "The roof is mended.")):
        (files / f"{name}.txt").write_text(text, "utf-8")

    for folder in (starter_embedder(), make("bert", "mean"), starter_embedder()):
        books = Shelf(home, folder, 1).open()
        states = {each.state for each in books.ledger.documents()}
        assert states <= {"queued"}
        summary = books.index(IndexPaths(0, (str(files),), "default"), Patience())
        assert summary.files == 2
        (best, *_) = books.search(Search(1, "rent in euros", k=2)).passages
        assert Path(best.path).name == "lease.txt"
        documents: tuple[Document, ...] = books.ledger.documents()
        assert {each.state for each in documents} == {"ready"}
        books.close()
