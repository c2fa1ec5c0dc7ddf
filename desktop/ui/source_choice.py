"""Lists the sources of the open conversation beside it, and opens them."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop.chat.conversations import Conversations
from desktop.chat.sources import sources_of
from desktop.ui.conversation_page import ConversationPage
from desktop.ui.screens import Screens
from desktop.ui.viewer import Viewer


class SourceChoice(QObject):
    """Keeps the list of sources as new as the moment it is asked for."""

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
        page.sources_asked.connect(self._on_asked)
        viewer.sources.opened.connect(screens.open)

    def _on_asked(self) -> None:
        at = self._page.conversation_id
        turns = self._conversations.turns(at) if at is not None else ()
        self._viewer.sources.show_sources(sources_of(turns))
        self._screens.show_sources()
