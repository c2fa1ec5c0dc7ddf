"""Turns of one command that nobody asked to keep."""

from __future__ import annotations

import time
from dataclasses import replace

from desktop.domain import Role, Turn, TurnState


class MemoryTurns:
    """A TurnStore that forgets."""

    def __init__(self) -> None:
        self._turns: dict[int, Turn] = {}
        self._ends: dict[int, int] = {}

    def add_turn(
        self,
        conversation_id: int,
        parent_id: int | None,
        role: Role,
        text: str,
        state: TurnState = "complete",
    ) -> Turn:
        """Keep a new turn at the end of its conversation."""
        id_ = len(self._turns) + 1
        turn = Turn(id_, conversation_id, parent_id, role, text, time.time(), state)
        self._turns[id_] = turn
        self._ends[conversation_id] = id_
        return turn

    def save_turn(self, turn: Turn) -> None:
        """Keep a turn as it is now."""
        self._turns[turn.id] = turn

    def save_text(self, turn_id: int, text: str) -> None:
        """Keep what an answer says so far."""
        self._turns[turn_id] = replace(self._turns[turn_id], text=text)

    def turns(self, conversation_id: int) -> tuple[Turn, ...]:
        """The conversation from its first turn to its last."""
        branch: list[Turn] = []
        at = self._ends.get(conversation_id)
        while at is not None:
            branch.append(self._turns[at])
            at = self._turns[at].parent_id
        return tuple(reversed(branch))
