"""Lists the sources of the open conversation beside it, and opens them."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from desktop.chat.conversations import Conversations
from desktop.chat.sources import sources_of
from desktop.chat.update import TurnAdded, TurnChanged, Update
from desktop.ui.conversation_page import ConversationPage
from desktop.ui.screens import Screens
from desktop.ui.viewer import Viewer

_SOON_MS = 200


class SourceChoice(QObject):
    """Keeps the list of sources that of the conversation in hand, while it is shown."""

    def __init__(
        self,
        conversations: Conversations,
        page: ConversationPage,
        viewer: Viewer,
        screens: Screens,
    ) -> None:
        super().__init__(screens)
        self._conversations, self._page, self._screens = conversations, page, screens
        self._viewer = viewer
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._fill)
        page.sources_asked.connect(self._on_asked)
        page.shown.connect(self._on_changed)
        page.updated.connect(self._on_updated)
        viewer.sources.opened.connect(screens.open)

    def _on_asked(self) -> None:
        self._fill()
        self._screens.show_sources()

    def _on_updated(self, update: Update) -> None:
        if isinstance(update, (TurnAdded, TurnChanged)):
            self._on_changed()

    def _on_changed(self) -> None:
        if self._viewer.sources.isVisible():
            self._soon.start(_SOON_MS)

    def _fill(self) -> None:
        at = self._page.conversation_id
        turns = self._conversations.turns(at) if at is not None else ()
        self._viewer.sources.show_sources(sources_of(turns))
