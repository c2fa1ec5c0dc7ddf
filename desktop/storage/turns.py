"""The table of turns: a tree for each conversation, and what every answer rests on."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import asdict, replace
from functools import lru_cache
from typing import Any

from desktop.domain import Citation, Feedback, Problem, Quote, Role, Speed, Support, Turn, TurnState

Transaction = Callable[[], AbstractContextManager[None]]

_TURN = """
    SELECT turns.id, conversation_id, parent_id, role, text, turns.created_at, state, sources,
           rating, reason, correction, is_pinned
    FROM turns LEFT JOIN feedback ON feedback.turn_id = turns.id
"""
_SOURCES = (
    "route",
    "verdict",
    "quotes",
    "citations",
    "supports",
    "model",
    "speed",
    "problem",
    "finish",
    "reasoning",
)


class TurnTable:
    """Reads and writes turns; every write is on disk when it returns."""

    def __init__(self, connection: Any, transaction: Transaction) -> None:
        self._connection = connection
        self._transaction = transaction

    def add_turn(
        self,
        conversation_id: int,
        parent_id: int | None,
        role: Role,
        text: str,
        state: TurnState = "complete",
    ) -> Turn:
        """Save a new turn; it becomes the end of the branch that is shown."""
        with self._transaction():
            turn = self._insert(conversation_id, parent_id, role, text, state)
            self._show_to(turn)
        return turn

    def add_question(
        self, conversation_id: int, parent_id: int | None, text: str
    ) -> tuple[Turn, Turn]:
        """Save a question and its answer, still to come: one wait for the disk, not two."""
        with self._transaction():
            question = self._insert(conversation_id, parent_id, "user", text, "complete")
            answer = self._insert(conversation_id, question.id, "assistant", "", "streaming")
            self._show_to(answer)
        return question, answer

    def save_turn(self, turn: Turn) -> None:
        """Save everything about a turn but its feedback."""
        with self._transaction():
            self._connection.execute(
                "UPDATE turns SET text = ?, state = ?, sources = ?, quoted = ? WHERE id = ?",
                [turn.text, turn.state, sources_of(turn), quoted_of(turn), turn.id],
            )

    def save_text(self, turn_id: int, text: str) -> None:
        """Save what an answer says so far."""
        with self._transaction():
            self._connection.execute("UPDATE turns SET text = ? WHERE id = ?", [text, turn_id])

    def pin(self, turn_id: int, *, is_pinned: bool) -> None:
        """Keep a turn in every prompt, or not."""
        with self._transaction():
            self._connection.execute(
                "UPDATE turns SET is_pinned = ? WHERE id = ?", [is_pinned, turn_id]
            )

    def every(self, conversation_id: int) -> tuple[Turn, ...]:
        """The turns of every branch, parents first."""
        rows = self._connection.execute(
            f"{_TURN} WHERE conversation_id = ? ORDER BY turns.id", [conversation_id]
        )
        return tuple(_turn(row) for row in rows)

    def show(self, conversation_id: int, turn_id: int) -> None:
        """Show the branch a turn stands on, to the newest turn below it."""
        with self._transaction():
            self._connection.execute(
                "UPDATE conversations SET last_turn_id = ("
                " WITH RECURSIVE below (id) AS ("
                "  SELECT id FROM turns WHERE id = ? AND conversation_id = ?"
                "  UNION ALL SELECT turns.id FROM turns JOIN below ON turns.parent_id = below.id)"
                # A turn is written after its parent, so the newest one has none below it.
                " SELECT max(id) FROM below) WHERE conversations.id = ?",
                [turn_id, conversation_id, conversation_id],
            )

    def versions(self, conversation_id: int) -> dict[int, tuple[int, ...]]:
        """The turns that stand beside each other, oldest first, for each that has such."""
        siblings: dict[int | None, list[int]] = {}
        for turn_id, parent_id in self._connection.execute(
            "SELECT id, parent_id FROM turns WHERE conversation_id = ? ORDER BY id",
            [conversation_id],
        ):
            siblings.setdefault(parent_id, []).append(turn_id)
        return {
            each: tuple(group) for group in siblings.values() if len(group) > 1 for each in group
        }

    def turns(self, conversation_id: int) -> tuple[Turn, ...]:
        """The branch that is shown, oldest turn first."""
        rows = {
            row[0]: row
            for row in self._connection.execute(
                f"{_TURN} WHERE conversation_id = ?", [conversation_id]
            )
        }
        last = self._connection.execute(
            "SELECT last_turn_id FROM conversations WHERE id = ?", [conversation_id]
        ).fetchone()
        branch: list[Turn] = []
        at = last[0] if last else None
        while at in rows:
            branch.append(_turn(rows[at]))
            at = rows[at][2]
        return tuple(reversed(branch))

    def interrupt_streaming(self) -> None:
        """Answers that were on their way when the program ended are marked so."""
        with self._transaction():
            self._connection.execute(
                "UPDATE turns SET state = 'interrupted' WHERE state = 'streaming'"
            )

    def _insert(
        self, conversation_id: int, parent_id: int | None, role: Role, text: str, state: TurnState
    ) -> Turn:
        now = time.time()
        cursor = self._connection.execute(
            "INSERT INTO turns (conversation_id, parent_id, role, text, created_at, state)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            [conversation_id, parent_id, role, text, now, state],
        )
        return Turn(cursor.lastrowid, conversation_id, parent_id, role, text, now, state)

    def _show_to(self, turn: Turn) -> None:
        self._connection.execute(
            "UPDATE conversations SET last_turn_id = ?, updated_at = ? WHERE id = ?",
            [turn.id, turn.created_at, turn.conversation_id],
        )


def sources_of(turn: Turn) -> str:
    """What a turn rests on, as its row keeps it."""
    value = asdict(turn)
    return json.dumps({name: value[name] for name in _SOURCES}, ensure_ascii=False)


def quoted_of(turn: Turn) -> str:
    """What a turn quotes, to be found like what it says."""
    return "\n".join(each.text for each in turn.quotes)


@lru_cache(maxsize=2048)
def _turn(row: tuple[Any, ...]) -> Turn:
    # A long conversation is read for each question, and hardly a row of it has changed.
    # Questions rest on nothing, and there are hundreds of them.
    sources = json.loads(row[7]) if row[7] != "{}" else {}
    feedback = Feedback(row[8], row[9], row[10]) if row[8] else None
    turn = Turn(
        row[0], row[1], row[2], row[3], row[4], row[5], row[6],
        feedback=feedback, is_pinned=bool(row[11]),
    )  # fmt: skip
    if not sources:
        return turn
    problem = sources["problem"]
    return replace(
        turn,
        route=sources["route"],
        verdict=sources["verdict"],
        quotes=tuple(Quote(**each) for each in sources["quotes"]),
        citations=tuple(Citation(**each) for each in sources["citations"]),
        supports=tuple(
            Support(each["start"], each["end"], tuple(each["citations"]))
            for each in sources["supports"]
        ),
        model=sources["model"],
        speed=Speed(**sources["speed"]),
        problem=Problem(**problem) if problem else None,
        # Not there in turns of earlier versions.
        finish=sources.get("finish"),
        reasoning=sources.get("reasoning", ""),
    )
