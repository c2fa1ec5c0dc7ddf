"""Conversations as rows of a list, under headings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from desktop.domain import Conversation, FoundConversation
from desktop.ui.words import tip

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Row:
    """A conversation, with what was found in it where something was looked for; or a heading."""

    heading: str = ""
    found: FoundConversation | None = None

    @property
    def conversation(self) -> Conversation | None:
        """The conversation of the row, None for a heading."""
        return self.found.conversation if self.found else None


class ConversationModel(QAbstractListModel):
    """Rows of the sidebar's list. Signal: `renamed(int, str)`."""

    renamed = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Row, ...] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows instead of those before."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def rows_of(self, conversation_ids: Iterable[int]) -> list[int]:
        """Where conversations stand; those that are not there are left out."""
        wanted = set(conversation_ids)
        return [
            n
            for n, each in enumerate(self._rows)
            if each.conversation is not None and each.conversation.id in wanted
        ]

    def first(self) -> int | None:
        """The first row that is no heading."""
        return next((n for n, each in enumerate(self._rows) if each.found is not None), None)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many rows there are, headings too (Qt)."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A heading can be neither chosen nor changed (Qt)."""
        row = self._rows[index.row()]
        if row.conversation is None:
            return Qt.ItemFlag.NoItemFlags
        kinds = Qt.ItemFlag
        return kinds.ItemIsEnabled | kinds.ItemIsSelectable | kinds.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What is drawn, read aloud and edited of a row (Qt)."""
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if row.found is None or row.conversation is None:
            wanted = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return row.heading if role in wanted else None
        title = row.conversation.title
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return title
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(title)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = self.tr("{title}, pinned").format(title=title)
            spoken = words if row.conversation.is_pinned else title
            return f"{spoken}: {row.found.excerpt}" if row.found.excerpt else spoken
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for another title (Qt)."""
        conversation = self._rows[index.row()].conversation
        if conversation is None or str(value) == conversation.title:
            return False
        self.renamed.emit(conversation.id, str(value))
        return True
