"""The table of conversations: titles, order, pins and the trash."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict
from typing import Any

from desktop.domain import Conversation
from desktop.inference import ChosenPreset

Transaction = Callable[[], AbstractContextManager[None]]

TRASH_S = 30 * 24 * 3600
_COLUMNS = "id, title, created_at, updated_at, is_pinned, deleted_at"


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
            f"SELECT {_COLUMNS} FROM conversations"
            " WHERE deleted_at IS NULL ORDER BY updated_at DESC, id DESC"
        )
        return tuple(conversation_of(row) for row in rows)

    def has_any(self) -> bool:
        """Tell whether there is a conversation that is not in the trash."""
        (found,) = self._connection.execute(
            "SELECT EXISTS (SELECT 1 FROM conversations WHERE deleted_at IS NULL)"
        ).fetchone()
        return bool(found)

    def deleted(self) -> tuple[Conversation, ...]:
        """What is in the trash, deleted last first."""
        rows = self._connection.execute(
            # What is still being brought in is out of sight, but in no trash.
            f"SELECT {_COLUMNS} FROM conversations WHERE deleted_at > 0"
            " ORDER BY deleted_at DESC, id DESC"
        )
        return tuple(conversation_of(row) for row in rows)

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
        return preset_in(row[0]) if row else ChosenPreset()

    def set_preset(self, conversation_id: int, preset: ChosenPreset) -> None:
        """Hold a conversation with another preset."""
        with self._transaction():
            self._connection.execute(
                "UPDATE conversations SET preset = ? WHERE id = ?",
                [preset_as_text(preset), conversation_id],
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

    def trash(self, *conversation_ids: int) -> None:
        """Take conversations out of sight; they can be restored for thirty days."""
        self._set_deleted(conversation_ids, time.time())

    def restore(self, *conversation_ids: int) -> None:
        """Take conversations out of the trash."""
        self._set_deleted(conversation_ids, None)

    def empty_trash(self) -> None:
        """Delete for good what has been in the trash for thirty days, and what came in half."""
        with self._transaction():
            self._connection.execute(
                "DELETE FROM conversations WHERE deleted_at < ?", [time.time() - TRASH_S]
            )

    def delete_for_good(self, conversation_ids: Iterable[int]) -> None:
        """Delete these out of the trash; others among them stay."""
        with self._transaction():
            self._connection.executemany(
                "DELETE FROM conversations WHERE id = ? AND deleted_at IS NOT NULL",
                [(each,) for each in conversation_ids],
            )

    def pin(self, *conversation_ids: int, is_pinned: bool) -> None:
        """Keep conversations above the others, or not."""
        with self._transaction():
            self._connection.executemany(
                "UPDATE conversations SET is_pinned = ? WHERE id = ?",
                [(is_pinned, each) for each in conversation_ids],
            )

    def _set_deleted(self, conversation_ids: Iterable[int], when: float | None) -> None:
        # Together: each transaction waits for the disk.
        with self._transaction():
            self._connection.executemany(
                "UPDATE conversations SET deleted_at = ? WHERE id = ?",
                [(when, each) for each in conversation_ids],
            )


def conversation_of(row: Sequence[Any]) -> Conversation:
    """A conversation from its columns, in the order of its fields."""
    return Conversation(row[0], row[1], row[2], row[3], bool(row[4]), row[5])


def preset_as_text(preset: ChosenPreset) -> str:
    """A choice of preset as the row of its conversation keeps it."""
    return json.dumps(asdict(preset), ensure_ascii=False)


def preset_in(text: str) -> ChosenPreset:
    """The choice of preset a row keeps; empty is none."""
    if not text:
        return ChosenPreset()
    value = json.loads(text)
    return ChosenPreset(value["name"], tuple((name, word) for name, word in value["values"]))
