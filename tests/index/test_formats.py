"""Each format, all the way: the file is indexed, found by a question, and cited where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop import paths
from desktop.index.shelf import Books, Shelf
from desktop.messages import IndexPaths, Retrieve
from desktop.paths import Home
from tests import office_files
from tests.fakes import Patience

pytestmark = pytest.mark.model

QUESTION = "What is the gate code of the northern annex?"
FACT = "4417"


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Books]:
    home = Home(tmp_path_factory.mktemp("formats") / "home")
    home.create()
    books = Shelf(home.root, paths.starter_embedder(), 1).open()
    yield books
    books.close()


@pytest.mark.parametrize(
    ("name", "write", "page", "place"),
    [
        ("codes.xlsx", office_files.write_workbook, 2, "Codes!A1:B4"),
        ("codes.csv", office_files.write_table, None, "A1:B4"),
        ("codes.xls", office_files.write_old_workbook, 2, "Codes!B3:C6"),
        ("codes.xlsb", office_files.write_binary_workbook, 1, "Codes!A1:B4"),
        ("codes.odt", office_files.write_text_document, None, ""),
        ("codes.ods", office_files.write_sheets, 2, "Codes!A1:B4"),
        ("codes.odp", office_files.write_slides, 2, ""),
        ("codes.rtf", office_files.write_rich_text, None, ""),
        ("codes.epub", office_files.write_book, 2, "The Gates"),
        ("codes.eml", office_files.write_message, 2, "codes.txt"),
        ("codes.mbox", office_files.write_mailbox, 4, "Keys › codes.txt"),
        ("codes.json", office_files.write_json, None, "gates[0]–[2]"),
        ("codes.ini", office_files.write_settings, None, ""),
        ("codes.pptx", office_files.write_presentation, 3, ""),
    ],
)
def test_a_fact_is_found_and_cited_where_it_stands(
    books: Books,
    tmp_path: Path,
    name: str,
    write: Callable[[Path], Path],
    page: int | None,
    place: str,
) -> None:
    file = write(tmp_path / name)

    summary = books.index(IndexPaths(0, (str(file),), name), Patience())
    found = books.retrieve(Retrieve(1, QUESTION, collections=(name,)))

    assert (summary.files, summary.failed, summary.skipped) == (1, (), ())
    assert found.verdict in ("grounded", "weak")
    assert any(FACT in quote.text for quote in found.quotes)
    best = next(each for each in found.passages if FACT in each.text)
    assert (best.page, best.place) == (page, place)
    for passage in (*found.passages, *found.evidence, *found.quotes):
        text = books.parser.page_text(passage.path, passage.page).text
        assert text[passage.start : passage.end] == passage.text
