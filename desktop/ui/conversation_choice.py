"""What a person does with conversations in the sidebar: find, rename, delete, bring back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.conversation_page import ConversationPage
from desktop.ui.parts import Parts
from desktop.ui.sidebar import Sidebar
from desktop.ui.toast import Toast

Try = Callable[[Callable[[], None]], bool]


class ConversationChoice(QObject):
    """Keeps the sidebar's list and does what it asks for.

    `attempt` runs a change and says in words when it cannot be saved.

    Signals: `opened(int | None)` with the conversation to show, None for a new one.
    """

    opened = Signal(object)

    def __init__(
        self,
        parts: Parts,
        sidebar: Sidebar,
        page: ConversationPage,
        toast: Toast,
        attempt: Try,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._parts, self._sidebar, self._page = parts, sidebar, page
        self._toast, self._try = toast, attempt
        sidebar.new_asked.connect(lambda: self.opened.emit(None))
        sidebar.conversation_opened.connect(self.opened.emit)
        sidebar.conversation_renamed.connect(self._on_renamed)
        sidebar.conversation_deleted.connect(self._on_deleted)
        sidebar.searched.connect(lambda _: self.show())
        page.began.connect(lambda _: self.show())

    def show(self) -> None:
        """List the conversations as they are now, or those that hold what is searched for."""
        text = self._sidebar.search.text().strip()
        conversations = self._parts.conversations
        shown = (
            tuple(each.conversation for each in conversations.find(text))
            if text
            else conversations.newest_first()
        )
        self._sidebar.show_conversations(shown, self._page.conversation_id)

    def _on_renamed(self, conversation_id: int, title: str) -> None:
        if not self._try(lambda: self._parts.conversations.rename(conversation_id, title)):
            return
        if conversation_id == self._page.conversation_id:
            self._page.show_title(title)
        self.show()

    def _on_deleted(self, conversation_id: int) -> None:
        self._parts.chat.stop(conversation_id)
        if not self._try(lambda: self._parts.conversations.delete(conversation_id)):
            return

        def undo() -> None:
            if self._try(lambda: self._parts.conversations.trash.bring_back([conversation_id])):
                self.opened.emit(conversation_id)

        if conversation_id == self._page.conversation_id:
            self.opened.emit(None)
        self.show()
        self._toast.say(self.tr("Conversation deleted"), undo)
