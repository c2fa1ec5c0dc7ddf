"""Widgets that go are hidden at once and taken apart a few at a time."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.attic import Attic


def test_widgets_are_hidden_at_once_and_deleted_a_few_at_a_time(qtbot: QtBot) -> None:
    room = QWidget()
    qtbot.addWidget(room)
    widgets, gone = [QWidget(room) for _ in range(10)], list[int]()
    for number, each in enumerate(widgets):
        each.destroyed.connect(lambda _=None, number=number: gone.append(number))
    room.show()
    attic = Attic(room)

    for each in widgets:
        attic.take(each)
    assert not any(each.isVisible() for each in widgets)
    assert gone == []

    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert 0 < len(gone) < len(widgets)
    qtbot.waitUntil(lambda: gone == list(range(10)))
