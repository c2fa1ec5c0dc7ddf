"""A document's text with a passage and what is looked for marked: formats not drawn."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtGui import QColor, QTextCursor, QTextFormat, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from desktop.ui.theme import FOUND, FOUND_NOW, ON_MARK
from desktop.ui.words import utf16

Spans = Sequence[tuple[int, int]]

_LONG_WORD = re.compile(r"[^\s\u2e80-\uffff]{5000}")
_ANYWHERE = QTextOption.WrapMode.WrapAnywhere
_AT_WORDS = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere


class ReadingView(QPlainTextEdit):
    """Shows text as it was indexed and scrolls to what is marked."""

    def __init__(self, mark: str) -> None:
        super().__init__()
        self.setObjectName("reading")
        self._mark = mark
        self._text = ""
        self._is_wide = False
        self._passage = (0, 0)
        self._font_size = self.font().pointSizeF()
        self.setReadOnly(True)
        self.setAccessibleName(self.tr("Text with the passage marked"))

    def show_text(self, text: str, start: int, end: int, passage: str) -> None:
        """Show a text and mark a passage, looked for anew where its offsets no longer fit."""
        # Qt looks through the whole of a word for each of its lines: half a minute for a megabyte.
        self.setWordWrapMode(_ANYWHERE if _LONG_WORD.search(text) else _AT_WORDS)
        self.setPlainText(text)
        self._text = text
        self._is_wide = not text.isascii() and max(text) > "\uffff"
        if passage and text[start:end] != passage:
            found = text.find(passage)
            start, end = (found, found + len(passage)) if found >= 0 else (0, 0)
        self._passage = (start, end)
        self._mark_all((), None)
        self._go_to(start)

    def show_found(self, places: Spans, current: int | None, *, scrolls: bool = True) -> None:
        """Mark places that were found, one of them as the one in hand, and scroll there."""
        self._mark_all(places, current)
        if current is not None and scrolls:
            self._go_to(places[current][0])

    def show_zoom(self, zoom: float) -> None:
        """Show letters larger or smaller; 1 is their own size."""
        font = self.font()
        font.setPointSizeF(self._font_size * zoom)
        self.setFont(font)

    def _mark_all(self, places: Spans, current: int | None) -> None:
        start, end = self._passage
        marks = [self._marked(start, end, self._mark)] if end > start else []
        marks += [
            self._marked(*span, FOUND_NOW if number == current else FOUND)
            for number, span in enumerate(places)
        ]
        self.setExtraSelections(marks)

    def _marked(self, start: int, end: int, colour: str) -> QTextEdit.ExtraSelection:
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._at(start))
        cursor.setPosition(self._at(end), QTextCursor.MoveMode.KeepAnchor)
        selection = QTextEdit.ExtraSelection()
        selection.cursor = cursor
        marked = selection.format
        marked.setBackground(QColor(colour))
        marked.setForeground(QColor(ON_MARK))
        marked.setProperty(QTextFormat.Property.FullWidthSelection, False)
        selection.format = marked
        return selection

    def _go_to(self, start: int) -> None:
        at = self.textCursor()
        at.setPosition(self._at(start))
        self.setTextCursor(at)
        self.centerCursor()

    def _at(self, offset: int) -> int:
        return utf16(self._text, offset) if self._is_wide else offset
