"""The table of feedback: one rating a turn."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from desktop.domain import Feedback

Transaction = Callable[[], AbstractContextManager[None]]


class FeedbackTable:
    """Reads and writes ratings."""

    def __init__(self, connection: Any, transaction: Transaction) -> None:
        self._connection = connection
        self._transaction = transaction

    def rate(self, turn_id: int, feedback: Feedback) -> None:
        """Rate a turn, replacing an earlier rating."""
        with self._transaction():
            self._connection.execute(
                "INSERT OR REPLACE INTO feedback (turn_id, rating, reason, correction, created_at)"
                " VALUES (?, ?, ?, ?, ?)",
                [turn_id, feedback.rating, feedback.reason, feedback.correction, time.time()],
            )

    def clear(self, turn_id: int) -> None:
        """Take a rating back."""
        with self._transaction():
            self._connection.execute("DELETE FROM feedback WHERE turn_id = ?", [turn_id])
