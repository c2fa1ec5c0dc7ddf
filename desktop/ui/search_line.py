"""A line to search in what is listed below it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from desktop.ui.clear_button import offer_clear
from desktop.ui.icon import icon
from desktop.ui.theme import Theme


class SearchLine(QLineEdit):
    """Down goes on to the list, Escape looks for nothing any more. Signal: `left()`."""

    left = Signal()

    def __init__(self, words: str, theme: Theme) -> None:
        super().__init__()
        self.setPlaceholderText(words)
        self.setAccessibleName(words)
        position = QLineEdit.ActionPosition.LeadingPosition
        self.addAction(icon("search", theme.dim), position).setText(words)
        offer_clear(self)

    def event(self, event: QEvent) -> bool:
        """Keep Escape from the window while it has something to do here (Qt)."""
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if isinstance(event, QKeyEvent) and is_override:
            is_mine = event.key() == Qt.Key.Key_Escape and bool(self.text())
            if is_mine:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on to what was found (Qt)."""
        if event.key() == Qt.Key.Key_Down:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)
