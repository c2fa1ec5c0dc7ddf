"""What became of the turns that did not fit into the context window."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.domain import Role, Turn
from desktop.inference import DroppedTurn, KeptAs
from desktop.ui.scale import scaled
from desktop.ui.theme import Theme
from desktop.wording import tidy

_FIRST_CHARS = 160
_MARGIN = 20
_ROW = 32
_ROLE, _WORDS, _FATE = range(3)


class DroppedTurnsView(QWidget):
    """Shows every turn that was left out, by its first words, and where it is now."""

    def __init__(
        self, dropped: tuple[DroppedTurn, ...], turns: dict[int, Turn], theme: Theme
    ) -> None:
        super().__init__()
        self._theme = theme
        self.headline = self._headline(dropped)
        head = QLabel(self.headline)
        head.setTextFormat(Qt.TextFormat.PlainText)
        head.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        layout.setSpacing(12)
        layout.addWidget(head)
        if dropped:
            layout.addWidget(self._make_table(dropped, turns), 1)
        else:
            head.setProperty("dim", True)
            layout.addStretch()

    def _headline(self, dropped: tuple[DroppedTurn, ...]) -> str:
        if not dropped:
            return self.tr("Everything that was said fits.")
        counts = Counter(each.kept_as for each in dropped)
        phrases: tuple[tuple[KeptAs, str], ...] = (
            ("recalled", self.tr("{n} quoted again")),
            ("pinned", self.tr("{n} quoted because pinned")),
            ("summary", self.tr("{n} in the summary")),
            ("nothing", self.tr("{n} left out")),
        )
        fates = [phrase.format(n=counts[kept]) for kept, phrase in phrases if counts[kept]]
        words = self.tr("{n} earlier turns did not fit: {fates}.")
        if len(dropped) == 1:
            words = self.tr("One earlier turn did not fit: {fates}.")
        return words.format(n=len(dropped), fates=self.tr(", ").join(fates))

    def _make_table(self, dropped: tuple[DroppedTurn, ...], turns: dict[int, Turn]) -> QTableWidget:
        table = QTableWidget(len(dropped), _FATE + 1)
        table.setAccessibleName(self.tr("Turns that did not fit"))
        table.setHorizontalHeaderLabels(
            [self.tr("Who"), self.tr("First words"), self.tr("What became of it")]
        )
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(scaled(_ROW))
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for row, each in enumerate(dropped):
            self._fill(table, row, each, turns.get(each.turn_id))
        for column in (_ROLE, _FATE):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_WORDS, QHeaderView.ResizeMode.Stretch)
        return table

    def _fill(self, table: QTableWidget, row: int, dropped: DroppedTurn, turn: Turn | None) -> None:
        words = self.tr("not in this conversation any more")
        if turn is not None:
            words = tidy(turn.text[:_FIRST_CHARS])
        roles: dict[Role, str] = {
            "user": self.tr("You"),
            "assistant": self.tr("Answer"),
            "system": self.tr("Instructions"),
        }
        fates: dict[KeptAs, tuple[str, str]] = {
            "recalled": (self.tr("quoted again"), self._theme.good),
            "pinned": (self.tr("quoted because pinned"), self._theme.good),
            "summary": (self.tr("in the summary"), self._theme.text),
            "nothing": (self.tr("left out"), self._theme.warning),
        }
        fate, colour = fates[dropped.kept_as]
        cells = (
            (roles[dropped.role], self._theme.dim),
            (words, self._theme.text if turn is not None else self._theme.dim),
            (fate, colour),
        )
        for column, (text, shade) in enumerate(cells):
            cell = QTableWidgetItem(text)
            cell.setForeground(QColor(shade))
            table.setItem(row, column, cell)
