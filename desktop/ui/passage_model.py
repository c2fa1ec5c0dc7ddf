"""Passages that were found, as rows of a list."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from desktop.domain import Language, Passage
from desktop.ui.words import tip
from desktop.wording import also_in, place, tidy

Index = QModelIndex | QPersistentModelIndex
PASSAGE = Qt.ItemDataRole.UserRole
_NOWHERE = QModelIndex()
_SPOKEN_CHARS = 400


class PassageModel(QAbstractListModel):
    """The passages of one search, best first."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self._passages: tuple[Passage, ...] = ()

    def show_passages(self, passages: tuple[Passage, ...]) -> None:
        """Show these passages instead of those before."""
        self.beginResetModel()
        self._passages = passages
        self.endResetModel()

    def row_of(self, passage: Passage) -> int | None:
        """Where the same passage stands now."""
        for row, each in enumerate(self._passages):
            if each.chunk_id == passage.chunk_id:
                return row
        return None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many passages there are (Qt)."""
        return 0 if parent.isValid() else len(self._passages)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What is drawn, read aloud and copied of a passage (Qt)."""
        passage = self._passages[index.row()]
        if role == PASSAGE:
            return passage
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._spoken(passage)
        if role == Qt.ItemDataRole.ToolTipRole:
            lines = [passage.path, also_in(passage.path, passage.also_in, self._language)]
            return tip("\n".join(each for each in lines if each))
        return None

    def copied(self, passage: Passage) -> str:
        """A passage as it is put on the clipboard: what it says, and where."""
        where = self._place(passage)
        folder = PurePath(passage.path).parent
        return f"“{tidy(passage.text)}”\n— {where} ({folder})"

    def _spoken(self, passage: Passage) -> str:
        words = f"{self._place(passage)}: {tidy(passage.text)[:_SPOKEN_CHARS]}"
        copies = also_in(passage.path, passage.also_in, self._language)
        return f"{words} {copies}" if copies else words

    def _place(self, passage: Passage) -> str:
        return place(passage.path, passage.page, self._language, passage.place)
