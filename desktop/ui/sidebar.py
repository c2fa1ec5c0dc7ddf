"""The conversations, grouped by day, with search, and the ways to documents and settings."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLayout,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.domain import Conversation, FoundConversation, Language
from desktop.ui.conversation_groups import grouped
from desktop.ui.conversation_list import ConversationList, add_formats
from desktop.ui.conversation_model import Row
from desktop.ui.icon import icon, tool_button
from desktop.ui.plain_label import plain_label
from desktop.ui.scale import scaled
from desktop.ui.search_line import SearchLine
from desktop.ui.theme import Theme

_NARROWEST, _AROUND = 190, 76
_SEARCH_MS = 120
"""Not at every letter: short words are compared turn by turn."""


class Sidebar(QWidget):
    """The left side of the window.

    Signals: `conversation_opened(FoundConversation)`, `conversation_renamed(int, str)`,
    `conversations_deleted(tuple[int])`, `conversations_pinned(tuple[int], bool)`,
    `export_asked(tuple[int], str)` with a format, where no ids mean all, `import_asked()`,
    `trash_asked()`, `new_asked()`, `searched()`, `passages_asked()`, `documents_asked()`,
    `feedback_asked()`, `settings_asked()`.
    """

    conversation_opened = Signal(object)
    conversation_renamed = Signal(int, str)
    conversations_deleted = Signal(object)
    conversations_pinned = Signal(object, bool)
    export_asked = Signal(object, str)
    import_asked = Signal()
    trash_asked = Signal()
    new_asked = Signal()
    searched = Signal()
    passages_asked = Signal()
    documents_asked = Signal()
    feedback_asked = Signal()
    settings_asked = Signal()

    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._language: Language = language
        self._new = QPushButton(icon("new", theme.on_accent), self.tr("New conversation"))
        self._new.setProperty("primary", True)
        self._new.ensurePolished()
        self.setMinimumWidth(max(scaled(_NARROWEST), self._new.sizeHint().width() + _AROUND))
        self._new.clicked.connect(self.new_asked)
        self._soon = QTimer(self)
        self.search = self._make_search(theme)
        self._nothing = plain_label(is_dim=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._nothing.hide()
        self._list = ConversationList(theme)
        self._connect_list()
        self.passages = QPushButton(icon("search", theme.dim), self.tr("Search documents"))
        self.passages.setCheckable(True)
        self.passages.clicked.connect(self.passages_asked)
        self.documents = QPushButton(icon("document", theme.dim), self.tr("Documents"))
        self.documents.setCheckable(True)
        self.documents.clicked.connect(self.documents_asked)
        self.feedback = QPushButton(icon("up", theme.dim), self.tr("Feedback"))
        self.feedback.setCheckable(True)
        self.feedback.clicked.connect(self.feedback_asked)
        settings = QPushButton(icon("settings", theme.dim), self.tr("Settings"))
        settings.clicked.connect(self.settings_asked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 8)
        layout.setSpacing(8)
        layout.addLayout(_indented(self._new, self._make_more(theme)))
        layout.addLayout(_indented(self.search))
        layout.addLayout(_indented(self._nothing))
        layout.addWidget(self._list, 1)
        for button in (self.passages, self.documents, self.feedback, settings):
            button.setProperty("flat", True)
            layout.addLayout(_indented(button))

    def show_conversations(
        self, conversations: tuple[Conversation, ...], current: int | None
    ) -> None:
        """Show these conversations, newest first, by day."""
        rows = []
        for heading, group in grouped(conversations, date.today(), self._language):
            rows.append(Row(heading))
            rows += [Row(found=FoundConversation(each)) for each in group]
        self._list.show_rows(rows, current)
        words = self.tr("What you ask will be listed here.")
        self._say_nothing("" if conversations else words)

    def show_found(
        self, found: tuple[FoundConversation, ...], text: str, current: int | None
    ) -> None:
        """Show the conversations that hold what was searched for."""
        heading = self.tr("Found in {n} conversations").format(n=len(found))
        if len(found) == 1:
            heading = self.tr("Found in one conversation")
        rows = [Row(heading), *(Row(found=each) for each in found)] if found else []
        self._list.show_rows(rows, current)
        words = self.tr("No conversation holds “{text}”.").format(text=text)
        self._say_nothing("" if found else words)

    def show_document_count(self, n: int) -> None:
        """Say how many documents there are."""
        self.documents.setText(self.tr("Documents ({n})").format(n=n))
        self.documents.setAccessibleName(self.tr("Documents"))

    def hideEvent(self, event: QHideEvent) -> None:
        """Look for nothing more (Qt)."""
        super().hideEvent(event)
        self._soon.stop()

    def _make_search(self, theme: Theme) -> SearchLine:
        search = SearchLine(self.tr("Search conversations"), theme)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.searched)
        search.textChanged.connect(lambda: self._soon.start(_SEARCH_MS))
        search.left.connect(lambda: self._list.enter())
        search.returnPressed.connect(self._on_return)
        return search

    def _make_more(self, theme: Theme) -> QToolButton:
        more = tool_button("more", self.tr("More about conversations"), theme.dim)
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(more)
        menu.addAction(self.tr("Import conversations…"), self.import_asked.emit)
        formats = menu.addMenu(self.tr("Export all conversations"))
        add_formats(formats, lambda format_: self.export_asked.emit((), format_))
        menu.addSeparator()
        menu.addAction(icon("trash", theme.dim), self.tr("Trash…"), self.trash_asked.emit)
        more.setMenu(menu)
        return more

    def _connect_list(self) -> None:
        # Queued: what follows fills the list anew, and Qt is still at work in the old one.
        later = Qt.ConnectionType.QueuedConnection
        self._list.opened.connect(self.conversation_opened, later)
        self._list.renamed.connect(self.conversation_renamed, later)
        self._list.deleted.connect(self.conversations_deleted, later)
        self._list.pinned.connect(self.conversations_pinned, later)
        self._list.export_asked.connect(self.export_asked, later)

    def _on_return(self) -> None:
        if self._soon.isActive():
            self._soon.stop()
            self.searched.emit()
        if self.search.text().strip():
            self._list.open_first()

    def _say_nothing(self, words: str) -> None:
        self._nothing.setText(words)
        self._nothing.setVisible(bool(words))


def _indented(*widgets: QWidget) -> QLayout:
    row = QHBoxLayout()
    row.setContentsMargins(12, 0, 12, 0)
    row.setSpacing(4)
    for n, widget in enumerate(widgets):
        row.addWidget(widget, 0 if n else 1)
    return row
