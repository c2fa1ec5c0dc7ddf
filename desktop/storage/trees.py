"""Whole conversations in and out of the store: for copies, exports and imports."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

from desktop.domain import Turn
from desktop.storage.conversations import preset_as_text, preset_in
from desktop.storage.recollection import packed, summaries_as_text, summaries_in, unpacked
from desktop.storage.turns import TurnTable, quoted_of, sources_of
from desktop.tree import Preference, Tree

Transaction = Callable[[], AbstractContextManager[None]]

_HIDDEN = -1.0
"""Deleted at: what is coming in, neither in sight nor in the trash; the next start removes it."""
_TURNS_A_STEP = 40
_CONVERSATIONS_A_STEP = 5


class TreeTable:
    """Reads and writes conversations with everything that belongs to them."""

    def __init__(self, connection: Any, transaction: Transaction, turns: TurnTable) -> None:
        self._connection = connection
        self._transaction = transaction
        self._turns = turns

    def read(self, conversation_id: int) -> Tree:
        """One conversation; raises KeyError where there is none."""
        row = self._connection.execute(
            "SELECT title, created_at, updated_at, last_turn_id, is_pinned, preset, summary"
            " FROM conversations WHERE id = ?",
            [conversation_id],
        ).fetchone()
        if row is None:
            raise KeyError(conversation_id)
        return Tree(
            title=row[0],
            created_at=row[1],
            updated_at=row[2],
            turns=self._turns.every(conversation_id),
            shown=row[3],
            is_pinned=bool(row[4]),
            preset=preset_in(row[5]),
            summaries=summaries_in(row[6]),
            rated_at=tuple(
                self._of_turns(
                    "turn_id, feedback.created_at", "feedback", "turn_id", conversation_id
                )
            ),
            preferences=tuple(
                Preference(*each)
                for each in self._of_turns(
                    "chosen_id, rejected_id, reason, preferences.created_at",
                    "preferences",
                    "chosen_id",
                    conversation_id,
                )
            ),
            prompts=tuple(
                (turn_id, unpacked(value))
                for turn_id, value in self._of_turns(
                    "turn_id, value", "prompts", "turn_id", conversation_id
                )
            ),
        )

    def beginnings(self) -> frozenset[tuple[float, float, str]]:
        """By what conversations are known again: when they began, and their first turn.

        Those in the trash are not among them.
        """
        rows = self._connection.execute(
            "SELECT conversations.created_at, coalesce(turns.created_at, 0), coalesce(text, '')"
            " FROM conversations LEFT JOIN turns ON turns.id ="
            " (SELECT min(id) FROM turns WHERE conversation_id = conversations.id)"
            " WHERE deleted_at IS NULL"
        )
        return frozenset((row[0], row[1], row[2]) for row in rows)

    def write(self, tree: Tree) -> int:
        """Keep a new conversation, which is there at once; returns its id."""
        with self._transaction():
            conversation_id = self._begin(tree, None)
            ids: dict[int, int] = {}
            for turn in tree.turns:
                ids[turn.id] = self._add(conversation_id, turn, ids)
            self._finish(conversation_id, tree, ids)
        return conversation_id

    def write_unseen(self, tree: Tree) -> Iterator[int]:
        """Keep a new conversation out of sight, a few turns a step; yields how many were kept."""
        with self._transaction():
            conversation_id = self._begin(tree, _HIDDEN)
        ids: dict[int, int] = {}
        for first in range(0, len(tree.turns), _TURNS_A_STEP):
            some = tree.turns[first : first + _TURNS_A_STEP]
            with self._transaction():
                for turn in some:
                    ids[turn.id] = self._add(conversation_id, turn, ids)
            yield len(some)
        with self._transaction():
            self._finish(conversation_id, tree, ids)

    def reveal(self) -> None:
        """Show all that was kept out of sight, at once."""
        with self._transaction():
            self._connection.execute(
                "UPDATE conversations SET deleted_at = NULL WHERE deleted_at = ?", [_HIDDEN]
            )

    def drop_unseen(self) -> Iterator[None]:
        """Remove what was kept out of sight, a few conversations a step."""
        while True:
            with self._transaction():
                cursor = self._connection.execute(
                    "DELETE FROM conversations WHERE id IN (SELECT id FROM conversations"
                    f" WHERE deleted_at = ? LIMIT {_CONVERSATIONS_A_STEP})",
                    [_HIDDEN],
                )
            if not cursor.rowcount:
                return
            yield

    def _begin(self, tree: Tree, deleted_at: float | None) -> int:
        cursor = self._connection.execute(
            "INSERT INTO conversations"
            " (title, created_at, updated_at, deleted_at, is_pinned, preset)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            [
                tree.title,
                tree.created_at,
                tree.updated_at,
                deleted_at,
                tree.is_pinned,
                preset_as_text(tree.preset) if tree.preset.name else "",
            ],
        )
        return int(cursor.lastrowid)

    def _add(self, conversation_id: int, turn: Turn, ids: dict[int, int]) -> int:
        parent_id = None if turn.parent_id is None else ids[turn.parent_id]
        # Nobody goes on writing what came from elsewhere.
        state = "interrupted" if turn.state == "streaming" else turn.state
        cursor = self._connection.execute(
            "INSERT INTO turns (conversation_id, parent_id, role, text, created_at, state,"
            " sources, quoted, is_pinned) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                conversation_id,
                parent_id,
                turn.role,
                turn.text,
                turn.created_at,
                state,
                sources_of(turn),
                quoted_of(turn),
                turn.is_pinned,
            ],
        )
        return int(cursor.lastrowid)

    def _finish(self, conversation_id: int, tree: Tree, ids: dict[int, int]) -> None:
        """Write what points to turns, now that they have their ids."""
        connection = self._connection
        rated_at = dict(tree.rated_at)
        for turn in tree.turns:
            if turn.feedback is not None:
                given = turn.feedback
                when = rated_at.get(turn.id, turn.created_at)
                connection.execute(
                    "INSERT INTO feedback (turn_id, rating, reason, correction, created_at)"
                    " VALUES (?, ?, ?, ?, ?)",
                    [ids[turn.id], given.rating, given.reason, given.correction, when],
                )
        for each in tree.preferences:
            connection.execute(
                "INSERT INTO preferences (chosen_id, rejected_id, reason, created_at)"
                " VALUES (?, ?, ?, ?)",
                [ids[each.chosen_id], ids[each.rejected_id], each.reason, each.created_at],
            )
        for turn_id, sent in tree.prompts:
            dropped = tuple(
                replace(each, turn_id=ids.get(each.turn_id, 0)) for each in sent.dropped
            )
            connection.execute(
                "INSERT INTO prompts (turn_id, value) VALUES (?, ?)",
                [ids[turn_id], packed(replace(sent, dropped=dropped))],
            )
        summaries = [replace(each, until=ids.get(each.until, 0)) for each in tree.summaries]
        connection.execute(
            "UPDATE conversations SET last_turn_id = ?, summary = ? WHERE id = ?",
            [
                None if tree.shown is None else ids[tree.shown],
                summaries_as_text(summaries) if summaries else "",
                conversation_id,
            ],
        )

    def _of_turns(self, columns: str, table: str, key: str, conversation_id: int) -> list[Any]:
        return list(
            self._connection.execute(
                f"SELECT {columns} FROM {table} JOIN turns ON turns.id = {table}.{key}"
                f" WHERE conversation_id = ? ORDER BY {key}",
                [conversation_id],
            )
        )
