"""What a person does with conversations in the sidebar: find, rename, pin, delete, bring back."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain import FoundConversation
from desktop.ui.conversation_page import ConversationPage
from desktop.ui.parts import Look, Parts, Try
from desktop.ui.sidebar import Sidebar
from desktop.ui.toast import Toast


class ConversationChoice(QObject):
    """Keeps the sidebar's list and does what it asks for.

    `attempt` runs a change and says in words when it cannot be saved.

    Signals: `opened(int | None, int | None, words)` with the conversation to show, None for a new
    one, the turn to begin at, and the words to select in it.
    """

    opened = Signal(object, object, object)

    def __init__(
        self,
        parts: Parts,
        look: Look,
        sidebar: Sidebar,
        page: ConversationPage,
        toast: Toast,
        attempt: Try,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._parts, self._look, self._window = parts, look, window
        self._sidebar, self._page = sidebar, page
        self._toast, self._try = toast, attempt
        sidebar.new_asked.connect(lambda: self.opened.emit(None, None, ()))
        sidebar.conversation_opened.connect(self._on_opened)
        sidebar.conversation_renamed.connect(self._on_renamed)
        sidebar.conversations_deleted.connect(self._on_deleted)
        sidebar.conversations_pinned.connect(self._on_pinned)
        sidebar.searched.connect(self.show)
        sidebar.trash_asked.connect(self.open_trash)
        page.began.connect(lambda _: self.show())

    def show(self) -> None:
        """List the conversations as they are now, or those that hold what is searched for."""
        text = self._sidebar.search.text().strip()
        conversations, current = self._parts.conversations, self._page.conversation_id
        if text:
            self._sidebar.show_found(conversations.find(text), text, current)
        else:
            self._sidebar.show_conversations(conversations.newest_first(), current)

    def open_trash(self) -> None:
        """Show what was deleted."""
        from desktop.ui.trash_dialog import TrashDialog  # dialogs are loaded when they open

        dialog = TrashDialog(
            self._parts.conversations.trash, self._look.language, self._try, self._window
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.restored.connect(self.show)
        dialog.forgotten.connect(self._forget)
        dialog.open()

    def toggle_pin(self) -> None:
        """Pin the open conversation, or let it go."""
        at = self._page.conversation_id
        every = {each.id: each for each in self._parts.conversations.newest_first()}
        if at in every:
            self._on_pinned((at,), not every[at].is_pinned)

    def _on_opened(self, found: FoundConversation) -> None:
        at, turn_id = found.conversation.id, found.turn_id
        versions = self._parts.conversations.versions
        if turn_id is not None and not versions.is_shown(at, turn_id):
            self._try(lambda: versions.show(at, turn_id))
        self.opened.emit(at, turn_id, tuple(self._sidebar.search.text().split()))

    def _on_renamed(self, conversation_id: int, title: str) -> None:
        if not self._try(lambda: self._parts.conversations.rename(conversation_id, title)):
            return
        if conversation_id == self._page.conversation_id and title.strip():
            self._page.show_title(" ".join(title.split()))
        self.show()

    def _on_pinned(self, conversation_ids: tuple[int, ...], is_pinned: bool) -> None:
        conversations = self._parts.conversations
        self._try(lambda: conversations.keep_above(*conversation_ids, is_pinned=is_pinned))
        self.show()

    def _on_deleted(self, conversation_ids: tuple[int, ...]) -> None:
        def delete() -> None:
            for each in conversation_ids:
                self._parts.chat.stop(each)
            self._parts.conversations.delete(*conversation_ids)

        def undo() -> None:
            trash = self._parts.conversations.trash
            if self._try(lambda: trash.bring_back(conversation_ids)):
                if was_open is not None:
                    self.opened.emit(was_open, None, ())
                self.show()

        at = self._page.conversation_id
        was_open = at if at in conversation_ids else None
        if not self._try(delete):
            return
        if was_open is not None:
            self.opened.emit(None, None, ())
        self.show()
        words = self.tr("Conversation deleted")
        if len(conversation_ids) > 1:
            words = self.tr("{n} conversations deleted").format(n=len(conversation_ids))
        self._toast.say(words, undo)

    def _forget(self) -> None:
        """Let nothing stay of what was deleted for good: attached files, states of models."""
        kept = self._parts.conversations.kept()
        self._parts.library.forget_private(kept)
        self._parts.chat.forget_states(kept)
