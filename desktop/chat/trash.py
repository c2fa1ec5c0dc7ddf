"""The use case of the trash: what was deleted, until it is gone for good."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.domain import Conversation
from desktop.storage.conversations import TRASH_S
from desktop.storage.database import Store


class Trash:
    """Conversations that were deleted within thirty days."""

    def __init__(self, store: Store) -> None:
        self._conversations = store.conversations

    def conversations(self) -> tuple[Conversation, ...]:
        """What is in the trash, deleted last first."""
        return self._conversations.deleted()

    def bring_back(self, conversation_ids: Iterable[int]) -> None:
        """Take conversations out of the trash; all or none."""
        self._conversations.restore(*conversation_ids)

    def delete_for_good(self, conversation_ids: Iterable[int]) -> None:
        """Delete conversations with everything said in them; there is no way back."""
        self._conversations.delete_for_good(conversation_ids)


def gone_at(conversation: Conversation) -> float:
    """When a conversation in the trash is deleted for good."""
    return (conversation.deleted_at or 0.0) + TRASH_S
