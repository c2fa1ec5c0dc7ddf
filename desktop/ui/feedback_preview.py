"""One line of an export as it will be written, with what was replaced marked."""

from __future__ import annotations

import re

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from desktop.redaction import PLACEHOLDERS
from desktop.ui.theme import ON_MARK, Theme
from desktop.ui.words import utf16

_REPLACED = re.compile("|".join(map(re.escape, PLACEHOLDERS.values())))


class FeedbackPreview(QPlainTextEdit):
    """Shows text that cannot be changed."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("reading")
        self.setReadOnly(True)
        self.setAccessibleName(self.tr("As it will be written"))
        self._form = QTextCharFormat()
        self._form.setBackground(QColor(theme.mark))
        self._form.setForeground(QColor(ON_MARK))

    def show_text(self, text: str) -> None:
        """Show a line; where it is read stays where the text is nearly the same."""
        bar = self.verticalScrollBar()
        at = bar.value()
        self.setPlainText(text)
        marks = [self._marked(text, *found.span()) for found in _REPLACED.finditer(text)]
        self.setExtraSelections(marks)
        bar.setValue(at)

    def _marked(self, text: str, start: int, end: int) -> QTextEdit.ExtraSelection:
        cursor = self.textCursor()
        cursor.setPosition(utf16(text, start))
        cursor.setPosition(utf16(text, end), QTextCursor.MoveMode.KeepAnchor)
        mark = QTextEdit.ExtraSelection()
        mark.cursor, mark.format = cursor, self._form
        return mark
