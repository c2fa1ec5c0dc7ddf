"""Embedders of other families: small ones with random weights, made by the libraries themselves."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from desktop.errors import IndexError_
from desktop.index import encoder
from desktop.index.embedder import Embedder
from desktop.index.embedder_form import Form, read_form
from desktop.index.encoder import Torch
from desktop.index.onnx_export import INT8_FILE
from desktop.index.shelf import Books, Shelf
from desktop.messages import Event, Hits, IndexHealing, IndexPaths, Search
from desktop.paths import starter_embedder
from tests.conftest import carrel, results
from tests.fakes import Patience
from tests.index_desk import IndexDesk

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
_N_FILES = 1_500
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


def test_vectors_are_cut_where_the_folder_says(make: Make) -> None:
    from sentence_transformers import SentenceTransformer

    folder = make("bert", "mean")
    whole = Embedder(folder).embedder_id
    model = SentenceTransformer(str(folder), device="cpu", truncate_dim=24)
    model.save_pretrained(str(folder))
    wanted = model.encode(TEXTS, normalize_embeddings=True)

    cut = Embedder(folder)

    assert (cut.dimensions, cut.embedder_id == whole) == (24, False)
    assert (cut.embed(TEXTS) * wanted).sum(1).min() > _LEAST_COSINE
    assert np.allclose(np.linalg.norm(cut.embed(TEXTS), axis=1), 1.0)


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


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    for name, text in (("lease", "The rent is 9,400 euros."), ("note", "The roof is mended.")):
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return folder


def _index(books: Books, files: Path) -> int:
    return books.index(IndexPaths(0, (str(files),), "default"), Patience()).files


def _best(books: Books, text: str = "rent in euros") -> str:
    return Path(books.search(Search(1, text, k=2)).passages[0].path).name


def _embedders(books: Books) -> set[str]:
    return {each.embedder_id for each in books.ledger.known("default").values()}


def test_a_library_goes_over_to_another_embedder_and_back(
    make: Make, files: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    books = Shelf(home, starter_embedder(), 1).open()
    _index(books, files)
    books.close()

    for folder in (make("bert", "mean"), starter_embedder()):
        shelf = Shelf(home, folder, 1)
        books, asking = shelf.open(), shelf.open()
        assert shelf.next is not None
        former, following = shelf.embedder.embedder_id, shelf.next.embedder.embedder_id
        assert (_embedders(books), _best(asking)) == ({former}, "lease.txt")
        assert {each.state for each in books.ledger.documents()} == {"ready"}

        books.change_embedder()

        assert (_embedders(books), _best(asking)) == ({following}, "lease.txt")
        assert shelf.embedder.embedder_id == following
        assert [each.name for each in (home / "index").iterdir()] == [following]
        assert _index(books, files) == 0
        assert shelf.healing.fault is None
        books.close()
        asking.close()
    assert Shelf(home, folder, 1).next is None


@pytest.mark.parametrize("is_damaged", [False, True])
def test_going_over_goes_on_where_it_was_interrupted(
    make: Make, files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_damaged: bool
) -> None:
    monkeypatch.setattr("desktop.index.changing._EMBEDDED", 1)
    home, folder = tmp_path / "home", make("bert", "mean")
    books = Shelf(home, starter_embedder(), 1).open()
    _index(books, files)
    books.close()
    shelf = Shelf(home, folder, 1)
    books = shelf.open()
    heard: list[tuple[int, int]] = []

    looks = iter([False, True])
    books.change_embedder(lambda *n: heard.append(n), lambda: next(looks))
    assert (heard, shelf.next is not None) == ([(0, 2)], True)
    assert books.ledger.next.count_lacking() == 1
    # What comes and goes meanwhile is seen to.
    (files / "later.txt").write_text("A bridge of sixty metres crosses the river.", "utf-8")
    _index(books, files)
    (lease,) = (e.id for e in books.ledger.documents() if e.path.endswith("lease.txt"))
    books.remove([lease])
    books.close()
    if is_damaged:
        for file in (home / "index" / shelf.next.embedder.embedder_id).rglob("data/*.lance"):
            file.write_bytes(file.read_bytes()[:-40])
    shelf = Shelf(home, folder, 1)
    books = shelf.open()
    books.change_embedder(lambda *n: heard.append(n))

    assert heard[1:] in ([(0, 2), (2, 2)], [(1, 2), (2, 2)])
    assert shelf.next is None
    assert _best(books, "how long is the bridge") == "later.txt"
    assert "lease.txt" not in {Path(e.path).name for e in books.search(Search(1, "rent")).passages}
    books.close()
    shelf = Shelf(home, folder, 1)
    assert (shelf.healing.fault, shelf.healing.healed) == (None, None)


def test_documents_wait_to_be_read_again_where_the_former_embedder_is_gone(
    make: Make, files: Path, tmp_path: Path
) -> None:
    home, former = tmp_path / "home", make("bert", "mean")
    books = Shelf(home, former, 1).open()
    _index(books, files)
    books.close()
    shutil.rmtree(former)

    shelf = Shelf(home, starter_embedder(), 1)
    books = shelf.open()

    assert shelf.next is None
    assert {each.state for each in books.ledger.documents()} == {"queued"}
    assert (_index(books, files), _best(books)) == (2, "lease.txt")
    books.close()


def test_questions_are_answered_and_files_added_while_a_worker_goes_over(
    make: Make, tmp_path: Path
) -> None:
    home, files, later = tmp_path / "home", tmp_path / "files", tmp_path / "later.txt"
    files.mkdir()
    for n in range(_N_FILES):
        (files / f"{n}.txt").write_text(f"Report {n} is about the weather of year {n}.", "utf-8")
    later.write_text("Tortoises eat dandelions.", "utf-8")
    with IndexDesk(home) as desk:
        desk.ask(IndexPaths(1, (str(files),), "default"))

    with IndexDesk(home, str(make("bert", "mean"))) as desk:
        desk.send(Search(2, "Report 7"))
        begun = desk.hear(lambda event: isinstance(event, IndexHealing))
        desk.send(IndexPaths(3, (str(later),), "default"))
        heard = [*begun, *desk.hear(_is_whole)]
        (found, _) = desk.ask(Search(4, "tortoises"))

    moves = [each for each in heard if isinstance(each, IndexHealing)]
    (hits,) = (each for each in heard if isinstance(each, Hits))
    assert Path(hits.passages[0].path).name == "7.txt"
    assert {each.reason for each in moves} == {"embedder"}
    assert [each.done for each in moves] == sorted(each.done for each in moves)
    assert moves[-1].total == _N_FILES + 1
    assert isinstance(found, Hits)
    assert Path(found.passages[0].path).name == "later.txt"
    assert len(list((home / "index").iterdir())) == 1


def _is_whole(event: Event) -> bool:
    return isinstance(event, IndexHealing) and event.done == event.total


def test_who_asks_once_waits_for_the_embedder_that_was_chosen(
    make: Make, files: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    carrel(home, "index", str(files))
    folder = make("bert", "mean")
    (home / "settings.json").write_text(json.dumps({"index": {"embedder": str(folder)}}), "utf-8")

    (found,) = results(carrel(home, "search", "rent in euros", "--json"))
    (doctor,) = results(carrel(home, "doctor", "--json"))

    assert found["hits"][0]["path"].endswith("lease.txt")
    assert folder.name in json.dumps(doctor)
