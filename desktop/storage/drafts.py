"""The table of drafts: words written for a conversation and not yet sent."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

Transaction = Callable[[], AbstractContextManager[None]]


class DraftTable:
    """Reads and writes one draft a conversation, and one, for None, that is to begin another."""

    def __init__(self, connection: Any, transaction: Transaction) -> None:
        self._connection = connection
        self._transaction = transaction

    def draft(self, conversation_id: int | None) -> str:
        """The words not yet sent; empty where there are none."""
        row = self._connection.execute(
            "SELECT text FROM drafts WHERE conversation_id IS ?", [conversation_id]
        ).fetchone()
        return str(row[0]) if row else ""

    def keep(self, conversation_id: int | None, text: str) -> None:
        """Keep these words, or none; what is written for a conversation that is gone goes too."""
        with self._transaction():
            self._connection.execute(
                "DELETE FROM drafts WHERE conversation_id IS ?", [conversation_id]
            )
            if text:
                self._connection.execute(
                    "INSERT INTO drafts (conversation_id, text) SELECT :id, :text WHERE :id IS NULL"
                    " OR EXISTS (SELECT 1 FROM conversations WHERE id = :id)",
                    {"id": conversation_id, "text": text},
                )
