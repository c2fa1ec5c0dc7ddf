"""The use case of rating answers: one thumb a turn, with an optional reason."""

from __future__ import annotations

from dataclasses import replace

from desktop.domain import Feedback, Turn
from desktop.storage.database import Store

REASONS = ("wrong", "not in the document", "incomplete", "unclear", "too long", "other")
"""Reason tags as they are stored and exported; a user's own words follow them."""


class Ratings:
    """Keeps what people think of answers."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def rate(self, turn: Turn, feedback: Feedback) -> Turn:
        """Rate an answer, replacing an earlier rating; raises StoreError."""
        self._store.feedback.rate(turn.id, feedback)
        return replace(turn, feedback=feedback)

    def clear(self, turn: Turn) -> Turn:
        """Take a rating back; raises StoreError."""
        self._store.feedback.clear(turn.id)
        return replace(turn, feedback=None)
