"""Files from the command line or from another program."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QTableView

from desktop.domain import IndexSummary
from desktop.messages import DocumentChanged, Finished, Indexed, IndexPaths
from desktop.ui.viewer import Viewer
from tests.fakes import document
from tests.ui.conftest import Screen


def _end(screen: Screen) -> None:
    job = screen.index.last(IndexPaths).job
    screen.hear(Indexed(job, IndexSummary(1, 1, 0, (), (), 0.1)), Finished(job))


def test_one_file_is_read_and_opens_beside_the_conversation(screen: Screen, tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("Rent", "utf-8")

    screen.window.receive((file,))
    screen.show_documents(document(1, path=str(file), state="ready", n_pages=None))
    _end(screen)

    assert screen.index.last(IndexPaths).paths == (str(file),)
    assert screen.window.findChild(Viewer).isVisible()


def test_a_file_that_cannot_be_read_opens_nothing(screen: Screen, tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("", "utf-8")

    screen.window.receive((file,))
    screen.show_documents(document(1, path=str(file), state="failed"))
    _end(screen)

    assert not screen.window.findChild(Viewer).isVisible()


def test_a_file_opens_once_it_is_read_though_something_else_is_read_first(
    screen: Screen, tmp_path: Path
) -> None:
    file = tmp_path / "a.md"
    file.write_text("Rent", "utf-8")
    other = screen.parts.library.add((tmp_path / "large",))
    summary = IndexSummary(1, 1, 0, (), (), 0.1)

    screen.window.receive((file,))
    ours = screen.index.last(IndexPaths).job
    screen.show_documents(document(1, path=str(file), state="queued", n_pages=None))
    screen.hear(Indexed(other, summary), Finished(other))
    is_early = screen.window.findChild(Viewer).isVisible()
    screen.hear(DocumentChanged(ours, document(1, path=str(file), n_pages=None)))
    screen.hear(Indexed(ours, summary), Finished(ours))

    assert not is_early
    assert screen.window.findChild(Viewer).isVisible()


def test_a_file_that_could_not_be_read_does_not_open_when_it_is_read_later(
    screen: Screen, tmp_path: Path
) -> None:
    file = tmp_path / "a.md"
    file.write_text("", "utf-8")
    screen.window.receive((file,))
    screen.show_documents(document(1, path=str(file), state="failed"))
    _end(screen)

    screen.parts.library.retry((1,))
    screen.show_documents(document(1, path=str(file)))
    _end(screen)

    assert not screen.window.findChild(Viewer).isVisible()


def test_a_folder_is_shown_among_the_documents(screen: Screen, tmp_path: Path) -> None:
    screen.window.receive((tmp_path,))
    screen.show_documents(document(1))

    assert screen.find(QTableView, "Documents")


def test_a_start_without_files_stays_where_it_is(screen: Screen) -> None:
    screen.window.receive(())

    assert not [each for each in screen.index.sent if isinstance(each, IndexPaths)]
