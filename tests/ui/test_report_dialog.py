from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QListWidget,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.report import ReportPart
from desktop.ui.report_dialog import ReportDialog
from desktop.ui.settings_dialog import SettingsDialog
from tests.ui.conftest import Screen
from tests.ui.settings_desk import named, show_settings

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


def test_a_report_waits_until_it_is_said_what_becomes_of_changes(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = show_settings(qtbot, parent)
    documents = named(dialog, QCheckBox, "Answer from my documents")
    QTest.mouseClick(documents, Qt.MouseButton.LeftButton)
    asked: list[None] = []
    dialog.report_asked.connect(lambda: asked.append(None))

    report = named(dialog, QPushButton, "Save a report…")
    QTest.mouseClick(report, Qt.MouseButton.LeftButton)
    QTest.mouseClick(_of_question(dialog, "Cancel"), Qt.MouseButton.LeftButton)
    stayed = dialog.isVisible() and not asked
    QTest.mouseClick(report, Qt.MouseButton.LeftButton)
    QTest.mouseClick(_of_question(dialog, "Go on without"), Qt.MouseButton.LeftButton)

    assert stayed
    qtbot.waitUntil(lambda: len(asked) == 1)
    assert not dialog.isVisible()


def test_a_report_is_made_at_once_where_nothing_was_changed(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = show_settings(qtbot, parent)

    with qtbot.waitSignal(dialog.report_asked, timeout=1000):
        QTest.mouseClick(named(dialog, QPushButton, "Save a report…"), Qt.MouseButton.LeftButton)


def _of_question(dialog: SettingsDialog, button: str) -> QPushButton:
    shown = [each for each in dialog.findChildren(QMessageBox) if each.isVisible()]
    found = named(shown[0], QPushButton, button)
    assert isinstance(found, QPushButton)
    return found
