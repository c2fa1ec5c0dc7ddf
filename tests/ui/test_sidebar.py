from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QMenu,
    QPushButton,
    QStyle,
    QStyleOptionFrame,
    QToolButton,
)

from desktop.domain import Conversation
from desktop.paths import Home
from desktop.ui import theme
from desktop.ui.conversation_groups import grouped
from desktop.ui.sidebar import Sidebar
from tests.fakes import refuse
from tests.ui.conftest import Screen, row_texts
from tests.ui.test_window import texts


def rows_of(screen: Screen) -> QAbstractItemView:
    rows = screen.find(QAbstractItemView, "Conversations")
    assert isinstance(rows, QAbstractItemView)
    return rows


def fill(screen: Screen, *titles: str) -> list[int]:
    """Begin conversations, oldest first, and show them."""
    ids = [screen.parts.conversations.begin(each).id for each in titles]
    for each in ids:
        screen.store.turns.add_turn(each, None, "user", f"question {each}")
    screen.window.open_conversation(None)
    return ids


def more(screen: Screen) -> QMenu:
    """What is behind the dots at the top."""
    button = screen.find(QToolButton, "More about conversations")
    assert isinstance(button, QToolButton)
    return button.menu()


def choose(screen: Screen, *titles: str) -> QAbstractItemView:
    rows = rows_of(screen)
    rows.clearSelection()
    for n, text in enumerate(row_texts(rows)):
        if text in titles:
            index = rows.model().index(n, 0)
            rows.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)
            rows.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
    return rows


def menu_of(screen: Screen, rows: QAbstractItemView) -> QMenu:
    """Open the menu as the Menu key does."""
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1))
    QApplication.sendEvent(rows.viewport(), event)
    found = [each for each in rows.findChildren(QMenu) if each.isVisible()]
    assert len(found) == 1
    return found[0]


def trigger(menu: QMenu, words: str) -> None:
    (action,) = [each for each in menu.actions() if each.text() == words]
    action.trigger()
    menu.close()
    QApplication.processEvents()


def _at(day: str, *, is_pinned: bool = False) -> Conversation:
    return Conversation(1, day, 0.0, datetime.fromisoformat(day).timestamp(), is_pinned)


@pytest.mark.parametrize(
    ("language", "headings"),
    [
        ("en", ["Pinned", "Today", "Yesterday", "Last seven days", "This month", "October 2026",
                "December 2025"]),
        ("zh", ["Pinned", "Today", "Yesterday", "Last seven days", "This month", "2026年10月",
                "2025年12月"]),
    ],
)  # fmt: skip
def test_conversations_are_listed_by_day_and_then_by_month(
    language: str, headings: list[str]
) -> None:
    days = ["2026-11-28T00:00:01", "2026-11-27T23:59", "2026-11-22", "2026-11-21", "2026-10-31",
            "2026-10-01", "2025-12-31"]  # fmt: skip
    conversations = [*map(_at, days), _at("2020-01-01", is_pinned=True)]

    groups = grouped(conversations, date(2026, 11, 28), language)  # type: ignore[arg-type]

    assert [heading for heading, _ in groups] == headings
    assert [len(each) for _, each in groups] == [1, 1, 1, 1, 1, 2, 1]


def test_a_month_is_put_into_words_once_and_not_for_each_of_its_conversations() -> None:
    old = [Conversation(n, "", 0.0, 1e9 + n * 10_000) for n in range(10_000)]
    pinned = [replace(each, is_pinned=True) for each in old]

    def fastest(conversations: list[Conversation]) -> float:
        times = []
        for _ in range(5):
            begun = time.process_time()
            grouped(conversations, date(2026, 11, 28), "en")
            times.append(time.process_time() - begun)
        return min(times)

    # A pinned one needs no month at all; to word a month takes six times as long.
    assert fastest(old) < 3 * fastest(pinned)


def test_a_pinned_conversation_stands_above_the_others_until_it_is_let_go(screen: Screen) -> None:
    fill(screen, "old", "new")

    trigger(menu_of(screen, choose(screen, "old")), "Pin")
    after = row_texts(rows_of(screen))
    trigger(menu_of(screen, choose(screen, "old")), "Unpin")

    assert after == ["Pinned", "old", "Today", "new"]
    assert row_texts(rows_of(screen)) == ["Today", "new", "old"]


def test_the_menu_of_one_conversation_and_of_several(screen: Screen) -> None:
    fill(screen, "one", "two", "three")

    alone = menu_of(screen, choose(screen, "two"))
    words = [each.text() for each in alone.actions() if each.text()]
    alone.close()
    several = menu_of(screen, choose(screen, "two", "three"))

    assert words == ["Open", "Rename", "Pin", "Export", "Delete"]
    assert [e.text() for e in several.actions() if e.text()] == [
        "Pin",
        "Export",
        "Delete 2 conversations",
    ]
    several.close()


def test_shift_f10_opens_the_menu_on_every_system(screen: Screen) -> None:
    fill(screen, "one")
    rows = choose(screen, "one")

    QTest.keyClick(rows, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)

    menu = next(each for each in rows.findChildren(QMenu) if each.isVisible())
    assert menu.activeAction().text() == "Open"
    menu.close()


def test_several_are_deleted_at_once_and_come_back_together(screen: Screen) -> None:
    fill(screen, "one", "two", "three")
    rows = choose(screen, "one", "three")

    QTest.keyClick(rows, Qt.Key.Key_Delete)
    QApplication.processEvents()
    after = row_texts(rows)
    said = texts(screen)
    QTest.mouseClick(screen.find(QPushButton, "Undo"), Qt.MouseButton.LeftButton)

    assert after == ["Today", "two"]
    assert "2 conversations deleted" in said
    assert row_texts(rows) == ["Today", "three", "two", "one"]


def test_of_several_none_is_deleted_where_one_cannot_be(screen: Screen, tmp_path: Path) -> None:
    _, two, _ = fill(screen, "one", "two", "three")
    rows = choose(screen, "one", "two", "three")
    refuse(Home(tmp_path / "home").store, f"BEFORE UPDATE ON conversations WHEN new.id = {two}")

    QTest.keyClick(rows, Qt.Key.Key_Delete)
    trigger(menu_of(screen, rows), "Pin")

    kept = screen.parts.conversations.newest_first()
    assert [(each.title, each.is_pinned) for each in kept] == [
        ("three", False),
        ("two", False),
        ("one", False),
    ]


def test_what_stays_chosen_is_one_range_where_it_stands_together(screen: Screen) -> None:
    fill(screen, "one", "two", "three")
    rows = choose(screen, "one", "two", "three")

    screen.window.open_conversation(None)

    assert sorted(each.data() for each in rows.selectedIndexes()) == ["one", "three", "two"]
    assert len(rows.selectionModel().selection()) == 1


def test_whoever_deletes_by_key_goes_on_at_the_next_one(screen: Screen) -> None:
    fill(screen, "one", "two", "three")
    rows = choose(screen, "two")
    rows.setFocus()

    QTest.keyClick(rows, Qt.Key.Key_Delete)
    QApplication.processEvents()

    assert rows.currentIndex().data() == "one"
    QTest.keyClick(rows, Qt.Key.Key_Delete)
    QApplication.processEvents()
    assert row_texts(rows) == ["Today", "three"]


def test_the_dots_of_a_row_open_its_menu_and_not_the_conversation(screen: Screen) -> None:
    fill(screen, "one", "two")
    rows = rows_of(screen)
    place = rows.visualRect(rows.model().index(1, 0))

    QTest.mouseClick(
        rows.viewport(),
        Qt.MouseButton.LeftButton,
        pos=QPoint(place.right() - 22, place.center().y()),
    )

    menu = next(each for each in rows.findChildren(QMenu) if each.isVisible())
    assert "Rename" in [each.text() for each in menu.actions()]
    assert screen.window.conversation_id is None
    menu.close()


def test_choosing_several_with_the_mouse_opens_none(screen: Screen) -> None:
    ids = fill(screen, "one", "two")
    rows = rows_of(screen)

    def click(row: int, modifier: Qt.KeyboardModifier) -> None:
        at = rows.visualRect(rows.model().index(row, 0)).center()
        QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, modifier, QPoint(40, at.y()))
        QApplication.processEvents()

    click(1, Qt.KeyboardModifier.NoModifier)
    opened = screen.window.conversation_id
    click(2, Qt.KeyboardModifier.ControlModifier)

    assert opened == screen.window.conversation_id == ids[1]
    assert len(rows.selectedIndexes()) == 2


def test_a_title_that_is_being_typed_outlives_news(screen: Screen) -> None:
    fill(screen, "one")
    rows = choose(screen, "one")
    QTest.keyClick(rows, Qt.Key.Key_F2)
    field = rows.findChild(QLineEdit)
    field.setText("My title")

    fill(screen, "two")
    was_kept = rows.findChild(QLineEdit) is field and field.text() == "My title"
    QTest.keyClick(field, Qt.Key.Key_Return)

    assert was_kept
    screen.bot.waitUntil(lambda: row_texts(rows) == ["Today", "two", "My title"])


def test_an_empty_sidebar_says_what_will_be_there(screen: Screen) -> None:
    assert "What you ask will be listed here." in texts(screen)


def test_a_list_of_thousands_is_filled_in_a_moment(screen: Screen) -> None:
    conversations = tuple(Conversation(n, f"Title {n}", 1.0, 2.0) for n in range(5_000))
    begun = time.process_time()

    screen.window.findChild(Sidebar).show_conversations(conversations, None)
    QApplication.processEvents()

    assert time.process_time() - begun < 0.5


@pytest.mark.parametrize("zoom", [100, 150, 200])
def test_the_field_for_another_title_has_room_and_shows_how_the_title_begins(
    make_screen: Callable[..., Screen], zoom: int
) -> None:
    screen = make_screen("en", theme.CONTRAST, zoom)
    title = "The lease of the mill, the barn and everything that stands between them"
    fill(screen, title)
    kept = screen.parts.conversations.newest_first()[0].title
    rows = choose(screen, kept)

    QTest.keyClick(rows, Qt.Key.Key_F2)

    field = screen.find(QLineEdit, "Title")
    assert isinstance(field, QLineEdit)
    screen.bot.waitUntil(lambda: field.cursorPositionAt(QPoint(0, field.height() // 2)) == 0)
    assert field.selectedText() == field.text() == kept
    option = QStyleOptionFrame()
    field.initStyleOption(option)
    part = QStyle.SubElement.SE_LineEditContents
    # Letters of another font, or a thicker frame, still fit.
    room = field.style().subElementRect(part, option, field).height()
    assert room >= 1.3 * field.fontMetrics().height()
    QTest.keyClicks(field, "Mill")
    QTest.keyClick(field, Qt.Key.Key_Return)
    conversations = screen.parts.conversations
    screen.bot.waitUntil(lambda: conversations.newest_first()[0].title == "Mill")
