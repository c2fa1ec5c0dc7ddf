"""What one command says and nobody asked to keep."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from desktop.domain import Role, Turn, TurnState
from desktop.inference import SentPrompt, Summary
from desktop.tree import summary_of, with_summary


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

    def add_question(
        self, conversation_id: int, parent_id: int | None, text: str
    ) -> tuple[Turn, Turn]:
        """Keep a question and its answer, which is still to come."""
        question = self.add_turn(conversation_id, parent_id, "user", text)
        answer = self.add_turn(conversation_id, question.id, "assistant", "", "streaming")
        return question, answer

    def save_turn(self, turn: Turn) -> None:
        """Keep a turn as it is now."""
        self._turns[turn.id] = turn

    def save_text(self, turn_id: int, text: str) -> None:
        """Keep what an answer says so far."""
        self._turns[turn_id] = replace(self._turns[turn_id], text=text)

    def show(self, conversation_id: int, turn_id: int) -> None:
        """Show the branch a turn stands on, to the newest turn below it."""
        below = {turn_id}
        for each in self._turns.values():
            if each.parent_id in below:
                below.add(each.id)
        self._ends[conversation_id] = max(below)

    def turns(self, conversation_id: int) -> tuple[Turn, ...]:
        """The conversation from its first turn to its last."""
        branch: list[Turn] = []
        at = self._ends.get(conversation_id)
        while at is not None:
            branch.append(self._turns[at])
            at = self._turns[at].parent_id
        return tuple(reversed(branch))


class MemoryRecollection:
    """A Recollection that forgets; it finds turns by plain comparison."""

    def __init__(self, turns: MemoryTurns) -> None:
        self._turns = turns
        self._summaries: dict[int, tuple[Summary, ...]] = {}
        self.prompts: dict[int, SentPrompt] = {}

    def mentioning(
        self,
        conversation_id: int,
        words: Iterable[str],
        limit: int,
        branch: Collection[int] | None = None,
    ) -> tuple[int, ...]:
        """Ids of turns that hold any of these words, those that hold most first."""
        wanted = {each.lower() for each in words}
        counts = {
            turn.id: sum(each in turn.text.lower() for each in wanted)
            for turn in self._turns.turns(conversation_id)
            if branch is None or turn.id in branch
        }
        found = sorted((each for each in counts if counts[each]), key=lambda each: -counts[each])
        return tuple(found[:limit])

    def summary(self, conversation_id: int, branch: Collection[int] | None = None) -> Summary:
        """What the turns of a branch that left the window say."""
        here = self._branch(conversation_id) if branch is None else branch
        return summary_of(self._summaries.get(conversation_id, ()), here)

    def save_summary(
        self, conversation_id: int, summary: Summary, branch: Collection[int] | None = None
    ) -> None:
        """Keep a summary of a branch, replacing the one before."""
        here = self._branch(conversation_id) if branch is None else branch
        kept = with_summary(self._summaries.get(conversation_id, ()), summary, here)
        self._summaries[conversation_id] = kept

    def save_prompt(self, turn_id: int, sent: SentPrompt) -> None:
        """Keep what a model was given for an answer."""
        self.prompts[turn_id] = sent

    def _branch(self, conversation_id: int) -> frozenset[int]:
        return frozenset(each.id for each in self._turns.turns(conversation_id))


@dataclass(frozen=True, slots=True)
class MemoryStore:
    """A ChatStore that forgets."""

    turns: MemoryTurns
    recollection: MemoryRecollection

    @classmethod
    def empty(cls) -> MemoryStore:
        """A store in which nothing was said yet."""
        turns = MemoryTurns()
        return cls(turns, MemoryRecollection(turns))
