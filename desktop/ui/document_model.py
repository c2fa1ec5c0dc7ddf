"""Documents as rows of a table: those a choice leaves, in the order of a column."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Literal

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QColor

from desktop.domain import Document, DocumentState, Language
from desktop.library import DEFAULT_COLLECTION
from desktop.recognition import has_unread_scans
from desktop.ui.theme import Theme
from desktop.ui.words import recognising, size
from desktop.wording import file_name, sentence

Index = QModelIndex | QPersistentModelIndex
_NAME, _STATE, _PASSAGES, _SIZE, _FOLDER, COLLECTION = range(6)
_NOWHERE = QModelIndex()


StateChoice = Literal["all", "ready", "open", "left_out"]
_OF_CHOICE: dict[StateChoice, tuple[DocumentState, ...]] = {
    "ready": ("ready",),
    "open": ("queued", "reading", "embedding", "scanned"),
    "left_out": ("skipped", "failed"),
}
_ORDER: tuple[DocumentState, ...] = (
    "failed",
    "skipped",
    "queued",
    "reading",
    "embedding",
    "scanned",
    "ready",
)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which documents are shown: of a collection ("" for all), by name and by state."""

    collection: str = ""
    words: str = ""
    state: StateChoice = "all"

    def among(self, documents: Iterable[Document]) -> list[Document]:
        """Those of some documents that are shown, in the same order."""
        found = list(documents)
        if self.collection:
            found = [each for each in found if each.collection == self.collection]
        if self.state != "all":
            states = _OF_CHOICE[self.state]
            found = [each for each in found if each.state in states]
        if words := self.words.casefold().split():
            paths = ((each, each.path.casefold()) for each in found)
            found = [each for each, path in paths if all(word in path for word in words)]
        return found


class DocumentModel(QAbstractTableModel):
    """The documents of a library that are chosen; sorted here, as Qt would ask for each cell."""

    def __init__(self, language: Language, theme: Theme) -> None:
        super().__init__()
        self._language = language
        self._theme = theme
        self._all: tuple[Document, ...] = ()
        self._documents: list[Document] = []
        self._rows: dict[int, int] = {}
        self._choice = Choice()
        self._column = -1
        self._is_reversed = False

    @property
    def documents(self) -> tuple[Document, ...]:
        """Those that are shown, in their order."""
        return tuple(self._documents)

    @property
    def everything(self) -> tuple[Document, ...]:
        """All documents, also those that are not chosen, as they were given."""
        return self._all

    def show_documents(self, documents: tuple[Document, ...]) -> None:
        """Show these documents instead of those before, as far as they are chosen."""
        if documents is self._all:
            return
        self._all = documents
        self._arrange()

    def choose(self, choice: Choice) -> None:
        """Show others of the documents."""
        self._choice = choice
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Show them in the order of a column; -1 is that of their paths (Qt)."""
        self._column = column
        self._is_reversed = order == Qt.SortOrder.DescendingOrder
        self._arrange()

    def _arrange(self) -> None:
        self.beginResetModel()
        self._documents = self._choice.among(self._all)
        if self._column >= 0:
            self._documents.sort(key=_KEYS[self._column], reverse=self._is_reversed)
        self._rows = {each.id: row for row, each in enumerate(self._documents)}
        self.endResetModel()

    def update(self, document: Document) -> int | None:
        """Show one document in its new state; returns its row."""
        row = self._rows.get(document.id)
        if row is not None:
            self._documents[row] = document
            self.dataChanged.emit(self.index(row, 0), self.index(row, COLLECTION))
        return row

    def document(self, row: int) -> Document:
        """The document of a row."""
        return self._documents[row]

    def row_of(self, document_id: int) -> int | None:
        """The row of a document, None where it is not shown."""
        return self._rows.get(document_id)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many rows there are (Qt)."""
        return 0 if parent.isValid() else len(self._documents)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """How many columns there are (Qt)."""
        return 0 if parent.isValid() else COLLECTION + 1

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
            self.tr("Collection"),
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
            collection_name(document.collection),
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


def collection_name(collection: str) -> str:
    """What a collection is called in the window."""
    if collection == DEFAULT_COLLECTION:
        return QCoreApplication.translate("Collections", "General")
    return collection


_KEYS: tuple[Callable[[Document], Any], ...] = (
    lambda each: file_name(each.path).casefold(),
    lambda each: (_ORDER.index(each.state), each.path),
    lambda each: each.n_chunks,
    lambda each: each.size_bytes,
    lambda each: each.path.casefold(),
    lambda each: (each.collection.casefold(), each.path),
)
