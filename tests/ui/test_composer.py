"""Enter, while an input method composes and after."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.composer import Composer
from desktop.ui.theme import LIGHT


@pytest.fixture
def composer(qtbot: QtBot) -> Composer:
    composer = Composer(LIGHT, QWidget())
    qtbot.addWidget(composer)
    composer.show()
    composer.message.setFocus()
    return composer


def _compose(composer: Composer, letters: str, committed: str = "") -> None:
    event = QInputMethodEvent(letters, [])
    event.setCommitString(committed)
    QApplication.sendEvent(composer.message, event)


@pytest.mark.parametrize(
    "modifier", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier]
)
def test_enter_in_the_middle_of_a_composition_does_nothing(
    composer: Composer, modifier: Qt.KeyboardModifier
) -> None:
    sent: list[str] = []
    composer.sent.connect(sent.append)
    QTest.keyClicks(composer.message, "a")
    _compose(composer, "zu jin")

    QTest.keyClick(composer.message, Qt.Key.Key_Return, modifier)

    assert sent == []
    assert composer.message.toPlainText() == "a"


def test_enter_after_a_composition_sends_what_it_gave(composer: Composer, qtbot: QtBot) -> None:
    _compose(composer, "zu jin")
    _compose(composer, "", "租金")

    with qtbot.waitSignal(composer.sent) as sent:
        QTest.keyClick(composer.message, Qt.Key.Key_Return)

    assert sent.args == ["租金"]


def test_a_composition_that_is_dropped_leaves_enter_free(composer: Composer, qtbot: QtBot) -> None:
    QTest.keyClicks(composer.message, "rent")
    _compose(composer, "zu")
    composer.message.setPlainText("rent")

    with qtbot.waitSignal(composer.sent) as sent:
        QTest.keyClick(composer.message, Qt.Key.Key_Return)

    assert sent.args == ["rent"]


def test_enter_on_the_number_pad_sends_too(composer: Composer, qtbot: QtBot) -> None:
    QTest.keyClicks(composer.message, "rent")

    with qtbot.waitSignal(composer.sent):
        QTest.keyClick(composer.message, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)


def test_undo_belongs_to_the_window_while_the_message_has_nothing_to_undo(
    composer: Composer,
) -> None:
    asked = QKeyEvent(
        QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier
    )
    QApplication.sendEvent(composer.message, asked)
    is_left_while_empty = not asked.isAccepted()
    QTest.keyClicks(composer.message, "rent")

    QApplication.sendEvent(composer.message, asked)

    assert is_left_while_empty
    assert asked.isAccepted()
