from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QTextBrowser, QToolButton

from desktop.domain import Turn
from desktop.ui.conversation_page import ConversationPage
from tests.fakes import QUOTE
from tests.ui.conftest import Screen

N_TURNS = 200


def _long(screen: Screen, first: str = "Where is the Heron moored?", quote: bool = False) -> None:
    at = screen.parts.conversations.begin("Boats").id
    parent: int | None = None
    for number in range(N_TURNS):
        role = "assistant" if number % 2 else "user"
        text = first if number == 0 else f"Turn {number} speaks of **oak** and tar."
        turn: Turn = screen.store.turns.add_turn(at, parent, role, text)  # type: ignore[arg-type]
        parent = turn.id
        if quote and number == N_TURNS - 1:
            screen.store.turns.save_turn(replace(turn, quotes=(QUOTE,)))
    screen.window.open_conversation(at)
    QApplication.processEvents()


def _find(screen: Screen, text: str) -> QLineEdit:
    screen.bot.keyClick(screen.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    line = screen.find(QLineEdit, "Find in this conversation")
    assert isinstance(line, QLineEdit)
    screen.bot.keyClicks(line, text)
    return line


def _marked(screen: Screen) -> list[str]:
    """What is marked where one can see it."""
    views = screen.window.findChild(ConversationPage).transcript.findChildren(QTextBrowser)
    return [
        each.cursor.selectedText()
        for view in views
        if not view.visibleRegion().isEmpty()
        for each in view.extraSelections()
    ]


def test_a_text_is_counted_in_the_whole_conversation_and_marked(screen: Screen) -> None:
    _long(screen)

    _find(screen, "OAK")

    assert screen.find(QLabel, f"{N_TURNS - 1} of {N_TURNS - 1}")
    assert set(_marked(screen)) == {"oak"}


def test_what_stands_far_above_is_drawn_and_shown(screen: Screen) -> None:
    _long(screen)

    _find(screen, "heron")

    assert screen.find(QLabel, "1 of 1")
    screen.bot.waitUntil(lambda: _marked(screen) == ["Heron"], timeout=2000)


def test_enter_goes_on_and_shift_enter_back(screen: Screen) -> None:
    _long(screen)
    line = _find(screen, "oak")
    assert screen.find(QLabel, f"{N_TURNS - 1} of {N_TURNS - 1}")

    screen.bot.keyClick(line, Qt.Key.Key_Return)
    assert screen.find(QLabel, f"1 of {N_TURNS - 1}")
    screen.bot.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)

    assert screen.find(QLabel, f"{N_TURNS - 1} of {N_TURNS - 1}")


def test_a_quote_is_found_and_selected(screen: Screen) -> None:
    _long(screen, quote=True)

    _find(screen, "9,400 euros")

    assert screen.find(QLabel, "1 of 1")
    chosen = [each.selectedText() for each in screen.window.findChildren(QLabel)]
    assert "9,400 euros" in chosen


def test_what_is_not_there_is_said_and_escape_takes_the_marks_away(screen: Screen) -> None:
    _long(screen)
    line = _find(screen, "zzz")
    assert screen.find(QLabel, "Not found")

    line.setText("oak")
    screen.bot.keyClick(line, Qt.Key.Key_Escape)

    assert not line.isVisible()
    assert _marked(screen) == []


def test_f3_goes_on_and_esc_ends_the_search_also_from_its_buttons(screen: Screen) -> None:
    _long(screen)
    line = _find(screen, "oak")
    assert screen.find(QLabel, f"{N_TURNS - 1} of {N_TURNS - 1}")

    screen.bot.keyClick(line, Qt.Key.Key_F3)
    assert screen.find(QLabel, f"1 of {N_TURNS - 1}")
    button = screen.find(QToolButton, "Previous match")
    button.setFocus()
    screen.bot.keyClick(button, Qt.Key.Key_F3)
    assert screen.find(QLabel, f"2 of {N_TURNS - 1}")
    screen.bot.keyClick(button, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert screen.find(QLabel, f"1 of {N_TURNS - 1}")
    screen.bot.keyClick(button, Qt.Key.Key_Escape)

    screen.bot.waitUntil(lambda: not line.isVisible(), timeout=2000)


def test_places_that_come_into_sight_are_marked(screen: Screen) -> None:
    _long(screen)
    _find(screen, "oak")
    bar = screen.window.findChild(ConversationPage).transcript.verticalScrollBar()

    for _ in range(20):
        bar.setValue(bar.value() - 200)
        QApplication.processEvents()

    views = screen.window.findChild(ConversationPage).transcript.findChildren(QTextBrowser)
    seen = [
        each for each in views if not each.visibleRegion().isEmpty() and "oak" in each.toPlainText()
    ]
    assert len(_marked(screen)) == len(seen) > 1
