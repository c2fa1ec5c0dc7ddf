"""What a screen reader asks a scroll area for, also after it was hidden."""

from __future__ import annotations

import subprocess
import sys

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QScrollArea
from pytestqt.qtbot import QtBot

# In a process of its own: where it fails, the process ends.
_ASK = """
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QPushButton
from desktop.ui.application import Application
from desktop.ui.side_area import SideArea
application = Application([])
for n in range(200):
    area = SideArea(QLabel("line\\n" * 100))
    area.resize(200, 200)
    area.show()
    application.processEvents()
    interface = QAccessible.queryAccessibleInterface(area)
    counted = interface.childCount()
    area.hide()
    for index in (*range(counted), counted, counted + 7):
        interface.child(index)
    area.deleteLater()
    application.processEvents()
print("alive")
"""


def test_a_child_is_asked_for_after_its_area_was_hidden() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _ASK], capture_output=True, text=True, timeout=60, check=False
    )

    assert (done.returncode, done.stdout) == (0, "alive\n"), done.stderr


def test_an_area_has_the_same_children_shown_and_hidden(qtbot: QtBot) -> None:
    area = QScrollArea()
    qtbot.addWidget(area)
    area.setWidget(QLabel("line\n" * 100))
    area.resize(200, 200)
    area.show()
    interface = QAccessible.queryAccessibleInterface(area)

    shown = [interface.child(n).object().objectName() for n in range(interface.childCount())]
    area.hide()
    hidden = [interface.child(n).object().objectName() for n in range(interface.childCount())]

    assert shown == hidden
    assert "qt_scrollarea_viewport" in shown
    assert interface.role() == QAccessible.Role.Client
