"""Collections are renamed and filled, with the real ledger, embedder and search index."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.collection_messages import MoveFolder
from desktop.index.shelf import Books, Shelf
from desktop.messages import DocumentList, IndexPaths, ListDocuments, Search
from desktop.paths import starter_embedder
from tests.fakes import Patience
from tests.index_desk import IndexDesk

pytestmark = pytest.mark.model


@pytest.fixture
def books(tmp_path: Path) -> Iterator[Books]:
    (tmp_path / "home").mkdir()
    books = Shelf(tmp_path / "home", starter_embedder(), 1).open()
    yield books
    books.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "Papers"
    folder.mkdir()
    (folder / "lease.txt").write_text("The rent of the mill is 9,400 euros a month.", "utf-8")
    (folder / "letter.txt").write_text("Dear Ms Wu, the roof was mended in May.", "utf-8")
    return folder


def index(books: Books, path: Path, collection: str) -> None:
    books.index(IndexPaths(0, (str(path),), collection), Patience())


def names(books: Books, collection: str) -> list[str]:
    return [Path(each.path).name for each in books.ledger.documents(collection)]


def found(books: Books, text: str, collection: str) -> list[str]:
    hits = books.search(Search(1, text, collections=(collection,))).passages
    return [Path(each.path).name for each in hits]


def test_a_document_that_is_moved_is_found_in_its_new_collection_without_embedding(
    books: Books, folder: Path
) -> None:
    index(books, folder / "lease.txt", "work")
    (document,) = books.ledger.documents("work")
    before = [each.chunk_id for each in books.ledger.chunks_of(document.id)]

    books.move_documents([document.id], "home")

    assert [each.chunk_id for each in books.ledger.chunks_of(document.id)] == before
    assert (found(books, "rent of the mill", "work"), names(books, "work")) == ([], [])
    assert found(books, "rent of the mill", "home") == ["lease.txt"]
    assert books.ledger.documents("home")[0].id == document.id


def test_a_document_moved_out_of_a_folder_does_not_come_back(books: Books, folder: Path) -> None:
    index(books, folder, "work")
    lease = next(e for e in books.ledger.documents("work") if e.path.endswith("lease.txt"))

    books.move_documents([lease.id], "home")
    books.index(IndexPaths(0, (str(folder),), "work", is_rescan=True), Patience())

    assert names(books, "work") == ["letter.txt"]
    assert names(books, "home") == ["lease.txt"]


def test_a_document_whose_file_is_there_already_becomes_one(books: Books, folder: Path) -> None:
    index(books, folder / "lease.txt", "work")
    index(books, folder / "lease.txt", "home")
    (document,) = books.ledger.documents("work")

    books.move_documents([document.id], "home")

    assert (names(books, "work"), names(books, "home")) == ([], ["lease.txt"])
    assert found(books, "rent of the mill", "home") == ["lease.txt"]


def test_a_renamed_collection_keeps_its_documents_and_its_folders(
    books: Books, folder: Path
) -> None:
    index(books, folder, "work")

    books.rename_collection("work", "Contracts '25")

    assert books.ledger.collections.names() == ("Contracts '25",)
    assert found(books, "rent of the mill", "Contracts '25")[0] == "lease.txt"
    assert [each.collection for each in books.ledger.folders.all()] == ["Contracts '25"]


def test_an_empty_collection_is_kept_until_it_is_removed(books: Books) -> None:
    books.ledger.collections.enter("Letters")
    before = books.ledger.collections.names()

    books.ledger.collections.remove("Letters")

    assert (before, books.ledger.collections.names()) == (("Letters",), ())


def test_a_folder_is_moved_with_its_documents_and_stays_in_step(books: Books, folder: Path) -> None:
    index(books, folder, "work")
    (kept,) = books.ledger.folders.all()

    books.move_folder(kept.id, "home")
    (folder / "deed.txt").write_text("The deed was signed at Bergen.", "utf-8")
    books.index(IndexPaths(0, (str(folder),), "home", is_rescan=True), Patience())

    assert [(each.collection, each.left_out) for each in books.ledger.folders.all()] == [
        ("home", ())
    ]
    assert names(books, "home") == ["deed.txt", "lease.txt", "letter.txt"]
    assert names(books, "work") == []
    assert "lease.txt" in found(books, "rent of the mill", "home")


def test_a_folder_that_goes_there_and_back_is_as_it_was(books: Books, folder: Path) -> None:
    index(books, folder, "work")
    before, kept = names(books, "work"), books.ledger.folders.all()[0]

    books.move_folder(kept.id, "home")
    moved = books.ledger.folders.find("home", kept.path)
    assert moved is not None
    books.move_folder(moved.id, "work")

    assert (names(books, "work"), names(books, "home")) == (before, [])
    (again,) = books.ledger.folders.all()
    assert (again.collection, again.path, again.left_out) == ("work", kept.path, kept.left_out)


def test_a_folder_is_moved_there_and_back_by_its_place(folder: Path, tmp_path: Path) -> None:
    with IndexDesk(tmp_path / "another home") as desk:
        desk.ask(IndexPaths(1, (str(folder),), "work"))
        before = _listed(desk, 2, "work")

        desk.ask(MoveFolder(3, str(folder), "work", "home"))
        moved = _listed(desk, 4, "work"), _listed(desk, 5, "home")
        desk.ask(MoveFolder(6, str(folder), "home", "work"))
        back = _listed(desk, 7, "work"), _listed(desk, 8, "home")

    assert before
    assert moved == ([], before)
    assert back == (before, [])


def _listed(desk: IndexDesk, job: int, collection: str) -> list[str]:
    (answer,) = [e for e in desk.ask(ListDocuments(job, collection)) if isinstance(e, DocumentList)]
    return sorted(each.path for each in answer.documents)
