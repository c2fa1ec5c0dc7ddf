"""The token budget: what of a conversation and its passages fits into the context window.

Shares of the window: the answer 25 %, system text and summary 10 %, passages 35 % (60 % of a
document), what is quoted again of earlier turns 15 %, the conversation the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from desktop.domain import Passage
from desktop.engine.prompt import (
    earlier_text,
    passage_text,
    question_text,
    summary_text,
    system_text,
    turn_text,
)
from desktop.engine_messages import Generate, Prompt
from desktop.errors import ModelError
from desktop.inference import DroppedTurn, KeptAs, PromptForm, PromptPart, PromptTurn

Count = Callable[[str], int]

_ANSWER_SHARE = 0.25
_SYSTEM_SHARE = 0.10
_EARLIER_SHARE = 0.15
_LEAST_HISTORY_SHARE = 0.10
_PASSAGE_SHARE: dict[PromptForm, float] = {
    "plain": 0.0,
    "evidence": 0.35,
    "passages": 0.35,
    "document": 0.60,
    "summary": 0.0,
}
_TURN_OVERHEAD = 8
"""Tokens a template puts around one turn, counted generously."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A prompt that fits, with the account of what it is made of."""

    turns: tuple[PromptTurn, ...]
    parts: tuple[PromptPart, ...]
    max_tokens: int
    reasoning_tokens: int
    dropped: tuple[DroppedTurn, ...]
    sent_passages: tuple[int, ...]
    summary: str
    begun: str = ""


def plan(command: Generate, context_tokens: int, count: Count) -> Plan:
    """Fit a prompt into the window; raises ModelError when the question alone is too long."""
    budget = _Budget(command, context_tokens, count)
    n_question = count(question_text(command.form, command.language, [""], command.question))
    begun = _end_of(command.begun, budget.max_tokens, count)
    n_begun = count(begun)
    room = budget.room - n_question - n_begun
    if room < 0:
        raise ModelError("prompt_too_long", detail=str(context_tokens))
    texts, sent, n_passages = _passages(command, min(budget.passages, room), count)
    room -= n_passages
    first = budget.first_kept(room)
    kept, n_history = command.turns[first:], budget.cost(first)
    earlier, shown, n_earlier = _earlier(
        command, first, min(budget.earlier, room - n_history - budget.n_summary), count
    )
    asked = question_text(command.form, command.language, texts, command.question)
    last = earlier_text(earlier, command.language) + asked
    has_summary = first > 0 and bool(command.summary.text)
    system = budget.system + (budget.summary if has_summary else "")
    return Plan(
        (PromptTurn("system", system), *kept, PromptTurn("user", last)),
        (
            PromptPart("system", budget.n_system),
            PromptPart("summary", budget.n_summary if has_summary else 0),
            PromptPart("history", n_history),
            PromptPart("earlier", n_earlier),
            PromptPart("passages", n_passages),
            PromptPart("question", n_question),
            PromptPart("begun", n_begun),
        ),
        budget.max_tokens,
        # Who has begun to answer is done with thinking.
        0 if begun else budget.reasoning_tokens,
        _dropped(command, first, shown, has_summary=has_summary),
        sent,
        command.summary.text if has_summary else "",
        begun,
    )


def stable_prefix(prompt: Prompt, context_tokens: int, count: Count) -> tuple[PromptTurn, ...]:
    """The turns that the next question's prompt will begin with, whatever is asked."""
    budget = _Budget(prompt, context_tokens, count)
    first = budget.first_kept(budget.room - budget.passages)
    has_summary = first > 0 and bool(prompt.summary.text)
    system = budget.system + (budget.summary if has_summary else "")
    return (PromptTurn("system", system), *prompt.turns[first:])


class _Budget:
    """How many tokens each part of one prompt may take."""

    def __init__(self, prompt: Prompt, context_tokens: int, count: Count) -> None:
        thinks = prompt.reasoning_tokens > 0
        self.system = system_text(prompt.form, prompt.language, prompt.system, thinks=thinks)
        room = int(context_tokens * _SYSTEM_SHARE)
        self.summary = summary_text(_cut_to(prompt.summary.text, room, count), prompt.language)
        self.n_system, self.n_summary = count(self.system), count(self.summary)
        share = int(context_tokens * _ANSWER_SHARE)
        self.max_tokens = min(prompt.max_tokens, share)
        self.reasoning_tokens = min(prompt.reasoning_tokens, share)
        answer = self.max_tokens + self.reasoning_tokens
        self.room = context_tokens - answer - self.n_system - 2 * _TURN_OVERHEAD
        self.passages = int(context_tokens * _PASSAGE_SHARE[prompt.form])
        self.earlier = int(context_tokens * _EARLIER_SHARE)
        reserved = int(context_tokens * (_SYSTEM_SHARE + _EARLIER_SHARE))
        least = int(context_tokens * _LEAST_HISTORY_SHARE)
        self._history = max(context_tokens - answer - reserved - self.passages, least)
        self._turns = prompt.turns
        self._costs = [count(turn.text) + _TURN_OVERHEAD for turn in prompt.turns]

    def cost(self, first: int) -> int:
        """What the turns from the one numbered `first` take."""
        return sum(self._costs[first:])

    def first_kept(self, room: int) -> int:
        """The number of the first turn that stays, where turns and what is quoted have `room`."""
        first = self._window()
        while first < len(self._turns):
            quoted = self.earlier + self.n_summary if first else 0
            if self.cost(first) + quoted <= room:
                break
            first = self._next_question(first + 1)
        return first

    def _window(self) -> int:
        """Where the conversation begins after all that left, half of it at once.

        Leaving in blocks keeps the prefix, and with it the KV cache, the same for many turns; going
        through the turns from the first gives the same answer at every one of them.
        """
        first = used = 0
        for place, cost in enumerate(self._costs):
            used += cost
            if used <= self._history:
                continue
            while first <= place and used > self._history // 2:
                after = min(self._next_question(first + 1), place + 1)
                used -= sum(self._costs[first:after])
                first = after
        return self._next_question(first)

    def _next_question(self, place: int) -> int:
        while place < len(self._turns) and self._turns[place].role != "user":
            place += 1
        return place


def _dropped(
    command: Generate, first: int, shown: frozenset[int], *, has_summary: bool
) -> tuple[DroppedTurn, ...]:
    def fate(turn: PromptTurn) -> KeptAs:
        if turn.id in shown:
            return "pinned" if turn.is_pinned else "recalled"
        return "summary" if has_summary and turn.id <= command.summary.until else "nothing"

    return tuple(DroppedTurn(turn.id, turn.role, fate(turn)) for turn in command.turns[:first])


def _earlier(
    command: Generate, first: int, room: int, count: Count
) -> tuple[list[str], frozenset[int], int]:
    """Quote turns that left: the pinned ones, then those that were found again, while they fit."""
    gone = {turn.id: turn for turn in command.turns[:first]}
    wanted = [turn for turn in gone.values() if turn.is_pinned]
    kept = {turn.id for turn in command.turns[first:]}
    wanted += [turn for turn in command.recalled if turn.id not in kept]
    texts: dict[int, str] = {}
    used = count(earlier_text(["x"], command.language))
    for turn in wanted:
        text = turn_text(turn, command.language)
        if turn.is_pinned:
            text = _cut_to(text, room // 2, count)
        n_tokens = count(text) + 1
        if turn.id not in texts and used + n_tokens <= room:
            texts[turn.id] = text
            used += n_tokens
    in_order = [texts[each] for each in sorted(texts)]
    return in_order, frozenset(texts), used if texts else 0


def _cut_to(text: str, room: int, count: Count) -> str:
    n_tokens = count(text)
    return text if n_tokens <= room else text[: len(text) * room // n_tokens] + "…"


def _end_of(text: str, room: int, count: Count) -> str:
    n_tokens = count(text)
    return text if n_tokens <= room else text[-(len(text) * room // n_tokens) :]


def _passages(command: Generate, room: int, count: Count) -> tuple[list[str], tuple[int, ...], int]:
    """Take passages in order while they fit; the first is cut rather than left out."""
    texts: list[str] = []
    sent: list[int] = []
    used = 0
    for index, passage in enumerate(command.passages):
        text = passage_text(command.form, len(texts) + 1, passage)
        n_tokens = count(text) + 2
        if used + n_tokens > room:
            if texts:
                break
            text = _cut(command.form, passage, room, count)
            n_tokens = count(text) + 2
        if not text:
            break
        texts.append(text)
        sent.append(index)
        used += n_tokens
    return texts, tuple(sent), used


def _cut(form: PromptForm, passage: Passage, room: int, count: Count) -> str:
    low, high = 0, len(passage.text)
    while low < high:
        middle = (low + high + 1) // 2
        if count(passage_text(form, 1, replace(passage, text=passage.text[:middle]))) + 2 <= room:
            low = middle
        else:
            high = middle - 1
    return passage_text(form, 1, replace(passage, text=passage.text[:low])) if low else ""
