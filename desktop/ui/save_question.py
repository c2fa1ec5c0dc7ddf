"""The question what becomes of changes that are not saved."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

Reply = Literal["save", "discard", "cancel"]


def ask_to_save(parent: QWidget, title: str, words: str) -> Reply:
    """Ask whether to save; the words are shown as they are, whatever name stands in them."""
    kinds = QMessageBox.StandardButton
    choices = kinds.Save | kinds.Discard | kinds.Cancel
    box = QMessageBox(QMessageBox.Icon.Question, title, words, choices, parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.button(kinds.Save).setText(QCoreApplication.translate("SaveQuestion", "Save"))
    box.button(kinds.Discard).setText(QCoreApplication.translate("SaveQuestion", "Discard"))
    box.button(kinds.Cancel).setText(QCoreApplication.translate("SaveQuestion", "Cancel"))
    box.setDefaultButton(kinds.Save)
    answer = box.exec()
    if answer == kinds.Save:
        return "save"
    return "discard" if answer == kinds.Discard else "cancel"
