"""The lines of an export in a list, each with a box to leave it out."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)

from desktop.feedback_examples import Example
from desktop.ui.scale import scaled

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROW = 28
_CHARS = 120


class FeedbackExportModel(QAbstractListModel):
    """Examples as they will be written. Signal: `chosen()` when one is left out or taken in."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._examples: list[Example] = []
        self._left_out: set[int] = set()

    @property
    def examples(self) -> tuple[Example, ...]:
        """What will be written."""
        return tuple(each for n, each in enumerate(self._examples) if n not in self._left_out)

    def example(self, row: int) -> Example:
        """The example of a row, also where it is left out."""
        return self._examples[row]

    def is_left_out(self, row: int) -> bool:
        """Tell whether a row is not written."""
        return row in self._left_out

    def show_examples(self, examples: list[Example]) -> None:
        """Show other examples, all of which will be written."""
        self.beginResetModel()
        self._examples, self._left_out = list(examples), set()
        self.endResetModel()

    def change(self, examples: list[Example]) -> None:
        """Show the same examples as other rules leave them."""
        self._examples = list(examples)
        if examples:
            self.dataChanged.emit(self.index(0), self.index(len(examples) - 1))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many rows there are (Qt)."""
        return 0 if parent.isValid() else len(self._examples)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every row can be left out (Qt)."""
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A row (Qt)."""
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(self._examples[index.row()].prompt[-1][1][: 2 * _CHARS].split())[
                :_CHARS
            ]
        if role == Qt.ItemDataRole.CheckStateRole:
            is_out = index.row() in self._left_out
            return Qt.CheckState.Unchecked if is_out else Qt.CheckState.Checked
        if role == Qt.ItemDataRole.SizeHintRole:
            # As wide as the list: what has no room ends with dots.
            return QSize(1, scaled(_ROW))
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Leave a row out, or take it in (Qt)."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self._left_out.discard(index.row())
        else:
            self._left_out.add(index.row())
        self.dataChanged.emit(index, index)
        self.chosen.emit()
        return True
