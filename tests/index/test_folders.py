"""Folders kept in step, with the real ledger, embedder, parser and search index."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain import Document, IndexSummary
from desktop.index import survey as survey_room
from desktop.index.selection import Selection
from desktop.index.shelf import Books, Shelf
from desktop.messages import IndexPaths
from desktop.paths import starter_embedder
from tests.fakes import Patience

pytestmark = pytest.mark.model


class Listener(Patience):
    """Lets a job run; `on_change` may do something to the files meanwhile."""

    def __init__(self) -> None:
        self.states: list[tuple[str, str]] = []

    def changed(self, document: Document) -> None:
        self.states.append((Path(document.path).name, document.state))
        self.on_change(document)

    def on_change(self, document: Document) -> None:
        pass


def open_books(home: Path) -> Books:
    home.mkdir(parents=True, exist_ok=True)
    return Shelf(home, starter_embedder(), 1).open()


@pytest.fixture
def books(tmp_path: Path) -> Iterator[Books]:
    books = open_books(tmp_path / "home")
    yield books
    books.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "Contracts"
    write(folder / "lease.txt", "The rent is 9,400 euros a month.")
    write(folder / "letter.txt", "Dear Ms Wu, the roof was mended in May.")
    write(folder / "old" / "deed.txt", "The deed was signed at Bergen.")
    return folder


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def add(books: Books, *paths: Path, listener: Listener | None = None) -> IndexSummary:
    command = IndexPaths(0, tuple(map(str, paths)), "default")
    return books.index(command, listener or Listener())


def rescan(books: Books, *paths: Path) -> IndexSummary:
    command = IndexPaths(0, tuple(map(str, paths)), "default", is_rescan=True)
    return books.index(command, Listener())


def content(books: Books) -> set[tuple[str, str, str]]:
    """What the ledger holds, and that the search index holds the same."""
    held = {
        (chunk.path, chunk.text, document.state)
        for document in books.ledger.documents()
        for chunk in books.ledger.chunks_of(document.id)
    }
    ids = {
        chunk.chunk_id
        for document in books.ledger.documents()
        if document.state == "ready"
        for chunk in books.ledger.chunks_of(document.id)
    }
    found = set(books.nearest(books_vector(books), Selection(), 10_000))
    assert found == ids
    return held


def books_vector(books: Books):  # type: ignore[no-untyped-def]  # numpy's own
    from desktop.index.embedder import Embedder

    return Embedder(starter_embedder(), 1).embed(["anything"])[0]


def names(books: Books) -> list[str]:
    return [Path(each.path).name for each in books.ledger.documents()]


def test_after_every_kind_of_change_the_index_equals_a_fresh_one(
    books: Books, folder: Path, tmp_path: Path
) -> None:
    add(books, folder)
    write(folder / "lease.txt", "The rent is 9,900 euros a month.")  # edited in place
    (folder / "letter.txt").rename(folder / "old" / "letter.txt")  # moved
    (folder / "old" / "deed.txt").rename(folder / "old" / "title.txt")  # renamed
    write(folder / "new" / "note.txt", "The key is with the porter.")  # added
    write(folder / "gone.txt", "Not for long.")
    rescan(books, folder)
    (folder / "gone.txt").unlink()  # deleted
    shutil.copy(folder / "lease.txt", folder / "copy.txt")  # the same content twice

    rescan(books, folder)

    fresh = open_books(tmp_path / "fresh")
    add(fresh, folder)
    expected = content(fresh)
    fresh.close()
    assert content(books) == expected
    assert {Path(path).name for path, _, _ in expected} == {
        "lease.txt", "copy.txt", "letter.txt", "title.txt", "note.txt",
    }  # fmt: skip


def test_a_file_that_moved_is_not_embedded_again(
    books: Books, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(books, folder)
    (folder / "lease.txt").rename(folder / "old" / "lease 2026.txt")

    listener = Listener()
    command = IndexPaths(0, (str(folder),), "default", is_rescan=True)
    books.index(command, listener)

    assert listener.states == [("lease 2026.txt", "ready")]


def test_a_folder_that_cannot_be_reached_keeps_its_documents(books: Books, folder: Path) -> None:
    add(books, folder)
    before = content(books)
    folder.rename(folder.with_name("elsewhere"))

    summary = rescan(books, folder)
    (away,) = books.ledger.folders.all()
    folder.with_name("elsewhere").rename(folder)
    rescan(books, folder)
    (back,) = books.ledger.folders.all()

    assert (summary.failed, summary.skipped) == ((), ())
    assert content(books) == before
    assert (away.is_there, back.is_there) == (False, True)


def test_an_empty_mount_point_is_no_empty_folder(
    books: Books, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(books, folder)
    before = content(books)
    for each in [*folder.rglob("*.txt")]:
        each.unlink()
    real = survey_room._disk
    monkeypatch.setattr(survey_room, "_disk", lambda path: real(path) + 1)

    rescan(books, folder)

    assert content(books) == before


def test_a_folder_that_was_emptied_is_empty(books: Books, folder: Path) -> None:
    add(books, folder)
    for each in [*folder.rglob("*.txt")]:
        each.unlink()

    rescan(books, folder)

    assert content(books) == set()
    assert books.ledger.documents() == ()


def test_a_subfolder_that_cannot_be_read_keeps_its_documents(
    books: Books, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(books, folder)
    shutil.rmtree(folder / "old")  # what a network drive that dropped looks like
    real = os.scandir

    def scandir(path: str) -> object:
        if str(path) == str(folder / "old"):
            raise PermissionError(path)
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    (folder / "old").mkdir()

    rescan(books, folder)

    assert "deed.txt" in names(books)


def test_a_file_replaced_while_it_is_read_is_read_again(books: Books, folder: Path) -> None:
    class Writer(Listener):
        def on_change(self, document: Document) -> None:
            is_lease = document.path.endswith("lease.txt")
            if is_lease and self.states.count(("lease.txt", "reading")) == 1:
                write(Path(document.path), "The rent is 1 euro a month, they say.")

    add(books, folder, listener=Writer())

    texts = {text for path, text, _ in content(books) if path.endswith("lease.txt")}
    assert texts == {"The rent is 1 euro a month, they say."}


def test_a_file_that_goes_on_changing_waits_for_the_next_look(books: Books, folder: Path) -> None:
    class Writer(Listener):
        def on_change(self, document: Document) -> None:
            if document.path.endswith("lease.txt") and document.state == "reading":
                write(Path(document.path), f"Version {len(self.states)} of the lease.")

    add(books, folder, listener=Writer())
    states = {Path(each.path).name: each.state for each in books.ledger.documents()}
    rescan(books, folder)

    assert states["lease.txt"] == "queued"
    assert {each.state for each in books.ledger.documents()} == {"ready"}


def test_two_files_of_one_content_are_both_gone_when_both_are_deleted(
    books: Books, folder: Path
) -> None:
    shutil.copy(folder / "lease.txt", folder / "copy.txt")
    add(books, folder)
    (folder / "lease.txt").unlink()
    (folder / "copy.txt").unlink()

    rescan(books, folder)

    assert sorted(names(books)) == ["deed.txt", "letter.txt"]


def test_a_loop_of_links_is_walked_once(books: Books, folder: Path) -> None:
    (folder / "old" / "loop").symlink_to(folder)

    summary = add(books, folder)

    assert summary.files == 3


def test_a_file_that_could_not_be_read_is_left_alone_until_it_changes(
    books: Books, folder: Path
) -> None:
    (folder / "song.mp3").write_bytes(b"ID3" + bytes(200))
    first = add(books, folder)
    unchanged = rescan(books, folder)
    write(folder / "song.mp3", "")
    changed = rescan(books, folder)

    assert len(first.skipped) == 1
    assert unchanged.skipped == ()
    assert len(changed.skipped) == 1


def test_patterns_choose_what_is_read(books: Books, folder: Path) -> None:
    write(folder / "draft.md", "# A draft")
    add(books, folder)
    (kept,) = books.ledger.folders.all()

    gone = books.choose_in_folder(kept.id, ("*.txt",), ("old/",))
    rescan(books, folder)
    narrow = names(books)
    books.choose_in_folder(kept.id, (), ())
    rescan(books, folder)

    assert len(gone) == 2
    assert narrow == ["lease.txt", "letter.txt"]
    assert sorted(names(books)) == ["deed.txt", "draft.md", "lease.txt", "letter.txt"]


def test_ignore_files_of_the_folder_hold(books: Books, folder: Path) -> None:
    write(folder / ".gitignore", "*.log\n!keep.log\n")
    write(folder / "old" / ".carrelignore", "deed.*\n")
    write(folder / "a.log", "Noise.")
    write(folder / "keep.log", "The one that counts.")
    write(folder / "node_modules" / "x" / "readme.md", "Somebody's package.")

    add(books, folder)

    assert sorted(names(books)) == ["keep.log", "lease.txt", "letter.txt"]


def test_a_document_taken_out_of_a_folder_stays_out_until_it_is_added_by_name(
    books: Books, folder: Path
) -> None:
    strange = folder / "old" / "[draft] #1 *.txt"
    write(strange, "A name that is full of patterns.")
    add(books, folder)
    (taken_out,) = [each.id for each in books.ledger.documents() if each.path == str(strange)]

    books.remove([taken_out])
    rescan(books, folder)
    without = names(books)
    add(books, strange)
    rescan(books, folder)

    assert strange.name not in without
    assert "deed.txt" in without
    assert strange.name in names(books)


def test_a_folder_that_is_forgotten_goes_with_its_documents(
    books: Books, folder: Path, tmp_path: Path
) -> None:
    write(tmp_path / "other.txt", "Another file.")
    add(books, folder, tmp_path / "other.txt")
    (kept,) = books.ledger.folders.all()

    books.forget_folder(kept.id)

    assert names(books) == ["other.txt"]
    assert books.ledger.folders.all() == ()
    assert (folder / "lease.txt").exists()
