"""The conversations, grouped by day, with search, and the ways to documents and settings."""

from __future__ import annotations

import time

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.domain import Conversation
from desktop.ui.icon import icon
from desktop.ui.scale import scaled
from desktop.ui.theme import Theme

_ID = Qt.ItemDataRole.UserRole
_ROW = 38
_HEADING = 34
_DAY_S = 24 * 3600


class ConversationList(QListWidget):
    """Conversations by day; Enter or a click opens, F2 renames, Delete deletes.

    Signals: `opened(int)`, `renamed(int, str)`, `deleted(int)`.
    """

    opened = Signal(int)
    renamed = Signal(int, str)
    deleted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._titles: dict[int, str] = {}
        self.setAccessibleName(self.tr("Conversations"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setEditTriggers(QListWidget.EditTrigger.EditKeyPressed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu)
        self.itemClicked.connect(self._on_opened)
        self.itemActivated.connect(self._on_opened)
        self.itemChanged.connect(self._on_item_changed)

    def show_groups(
        self, groups: list[tuple[str, list[Conversation]]], current: int | None
    ) -> None:
        """Show conversations under headings."""
        self.blockSignals(True)
        self.clear()
        self._titles.clear()
        for heading, conversations in groups:
            self._add_heading(heading)
            for each in conversations:
                item = self._add(each)
                if each.id == current:
                    self.setCurrentItem(item)
        self.blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete the conversation on Delete (Qt)."""
        item = self.currentItem()
        if event.key() == Qt.Key.Key_Delete and item is not None:
            self.deleted.emit(item.data(_ID))
        else:
            super().keyPressEvent(event)

    def _add_heading(self, text: str) -> None:
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setSizeHint(QSize(0, scaled(_HEADING)))
        self.addItem(item)

    def _add(self, conversation: Conversation) -> QListWidgetItem:
        item = QListWidgetItem(conversation.title)
        item.setData(_ID, conversation.id)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        item.setSizeHint(QSize(0, scaled(_ROW)))
        self._titles[conversation.id] = conversation.title
        self.addItem(item)
        return item

    def _on_opened(self, item: QListWidgetItem) -> None:
        if item.data(_ID) is not None:
            self.opened.emit(item.data(_ID))

    def _on_item_changed(self, item: QListWidgetItem) -> None:
        conversation_id = item.data(_ID)
        if item.text() != self._titles.get(conversation_id):
            self.renamed.emit(conversation_id, item.text())

    def _on_menu(self, at: QPoint) -> None:
        item = self.itemAt(at)
        if item is None or item.data(_ID) is None:
            return
        menu = QMenu(self)
        menu.addAction(self.tr("Rename"), lambda: self.editItem(item))
        menu.addAction(self.tr("Delete"), lambda: self.deleted.emit(item.data(_ID)))
        menu.exec(self.mapToGlobal(at))


class Sidebar(QWidget):
    """The left side of the window.

    Signals: `conversation_opened(int)`, `conversation_renamed(int, str)`,
    `conversation_deleted(int)`, `new_asked()`, `searched(str)`,
    `passages_asked()`, `documents_asked()`, `settings_asked()`.
    """

    conversation_opened = Signal(int)
    conversation_renamed = Signal(int, str)
    conversation_deleted = Signal(int)
    new_asked = Signal()
    searched = Signal(str)
    passages_asked = Signal()
    documents_asked = Signal()
    settings_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(scaled(190))
        self._new = QPushButton(icon("new", theme.on_accent), self.tr("New conversation"))
        self._new.setProperty("primary", True)
        self._new.clicked.connect(self.new_asked)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search conversations"))
        self.search.setAccessibleName(self.tr("Search conversations"))
        self.search.addAction(
            icon("search", theme.dim), QLineEdit.ActionPosition.LeadingPosition
        ).setText(self.tr("Search conversations"))
        self.search.textChanged.connect(self.searched)
        self._list = ConversationList()
        # Queued: what follows fills the list anew, and Qt is still at work in the old one.
        later = Qt.ConnectionType.QueuedConnection
        self._list.opened.connect(self.conversation_opened, later)
        self._list.renamed.connect(self.conversation_renamed, later)
        self._list.deleted.connect(self.conversation_deleted, later)
        self.passages = QPushButton(icon("search", theme.dim), self.tr("Search documents"))
        self.passages.setCheckable(True)
        self.passages.clicked.connect(self.passages_asked)
        self.documents = QPushButton(icon("document", theme.dim), self.tr("Documents"))
        self.documents.setCheckable(True)
        self.documents.clicked.connect(self.documents_asked)
        settings = QPushButton(icon("settings", theme.dim), self.tr("Settings"))
        settings.clicked.connect(self.settings_asked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 8)
        layout.setSpacing(8)
        for widget in (self._new, self.search):
            layout.addLayout(_indented(widget))
        layout.addWidget(self._list, 1)
        for button in (self.passages, self.documents, settings):
            button.setProperty("flat", True)
            layout.addLayout(_indented(button))

    def show_conversations(
        self, conversations: tuple[Conversation, ...], current: int | None
    ) -> None:
        """Show these conversations, newest first."""
        self._list.show_groups(self._grouped(conversations), current)

    def show_document_count(self, n: int) -> None:
        """Say how many documents there are."""
        self.documents.setText(self.tr("Documents ({n})").format(n=n))
        self.documents.setAccessibleName(self.tr("Documents"))

    def _grouped(
        self, conversations: tuple[Conversation, ...]
    ) -> list[tuple[str, list[Conversation]]]:
        midnight = time.mktime((*time.localtime()[:3], 0, 0, 0, 0, 0, -1))
        groups: list[tuple[str, float]] = [
            (self.tr("Today"), midnight),
            (self.tr("Last seven days"), midnight - 7 * _DAY_S),
            (self.tr("Earlier"), float("-inf")),
        ]
        found: list[tuple[str, list[Conversation]]] = []
        rest = list(conversations)
        for heading, since in groups:
            here = [each for each in rest if each.updated_at >= since]
            rest = [each for each in rest if each.updated_at < since]
            if here:
                found.append((heading, here))
        return found


def _indented(widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(12, 0, 12, 0)
    row.addWidget(widget)
    return row
