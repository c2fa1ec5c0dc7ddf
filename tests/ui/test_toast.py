"""What can be undone, by keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.toast import Toast

_UNDO = (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    window.resize(600, 400)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


def _undo(calls: list[str]) -> Callable[[], None]:
    return lambda: calls.append("undone")


def test_the_key_for_undo_undoes_what_the_toast_says(window: QWidget, qtbot: QtBot) -> None:
    toast, calls = Toast(window), list[str]()
    toast.say("Removed", _undo(calls))

    QTest.keyClick(window, *_UNDO)

    qtbot.waitUntil(lambda: calls == ["undone"])
    assert not toast.isVisible()


def test_what_cannot_be_undone_leaves_the_key_alone(window: QWidget) -> None:
    toast, calls = Toast(window), list[str]()
    toast.say("Removed", _undo(calls))
    toast.hide()
    toast.say("Saved")

    QTest.keyClick(window, *_UNDO)

    assert calls == []
    assert toast.findChild(QLabel).text() == "Saved"


def test_what_cannot_be_undone_is_said_once_undo_has_been_offered(window: QWidget) -> None:
    toast, calls = Toast(window), list[str]()
    toast.say("Removed", _undo(calls))
    toast.say("Imported")
    label, button = toast.findChild(QLabel), toast.findChild(QPushButton)
    assert label.text() == "Removed"

    button.click()

    assert (label.text(), calls) == ("Imported", ["undone"])
    assert toast.isVisible()
    assert not button.isVisible()


def test_what_undo_says_is_not_covered(window: QWidget) -> None:
    toast = Toast(window)
    toast.say("Removed", lambda: toast.say("The disk is full."))

    toast.findChild(QPushButton).click()

    assert toast.isVisible()
    assert toast.findChild(QLabel).text() == "The disk is full."


@pytest.mark.parametrize("way", ["click", "keys", "time"])
def test_a_toast_that_goes_leaves_the_keyboard_where_it_was(
    window: QWidget, qtbot: QtBot, way: str
) -> None:
    first, field = QLineEdit(window), QLineEdit(window)
    field.move(0, 60)
    for each in (first, field):
        each.show()
    field.setFocus()
    toast, calls = Toast(window), list[str]()
    toast.say("Removed", _undo(calls))
    button = toast.findChild(QPushButton)

    if way == "click":
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    else:
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space) if way == "keys" else toast._on_over()

    assert not toast.isVisible()
    assert calls == ([] if way == "time" else ["undone"])
    assert field.hasFocus()
