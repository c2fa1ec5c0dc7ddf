"""The table of conversations: titles, order, trash, and finding what was said."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import asdict
from typing import Any

from desktop.domain import Conversation
from desktop.inference import ChosenPreset

Transaction = Callable[[], AbstractContextManager[None]]

_TRASH_S = 30 * 24 * 3600
_SHORTEST_TRIGRAM = 3


class ConversationTable:
    """Reads and writes conversations."""

    def __init__(self, connection: Any, transaction: Transaction) -> None:
        self._connection = connection
        self._transaction = transaction

    def create(self, title: str) -> Conversation:
        """Begin a conversation."""
        now = time.time()
        with self._transaction():
            cursor = self._connection.execute(
                "INSERT INTO conversations (title, created_at, updated_at) VALUES (?, ?, ?)",
                [title, now, now],
            )
        return Conversation(cursor.lastrowid, title, now, now)

    def newest_first(self) -> tuple[Conversation, ...]:
        """Every conversation that is not in the trash."""
        rows = self._connection.execute(
            "SELECT id, title, created_at, updated_at FROM conversations"
            " WHERE deleted_at IS NULL ORDER BY updated_at DESC, id DESC"
        )
        return tuple(Conversation(*row) for row in rows)

    def ids(self) -> frozenset[int]:
        """Every conversation's id, also of those in the trash."""
        return frozenset(row[0] for row in self._connection.execute("SELECT id FROM conversations"))

    def rename(self, conversation_id: int, title: str) -> None:
        """Give a conversation another title."""
        with self._transaction():
            self._connection.execute(
                "UPDATE conversations SET title = ? WHERE id = ?", [title, conversation_id]
            )

    def preset(self, conversation_id: int) -> ChosenPreset:
        """The preset a conversation is held with."""
        row = self._connection.execute(
            "SELECT preset FROM conversations WHERE id = ?", [conversation_id]
        ).fetchone()
        if not row or not row[0]:
            return ChosenPreset()
        value = json.loads(row[0])
        return ChosenPreset(value["name"], tuple((name, text) for name, text in value["values"]))

    def set_preset(self, conversation_id: int, preset: ChosenPreset) -> None:
        """Hold a conversation with another preset."""
        with self._transaction():
            self._connection.execute(
                "UPDATE conversations SET preset = ? WHERE id = ?",
                [json.dumps(asdict(preset), ensure_ascii=False), conversation_id],
            )

    def collections(self, conversation_id: int) -> tuple[str, ...]:
        """The collections a conversation is answered from; none for all."""
        row = self._connection.execute(
            "SELECT collections FROM conversations WHERE id = ?", [conversation_id]
        ).fetchone()
        return tuple(json.loads(row[0])) if row else ()

    def set_collections(self, conversation_id: int, names: tuple[str, ...]) -> None:
        """Answer a conversation from other collections."""
        with self._transaction():
            self._connection.execute(
                "UPDATE conversations SET collections = ? WHERE id = ?",
                [json.dumps(names, ensure_ascii=False), conversation_id],
            )

    def rename_collection(self, before: str, after: str) -> None:
        """Follow a collection to its new name."""
        rows = self._connection.execute(
            "SELECT id, collections FROM conversations WHERE collections <> '[]'"
        ).fetchall()
        for conversation_id, stored in rows:
            names = json.loads(stored)
            if before in names:
                renamed = tuple(after if each == before else each for each in names)
                self.set_collections(conversation_id, renamed)

    def trash(self, conversation_id: int) -> None:
        """Take a conversation out of sight; it can be restored for thirty days."""
        self._set_deleted(conversation_id, time.time())

    def restore(self, conversation_id: int) -> None:
        """Take a conversation out of the trash."""
        self._set_deleted(conversation_id, None)

    def empty_trash(self) -> None:
        """Delete for good what has been in the trash for thirty days."""
        with self._transaction():
            self._connection.execute(
                "DELETE FROM conversations WHERE deleted_at < ?", [time.time() - _TRASH_S]
            )

    def search(self, text: str) -> tuple[tuple[Conversation, str], ...]:
        """Conversations whose title or turns hold a text, each with what was found."""
        if len(text) >= _SHORTEST_TRIGRAM:
            phrase = '"' + text.replace('"', '""') + '"'
            found, value = (
                "turns.id IN (SELECT rowid FROM turn_text WHERE turn_text MATCH ?)",
                phrase,
            )
        else:
            found, value = "instr(turns.text, ?) > 0", text
        rows = self._connection.execute(
            "SELECT conversations.id, title, conversations.created_at, updated_at, max(turns.text)"
            " FROM conversations LEFT JOIN turns ON turns.conversation_id = conversations.id"
            f" AND {found} WHERE deleted_at IS NULL AND (turns.id IS NOT NULL"
            " OR instr(lower(title), lower(?)) > 0)"
            " GROUP BY conversations.id ORDER BY updated_at DESC",
            [value, text],
        )
        return tuple((Conversation(*row[:4]), _around(row[4] or row[1], text)) for row in rows)

    def _set_deleted(self, conversation_id: int, when: float | None) -> None:
        with self._transaction():
            self._connection.execute(
                "UPDATE conversations SET deleted_at = ? WHERE id = ?", [when, conversation_id]
            )


def _around(source: str, text: str) -> str:
    at = max(source.lower().find(text.lower()) - 30, 0)
    return " ".join(source[at : at + 100].split())
