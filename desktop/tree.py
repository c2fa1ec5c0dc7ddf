"""A conversation as a tree: every branch of it, and everything that belongs to its turns."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from desktop.domain import Feedback, Turn
from desktop.inference import ChosenPreset, SentPrompt, Summary

_MOST_SUMMARIES = 12
TIES = ("no difference", "both bad")
"""Reasons of a comparison in which no answer was better."""


def no_tie(reason: str) -> str:
    """A reason in words of a person, which are no verdict of ours."""
    return f"{reason}." if reason in TIES else reason


@dataclass(frozen=True, slots=True)
class Preference:
    """One answer was found better than another to the same question, or neither was (`TIES`)."""

    chosen_id: int
    rejected_id: int
    reason: str
    created_at: float

    @property
    def is_tie(self) -> bool:
        """Tell whether neither was found better; then which is called chosen means nothing."""
        return self.reason in TIES


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer that was judged, as a list shows it: alone, or against another one.

    Of a comparison it is the better answer, or any where there was none; then `other` is the text
    of the other one and `preference` what was decided.
    """

    turn_id: int
    conversation_id: int
    question: str
    answer: str
    model: str
    created_at: float
    feedback: Feedback | None = None
    other: str = ""
    preference: Preference | None = None


@dataclass(frozen=True, slots=True)
class Tree:
    """A whole conversation; its turns stand parents first, and `shown` ends the branch on show.

    `rated_at` says when turns were rated and `prompts` what was sent for them, both by turn id.
    """

    title: str
    created_at: float
    updated_at: float
    turns: tuple[Turn, ...] = ()
    shown: int | None = None
    is_pinned: bool = False
    preset: ChosenPreset = field(default_factory=ChosenPreset)
    summaries: tuple[Summary, ...] = ()
    rated_at: tuple[tuple[int, float], ...] = ()
    preferences: tuple[Preference, ...] = ()
    prompts: tuple[tuple[int, SentPrompt], ...] = ()

    def branch(self, last: int | None) -> tuple[Turn, ...]:
        """The turns from the first one to this, oldest first."""
        by_id = {each.id: each for each in self.turns}
        found: list[Turn] = []
        while last is not None:
            found.append(by_id[last])
            last = by_id[last].parent_id
        return tuple(reversed(found))

    def up_to(self, last: int) -> Tree:
        """This conversation with one branch only, which ends with a turn."""
        turns = self.branch(last)
        ids = {each.id for each in turns}
        return replace(
            self,
            turns=turns,
            shown=last,
            summaries=tuple(each for each in self.summaries if each.until in {0, *ids}),
            rated_at=tuple(each for each in self.rated_at if each[0] in ids),
            preferences=tuple(
                each for each in self.preferences if {each.chosen_id, each.rejected_id} <= ids
            ),
            prompts=tuple(each for each in self.prompts if each[0] in ids),
        )


def summary_of(summaries: Collection[Summary], branch: Collection[int]) -> Summary:
    """The summary that reaches furthest on a branch; one that tells of another is none of it."""
    valid = [each for each in summaries if each.until == 0 or each.until in branch]
    return max(valid, key=lambda each: each.until, default=Summary())


def with_summary(
    summaries: Collection[Summary], new: Summary, branch: Collection[int]
) -> tuple[Summary, ...]:
    """Keep a summary beside those of other branches, and of the earlier turns of its own."""
    is_here = new.until == 0 or new.until in branch

    def is_replaced(old: Summary) -> bool:
        return old.until == new.until or (is_here and old.until in branch and old.until > new.until)

    kept = [each for each in summaries if not is_replaced(each)]
    return (*kept, new)[-_MOST_SUMMARIES:]
