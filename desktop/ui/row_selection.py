"""Many rows chosen at once: those that follow one another are one range."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QAbstractItemModel, QItemSelection, QItemSelectionModel


def selection_of(
    model: QAbstractItemModel, rows: Iterable[int], last_column: int = 0
) -> QItemSelection:
    """Rows, given in order; Qt is slow where each of thousands is a range of its own."""
    selection = QItemSelection()
    for first, end in _runs(rows):
        selection.select(model.index(first, 0), model.index(end, last_column))
    return selection


def rows_in(selection: QItemSelectionModel) -> list[int]:
    """The rows that are chosen, in order."""
    ranges, rows = selection.selection(), set[int]()
    for n in range(ranges.count()):
        rows.update(range(ranges.at(n).top(), ranges.at(n).bottom() + 1))
    return sorted(rows)


def _runs(rows: Iterable[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and row == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs
