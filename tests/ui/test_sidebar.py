from __future__ import annotations

import time
from datetime import date, datetime

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPushButton,
    QTextBrowser,
)

from desktop.domain import Conversation
from desktop.messages import RemoveCollection
from desktop.ui.conversation_groups import grouped
from desktop.ui.conversation_model import ROW
from desktop.ui.trash_dialog import TrashDialog
from tests.fakes import document
from tests.ui.conftest import Screen
from tests.ui.test_window import answer, row_texts, texts


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
    """Open the menu as the Menu key and Shift+F10 do."""
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


def search(screen: Screen, text: str) -> list[str]:
    field = screen.find(QLineEdit, "Search conversations")
    field.setText(text)
    QTest.keyClick(field, Qt.Key.Key_Left)
    before = row_texts(rows_of(screen))
    screen.bot.waitUntil(
        lambda: row_texts(rows_of(screen)) != before or "No conversation holds" in texts(screen)
    )
    return row_texts(rows_of(screen))


def excerpts(screen: Screen) -> list[tuple[str, list[str]]]:
    """What is shown of each conversation that was found, and the words marked in it."""
    model = rows_of(screen).model()
    found = [model.index(n, 0).data(ROW).found for n in range(model.rowCount())]
    return [
        (each.excerpt, [each.excerpt[start:end] for start, end in each.marks])
        for each in found
        if each is not None
    ]


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


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("deposit", ["deposit"]),
        ("DEPOSIT rent", ["rent", "deposit"]),
        ("押金", ["押金"]),
        ("押", ["押"]),
        ("AI", ["AI"]),
        ("100%", ["100%"]),
    ],
)
def test_what_was_said_is_found_in_both_languages_with_the_words_marked(
    screen: Screen, text: str, marked: list[str]
) -> None:
    (at, _) = fill(screen, "Lease", "Other")
    said = "We spoke of AI and of the rent, and then the deposit 押金 is back to 100% at last."
    screen.store.turns.add_turn(at, None, "user", said)

    titles = search(screen, text)

    assert titles == ["Found in one conversation", "Lease"]
    ((excerpt, words),) = excerpts(screen)
    assert words == marked
    assert all(each in excerpt for each in marked)


@pytest.mark.parametrize("text", ["deposit zebra", "金押", "100_", '"', "a" * 300])
def test_words_that_do_not_stand_together_are_not_found(screen: Screen, text: str) -> None:
    (at, _) = fill(screen, "Lease", "Other")
    screen.store.turns.add_turn(at, None, "user", "The deposit 押金 is back to 100%.")
    screen.store.turns.add_turn(at, None, "user", "A zebra.")

    assert search(screen, text) == []
    assert screen.find(QLabel, f"No conversation holds “{text[:20]}")


def test_words_of_a_title_and_of_a_quote_are_found(screen: Screen) -> None:
    answer(screen)
    screen.parts.conversations.begin("Holidays")

    by_title = search(screen, "holi")
    by_quote = search(screen, "monthly")

    assert by_title == ["Found in one conversation", "Holidays"]
    assert by_quote == ["Found in one conversation", "How much is the rent?"]
    assert excerpts(screen)[0][1] == ["monthly"]


def test_signs_of_markdown_are_not_shown_around_a_hit_unless_they_are_looked_for(
    screen: Screen,
) -> None:
    (at,) = fill(screen, "Lease")
    screen.store.turns.add_turn(at, None, "assistant", "## Rent\n\nIt is **9,400** `euros`.")

    search(screen, "euros")
    plain = excerpts(screen)
    field = screen.find(QLineEdit, "Search conversations")
    assert isinstance(field, QLineEdit)
    field.setText("**9,400")

    assert plain == [("Rent It is 9,400 euros.", ["euros"])]
    wanted = [("## Rent It is **9,400** `euros`.", ["**9,400"])]
    screen.bot.waitUntil(lambda: excerpts(screen) == wanted)


def test_a_hit_on_a_branch_that_is_not_shown_is_opened_there(screen: Screen) -> None:
    (at,) = fill(screen, "Lease")
    (first,) = screen.store.turns.turns(at)
    hidden = screen.store.turns.add_turn(at, first.id, "assistant", "The zebra is striped.")
    screen.store.turns.add_turn(at, hidden.id, "user", "Thanks.")
    screen.store.turns.add_turn(at, first.id, "assistant", "Another answer.")
    search(screen, "zebra")

    field = screen.find(QLineEdit, "Search conversations")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QApplication.processEvents()

    assert screen.window.conversation_id == at
    assert [each.text for each in screen.store.turns.turns(at)] == [
        "question 1",
        "The zebra is striped.",
        "Thanks.",
    ]

    def is_selected() -> bool:
        views = screen.window.findChildren(QTextBrowser)
        return any(each.textCursor().selectedText() == "zebra" for each in views)

    screen.bot.waitUntil(is_selected)


def test_down_goes_from_the_search_to_what_was_found_and_escape_ends_it(screen: Screen) -> None:
    fill(screen, "Lease", "Other")
    search(screen, "lease")
    field = screen.find(QLineEdit, "Search conversations")
    field.setFocus()

    QTest.keyClick(field, Qt.Key.Key_Down)
    is_at_list = QApplication.focusWidget() is rows_of(screen)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Escape)

    assert is_at_list
    screen.bot.waitUntil(lambda: row_texts(rows_of(screen)) == ["Today", "Other", "Lease"])


def test_an_empty_sidebar_says_what_will_be_there(screen: Screen) -> None:
    assert "What you ask will be listed here." in texts(screen)


def open_trash(screen: Screen) -> TrashDialog:
    screen.window._conversations.open_trash()
    (dialog,) = screen.window.findChildren(TrashDialog)
    return dialog


def press(dialog: TrashDialog, words: str) -> None:
    (button,) = [each for each in dialog.findChildren(QPushButton) if each.text() == words]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def listed(dialog: TrashDialog) -> list[str]:
    table = dialog.findChild(QAbstractItemView)
    model = table.model()
    return [model.index(n, 0).data() for n in range(model.rowCount())]


def test_the_trash_says_when_a_conversation_is_gone_and_gives_it_back(screen: Screen) -> None:
    (at,) = fill(screen, "Lease")
    screen.parts.conversations.delete(at)
    screen.window.open_conversation(None)
    dialog = open_trash(screen)
    row = [dialog.findChild(QAbstractItemView).model().index(0, n).data() for n in range(3)]

    press(dialog, "Restore")

    assert row[0] == "Lease"
    assert row[2].endswith("(in 30 days)")
    assert listed(dialog) == []
    assert dialog.findChildren(QLabel)[0].isVisible()
    assert row_texts(rows_of(screen)) == ["Today", "Lease"]


@pytest.mark.parametrize("words", ["Delete for good…", "Empty the trash…"])
def test_what_is_deleted_for_good_takes_its_attached_files_along(
    screen: Screen, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    asked: list[str] = []

    def yes(box: QMessageBox) -> QMessageBox.StandardButton:
        asked.append(box.text())
        return QMessageBox.StandardButton.Ok

    monkeypatch.setattr(QMessageBox, "exec", yes)
    (at,) = fill(screen, "<b>Lease</b>")
    screen.show_documents(document(1, collection=f"@{at}"))
    screen.parts.conversations.delete(at)
    dialog = open_trash(screen)

    press(dialog, words)

    screen.bot.waitUntil(lambda: listed(dialog) == [])
    assert "There is no way back." in asked[0]
    assert screen.parts.conversations.kept() == frozenset()
    screen.bot.waitUntil(
        lambda: any(isinstance(each, RemoveCollection) for each in screen.index.sent)
    )


def test_nothing_is_deleted_for_good_without_a_yes(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QMessageBox, "exec", lambda _: QMessageBox.StandardButton.Cancel)
    (at,) = fill(screen, "Lease")
    screen.parts.conversations.delete(at)
    dialog = open_trash(screen)

    press(dialog, "Empty the trash…")

    assert listed(dialog) == ["Lease"]
    assert screen.parts.conversations.kept() == {at}


def test_a_list_of_thousands_is_filled_in_a_moment(screen: Screen) -> None:
    conversations = tuple(Conversation(n, f"Title {n}", 1.0, 2.0) for n in range(5_000))
    begun = time.process_time()

    screen.window._sidebar.show_conversations(conversations, None)
    QApplication.processEvents()

    assert time.process_time() - begun < 0.5
