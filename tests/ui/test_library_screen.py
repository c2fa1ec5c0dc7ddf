"""The library screen: collections, filters, order, what can be done with documents, questions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPushButton,
    QTableView,
    QToolButton,
    QWidget,
)

from desktop.collection_messages import (
    CollectionList,
    ListCollections,
    MakeCollection,
    MoveDocuments,
    MoveFolder,
    RenameCollection,
)
from desktop.domain import Folder, Problem
from desktop.messages import (
    Finished,
    FolderList,
    ForgetFolder,
    IndexPaths,
    ListFolders,
    RemoveCollection,
    RemoveDocuments,
    Retrieve,
)
from desktop.page_messages import ReadText
from desktop.ui.drop_overlay import DropOverlay
from desktop.ui.library_view import LibraryView
from tests.fakes import document
from tests.ui.conftest import Screen
from tests.ui.test_window import ask

BROKEN = document(
    3, path="/a/zebra.docx", size_bytes=30, state="failed", problem=Problem("damaged", "/a/z")
)
LEASE = document(1, path="/a/lease.txt", size_bytes=20, n_chunks=4)
DEED = document(2, path="/b/deed.txt", size_bytes=10, n_chunks=9, collection="Contracts")
EVERYTHING = (LEASE, DEED, BROKEN)


@pytest.fixture
def shelf(screen: Screen) -> Screen:
    """The library screen with two collections."""
    screen.show_documents(*EVERYTHING)
    job = screen.index.last(ListCollections).job
    screen.hear(CollectionList(job, ("Contracts", "default")), Finished(job))
    QTest.mouseClick(screen.find(QPushButton, "Documents"), Qt.MouseButton.LeftButton)
    screen.bot.waitUntil(lambda: rows(screen) == ["lease.txt", "zebra.docx", "deed.txt"])
    return screen


def table(screen: Screen) -> QTableView:
    found = screen.find(QTableView, "Documents")
    assert isinstance(found, QTableView)
    return found


def rows(screen: Screen) -> list[str]:
    model = screen.window.findChild(LibraryView).findChild(QTableView).model()
    return [model.index(n, 0).data() for n in range(model.rowCount())]


def choose(screen: Screen, name: str, text: str) -> None:
    box = screen.find(QComboBox, name)
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findText(text, Qt.MatchFlag.MatchStartsWith))


def menu(screen: Screen, *numbers: int) -> dict[str, Callable[[], None]]:
    """The menu of chosen rows, as the menu key opens it."""
    view = table(screen)
    view.clearSelection()
    view.setSelectionMode(QTableView.SelectionMode.MultiSelection)
    for number in numbers:
        view.selectRow(number)
    view.customContextMenuRequested.emit(view.rect().center())
    opened = next(e for e in screen.window.findChildren(QMenu) if e.isVisible())
    opened.hide()
    inner = [each for action in opened.actions() if (each := action.menu()) is not None]
    actions = [each for one in (opened, *inner) for each in one.actions()]
    return {each.text(): each.trigger for each in actions if each.isEnabled()}


def answer(screen: Screen, button: str) -> str:
    """Press a button of the question that is open; returns what it asked."""
    box = screen.window.findChild(QMessageBox)
    words = f"{box.text()}\n{box.informativeText()}"
    QTest.mouseClick(
        next(each for each in box.buttons() if each.text() == button), Qt.MouseButton.LeftButton
    )
    return words


def name_it(screen: Screen, name: str) -> None:
    field = screen.find(QLineEdit, "Name of the collection")
    assert isinstance(field, QLineEdit)
    field.window().activateWindow()
    field.setFocus()
    screen.bot.waitUntil(field.hasFocus)
    field.setText(name)
    QTest.keyClick(field, Qt.Key.Key_Return)


def collections_menu(screen: Screen) -> dict[str, Callable[[], None]]:
    button = screen.find(QToolButton, "Collections")
    assert isinstance(button, QToolButton)
    return {each.text(): each.trigger for each in button.menu().actions() if each.isEnabled()}


def test_a_collection_shows_its_documents_alone(shelf: Screen) -> None:
    box = shelf.find(QComboBox, "Collection")
    assert isinstance(box, QComboBox)
    offered = [box.itemText(n) for n in range(box.count())]

    choose(shelf, "Collection", "Contracts")

    assert offered == ["All collections · 3", "General · 2", "Contracts · 1"]
    assert rows(shelf) == ["deed.txt"]


def test_documents_are_filtered_by_name_and_state(shelf: Screen) -> None:
    field = shelf.find(QLineEdit, "Filter by name")
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "LEASE")
    shelf.bot.waitUntil(lambda: rows(shelf) == ["lease.txt"])
    field.clear()

    choose(shelf, "State", "Left out")

    assert rows(shelf) == ["zebra.docx"]


def test_a_name_is_looked_for_once_it_is_typed(shelf: Screen) -> None:
    field = shelf.find(QLineEdit, "Filter by name")
    resets: list[None] = []
    table(shelf).model().modelReset.connect(lambda: resets.append(None))

    QTest.keyClicks(field, "lease")
    so_far = len(resets)

    shelf.bot.waitUntil(lambda: rows(shelf) == ["lease.txt"])
    assert (so_far, len(resets)) == (0, 1)


def test_enter_looks_for_a_name_at_once(shelf: Screen) -> None:
    field = shelf.find(QLineEdit, "Filter by name")

    field.setFocus()
    QTest.keyClicks(field, "le se")
    QTest.keyClick(field, Qt.Key.Key_Return)

    assert rows(shelf) == ["lease.txt"]


def test_where_nothing_is_like_the_filter_all_can_be_shown_again(shelf: Screen) -> None:
    field = shelf.find(QLineEdit, "Filter by name")
    QTest.keyClicks(field, "moon")
    assert shelf.find(QLabel, "No document is like this")

    QTest.mouseClick(shelf.find(QPushButton, "Show all"), Qt.MouseButton.LeftButton)

    assert len(rows(shelf)) == 3


def test_a_header_sorts_by_its_column_and_keeps_what_is_chosen(shelf: Screen) -> None:
    view = table(shelf)
    view.selectRow(0)

    view.horizontalHeader().setSortIndicator(3, Qt.SortOrder.DescendingOrder)
    by_size = rows(shelf)
    view.horizontalHeader().setSortIndicator(0, Qt.SortOrder.AscendingOrder)

    assert by_size == ["zebra.docx", "lease.txt", "deed.txt"]
    assert rows(shelf) == ["deed.txt", "lease.txt", "zebra.docx"]
    assert [each.row() for each in view.selectionModel().selectedRows()] == [1]


def test_the_menu_of_a_document_opens_copies_and_moves_it(shelf: Screen) -> None:
    offered = menu(shelf, 0)
    offered["Open"]()
    offered["Copy the path"]()
    offered["Contracts"]()

    assert shelf.index.last(ReadText).path == "/a/lease.txt"
    assert QApplication.clipboard().text() == "/a/lease.txt"
    moved = shelf.index.last(MoveDocuments)
    assert (moved.document_ids, moved.collection) == ((1,), "Contracts")
    assert shelf.find(QLabel, "Documents moved to Contracts: 1")


def test_a_move_is_undone(shelf: Screen) -> None:
    menu(shelf, 0)["Contracts"]()

    QTest.mouseClick(shelf.find(QPushButton, "Undo"), Qt.MouseButton.LeftButton)

    moved = shelf.index.last(MoveDocuments)
    assert (moved.document_ids, moved.collection) == ((1,), "default")


def test_a_file_that_is_gone_cannot_be_shown_in_its_folder_and_that_is_said(
    shelf: Screen,
) -> None:
    menu(shelf, 0)["Show in its folder"]()

    assert shelf.find(QLabel, "a is not there any more")


def test_keys_open_and_remove(shelf: Screen) -> None:
    view = table(shelf)
    view.selectRow(0)

    QTest.keyClick(view, Qt.Key.Key_Return)
    QTest.keyClick(view, Qt.Key.Key_Delete)

    assert shelf.index.last(ReadText).path == "/a/lease.txt"
    assert shelf.index.last(RemoveDocuments).document_ids == (1,)


def test_a_collection_is_made_and_a_name_that_is_taken_is_refused(shelf: Screen) -> None:
    collections_menu(shelf)["New collection…"]()
    name_it(shelf, "contracts")
    refused = shelf.find(QLabel, "There is a collection of this name already.").isVisible()

    name_it(shelf, "  Private   letters ")

    assert refused
    assert shelf.index.last(MakeCollection).name == "Private letters"


def test_a_collection_is_renamed_also_where_a_conversation_chose_it(shelf: Screen) -> None:
    conversations = shelf.parts.conversations
    conversation = conversations.begin("The deed?")
    conversations.choose_collections(conversation.id, ("Contracts",))
    choose(shelf, "Collection", "Contracts")

    collections_menu(shelf)["Rename this collection…"]()
    name_it(shelf, "Deeds")

    renamed = shelf.index.last(RenameCollection)
    assert (renamed.before, renamed.after) == ("Contracts", "Deeds")
    assert conversations.collections(conversation.id) == ("Deeds",)


def test_a_collection_is_removed_only_when_somebody_says_so(shelf: Screen) -> None:
    choose(shelf, "Collection", "Contracts")
    collections_menu(shelf)["Remove this collection…"]()
    asked = answer(shelf, "Cancel")
    is_untouched = not [e for e in shelf.index.sent if isinstance(e, RemoveCollection)]

    collections_menu(shelf)["Remove this collection…"]()
    answer(shelf, "Remove")

    assert "Documents in it that are forgotten: 1" in asked
    assert is_untouched
    assert shelf.index.last(RemoveCollection).collection == "Contracts"


def test_the_default_collection_is_neither_renamed_nor_removed(shelf: Screen) -> None:
    choose(shelf, "Collection", "General")

    assert list(collections_menu(shelf)) == ["New collection…", ""]


def test_files_go_to_the_collection_that_is_shown(shelf: Screen) -> None:
    choose(shelf, "Collection", "Contracts")

    shelf.window.findChild(DropOverlay).dropped.emit((Path("/b/new.txt"),))

    assert shelf.index.last(IndexPaths).collection == "Contracts"


def show_folders(shelf: Screen, *folders: Folder) -> QPushButton:
    """Keep folders in step; returns the button of the first."""
    shelf.parts.library.refresh()
    job = shelf.index.last(ListFolders).job
    shelf.hear(FolderList(job, folders), Finished(job))
    button = shelf.find(QPushButton, f"Folder {Path(folders[0].path).name}")
    assert isinstance(button, QPushButton)
    return button


def move_to_first(button: QPushButton) -> None:
    """Move a folder to the first collection that is offered."""
    inner = next(each for e in button.menu().actions() if (each := e.menu()) is not None)
    inner.actions()[0].trigger()


def test_a_folder_that_was_moved_goes_back(shelf: Screen) -> None:
    move_to_first(show_folders(shelf, Folder(7, "default", "/x/plans")))
    assert shelf.find(QLabel, "Folder moved to Contracts")

    QTest.mouseClick(shelf.find(QPushButton, "Undo"), Qt.MouseButton.LeftButton)

    back = shelf.index.last(MoveFolder)
    assert (back.path, back.before, back.after) == ("/x/plans", "Contracts", "default")


def test_a_folder_that_became_one_with_another_has_no_way_back(shelf: Screen) -> None:
    there = (Folder(7, "default", "/x/plans"), Folder(8, "Contracts", "/x/plans"))

    move_to_first(show_folders(shelf, *there))

    assert shelf.find(QLabel, "Folder moved to Contracts")
    undo = [e for e in shelf.window.findChildren(QPushButton) if e.text() == "Undo"]
    assert not any(each.isVisible() for each in undo)


def test_a_folder_is_moved_and_forgotten_only_when_somebody_says_so(shelf: Screen) -> None:
    button = show_folders(shelf, Folder(7, "default", "/a"))

    move_to_first(button)
    next(e for e in button.menu().actions() if e.text().startswith("Remove")).trigger()
    is_kept = not [e for e in shelf.index.sent if isinstance(e, ForgetFolder)]
    answer(shelf, "Remove")

    moved = shelf.index.last(MoveFolder)
    assert (moved.path, moved.before, moved.after) == ("/a", "default", "Contracts")
    assert is_kept
    assert shelf.index.last(ForgetFolder).folder_id == 7


def test_many_documents_are_not_removed_by_a_slip_of_the_hand(shelf: Screen) -> None:
    many = tuple(document(n, path=f"/a/{n:02}.txt") for n in range(1, 31))
    shelf.show_documents(*many)
    shelf.bot.waitUntil(lambda: len(rows(shelf)) == 30)
    table(shelf).selectAll()

    QTest.mouseClick(shelf.find(QPushButton, "Remove"), Qt.MouseButton.LeftButton)
    asked = answer(shelf, "Cancel")

    assert "Remove 30 documents?" in asked
    assert not [e for e in shelf.index.sent if isinstance(e, RemoveDocuments)]


def pick(screen: Screen, name: str) -> None:
    picker = screen.find(QPushButton, "Searched collections")
    assert isinstance(picker, QPushButton)
    next(e for e in picker.menu().actions() if e.text() == name).trigger()


def home(screen: Screen) -> QWidget:
    QTest.keyClick(screen.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    return screen.find(QPushButton, "Searched collections")


def test_a_conversation_searches_the_collections_that_were_chosen_for_it(shelf: Screen) -> None:
    home(shelf)
    pick(shelf, "Contracts")

    ask(shelf, "Who signed the deed?")

    (conversation,) = shelf.parts.conversations.newest_first()
    assert shelf.index.last(Retrieve).collections == ("Contracts",)
    assert shelf.parts.conversations.collections(conversation.id) == ("Contracts",)
    assert home(shelf).accessibleName() == "Searched collections: All collections"


def test_with_one_collection_there_is_nothing_to_choose(screen: Screen) -> None:
    screen.show_documents(LEASE)

    assert not [
        each
        for each in screen.window.findChildren(QPushButton)
        if each.accessibleName().startswith("Searched collections") and each.isVisible()
    ]


@pytest.mark.parametrize(
    ("said", "embedder"), [("Read again", "/models/other"), ("Cancel", "")], ids=["yes", "no"]
)
def test_another_embedder_is_asked_about_and_the_rest_is_saved_anyway(
    shelf: Screen, said: str, embedder: str
) -> None:
    before = shelf.parts.settings.current
    after = replace(
        before,
        index=replace(before.index, embedder="/models/other"),
        chat=replace(before.chat, n_passages=7),
    )

    shelf.window._on_settings_saved(after)  # as the dialog does
    is_same = shelf.parts.settings.current == before
    asked = answer(shelf, said)

    assert is_same, "other colours would make the window anew, and the question would be gone"
    assert "Documents: 3" in asked
    now = shelf.parts.settings.current
    assert now == replace(after, index=replace(after.index, embedder=embedder))
