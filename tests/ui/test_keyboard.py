"""Where the keyboard is after something was done, and what Esc leaves."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QToolButton

from desktop.ui.library_view import LibraryView
from tests.ui.conftest import Screen
from tests.ui.test_window import answer, ask


def test_the_message_has_the_keyboard_after_send_and_after_stop(screen: Screen) -> None:
    message = screen.find(QPlainTextEdit, "Message")
    message.setPlainText("How much is the rent?")
    QTest.mouseClick(screen.find(QToolButton, "Send"), Qt.MouseButton.LeftButton)
    after_send = QApplication.focusWidget()
    screen.find(QToolButton, "Stop").setFocus()
    QTest.keyClick(screen.find(QToolButton, "Stop"), Qt.Key.Key_Space)

    assert (after_send, QApplication.focusWidget()) == (message, message)


def test_words_of_another_conversation_are_gone_on_with_at_their_end(screen: Screen) -> None:
    answer(screen)
    message = screen.find(QPlainTextEdit, "Message")
    QTest.keyClicks(message, "What is the ")
    at = screen.window.conversation_id
    screen.window.open_conversation(None)
    screen.window.open_conversation(at)

    QTest.keyClicks(screen.window.focusWidget(), "deposit")

    assert message.toPlainText() == "What is the deposit"


def test_escape_on_another_screen_leaves_it_and_not_the_answer(screen: Screen) -> None:
    ask(screen)
    QTest.keyClick(screen.window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    shelf = screen.window.findChild(LibraryView)
    was_there = shelf.isVisible()

    QTest.keyClick(screen.window, Qt.Key.Key_Escape)

    assert (was_there, shelf.isVisible()) == (True, False)
    assert screen.parts.chat.is_busy
