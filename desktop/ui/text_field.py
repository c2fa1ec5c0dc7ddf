"""A field for several lines, framed as the fields for one line are."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit

from desktop.ui.theme import Theme

_FRAME = """
QPlainTextEdit {{ border: 1px solid {line}; border-radius: 8px; padding: 5px; background: {page}; }}
QPlainTextEdit:focus {{ border: 2px solid {accent}; padding: 4px; }}
"""


class TextField(QPlainTextEdit):
    """Takes plain text; Tab goes on to the next field. Signal: `left()` when it loses the focus."""

    left = Signal()

    def __init__(self, name: str, theme: Theme, n_lines: int) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setStyleSheet(_FRAME.format(line=theme.line, page=theme.page, accent=theme.accent))
        self.setFixedHeight(self.fontMetrics().lineSpacing() * n_lines + 22)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that it was left (Qt)."""
        super().focusOutEvent(event)
        self.left.emit()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take text only, never its formatting (Qt)."""
        self.insertPlainText(source.text())
