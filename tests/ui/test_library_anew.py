"""The library screen of a window that is made anew, in other colours or another language."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QTableView
from pytestqt.qtbot import QtBot

from desktop.ui import theme
from desktop.ui.library_view import LibraryView
from tests.fakes import document

NAMES = ("default", "Contracts")
DOCUMENTS = (
    document(1, path="/a/lease 1.txt", size_bytes=10, collection="Contracts"),
    document(2, path="/a/lease 2.txt", size_bytes=30, collection="Contracts"),
    document(3, path="/a/lease 3.txt", size_bytes=20, collection="Contracts", state="failed"),
    document(4, path="/a/lease 4.txt", size_bytes=20),
    document(5, path="/a/deed.txt", size_bytes=20, collection="Contracts"),
)


@pytest.fixture
def before(qtbot: QtBot) -> LibraryView:
    view = LibraryView(theme.LIGHT, "en")
    qtbot.addWidget(view)
    view.show_collections(NAMES, DOCUMENTS)
    view.show_documents(DOCUMENTS)
    return view


@pytest.fixture
def after(qtbot: QtBot) -> LibraryView:
    view = LibraryView(theme.DARK, "en")
    qtbot.addWidget(view)
    return view


def box(view: LibraryView, name: str) -> QComboBox:
    return next(each for each in view.findChildren(QComboBox) if each.accessibleName() == name)


def rows(view: LibraryView) -> list[str]:
    model = view.findChild(QTableView).model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_the_choice_and_the_order_are_those_of_the_window_before(
    before: LibraryView, after: LibraryView
) -> None:
    before.bar.show_collection("Contracts")
    before.findChild(QLineEdit).setText("lease")
    states = box(before, "State")
    states.setCurrentIndex(states.findData("ready"))
    header = before.findChild(QTableView).horizontalHeader()
    header.setSortIndicator(3, Qt.SortOrder.DescendingOrder)

    after.take_over(before)

    assert rows(after) == ["lease 2.txt", "lease 1.txt"]
    assert after.bar.choice == before.bar.choice
    after.bar.reset()
    assert len(rows(after)) == 4


def test_what_comes_next_changes_the_documents_and_not_the_choice(
    before: LibraryView, after: LibraryView
) -> None:
    before.bar.show_collection("Contracts")
    after.take_over(before)
    more = (*DOCUMENTS, document(6, path="/a/will.txt", collection="Contracts"))

    after.show_collections(NAMES, more)
    after.show_documents(more)

    assert after.bar.choice.collection == "Contracts"
    assert len(rows(after)) == 5


def test_a_window_before_the_library_has_spoken_leaves_nothing_behind(
    qtbot: QtBot, after: LibraryView
) -> None:
    silent = LibraryView(theme.LIGHT, "en")
    qtbot.addWidget(silent)

    after.take_over(silent)

    names = box(after, "Collection")
    assert [names.itemText(n) for n in range(names.count())] == [
        "All collections · 0",
        "General · 0",
    ]
