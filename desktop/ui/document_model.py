"""Documents as rows of a table: name, state with its reason, passages, size, folder."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from desktop.domain import Document, Language
from desktop.recognition import has_unread_scans
from desktop.ui.theme import Theme
from desktop.ui.words import recognising, size
from desktop.wording import file_name, sentence

Index = QModelIndex | QPersistentModelIndex
_NAME, _STATE, _PASSAGES, _SIZE, _FOLDER = range(5)
_NOWHERE = QModelIndex()


class DocumentModel(QAbstractTableModel):
    """The documents of one collection."""

    def __init__(self, language: Language, theme: Theme) -> None:
        super().__init__()
        self._language = language
        self._theme = theme
        self._documents: list[Document] = []

    def show_documents(self, documents: tuple[Document, ...]) -> None:
        """Show these documents instead of those before."""
        self.beginResetModel()
        self._documents = list(documents)
        self.endResetModel()

    def update(self, document: Document) -> int | None:
        """Show one document in its new state; returns its row."""
        for row, each in enumerate(self._documents):
            if each.id == document.id:
                self._documents[row] = document
                self.dataChanged.emit(self.index(row, 0), self.index(row, _FOLDER))
                return row
        return None

    def document(self, row: int) -> Document:
        """The document of a row."""
        return self._documents[row]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many rows there are (Qt)."""
        return 0 if parent.isValid() else len(self._documents)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """How many columns there are (Qt)."""
        return 0 if parent.isValid() else _FOLDER + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """What a column is called (Qt)."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in (_PASSAGES, _SIZE) else None
            return int((side or Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter)
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.tr("Name"),
            self.tr("State"),
            self.tr("Passages"),
            self.tr("Size"),
            self.tr("Folder"),
        )[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell (Qt)."""
        document = self._documents[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(document, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"<qt>{self._text(document, index.column()).replace('<', '&lt;')}</qt>"
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(document, index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in (_PASSAGES, _SIZE):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _text(self, document: Document, column: int) -> str:
        return (
            file_name(document.path),
            self._state(document),
            str(document.n_chunks) if document.state == "ready" else "",
            size(document.size_bytes),
            str(PurePath(document.path).parent),
        )[column]

    def _state(self, document: Document) -> str:
        if document.problem is not None:
            return sentence(document.problem, self._language)
        if document.page_in_hand:
            return recognising(document)
        if has_unread_scans(document):
            return self._unread(document)
        return {
            "queued": self.tr("Waiting"),
            "reading": self.tr("Reading"),
            "embedding": self.tr("Indexing"),
            "scanned": self.tr("Waiting for text recognition"),
            "ready": self.tr("Ready"),
            "skipped": self.tr("Left out"),
            "failed": self.tr("Could not be read"),
        }[document.state]

    def _unread(self, document: Document) -> str:
        if document.state == "ready":
            return self.tr("Ready, some pages are waiting for text recognition")
        return self.tr("Waiting for text recognition")

    def _colour(self, document: Document, column: int) -> QColor | None:
        if column == _STATE and document.problem is not None:
            return QColor(self._theme.warning)
        if column == _STATE and document.state == "ready":
            return QColor(self._theme.good)
        return None if column in (_NAME, _STATE) else QColor(self._theme.dim)
