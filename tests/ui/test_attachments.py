"""The files attached to a conversation, as one sees them above the message."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QToolButton

from desktop.domain import Folder, Problem
from desktop.library import private_collection
from desktop.messages import FolderList, IndexPaths, ListFolders, RemoveCollection, RemoveDocuments
from desktop.ui.attachment_chips import AttachmentChips
from desktop.ui.composer import Composer
from tests.fakes import document
from tests.ui.conftest import Screen


def attach(screen: Screen, n: int) -> str:
    """Open a conversation with so many attached files; the collection they are in."""
    conversation = screen.parts.conversations.begin("The archive")
    collection = private_collection(conversation.id)
    screen.window.open_conversation(conversation.id)
    screen.show_documents(
        *(document(e, path=f"/x/deed {e}.pdf", collection=collection) for e in range(1, n + 1))
    )
    screen.bot.waitUntil(lambda: bool(chips(screen)), timeout=2000)
    return collection


def chips(screen: Screen) -> list[QPushButton]:
    holder = screen.window.findChild(AttachmentChips)
    return [each for each in holder.findChildren(QPushButton) if each.isVisible()]


def test_a_few_attached_files_have_a_chip_each(screen: Screen) -> None:
    attach(screen, 8)

    assert [each.text() for each in chips(screen)] == [f"deed {n}.pdf" for n in range(1, 9)]


def test_the_files_of_a_folder_leave_room_for_the_conversation(screen: Screen) -> None:
    attach(screen, 300)

    assert screen.window.findChild(Composer).height() < screen.window.height() / 3
    more = chips(screen)[-1]
    assert more.text() == "293 more"
    more.menu().aboutToShow.emit()
    entries = [each.text() for each in more.menu().actions()]
    assert entries[0] == "Remove all 300 attached files"
    assert entries[-1] == "deed 99.pdf"


def test_among_many_what_could_not_be_read_is_seen_first(screen: Screen) -> None:
    conversation = screen.parts.conversations.begin("The archive")
    collection = private_collection(conversation.id)
    screen.window.open_conversation(conversation.id)
    bad = document(
        30, path="/x/z.pdf", collection=collection, state="failed", problem=Problem("damaged")
    )
    screen.show_documents(
        *(document(n, path=f"/x/deed {n}.pdf", collection=collection) for n in range(1, 30)), bad
    )
    screen.bot.waitUntil(lambda: bool(chips(screen)), timeout=2000)

    assert chips(screen)[0].text() == "z.pdf · could not be read"


def test_an_attached_file_taken_out_comes_back(screen: Screen) -> None:
    collection = attach(screen, 3)

    QTest.mouseClick(chips(screen)[1], Qt.MouseButton.LeftButton)
    removed = screen.index.last(RemoveDocuments)
    QTest.mouseClick(screen.find(QPushButton, "Undo"), Qt.MouseButton.LeftButton)

    assert removed.document_ids == (2,)
    added = screen.index.last(IndexPaths)
    assert (added.paths, added.collection) == (("/x/deed 2.pdf",), collection)
    assert screen.window.focusWidget().accessibleName() == "Message"


def test_all_attached_files_go_with_their_folder_and_come_back_with_it(screen: Screen) -> None:
    collection = attach(screen, 20)
    folder = Folder(3, collection, "/x")
    screen.parts.library.refresh()
    screen.hear(FolderList(screen.index.last(ListFolders).job, (folder,)))
    menu = chips(screen)[-1].menu()
    menu.aboutToShow.emit()

    menu.actions()[0].trigger()
    removed = screen.index.last(RemoveCollection)
    QTest.mouseClick(screen.find(QPushButton, "Undo"), Qt.MouseButton.LeftButton)

    assert removed.collection == collection
    added = screen.index.last(IndexPaths)
    assert (added.paths, added.collection) == (("/x",), collection)
    assert not screen.find(QToolButton, "Wait until").isEnabled()


def test_a_long_name_is_cut_and_told_whole(screen: Screen) -> None:
    conversation = screen.parts.conversations.begin("The archive")
    screen.window.open_conversation(conversation.id)
    name = "deed " * 40 + ".pdf"
    collection = private_collection(conversation.id)
    screen.show_documents(document(1, path=f"/x/{name}", collection=collection))
    screen.bot.waitUntil(lambda: bool(chips(screen)), timeout=2000)

    (chip,) = chips(screen)

    assert "…" in chip.text()
    assert name in chip.toolTip()
