"""Draws the rows of the sidebar: titles, headings, and what was found with its words marked.

Everything is laid out as plain text: nothing that was said is taken for markup.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.domain import FoundConversation
from desktop.ui.conversation_model import ROW, Row
from desktop.ui.icon import icon
from desktop.ui.scale import scaled
from desktop.ui.theme import ON_MARK, Theme
from desktop.ui.words import utf16

Index = QModelIndex | QPersistentModelIndex
_ROW, _HEADING, _LINE_GAP = 38, 34, 3
_ACROSS, _PADDING, _DOWN = 8, 10, 9
_ICON = 16
_N_LINES = 2
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class ConversationDelegate(QStyledItemDelegate):
    """Draws the rows of a `ConversationModel`."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._pin = icon("pin", theme.dim, _ICON)
        self._dots = icon("more", theme.dim, _ICON)
        mark = QTextCharFormat()
        mark.setBackground(QColor(theme.mark))
        mark.setForeground(QColor(ON_MARK))
        self._mark = mark

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line for a title, three for one with what was found (Qt)."""
        row: Row = index.data(ROW)
        if row.found is None:
            return QSize(0, scaled(_HEADING))
        if not row.found.excerpt:
            return QSize(0, scaled(_ROW))
        line = QFontMetrics(option.font).lineSpacing()
        return QSize(0, (1 + _N_LINES) * line + _LINE_GAP + 2 * _DOWN)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a row (Qt)."""
        row: Row = index.data(ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = option.rect.adjusted(_ACROSS + _PADDING, 0, -_ACROSS - _PADDING, 0)
        if row.found is None:
            painter.setPen(QColor(self._theme.dim))
            painter.drawText(inner, _LEFT, row.heading)
        else:
            self._draw_ground(painter, option)
            self._draw_row(painter, option, inner, row.found)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Make a field for another title that shows how the title begins (Qt)."""
        editor = super().createEditor(parent, option, index)
        if isinstance(editor, QLineEdit):
            editor.setObjectName("rename")
            editor.setAccessibleName(self.tr("Title"))
            # Qt selects with the cursor at the end, which is out of sight in a long title.
            QTimer.singleShot(0, editor, partial(_select_backwards, editor))
        return editor

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """The field for another title takes the place of the title (Qt)."""
        place = option.rect.adjusted(_ACROSS, 1, -_ACROSS, -1)
        place.setHeight(max(scaled(_ROW) - 2, editor.sizeHint().height()))
        editor.setGeometry(place)

    def dots(self, row: QRect) -> QRect:
        """Where a row has its dots."""
        side = scaled(_ICON) + 8
        top = row.top() + (scaled(_ROW) - side) // 2
        return QRect(row.right() - _ACROSS - side - 2, top, side, side)

    def _draw_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.selected))
            painter.drawRoundedRect(option.rect.adjusted(_ACROSS, 1, -_ACROSS, -1), 8, 8)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(self._theme.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(option.rect.adjusted(_ACROSS, 1, -_ACROSS - 1, -2), 8, 8)

    def _draw_row(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        inner: QRect,
        found: FoundConversation,
    ) -> None:
        metrics = QFontMetrics(option.font)
        title = QRect(inner.left(), option.rect.top(), inner.width(), scaled(_ROW))
        if found.excerpt:
            title.moveTop(option.rect.top() + _DOWN - (scaled(_ROW) - metrics.lineSpacing()) // 2)
        if option.state & QStyle.StateFlag.State_MouseOver:
            place = self.dots(option.rect)
            self._dots.paint(painter, place.adjusted(4, 4, -4, -4))
            title.setRight(place.left() - 2)
        elif found.n_turns > 1:
            painter.setPen(QColor(self._theme.dim))
            painter.drawText(title, _RIGHT, str(found.n_turns))
            title.setRight(title.right() - metrics.horizontalAdvance(str(found.n_turns)) - 6)
        elif found.conversation.is_pinned:
            at = QPoint(inner.right() - scaled(_ICON), title.center().y() - scaled(_ICON) // 2)
            self._pin.paint(painter, QRect(at, QSize(scaled(_ICON), scaled(_ICON))))
            title.setRight(at.x() - 2)
        painter.setPen(QColor(self._theme.text))
        name = metrics.elidedText(
            found.conversation.title, Qt.TextElideMode.ElideRight, title.width()
        )
        painter.drawText(title, _LEFT, name)
        if found.excerpt:
            top = option.rect.top() + _DOWN + metrics.lineSpacing() + _LINE_GAP
            painter.setPen(QColor(self._theme.dim))
            layout = self._lay_out(found, option.font, inner.width())
            layout.draw(painter, QPointF(inner.left(), top))

    def _lay_out(self, found: FoundConversation, font: QFont, width: int) -> QTextLayout:
        """The words around what was found, on so many lines; the rest is not drawn."""
        layout = QTextLayout(found.excerpt, font)
        formats = []
        for start, end in found.marks:
            marked = QTextLayout.FormatRange()
            marked.start = utf16(found.excerpt, start)
            marked.length = utf16(found.excerpt, end) - marked.start
            marked.format = self._mark
            formats.append(marked)
        layout.setFormats(formats)
        layout.beginLayout()
        at = 0.0
        for _ in range(_N_LINES):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            line.setPosition(QPointF(0, at))
            at += line.height()
        layout.endLayout()
        return layout


def _select_backwards(field: QLineEdit) -> None:
    length = utf16(field.text(), len(field.text()))
    field.setSelection(length, -length)
