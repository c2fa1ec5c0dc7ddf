"""Where asking keeps its turns; the window's is encrypted, a single command's is in memory."""

from __future__ import annotations

from typing import Protocol

from desktop.domain import Role, Turn, TurnState


class TurnStore(Protocol):
    """Keeps turns; every call is safe on disk when it returns."""

    def add_turn(
        self,
        conversation_id: int,
        parent_id: int | None,
        role: Role,
        text: str,
        state: TurnState = "complete",
    ) -> Turn:
        """Save a new turn; it becomes the end of the branch that is shown."""

    def save_turn(self, turn: Turn) -> None:
        """Save everything about a turn."""

    def save_text(self, turn_id: int, text: str) -> None:
        """Save what an answer says so far."""

    def turns(self, conversation_id: int) -> tuple[Turn, ...]:
        """The branch that is shown, oldest turn first."""
