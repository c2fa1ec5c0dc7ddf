"""The use case of comparing: which of two answers to one question is better."""

from __future__ import annotations

import time
from typing import Literal

from desktop.domain import Feedback, Turn
from desktop.storage.database import Store
from desktop.tree import Preference, no_tie

Tie = Literal["no difference", "both bad"]


class Comparisons:
    """Keeps what people decide about two answers."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def prefer(self, better: Turn, worse: Turn, words: str = "") -> None:
        """Keep that an answer is better, and show it; raises StoreError."""
        self._keep(better, worse, no_tie(words.strip()))
        self._store.turns.show(better.conversation_id, better.id)

    def tie(self, one: Turn, other: Turn, tie: Tie) -> None:
        """Keep that no answer is better; both bad are rated so, too. Raises StoreError."""
        self._keep(one, other, tie)
        if tie == "both bad":
            for each in (one, other):
                if each.feedback is None:
                    self._store.feedback.rate(each.id, Feedback("down"))

    def others(self, turn: Turn) -> tuple[Turn, ...]:
        """The other answers to the question of a turn that say something, oldest first."""
        return tuple(
            each
            for each in self._store.turns.every(turn.conversation_id)
            if each.parent_id == turn.parent_id and each.id != turn.id and each.text
        )

    def read(self, turn: Turn) -> Turn:
        """A turn as it is kept now."""
        every = self._store.turns.every(turn.conversation_id)
        return next((each for each in every if each.id == turn.id), turn)

    def _keep(self, chosen: Turn, rejected: Turn, reason: str) -> None:
        self._store.feedback.prefer(Preference(chosen.id, rejected.id, reason, time.time()))
