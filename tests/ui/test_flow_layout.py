"""Widgets in lines: each in the middle of its line, and a field takes what is left of it."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.flow_layout import FlowLayout


def _flow(qtbot: QtBot, width: int, *widgets: QWidget) -> QWidget:
    holder = QWidget()
    qtbot.addWidget(holder)
    layout = FlowLayout(holder, spacing=10)
    for each in widgets:
        layout.addWidget(each)
    holder.resize(width, layout.heightForWidth(width))
    holder.show()
    qtbot.waitExposed(holder)
    return holder


def _box(width: int, height: int) -> QLabel:
    box = QLabel()
    box.setFixedSize(width, height)
    return box


def test_a_low_widget_stands_in_the_middle_of_its_line(qtbot: QtBot) -> None:
    high, low, below = _box(100, 40), _box(100, 20), _box(100, 20)
    holder = _flow(qtbot, 215, high, low, below)

    assert holder.isVisible()
    assert (high.y(), low.y(), below.y()) == (0, 10, 50)
    assert (high.x(), low.x(), below.x()) == (0, 110, 0)


def test_a_field_takes_what_is_left_of_its_line_but_no_more_than_it_may(qtbot: QtBot) -> None:
    before, field, after = _box(50, 20), QLineEdit(), _box(50, 20)
    field.setMinimumWidth(80)
    holder = _flow(qtbot, 400, before, field, after)

    assert (field.x(), field.width(), after.x()) == (60, 280, 350)

    field.setMaximumWidth(200)
    holder.layout().activate()

    assert (field.width(), after.x()) == (200, 270)


def test_a_button_stays_as_wide_as_its_words(qtbot: QtBot) -> None:
    button = QPushButton("Copy")
    holder = _flow(qtbot, 600, button)

    assert holder.width() == 600
    assert button.width() == button.sizeHint().width()
