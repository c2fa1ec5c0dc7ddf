"""The use case of rating answers: a thumb a turn, with reasons and the answer one wanted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal

from desktop.domain import Feedback, Turn
from desktop.storage.database import Store
from desktop.tree import Judged, Preference

Kind = Literal["up", "down", "corrected", "compared"]
Period = Literal["all", "today", "week", "month", "year"]
PERIODS: tuple[Period, ...] = ("all", "today", "week", "month", "year")
_DAYS: dict[Period, int] = {"today": 1, "week": 7, "month": 30}
KINDS: tuple[Kind, ...] = ("up", "down", "corrected", "compared")

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

    def judged(self, period: Period = "all") -> tuple[Judged, ...]:
        """What was rated or compared in a time until now, outside the trash, newest first."""
        return self._store.feedback.judged(since(period, date.today()))

    def is_empty(self) -> bool:
        """Tell whether nothing outside the trash was ever rated or compared."""
        return not self._store.feedback.conversations()

    def change(self, judged: Judged, feedback: Feedback) -> None:
        """Put another rating in place of one, which stays as old as it is; raises StoreError."""
        self._store.feedback.rate(judged.turn_id, feedback, judged.created_at)

    def decide(self, judged: Judged, preference: Preference) -> tuple[int, ...]:
        """Put another decision in place of a comparison, which stays as old as it is.

        Both bad are rated so, too, where they are not rated yet: returns these. Raises StoreError.
        """
        self._store.feedback.prefer(replace(preference, created_at=judged.created_at))
        if preference.reason != "both bad":
            return ()
        rated = {each.turn_id for each in self.judged() if each.feedback is not None}
        new = tuple(
            each for each in (preference.chosen_id, preference.rejected_id) if each not in rated
        )
        for each in new:
            self._store.feedback.rate(each, Feedback("down"))
        return new

    def forget(self, some: Iterable[Judged]) -> None:
        """Take judgements back, all or none; raises StoreError."""
        self._store.feedback.forget(some)

    def bring_back(self, some: Iterable[Judged]) -> None:
        """Keep judgements again that were taken back, all or none; raises StoreError."""
        self._store.feedback.bring_back(some)


def since(period: Period, today: date) -> float:
    """When a time begins that ends with a day: at midnight of its first day, where we are."""
    if period == "all":
        return 0.0
    first = today.replace(month=1, day=1)
    if days := _DAYS.get(period):
        first = today - timedelta(days=days - 1)
    # Without a zone, so that the clock that was valid on that day counts.
    return datetime.combine(first, time.min).timestamp()


@dataclass(frozen=True, slots=True)
class Counts:
    """How much of each kind there is."""

    up: int = 0
    down: int = 0
    corrected: int = 0
    compared: int = 0


def counts(judged: Iterable[Judged]) -> Counts:
    """Count judgements; one that was corrected counts by its thumb too."""
    kinds = [kind for each in judged for kind in kinds_of(each)]
    return Counts(*(kinds.count(each) for each in KINDS))


def kinds_of(judged: Judged) -> tuple[Kind, ...]:
    """What a judgement counts as."""
    given = judged.feedback
    if given is None:
        return ("compared",)
    return (given.rating, "corrected") if given.correction else (given.rating,)


def tags_of(judged: Judged) -> tuple[str, ...]:
    """The tags of a judgement."""
    return reason_in(judged).tags


def reason_in(judged: Judged) -> Reason:
    """The reason of a judgement; a comparison without a better answer has none."""
    if judged.feedback is not None:
        return reason_of(judged.feedback.reason)
    if judged.preference is None or judged.preference.is_tie:
        return Reason()
    return reason_of(judged.preference.reason)


def matching(
    judged: Iterable[Judged], text: str = "", kind: Kind | None = None, tag: str = ""
) -> tuple[Judged, ...]:
    """The judgements of a kind, with a tag, that hold every word of a text in whatever case."""
    words = text.casefold().split()
    return tuple(
        each
        for each in judged
        if (kind is None or kind in kinds_of(each))
        and (not tag or tag in tags_of(each))
        and (not words or _holds(each, words))
    )


def _holds(judged: Judged, words: Iterable[str]) -> bool:
    given = judged.feedback
    texts = [judged.question, judged.answer, judged.other, judged.model]
    texts += [reason_in(judged).as_text(), given.correction if given else ""]
    said = "\n".join(texts).casefold()
    return all(word in said for word in words)
