"""A sheet's rows as a table with a passage and what is looked for marked in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from desktop.ui.theme import FOUND, FOUND_NOW, ON_MARK
from desktop.ui.words import tip

_CELL_GAP = " | "
_WIDEST = 320
_MOST_CHARS = 2_000
"""So much of a cell is drawn: Qt would take seconds for each layout of a megabyte."""
_TIP_CHARS = 1_000
_PADDING = 16
_WRAPPED_ROWS = 500
"""Up to so many rows, each is as high as its text; measuring more would be felt."""
_NOWHERE = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    cells: tuple[str, ...]
    is_header: bool = False


class TableView(QTableView):
    """Shows lines of "cell | cell" as rows and scrolls to what is marked."""

    def __init__(self, mark: str) -> None:
        super().__init__()
        self._model = _RowModel(mark)
        self._font_size = self.font().pointSizeF()
        self.setModel(self._model)
        self.setItemDelegate(_Marker(self))
        self.setAccessibleName(self.tr("Table with the passage marked"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        # A row may be higher than the view.
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()

    def show_text(
        self, text: str, start: int, end: int, passage: str, repeats: tuple[int, ...] = ()
    ) -> None:
        """Show a sheet's text and mark a passage, looked for anew where its offsets do not fit.

        `repeats` are the offsets of lines left out, since they only repeat a header.
        """
        if passage and text[start:end] != passage:
            found = text.find(passage)
            start, end = (found, found + len(passage)) if found >= 0 else (0, 0)
        first = self._model.show_lines(_lines(text, repeats), start, end)
        self._fit()
        if first is not None:
            hint = QAbstractItemView.ScrollHint.PositionAtCenter
            self.scrollTo(self._model.index(first, 0), hint)
        else:
            self.scrollToTop()

    def show_found(
        self, places: Sequence[tuple[int, int]], current: int | None, *, scrolls: bool = True
    ) -> None:
        """Mark the cells of what was found, one of them as the one in hand, and scroll there."""
        at = self._model.show_found([start for start, _ in places], current)
        if at is not None and scrolls:
            self.scrollTo(at, QAbstractItemView.ScrollHint.EnsureVisible)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the chosen cells as rows of a sheet (Qt)."""
        if event.matches(QKeySequence.StandardKey.Copy):
            chosen = sorted((e.row(), e.column()) for e in self.selectedIndexes())
            rows = sorted({row for row, _ in chosen})
            lines = (
                "\t".join(self._model.cell(r, c) for r, c in chosen if r == row) for row in rows
            )
            QApplication.clipboard().setText("\n".join(lines))
            return
        super().keyPressEvent(event)

    def show_zoom(self, zoom: float) -> None:
        """Show letters larger or smaller; 1 is their own size."""
        font = QFont(self.font())
        font.setPointSizeF(self._font_size * zoom)
        self.setFont(font)
        self._fit()

    def _fit(self) -> None:
        self.resizeColumnsToContents()
        for column in range(self._model.columnCount()):
            if self.columnWidth(column) > _WIDEST:
                self.setColumnWidth(column, _WIDEST)
        if self._model.rowCount() <= _WRAPPED_ROWS:
            self.resizeRowsToContents()


class _Marker(QStyledItemDelegate):
    """Draws the ground of a marked row, which the style sheet would leave out."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if ground is not None:
            painter.fillRect(option.rect, ground)
        super().paint(painter, option, index)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        # Qt wraps as if the style sheet left no room at the sides: the last line would not fit.
        narrower = QStyleOptionViewItem(option)
        narrower.rect = option.rect.adjusted(0, 0, -_PADDING, 0)
        return super().sizeHint(narrower, index)


class _RowModel(QAbstractTableModel):
    def __init__(self, mark: str) -> None:
        super().__init__()
        self._mark = mark
        self._lines: list[_Line] = []
        self._n_columns = 0
        self._marked = range(0)
        self._starts: list[int] = []
        self._found: dict[tuple[int, int], str] = {}

    def show_lines(self, lines: list[_Line], start: int, end: int) -> int | None:
        """Show other lines; returns the first that is marked."""
        self.beginResetModel()
        self._lines = lines
        self._n_columns = max((len(line.cells) for line in lines), default=0)
        starts = self._starts = [line.start for line in lines]
        self._found = {}
        first, last = max(bisect_right(starts, start) - 1, 0), bisect_right(starts, end - 1)
        self._marked = range(first, last) if end > start else range(0)
        self.endResetModel()
        return self._marked[0] if self._marked else None

    def show_found(self, places: Sequence[int], current: int | None) -> QModelIndex | None:
        """Mark the cells that offsets lie in; returns the one in hand."""
        cells = [self._place(each) for each in places]
        self._found = dict.fromkeys(cells, FOUND)
        now = cells[current] if current is not None else None
        if now is not None:
            self._found[now] = FOUND_NOW
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)
        return self.index(*now) if now is not None else None

    def cell(self, row: int, column: int) -> str:
        """All that a cell holds, however much of it is drawn."""
        cells = self._lines[row].cells
        return cells[column] if column < len(cells) else ""

    def _place(self, offset: int) -> tuple[int, int]:
        row = max(bisect_right(self._starts, offset) - 1, 0)
        left = offset - self._starts[row] if self._starts else 0
        for column, cell in enumerate(self._lines[row].cells if self._lines else ()):
            left -= len(cell) + len(_CELL_GAP)
            if left < 0:
                return row, column
        return row, 0

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self._n_columns

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self._lines[index.row()]
        text = self.cell(index.row(), index.column())
        ground = self._found.get((index.row(), index.column()))
        if ground is None and index.row() in self._marked:
            ground = self._mark
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cut(text)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(text[:_TIP_CHARS] + "…" * (len(text) > _TIP_CHARS))
        if role == Qt.ItemDataRole.BackgroundRole and ground is not None:
            return QBrush(QColor(ground))
        if role == Qt.ItemDataRole.ForegroundRole and ground is not None:
            return QBrush(QColor(ON_MARK))
        if role == Qt.ItemDataRole.FontRole and line.is_header:
            font = QFont()
            font.setBold(True)
            return font
        return None

    def _cut(self, text: str) -> str:
        if len(text) <= _MOST_CHARS:
            return text
        words = self.tr("(Cut here: the cell has {n} characters. Copying it gives all of them.)")
        return f"{text[:_MOST_CHARS]}… {words.format(n=f'{len(text):,}')}"


def _lines(text: str, repeats: tuple[int, ...]) -> list[_Line]:
    """The rows of a text; a line that is repeated further down is a header."""
    left_out = frozenset(repeats)
    headers = {text[at : text.find("\n", at) % (len(text) + 1)] for at in repeats}
    lines = []
    start = 0
    for line in text.split("\n"):
        if line and start not in left_out:
            lines.append(_Line(start, tuple(line.split(_CELL_GAP)), line in headers))
        start += len(line) + 1
    return lines
