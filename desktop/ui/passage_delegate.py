"""Draws a passage that was found: where it stands, and what it says with the words marked.

Everything is laid out as plain text: nothing in a document is taken for markup.
"""

from __future__ import annotations

from pathlib import PurePath

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.domain import Language, Passage
from desktop.language import has_chinese
from desktop.ui.excerpt import Excerpt, excerpt
from desktop.ui.passage_model import PASSAGE
from desktop.ui.theme import ON_MARK, Theme
from desktop.ui.words import utf16
from desktop.wording import also_in, file_name, spot

Index = QModelIndex | QPersistentModelIndex
_N_LINES = 3
_CHARS, _CHARS_ZH = 420, 210
_ACROSS, _DOWN = 14, 10
_GAP = 4
_BETWEEN = 6
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NARROW = 120


class PassageDelegate(QStyledItemDelegate):
    """Draws the rows of a `PassageModel`."""

    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__()
        self._theme, self._language = theme, language
        mark = QTextCharFormat()
        mark.setBackground(QColor(theme.mark))
        mark.setForeground(QColor(ON_MARK))
        self._mark = mark

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As tall as what it says (Qt)."""
        passage: Passage = index.data(PASSAGE)
        width = max(option.rect.width(), 240)
        layout = self._lay_out(passage, option.font, width - 2 * _ACROSS)
        metrics = QFontMetrics(option.font)
        n_single = 2 if passage.also_in else 1
        height = n_single * (metrics.height() + _GAP) + _height(layout)
        return QSize(width, height + 2 * _DOWN + _BETWEEN)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a row (Qt)."""
        passage: Passage = index.data(PASSAGE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ground(painter, option)
        inner = option.rect.adjusted(_ACROSS, _DOWN, -_ACROSS, -_DOWN - _BETWEEN)
        line = QFontMetrics(option.font).height()
        self._draw_place(
            painter, option.font, QRect(inner.left(), inner.top(), inner.width(), line), passage
        )
        layout = self._lay_out(passage, option.font, inner.width())
        painter.setPen(QColor(self._theme.text))
        layout.draw(painter, QPointF(inner.left(), inner.top() + line + _GAP))
        if others := also_in(passage.path, passage.also_in, self._language):
            below = QRect(inner.left(), inner.bottom() - line + 1, inner.width(), line)
            self._draw_dim(painter, option.font, below, others)
        painter.restore()

    def _draw_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        box = option.rect.adjusted(1, 1, -1, -_BETWEEN)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        is_near = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.setPen(QColor(self._theme.accent if is_chosen else self._theme.line))
        painter.setBrush(QColor(self._theme.selected if is_chosen or is_near else self._theme.page))
        painter.drawRoundedRect(box, 8, 8)

    def _draw_place(self, painter: QPainter, font: QFont, box: QRect, passage: Passage) -> None:
        """The file's name, where in it, and at the far end its folder where there is room."""
        bold = QFont(font)
        bold.setBold(True)
        where = spot(passage.path, passage.page, self._language, passage.place)
        where = f" · {where}" if where else ""
        metrics, small = QFontMetrics(bold), QFontMetrics(font)
        room = box.width() - small.horizontalAdvance(where)
        name = metrics.elidedText(
            file_name(passage.path), Qt.TextElideMode.ElideMiddle, max(room, box.width() // 2)
        )
        painter.setFont(bold)
        painter.setPen(QColor(self._theme.text))
        painter.drawText(box, int(_LEFT), name)
        rest = box.adjusted(metrics.horizontalAdvance(name), 0, 0, 0)
        self._draw_dim(painter, font, rest, where)
        rest = rest.adjusted(small.horizontalAdvance(where) + 24, 0, 0, 0)
        folder = small.elidedText(
            str(PurePath(passage.path).parent), Qt.TextElideMode.ElideLeft, rest.width()
        )
        if rest.width() > _NARROW:
            self._draw_dim(painter, font, rest, folder, is_right=True)

    def _draw_dim(
        self, painter: QPainter, font: QFont, box: QRect, text: str, *, is_right: bool = False
    ) -> None:
        painter.setFont(font)
        painter.setPen(QColor(self._theme.dim))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(_RIGHT if is_right else _LEFT), shown)

    def _lay_out(self, passage: Passage, font: QFont, width: int) -> QTextLayout:
        """What a passage says, on at most so many lines."""
        longest = _CHARS_ZH if has_chinese(passage.text) else _CHARS
        found = excerpt(passage.text, passage.marks, longest)
        layout = self._layout(found, font, width)
        if layout.lineCount() <= _N_LINES:
            return layout
        last = layout.lineAt(_N_LINES - 1)
        n_shown = _n_characters(found.text, last.textStart() + last.textLength())
        shorter = found.text[: n_shown - 2].rstrip() + "…"
        marks = tuple(each for each in found.marks if each[1] < len(shorter))
        return self._layout(Excerpt(shorter, marks), font, width)

    def _layout(self, found: Excerpt, font: QFont, width: int) -> QTextLayout:
        layout = QTextLayout(found.text, font)
        layout.setFormats([self._range(found.text, *each) for each in found.marks])
        layout.beginLayout()
        at = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, at))
            at += line.height()
        layout.endLayout()
        return layout

    def _range(self, text: str, start: int, end: int) -> QTextLayout.FormatRange:
        marked = QTextLayout.FormatRange()
        marked.start = utf16(text, start)
        marked.length = utf16(text, end) - marked.start
        marked.format = self._mark
        return marked


def _height(layout: QTextLayout) -> int:
    return round(layout.boundingRect().height() + 0.5)


def _n_characters(text: str, n_units: int) -> int:
    return len(text.encode("utf-16-le")[: 2 * n_units].decode("utf-16-le", "ignore"))
