"""The documents as a table: it keeps what is chosen while its rows change, and opens a menu."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from desktop.domain import Document
from desktop.ui.document_model import COLLECTION, DocumentModel
from desktop.ui.row_selection import rows_in, selection_of
from desktop.ui.scale import scaled

_WIDTHS = (220, 200, 80, 80, 170, 110)
_ROW = 36
_REASON_LINES = 3
_NO_ROW = QPoint(-1, -1)
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class DocumentTable(QTableView):
    """A row a document; Enter or a double click opens, Delete removes.

    The Menu key, Shift+F10 and the right button ask for the menu of what is chosen.

    Signals: `opened(Document)`, `removed(tuple[Document])`, `menu_asked(QPoint)` with a place on
    the screen, `chosen_changed()`.
    """

    opened = Signal(object)
    removed = Signal(object)
    menu_asked = Signal(QPoint)
    chosen_changed = Signal()

    def __init__(self, model: DocumentModel) -> None:
        super().__init__()
        self._model = model
        self._tall: set[int] = set()
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(scaled(_ROW))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setWordWrap(True)
        self._lay_out_header()
        self.setColumnHidden(COLLECTION, True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu_asked)
        for keys, run in (("Return", self._on_open), ("Delete", self._on_remove)):
            context = Qt.ShortcutContext.WidgetShortcut
            QShortcut(QKeySequence(keys), self, context=context).activated.connect(run)
        self.selectionModel().selectionChanged.connect(self.chosen_changed)
        self.doubleClicked.connect(lambda index: self.opened.emit(model.document(index.row())))

    @property
    def chosen(self) -> tuple[Document, ...]:
        """The documents that are chosen, in the order of the table."""
        rows = self._model.documents
        return tuple(rows[row] for row in rows_in(self.selectionModel()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask for the menu on Shift+F10 (Qt)."""
        # Qt makes it a menu key on some systems only.
        if event.key() == Qt.Key.Key_F10 and event.modifiers() == _SHIFT:
            self._on_menu_asked(_NO_ROW)
        else:
            super().keyPressEvent(event)

    def show_document(self, document: Document) -> None:
        """Show one document in its new state."""
        row = self._model.update(document)
        if row is None:
            return
        is_tall = document.problem is not None
        if is_tall != (row in self._tall):
            self._fit_rows((row,), self._tall ^ {row})
        if self.selectionModel().isSelected(self._model.index(row, 0)):
            self.chosen_changed.emit()

    def rearrange(self, change: Callable[[], None]) -> None:
        """Change the rows and keep what is chosen, the row in hand, and room for reasons."""
        chosen = {each.id for each in self.chosen}
        at = self.currentIndex().row()
        in_hand = self._model.document(at).id if at >= 0 else None
        change()
        shown = self._model.documents
        # Qt keeps the height of a row whatever is in it then, as long as there is such a row.
        self._tall = {each for each in self._tall if each < len(shown)}
        tall = {row for row, each in enumerate(shown) if each.problem is not None}
        self._fit_rows(self._tall ^ tall, tall)
        again = [row for row, each in enumerate(shown) if each.id in chosen]
        selection = selection_of(self._model, again, COLLECTION)
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.Select)
        if in_hand is not None and shown:
            row = self._model.row_of(in_hand)
            # Where it is gone, whoever goes by keys goes on beside it.
            self._take_in_hand(min(at, len(shown) - 1) if row is None else row)
        self.chosen_changed.emit()

    def take_over(self, before: DocumentTable) -> None:
        """Show documents in the order of another table."""
        header = before.horizontalHeader()
        section, order = header.sortIndicatorSection(), header.sortIndicatorOrder()
        self.horizontalHeader().setSortIndicator(section, order)

    def _lay_out_header(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        # To paint itself it asks for each document whether it is chosen: there are none for it.
        header.setSelectionModel(QItemSelectionModel(self._model, header))
        for column, width in enumerate(map(scaled, _WIDTHS)):
            self.setColumnWidth(column, width)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def _fit_rows(self, rows: Iterable[int], tall: set[int]) -> None:
        """Leave room for a reason of three lines."""
        self._tall = tall
        line = self.fontMetrics().lineSpacing()
        more = (_REASON_LINES - 1) * line
        header = self.verticalHeader()
        # Otherwise each change of a height adds up all of them.
        header.setUpdatesEnabled(False)
        for row in rows:
            header.resizeSection(row, scaled(_ROW) + (more if row in tall else 0))
        header.setUpdatesEnabled(True)

    def _take_in_hand(self, row: int) -> None:
        if row == self.currentIndex().row():
            return
        # Whoever reads elsewhere in the list stays there.
        self.setAutoScroll(False)
        flag = QItemSelectionModel.SelectionFlag.NoUpdate
        self.selectionModel().setCurrentIndex(self._model.index(row, 0), flag)
        self.setAutoScroll(True)

    def _on_menu_asked(self, at: QPoint) -> None:
        if not self.selectionModel().hasSelection():
            return
        if not self.indexAt(at).isValid():
            # By a key: beside the row in hand.
            self.scrollTo(self.currentIndex())
            at = self.visualRect(self.currentIndex()).bottomLeft()
        self.menu_asked.emit(self.viewport().mapToGlobal(at))

    def _on_open(self) -> None:
        if chosen := self.chosen:
            self.opened.emit(chosen[0])

    def _on_remove(self) -> None:
        if chosen := self.chosen:
            self.removed.emit(chosen)
