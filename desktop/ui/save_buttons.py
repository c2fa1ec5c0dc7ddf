"""The two buttons below what is edited."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialogButtonBox


def save_buttons() -> QDialogButtonBox:
    """Save and Cancel, in words alone."""
    translate = QCoreApplication.translate
    kinds = QDialogButtonBox.StandardButton
    buttons = QDialogButtonBox(kinds.Save | kinds.Cancel)
    buttons.button(kinds.Save).setText(translate("SaveButtons", "Save"))
    buttons.button(kinds.Save).setProperty("primary", True)
    buttons.button(kinds.Cancel).setText(translate("SaveButtons", "Cancel"))
    for button in buttons.buttons():
        button.setIcon(QIcon())
    return buttons
