"""The button that empties a line of text; Qt makes one and gives it no name."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit


def offer_clear(line: QLineEdit) -> None:
    """Let a line be emptied by a button that has a name."""
    line.setClearButtonEnabled(True)
    if clear := line.findChild(QAction, "_q_qlineeditclearaction"):
        clear.setText(QCoreApplication.translate("ClearButton", "Clear"))
