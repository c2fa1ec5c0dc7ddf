"""The use case of rating answers: a thumb a turn, with reasons and the answer one wanted."""

from __future__ import annotations

from dataclasses import dataclass, replace

from desktop.domain import Feedback, Turn
from desktop.storage.database import Store

REASONS = (
    "wrong",
    "not in the document",
    "harmful",
    "dishonest",
    "unhelpful",
    "too long",
    "other",
)
"""Reason tags as they are stored and exported; a user's own words follow them."""

FORMER_REASONS = ("incomplete", "unclear")
"""Tags that are not offered any more; where they were given they stay."""

_BETWEEN = "; "


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an answer was rated so: tags of ours, and words of the user's."""

    tags: tuple[str, ...] = ()
    words: str = ""

    def as_text(self) -> str:
        """The reason as it is stored."""
        return _BETWEEN.join([*self.tags, *([self.words] if self.words else [])])


def reason_of(text: str) -> Reason:
    """Read a reason as it is stored."""
    parts = text.split(_BETWEEN) if text else []
    known = (*REASONS, *FORMER_REASONS)
    n_tags = next((n for n, each in enumerate(parts) if each not in known), len(parts))
    return Reason(tuple(parts[:n_tags]), _BETWEEN.join(parts[n_tags:]))


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
