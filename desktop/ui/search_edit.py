"""The line a search is typed in; keys that move through a list go on to the results."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from desktop.ui.clear_button import offer_clear
from desktop.ui.icon import icon
from desktop.ui.theme import Theme

_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 5,
    Qt.Key.Key_PageUp: -5,
}


class SearchEdit(QLineEdit):
    """Where a search is typed.

    Signals: `stepped(int)` with how many results to go on, `copy_asked()` where nothing typed is
    selected.
    """

    stepped = Signal(int)
    copy_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        words = self.tr("Search documents")
        self.setObjectName("search")
        self.setAccessibleName(words)
        self.setPlaceholderText(self.tr("Words, a sentence or a question"))
        offer_clear(self)
        leading = QLineEdit.ActionPosition.LeadingPosition
        self.addAction(icon("search", theme.dim), leading).setText(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go through the results without leaving the line (Qt)."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.stepped.emit(step)
        elif event.matches(QKeySequence.StandardKey.Copy) and not self.hasSelectedText():
            self.copy_asked.emit()
        else:
            super().keyPressEvent(event)

    def put(self, words: str) -> None:
        """Type words at the end."""
        text = self.text().rstrip()
        self.setText(f"{text} {words}" if text else words)
        self.setFocus()
