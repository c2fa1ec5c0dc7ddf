"""The library screen by keys: the menu of documents, and where the keyboard is after a button."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPushButton, QTableView

from desktop.domain import Problem
from desktop.messages import DocumentsRemoved, IndexPaths, RemoveDocuments
from tests.fakes import document
from tests.ui.conftest import Screen

LEASE = document(1, path="/a/lease.txt")
BROKEN = document(2, path="/a/zebra.docx", state="failed", problem=Problem("damaged", "/a/z"))


@pytest.fixture
def table(screen: Screen) -> QTableView:
    """The documents on the screen; the keyboard is in them."""
    screen.show_documents(LEASE, BROKEN)
    QTest.mouseClick(screen.find(QPushButton, "Documents"), Qt.MouseButton.LeftButton)
    table = screen.find(QTableView, "Documents")
    assert isinstance(table, QTableView)
    screen.window.activateWindow()
    table.setFocus()
    screen.bot.waitUntil(table.hasFocus)
    return table


def press(screen: Screen, name: str) -> None:
    button = screen.find(QPushButton, name)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def test_shift_f10_opens_the_menu_of_what_is_chosen(screen: Screen, table: QTableView) -> None:
    table.selectRow(1)

    QTest.keyClick(table, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)

    opened = next(each for each in screen.window.findChildren(QMenu) if each.isVisible())
    assert opened.activeAction().text() == "Open"
    opened.close()


def test_shift_f10_opens_nothing_where_nothing_is_chosen(screen: Screen, table: QTableView) -> None:
    QTest.keyClick(table, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)

    assert not [each for each in screen.window.findChildren(QMenu) if each.isVisible()]


def test_the_keyboard_is_in_the_documents_after_one_is_removed(
    screen: Screen, table: QTableView
) -> None:
    table.selectRow(1)

    press(screen, "Remove")
    screen.hear(DocumentsRemoved(0, (2,)))

    screen.bot.waitUntil(lambda: table.model().rowCount() == 1)
    assert screen.index.last(RemoveDocuments).document_ids == (2,)
    assert table.hasFocus()


def test_the_keyboard_is_in_the_documents_after_one_is_tried_again(
    screen: Screen, table: QTableView
) -> None:
    table.selectRow(1)

    press(screen, "Try again")

    assert screen.index.last(IndexPaths).paths == (BROKEN.path,)
    assert table.hasFocus()
