"""The tables of feedback: one rating a turn, and which of two answers was found better."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import Any

from desktop.domain import Feedback
from desktop.tree import Judged, Preference

Transaction = Callable[[], AbstractContextManager[None]]

_RATE = (
    "INSERT OR REPLACE INTO feedback (turn_id, rating, reason, correction, created_at)"
    " VALUES (?, ?, ?, ?, ?)"
)
_RATED = """
    SELECT feedback.turn_id, answers.conversation_id, coalesce(questions.text, ''), answers.text,
           coalesce(json_extract(answers.sources, '$.model'), ''), feedback.created_at,
           rating, reason, correction
    FROM feedback JOIN turns AS answers ON answers.id = feedback.turn_id
    JOIN conversations ON conversations.id = answers.conversation_id AND deleted_at IS NULL
    LEFT JOIN turns AS questions ON questions.id = answers.parent_id
    WHERE feedback.created_at >= ?
    ORDER BY feedback.created_at DESC
"""
_COMPARED = """
    SELECT chosen.id, chosen.conversation_id, coalesce(questions.text, ''), chosen.text,
           coalesce(json_extract(chosen.sources, '$.model'), ''), preferences.created_at,
           rejected.id, rejected.text, reason
    FROM preferences JOIN turns AS chosen ON chosen.id = chosen_id
    JOIN turns AS rejected ON rejected.id = rejected_id
    JOIN conversations ON conversations.id = chosen.conversation_id AND deleted_at IS NULL
    LEFT JOIN turns AS questions ON questions.id = chosen.parent_id
    WHERE preferences.created_at >= ?
    ORDER BY preferences.created_at DESC
"""


class FeedbackTable:
    """Reads and writes ratings and comparisons."""

    def __init__(self, connection: Any, transaction: Transaction) -> None:
        self._connection = connection
        self._transaction = transaction

    def rate(self, turn_id: int, feedback: Feedback, created_at: float | None = None) -> None:
        """Rate a turn, replacing an earlier rating; `created_at` is now where it is not given."""
        when = time.time() if created_at is None else created_at
        with self._transaction():
            self._connection.execute(
                _RATE, [turn_id, feedback.rating, feedback.reason, feedback.correction, when]
            )

    def clear(self, turn_id: int) -> None:
        """Take a rating back."""
        with self._transaction():
            self._connection.execute("DELETE FROM feedback WHERE turn_id = ?", [turn_id])

    def prefer(self, preference: Preference) -> None:
        """Keep which of two answers is better; what was said of the same two before goes."""
        with self._transaction():
            self._prefer(preference)

    def forget(self, some: Iterable[Judged]) -> None:
        """Take ratings and comparisons back, all or none."""
        rated, compared = _apart(some)
        with self._transaction():
            self._connection.executemany(
                "DELETE FROM feedback WHERE turn_id = ?", [(each.turn_id,) for each in rated]
            )
            self._connection.executemany(
                "DELETE FROM preferences WHERE chosen_id = ? AND rejected_id = ?",
                [(each.chosen_id, each.rejected_id) for each in compared],
            )

    def bring_back(self, some: Iterable[Judged]) -> None:
        """Keep ratings and comparisons that were taken back, as old as they were, all or none."""
        rated, compared = _apart(some)
        with self._transaction():
            self._connection.executemany(
                _RATE,
                [
                    (each.turn_id, given.rating, given.reason, given.correction, each.created_at)
                    for each in rated
                    if (given := each.feedback) is not None
                ],
            )
            for each in compared:
                self._prefer(each)

    def judged(self, since: float = 0.0) -> tuple[Judged, ...]:
        """Every rating and comparison outside the trash from a moment on, newest first."""
        rated = [_rated(row) for row in self._connection.execute(_RATED, [since])]
        compared = [_compared(row) for row in self._connection.execute(_COMPARED, [since])]
        return tuple(sorted((*rated, *compared), key=lambda each: -each.created_at))

    def conversations(self) -> tuple[int, ...]:
        """The conversations outside the trash in which something was judged, oldest first."""
        rows = self._connection.execute(
            "SELECT id FROM conversations WHERE deleted_at IS NULL AND id IN ("
            " SELECT conversation_id FROM turns WHERE id IN (SELECT turn_id FROM feedback"
            "  UNION SELECT chosen_id FROM preferences)) ORDER BY id"
        )
        return tuple(row[0] for row in rows)

    def _prefer(self, preference: Preference) -> None:
        pair = (preference.chosen_id, preference.rejected_id)
        self._connection.execute(
            "DELETE FROM preferences WHERE (chosen_id, rejected_id) IN (VALUES (?, ?), (?, ?))",
            [*pair, *reversed(pair)],
        )
        self._connection.execute(
            "INSERT INTO preferences (chosen_id, rejected_id, reason, created_at)"
            " VALUES (?, ?, ?, ?)",
            [*pair, preference.reason, preference.created_at],
        )


def _apart(some: Iterable[Judged]) -> tuple[list[Judged], list[Preference]]:
    """Ratings, and comparisons."""
    every = list(some)
    rated = [each for each in every if each.preference is None]
    return rated, [each.preference for each in every if each.preference is not None]


def _rated(row: Any) -> Judged:
    return Judged(row[0], row[1], row[2], row[3], row[4], row[5], Feedback(row[6], row[7], row[8]))


def _compared(row: Any) -> Judged:
    return Judged(
        row[0],
        row[1],
        row[2],
        row[3],
        row[4],
        row[5],
        other=row[7],
        preference=Preference(row[0], row[6], row[8], row[5]),
    )
