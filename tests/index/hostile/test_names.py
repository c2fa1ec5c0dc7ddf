"""Files and folders whose names, links or depth are unlike anybody's."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.domain import Passage
from desktop.index.shelf import Books, Shelf
from desktop.messages import IndexPaths, Search
from desktop.paths import starter_embedder
from tests.conftest import carrel, results
from tests.fakes import Patience

pytestmark = pytest.mark.model

_FACT = "The ferryman's boat is painted vermilion."
_DEEP = "d" * 200


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Books]:
    books = Shelf(tmp_path_factory.mktemp("home"), starter_embedder(), 1).open()
    yield books
    books.close()


@pytest.mark.parametrize(
    "name",
    [
        "two\nlines\t.txt",
        "\u202etxt.exe\u2066.txt",
        "-rf --json.txt",
        "quote ' \" ; DROP TABLE documents; --.txt",
        "100%_[a-z]*?.txt",
        "合同 🏡 \u0301\u0301.txt",
        "n" * 251 + ".txt",
        " .txt",
    ],
    ids=range(8),
)
def test_a_file_of_any_name_is_indexed_found_and_opened(
    books: Books, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_text(_FACT, "utf-8")
    collection = name[:40]

    summary = books.index(IndexPaths(0, (str(tmp_path),), collection), Patience())
    (found,) = _search(books, collection)

    assert (summary.files, summary.failed, summary.skipped) == (1, (), ())
    assert Path(found.path) == tmp_path / name
    assert books.parser.page_text(found.path, found.page).text == _FACT


def test_a_name_that_is_no_text_costs_no_other_file(tmp_path: Path) -> None:
    files, home = tmp_path / "files", tmp_path / "home"
    files.mkdir()
    (files / "good.txt").write_text(_FACT, "utf-8")
    with open(os.fsencode(files) + b"/\xff\xfe.txt", "w", encoding="utf-8") as file:
        file.write("A name in some other encoding.")

    (summary,) = results(carrel(home, "index", str(files), "--json"))
    (found,) = results(carrel(home, "search", "What colour is the ferryman's boat?", "--json"))

    assert summary["files"] == 1
    assert [each["path"] for each in summary["skipped"]] == [str(files / "??.txt")]
    assert "Rename the file" in summary["skipped"][0]["reason"]
    assert found["hits"][0]["path"].endswith("good.txt")


def _links_in_circles(folder: Path) -> None:
    (folder / "itself").symlink_to(folder)
    (folder / "a").symlink_to(folder / "b")
    (folder / "b").symlink_to(folder / "a")


def _ten_thousand_characters(folder: Path) -> None:
    """Deeper than a path can be long."""
    here = os.open(".", os.O_RDONLY)
    try:
        os.chdir(folder)
        for _ in range(50):
            Path(_DEEP).mkdir()
            os.chdir(_DEEP)
        Path("lost.txt").write_text("Nobody can name this file.", "utf-8")
    finally:
        os.chdir(here)
        os.close(here)


def _closed(folder: Path) -> None:
    (folder / "closed").mkdir(mode=0)


@pytest.mark.parametrize("make", [_links_in_circles, _ten_thousand_characters, _closed])
def test_a_folder_without_end_or_entrance_costs_no_other_file(
    books: Books, tmp_path: Path, make: Callable[[Path], None]
) -> None:
    files = tmp_path / "files"
    files.mkdir()
    (files / "zz-good.txt").write_text(_FACT, "utf-8")
    make(files)

    summary = books.index(IndexPaths(0, (str(files),), make.__name__), Patience())
    (found,) = _search(books, make.__name__)

    assert summary.files == 1
    assert found.path == str(files / "zz-good.txt")


def _search(books: Books, collection: str) -> tuple[Passage, ...]:
    asked = Search(0, "What colour is the ferryman's boat?", (collection,))
    return books.search(asked).passages
