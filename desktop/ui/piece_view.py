"""One of the pieces that a long text is drawn in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QApplication

from desktop.ui.markup import COPY, FORMULA
from desktop.ui.prose_selection import ProseSelection
from desktop.ui.text_view import TextView
from desktop.ui.theme import Theme

_MOST_RICH = 50_000
"""A longer selection is copied as plain text only: writing it as HTML would be felt."""


class PieceView(TextView):
    """A piece of a text; what is selected in it goes on in the others."""

    def __init__(self, theme: Theme, selection: ProseSelection) -> None:
        super().__init__(theme)
        self._selection = selection

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin or carry on a selection (Qt)."""
        is_left = event.button() == Qt.MouseButton.LeftButton
        if not (is_left and self._selection.press(self, event)):
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Begin a selection with a word (Qt)."""
        super().mouseDoubleClickEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._selection.begin(self)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Select as far as the pointer (Qt)."""
        if not self._selection.move(event):
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End selecting (Qt)."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._selection.release(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Select or copy across all pieces (Qt)."""
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self._selection.select_all(self)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Select nothing where somebody clicks into something else (Qt)."""
        super().focusOutEvent(event)
        self._selection.lose_focus(event.reason())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to copy and select across all pieces (Qt)."""
        menu = self.createStandardContextMenu(event.pos())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, run, can in (
            ("edit-copy", self._copy, bool(self._selection.parts())),
            ("select-all", lambda: self._selection.select_all(self), True),
        ):
            if (theirs := menu.findChild(QAction, name)) is not None:
                ours = QAction(theirs.icon(), theirs.text(), menu)
                ours.setObjectName(name)
                ours.setEnabled(can)
                ours.triggered.connect(run)
                menu.insertAction(theirs, ours)
                menu.removeAction(theirs)
        menu.popup(event.globalPos())

    def createMimeDataFromSelection(self) -> QMimeData:
        """Give what is selected in all pieces, to a clipboard or what it is dragged to (Qt)."""
        return _mime_of(self._selection.parts())

    def _copy(self) -> None:
        if self._selection.parts():
            QApplication.clipboard().setMimeData(self.createMimeDataFromSelection())


def _mime_of(parts: Sequence[TextView]) -> QMimeData:
    """What is selected in several pieces as one text, plain and rich."""
    mime = QMimeData()
    mime.setText("\n".join(each.selected_text() for each in parts))
    cursors = [each.textCursor() for each in parts]
    if sum(each.selectionEnd() - each.selectionStart() for each in cursors) <= _MOST_RICH:
        whole = QTextDocument()
        end = QTextCursor(whole)
        for n, each in enumerate(cursors):
            if n:
                end.insertBlock()
            end.insertFragment(each.selection())
        rich = whole.toHtml()
        # Pictures of formulas and the way to copy a block of code mean nothing elsewhere.
        if FORMULA not in rich and COPY not in rich:
            mime.setHtml(rich)
    return mime
