from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.report import ReportPart
from desktop.ui.report_dialog import ReportDialog
from tests.ui.conftest import Screen

PARTS = (ReportPart("about.txt", "system: X"), ReportPart("library.txt", "documents: 3"))


def test_a_part_is_read_and_left_out_before_anything_is_saved(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = ReportDialog(PARTS, parent)
    dialog.show()
    listed, text = dialog.findChild(QListWidget), dialog.findChild(QPlainTextEdit)

    qtbot.keyClick(listed, Qt.Key.Key_Down)
    was_read = text.toPlainText()
    qtbot.keyClick(listed, Qt.Key.Key_Space)

    assert was_read == "documents: 3"
    assert dialog.chosen == PARTS[:1]


def test_nothing_cannot_be_saved(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = ReportDialog(PARTS, parent)
    dialog.show()
    listed = dialog.findChild(QListWidget)

    for row in range(2):
        listed.item(row).setCheckState(Qt.CheckState.Unchecked)

    save = next(each for each in dialog.findChildren(QPushButton) if each.text() == "Save…")
    assert not save.isEnabled()


def test_the_window_shows_a_report_of_itself(screen: Screen) -> None:
    command = next(each for each in screen.window.actions() if each.text() == "Save a report…")

    command.trigger()

    dialog = screen.window.findChild(ReportDialog)
    assert "system:" in dialog.chosen[0].text
    dialog.reject()
