"""A document's text with a passage marked in it, for formats that are not drawn."""

from __future__ import annotations

from PySide6.QtGui import QColor, QTextCursor, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from desktop.ui.theme import ON_MARK
from desktop.ui.words import utf16


class ReadingView(QPlainTextEdit):
    """Shows text as it was indexed and scrolls to what is marked."""

    def __init__(self, mark: str) -> None:
        super().__init__()
        self.setObjectName("reading")
        self._mark = QColor(mark)
        self._font_size = self.font().pointSizeF()
        self.setReadOnly(True)
        self.setAccessibleName(self.tr("Text with the passage marked"))

    def show_text(self, text: str, start: int, end: int, passage: str) -> None:
        """Show a text and mark a passage, looked for anew where its offsets no longer fit."""
        self.setPlainText(text)
        if passage and text[start:end] != passage:
            found = text.find(passage)
            start, end = (found, found + len(passage)) if found >= 0 else (0, 0)
        cursor = self.textCursor()
        cursor.setPosition(utf16(text, end))
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        cursor.setPosition(utf16(text, start))
        cursor.setPosition(utf16(text, end), QTextCursor.MoveMode.KeepAnchor)
        selection = QTextEdit.ExtraSelection()
        selection.cursor = cursor
        marked = selection.format
        marked.setBackground(self._mark)
        marked.setForeground(QColor(ON_MARK))
        marked.setProperty(QTextFormat.Property.FullWidthSelection, False)
        selection.format = marked
        self.setExtraSelections([selection] if end > start else [])
        at = self.textCursor()
        at.setPosition(utf16(text, start))
        self.setTextCursor(at)
        self.centerCursor()

    def show_zoom(self, zoom: float) -> None:
        """Show letters larger or smaller; 1 is their own size."""
        font = self.font()
        font.setPointSizeF(self._font_size * zoom)
        self.setFont(font)
