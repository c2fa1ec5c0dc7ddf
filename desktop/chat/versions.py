"""The use case of branches: versions of a question or an answer, and going on elsewhere."""

from __future__ import annotations

import re
import time
from dataclasses import replace

from desktop.domain import Conversation
from desktop.storage.database import Store

_NUMBERED = re.compile(r"^(.*) \((\d+)\)$")


class Versions:
    """The branches of conversations."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, conversation_id: int) -> dict[int, tuple[int, ...]]:
        """For each turn with others beside it all of them, oldest first."""
        return self._store.turns.versions(conversation_id)

    def show(self, conversation_id: int, turn_id: int) -> None:
        """Show a version, and what was said last below it."""
        self._store.turns.show(conversation_id, turn_id)

    def is_shown(self, conversation_id: int, turn_id: int) -> bool:
        """Tell whether a turn is on the branch that is shown."""
        return any(each.id == turn_id for each in self._store.turns.turns(conversation_id))

    def fork(self, conversation_id: int, turn_id: int) -> Conversation:
        """Copy what was said up to a turn into a new conversation; raises StoreError.

        Citations, ratings, pins and what was sent go along.
        """
        now = time.time()
        tree = self._store.trees.read(conversation_id).up_to(turn_id)
        title = self._next_title(tree.title)
        copy = replace(tree, title=title, created_at=now, updated_at=now, is_pinned=False)
        return Conversation(self._store.trees.write(copy), title, now, now)

    def _next_title(self, title: str) -> str:
        """The title with the next number that no conversation has."""
        found = _NUMBERED.match(title)
        base = found.group(1) if found else title
        taken = {each.title for each in self._store.conversations.newest_first()}
        number = 2
        while f"{base} ({number})" in taken:
            number += 1
        return f"{base} ({number})"
