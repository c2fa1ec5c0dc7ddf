"""Where asking keeps its turns; the window's is encrypted, a single command's is in memory."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Protocol

from desktop.domain import Role, Turn, TurnState
from desktop.inference import SentPrompt, Summary


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

    def add_question(
        self, conversation_id: int, parent_id: int | None, text: str
    ) -> tuple[Turn, Turn]:
        """Save a question and its answer, which is still to come, both or none."""

    def save_turn(self, turn: Turn) -> None:
        """Save everything about a turn."""

    def save_text(self, turn_id: int, text: str) -> None:
        """Save what an answer says so far."""

    def show(self, conversation_id: int, turn_id: int) -> None:
        """Show the branch a turn stands on, to the newest turn below it."""

    def turns(self, conversation_id: int) -> tuple[Turn, ...]:
        """The branch that is shown, oldest turn first."""


class Recollection(Protocol):
    """Keeps what a long conversation needs so that its prompts stay short.

    `branch` holds the ids of the turns meant; without it they are those that are shown.
    """

    def mentioning(
        self,
        conversation_id: int,
        words: Iterable[str],
        limit: int,
        branch: Collection[int] | None = None,
    ) -> tuple[int, ...]:
        """Ids of turns that hold any of these words, those that hold most first."""

    def summary(self, conversation_id: int, branch: Collection[int] | None = None) -> Summary:
        """What the turns that left the window say."""

    def save_summary(
        self, conversation_id: int, summary: Summary, branch: Collection[int] | None = None
    ) -> None:
        """Keep a summary, replacing the one before."""

    def save_prompt(self, turn_id: int, sent: SentPrompt) -> None:
        """Keep what a model was given for an answer."""


class ChatStore(Protocol):
    """Everything asking keeps."""

    @property
    def turns(self) -> TurnStore:
        """Where turns are kept."""

    @property
    def recollection(self) -> Recollection:
        """Where summaries and prompts are kept."""
