"""The dialogs of collections and the move of the data folder, to be walked and looked at."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from desktop.collection_messages import CollectionList, ListCollections
from desktop.domain import Folder
from desktop.messages import Finished, FolderList, ListFolders
from desktop.ui.collection_choice import CollectionChoice
from desktop.ui.folder_bar import FolderBar
from desktop.ui.folder_dialog import FolderDialog
from desktop.ui.home_choice import HomeChoice
from desktop.ui.library_bar import LibraryBar
from desktop.ui.move_dialog import MoveDialog
from desktop.ui.theme import Theme
from tests.fakes import document
from tests.ui.conftest import Screen
from tests.ui.staging import Stage

_OWN = "Oxbow Heron Mill small Oxbow Heron Mill"
_DEEP = "/media/anna/Backup/" + "documents of the last years/" * 4 + "Carrel"
_LONG = "/media/anna/" + "a-name-without-any-space-in-it-" * 4 + "/Carrel"


def library_stages() -> dict[str, Stage]:
    """Each stage by its name."""
    return {
        "collections": _collections,
        "collections-menu": _collections_menu,
        "collection-new": lambda screen, *_: _dialog(screen, lambda bar: bar.made.emit()),
        "collection-rename": lambda screen, *_: _dialog(screen, lambda bar: bar.renamed.emit(_OWN)),
        "collection-taken": _collection_taken,
        "collection-remove": lambda screen, *_: _dialog(screen, lambda bar: bar.deleted.emit(_OWN)),
        "collection-chosen": _collection_chosen,
        "collection-choice": _collection_choice,
        "folders-many": _folders_many,
        "folder-changed": _folder_changed,
        "move-asked": _move_asked,
        "move": lambda *_: _moving(_DEEP),
        "move-long": lambda *_: _moving(_LONG),
    }


def _filled(screen: Screen) -> LibraryBar:
    """Documents in several collections, and folders in them."""
    screen.show_documents(
        document(1, path="/home/a/Oxbow/lease.pdf", n_chunks=40, collection=_OWN),
        document(2, path="/home/a/notes.md", n_chunks=3),
        document(3, path="/home/a/Letters/letter.txt", n_chunks=3, collection="信件"),
    )
    job = screen.index.last(ListCollections).job
    screen.hear(CollectionList(job, (_OWN, "default", "信件")), Finished(job))
    job = screen.index.last(ListFolders).job
    folders = (
        Folder(1, _OWN, "/home/a/Oxbow", ("*.pdf",)),
        Folder(2, "信件", "/home/a/Letters", is_there=False),
    )
    screen.hear(FolderList(job, folders), Finished(job))
    bar = screen.window.findChild(LibraryBar)
    shelf = screen.window.findChild(FolderBar)
    assert bar is not None
    assert shelf is not None
    buttons = shelf.findChildren
    screen.bot.waitUntil(
        lambda: sum(not each.isHidden() for each in buttons(QPushButton)) == len(folders)
    )
    return bar


def _collections(screen: Screen, _theme: Theme, _language: str) -> QWidget:
    bar = _filled(screen)
    QTest.keyClick(screen.window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    bar.show_collection(_OWN)
    screen.bot.wait(50)
    return screen.window


def _collections_menu(screen: Screen, theme: Theme, language: str) -> QWidget:
    _collections(screen, theme, language)
    shelf = screen.window.findChild(FolderBar)
    assert shelf is not None
    button = next(each for each in shelf.findChildren(QPushButton) if each.isVisible())
    button.menu().popup(button.mapToGlobal(button.rect().bottomLeft()))
    QApplication.processEvents()
    return button.menu()


def _folders_many(screen: Screen, theme: Theme, language: str) -> QWidget:
    _collections(screen, theme, language)
    folders = tuple(Folder(n, "default", f"/home/a/Oxbow {n}") for n in range(1, 21))
    screen.parts.library.refresh()
    screen.hear(FolderList(screen.index.last(ListFolders).job, folders))
    bar, shelf = screen.window.findChild(LibraryBar), screen.window.findChild(FolderBar)
    assert bar is not None
    assert shelf is not None
    bar.show_collection("")
    buttons = shelf.findChildren
    screen.bot.waitUntil(lambda: sum(each.isVisible() for each in buttons(QPushButton)) > 12)
    screen.bot.wait(50)
    return screen.window


def _folder_changed(screen: Screen, _theme: Theme, _language: str) -> QWidget:
    def change(bar: LibraryBar) -> None:
        shelf = bar.window().findChild(FolderBar)
        assert shelf is not None
        shelf.chosen_in.emit(Folder(1, _OWN, "/home/a/Oxbow", ("*.pdf",)))
        dialog = bar.window().findChild(FolderDialog)
        assert dialog is not None
        dialog.findChildren(QPlainTextEdit)[0].setPlainText("*.docx")
        dialog.accept()
        QApplication.processEvents()

    return _dialog(screen, change)


def _dialog(screen: Screen, ask: Callable[[LibraryBar], None]) -> QWidget:
    ask(_filled(screen))
    screen.bot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=3000)
    found = QApplication.activeModalWidget()
    assert found is not None
    return found


def _collection_taken(screen: Screen, _theme: Theme, _language: str) -> QWidget:
    dialog = _dialog(screen, lambda bar: bar.renamed.emit(_OWN))
    field = dialog.findChild(QLineEdit)
    assert field is not None
    field.setText("信件")
    QApplication.processEvents()
    return dialog


def _picker(screen: Screen) -> QPushButton:
    _filled(screen)
    choice = screen.window.findChild(CollectionChoice)
    assert choice is not None
    screen.bot.waitUntil(choice.picker.isVisible)
    return choice.picker


def _collection_chosen(screen: Screen, _theme: Theme, _language: str) -> QWidget:
    menu = _picker(screen).menu()
    next(each for each in menu.actions() if each.text() == _OWN).trigger()
    QApplication.processEvents()
    return screen.window


def _collection_choice(screen: Screen, _theme: Theme, _language: str) -> QWidget:
    menu = _picker(screen).menu()
    menu.popup(screen.window.mapToGlobal(screen.window.rect().center()))
    QApplication.processEvents()
    return menu


def _move_asked(screen: Screen, _theme: Theme, _language: str) -> QWidget:
    choice = screen.window.findChild(HomeChoice)
    assert choice is not None
    with tempfile.TemporaryDirectory(prefix="a-disk-of-a-long-name-") as disk:
        choice.offer(Path(disk))
    found = QApplication.activeModalWidget()
    assert found is not None
    return found


def _moving(target: str) -> QWidget:
    dialog = MoveDialog(lambda told: None, target)
    dialog.show_progress(800_000_000, 2_000_000_000)
    dialog.show()
    QApplication.processEvents()
    return dialog
