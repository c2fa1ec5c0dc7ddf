"""The use case of keeping conversations: begin, name, find, delete and bring back."""

from __future__ import annotations

from desktop.chat.title import title_of
from desktop.domain import Conversation, Turn
from desktop.storage.database import Store


class Conversations:
    """Every conversation of a home, newest first."""

    def __init__(self, store: Store) -> None:
        self._store = store
        store.conversations.empty_trash()

    def newest_first(self) -> tuple[Conversation, ...]:
        """Every conversation that is not deleted."""
        return self._store.conversations.newest_first()

    def begin(self, question: str) -> Conversation:
        """Start a conversation named after its first question; raises StoreError."""
        return self._store.conversations.create(title_of(question))

    def title_for(self, question: str) -> str:
        """What a conversation that begins with a question is called."""
        return title_of(question)

    def rename(self, conversation_id: int, title: str) -> None:
        """Give a conversation another title; an empty one is ignored."""
        if title.strip():
            self._store.conversations.rename(conversation_id, " ".join(title.split()))

    def delete(self, conversation_id: int) -> None:
        """Put a conversation into the trash, where it stays for thirty days."""
        self._store.conversations.trash(conversation_id)

    def bring_back(self, conversation_id: int) -> None:
        """Take a conversation out of the trash."""
        self._store.conversations.restore(conversation_id)

    def find(self, text: str) -> tuple[tuple[Conversation, str], ...]:
        """Conversations in which a text occurs, each with the words around it."""
        return self._store.conversations.search(text)

    def kept(self) -> frozenset[int]:
        """The ids of all conversations, also of those in the trash."""
        return self._store.conversations.ids()

    def turns(self, conversation_id: int) -> tuple[Turn, ...]:
        """The branch of a conversation that is shown, oldest turn first."""
        return self._store.turns.turns(conversation_id)
