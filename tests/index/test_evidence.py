"""Quotes of documents of many kinds, through the whole index."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop import paths
from desktop.domain import Quote
from desktop.index.shelf import Books, Shelf
from desktop.messages import IndexPaths, Retrieve
from desktop.paths import Home
from tests.fakes import Patience
from tests.index.evidence_documents import COMPARISONS, QUESTIONS, write_documents

pytestmark = pytest.mark.model

BOUND = 0.95


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Books]:
    home = Home(tmp_path_factory.mktemp("evidence") / "home")
    home.create()
    books = Shelf(home.root, paths.starter_embedder(), 1).open()
    folder = write_documents(home.root.parent / "files")
    books.index(IndexPaths(0, (str(folder),), "default"), Patience())
    yield books
    books.close()


def _quotes(books: Books, question: str) -> tuple[Quote, ...]:
    return books.retrieve(Retrieve(1, question)).quotes


def test_quotes_hold_the_answers_of_documents_of_many_kinds(books: Books) -> None:
    wrong = [
        (question, [each.text for each in quotes])
        for question, answer, file in QUESTIONS
        for quotes in (_quotes(books, question),)
        if not any(answer in each.text and Path(each.path).name == file for each in quotes)
    ]

    assert len(wrong) <= (1 - BOUND) * len(QUESTIONS), wrong


@pytest.mark.parametrize(("question", "wanted"), COMPARISONS)
def test_a_question_about_two_things_gets_a_quote_of_each(
    books: Books, question: str, wanted: tuple[str, ...]
) -> None:
    quotes = _quotes(books, question)

    assert all(any(each in quote.text for quote in quotes) for each in wanted)


def test_quotes_are_short_and_verbatim(books: Books) -> None:
    for question, _, _ in QUESTIONS:
        for quote in _quotes(books, question):
            assert len(quote.text) <= 300
            if quote.path.endswith((".txt", ".md")):
                assert Path(quote.path).read_text("utf-8")[quote.start : quote.end] == quote.text


@pytest.mark.parametrize(
    ("question", "row", "columns"),
    [
        ("What does shelf model B cost?", "Shelf model B |", "Article | Colour | Price in EUR"),
        ("Where does pump P-13 stand?", "P-13 |", "Pump | Location"),
        ("How much is a single ticket for a camper van?", "Camper van |", "Vehicle | Single"),
        ("Who leads the Oslo office?", "Oslo |", "Office | Head"),
        ("打印机的单价是多少？", "打印机 |", "品名 | 规格 | 单价（元）"),
    ],
)
def test_a_row_of_a_table_is_quoted_first_and_knows_its_header(
    books: Books, question: str, row: str, columns: str
) -> None:
    best = _quotes(books, question)[0]

    assert best.text.startswith(row)
    assert best.columns.startswith(columns)
    assert "\n" not in best.text


def test_a_model_is_given_a_row_together_with_its_header(books: Books) -> None:
    evidence = books.retrieve(Retrieve(1, "What does shelf model B cost?")).evidence

    assert any("Article |" in each.text and "Shelf model B |" in each.text for each in evidence)
