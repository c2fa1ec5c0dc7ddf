"""The list of conversations; keys and mouse open, rename, pin, export and delete them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QItemSelectionModel, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QListView, QMenu, QWidget

from desktop.domain import Conversation, FoundConversation
from desktop.transfer.writing import Format
from desktop.ui.conversation_delegate import ConversationDelegate
from desktop.ui.conversation_model import ROW, ConversationModel, Row
from desktop.ui.row_selection import selection_of
from desktop.ui.theme import Theme

_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CHOOSING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class ConversationList(QListView):
    """Conversations under headings; Enter or a click opens, F2 renames, Delete deletes.

    Several are chosen with Ctrl or Shift. The Menu key, Shift+F10, the right button and the dots of
    a row open its menu.

    Signals: `opened(FoundConversation)`, `renamed(int, str)`, and for all that are chosen
    `deleted(tuple[int])`, `pinned(tuple[int], bool)`, `export_asked(tuple[int], str)`.
    """

    opened = Signal(object)
    renamed = Signal(int, str)
    deleted = Signal(object)
    pinned = Signal(object, bool)
    export_asked = Signal(object, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("conversations")
        self.setAccessibleName(self.tr("Conversations"))
        self._model = ConversationModel()
        self._delegate = ConversationDelegate(theme)
        self._waiting: tuple[Sequence[Row], int | None] | None = None
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setMouseTracking(True)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QListView.EditTrigger.EditKeyPressed)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._model.renamed.connect(self.renamed)
        self.clicked.connect(self._on_clicked)

    def show_rows(self, rows: Sequence[Row], current: int | None) -> None:
        """Show conversations under headings; what is chosen stays chosen."""
        if self.state() == QListView.State.EditingState:
            # A title is being typed: it would be lost with its row.
            self._waiting = (rows, current)
            return
        chosen = self.chosen
        at = self._at() if self.hasFocus() else None
        row_before = self.currentIndex().row()
        self._model.show_rows(rows)
        kept = [each.id for each in chosen] if len(chosen) > 1 else []
        place = self._model.rows_of([at.id if at else current or 0])
        if at is not None and not place:
            # It was deleted: whoever goes by keys goes on beside it.
            place = self._model.near(row_before)
        selection = self.selectionModel()
        again = selection_of(self._model, self._model.rows_of(kept) or place)
        selection.select(again, QItemSelectionModel.SelectionFlag.Select)
        if place:
            flag = QItemSelectionModel.SelectionFlag.NoUpdate
            selection.setCurrentIndex(self._model.index(place[0]), flag)

    @property
    def chosen(self) -> tuple[Conversation, ...]:
        """The conversations that are chosen, in the order of the list."""
        indexes = sorted(self.selectedIndexes(), key=lambda each: each.row())
        rows: list[Row] = [each.data(ROW) for each in indexes]
        return tuple(each.conversation for each in rows if each.conversation is not None)

    def open_first(self) -> None:
        """Open what stands first."""
        row = self._model.first()
        if row is not None:
            self.setCurrentIndex(self._model.index(row))
            self._open_at(row)

    def enter(self) -> None:
        """Take the keyboard, at the first conversation where it was at none."""
        row = self._model.first()
        if row is not None and not self.currentIndex().isValid():
            self.setCurrentIndex(self._model.index(row))
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter, delete on Delete, show the menu on Shift+F10 (Qt)."""
        # Qt makes it a menu key on some systems only.
        if event.key() == Qt.Key.Key_F10 and event.modifiers() == _SHIFT:
            self._show_menu_of_chosen()
        elif event.key() == Qt.Key.Key_Delete and self.chosen:
            self.deleted.emit(self._ids())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open_at(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the menu of a row at its dots (Qt)."""
        index = self.indexAt(event.position().toPoint())
        row: Row | None = index.data(ROW)
        place = self._delegate.dots(self.visualRect(index))
        if row is not None and row.found and place.contains(event.position().toPoint()):
            if not self.selectionModel().isSelected(index):
                self.setCurrentIndex(index)
            self._show_menu(place.bottomLeft())
            return
        super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu of what is chosen (Qt)."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index = self.indexAt(event.pos())
            row: Row | None = index.data(ROW)
            if row is None or row.found is None:
                return
            if not self.selectionModel().isSelected(index):
                self.setCurrentIndex(index)
            self._show_menu(event.pos())
        else:
            self._show_menu_of_chosen()

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Show what came while a title was typed (Qt)."""
        super().closeEditor(editor, hint)
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self.show_rows(*waiting)

    def viewportSizeHint(self) -> QSize:
        """Take the room there is (Qt)."""
        return QSize(0, 0)

    def _at(self) -> Conversation | None:
        row: Row | None = self.currentIndex().data(ROW)
        return row.conversation if row else None

    def _ids(self) -> tuple[int, ...]:
        return tuple(each.id for each in self.chosen)

    def _on_clicked(self) -> None:
        if not QGuiApplication.keyboardModifiers() & _CHOOSING:
            self._open_at(self.currentIndex().row())

    def _open_at(self, row: int) -> None:
        found: FoundConversation | None = None
        if 0 <= row < self._model.rowCount():
            found = self._model.index(row).data(ROW).found
        if found is not None:
            self.opened.emit(found)

    def _show_menu_of_chosen(self) -> None:
        if self.chosen:
            self._show_menu(self.visualRect(self.currentIndex()).center())

    def _show_menu(self, at: QPoint) -> None:
        chosen, ids = self.chosen, self._ids()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if len(chosen) == 1:
            menu.addAction(self.tr("Open"), lambda: self._open_at(self.currentIndex().row()))
            menu.addAction(self.tr("Rename"), lambda: self.edit(self.currentIndex()))
        is_pinned = all(each.is_pinned for each in chosen)
        words = self.tr("Unpin") if is_pinned else self.tr("Pin")
        menu.addAction(words, lambda: self.pinned.emit(ids, not is_pinned))
        formats = menu.addMenu(self.tr("Export"))
        add_formats(formats, lambda format_: self.export_asked.emit(ids, format_))
        menu.addSeparator()
        words = self.tr("Delete")
        if len(chosen) > 1:
            words = self.tr("Delete {n} conversations").format(n=len(chosen))
        menu.addAction(words, lambda: self.deleted.emit(ids))
        menu.popup(self.viewport().mapToGlobal(at))
        menu.setActiveAction(menu.actions()[0])


def add_formats(menu: QMenu, ask: Callable[[str], object]) -> None:
    """Offer the formats that conversations are written in."""
    formats: tuple[tuple[str, Format], ...] = (
        (QCoreApplication.translate("ConversationList", "Markdown…"), "markdown"),
        (QCoreApplication.translate("ConversationList", "Web page (HTML)…"), "html"),
        (QCoreApplication.translate("ConversationList", "Carrel file (JSON)…"), "json"),
    )
    for words, format_ in formats:
        menu.addAction(words, partial(ask, format_))
