"""The token budget: what of a conversation and its passages fits into the context window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from desktop.domain import Passage, PromptForm, PromptPart, PromptTurn
from desktop.engine.prompt import passage_text, question_text, system_text
from desktop.errors import ModelError
from desktop.messages import Generate

Count = Callable[[str], int]

_ANSWER_SHARE = 0.25
_PASSAGE_SHARE: dict[PromptForm, float] = {
    "plain": 0.0,
    "evidence": 0.35,
    "passages": 0.35,
    "document": 0.60,
}
_TURN_OVERHEAD = 8
"""Tokens a template puts around one turn, counted generously."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A prompt that fits, with the account of what it is made of."""

    turns: tuple[PromptTurn, ...]
    parts: tuple[PromptPart, ...]
    max_tokens: int
    n_dropped_turns: int
    sent_passages: tuple[int, ...]


def plan(command: Generate, context_tokens: int, count: Count) -> Plan:
    """Fit a prompt into the window; raises ModelError when the question alone is too long."""
    system = system_text(command.form, command.language)
    max_tokens = min(command.max_tokens, int(context_tokens * _ANSWER_SHARE))
    room = context_tokens - max_tokens - count(system) - 2 * _TURN_OVERHEAD
    n_question = count(question_text(command.form, command.language, [""], command.question))
    if n_question > room:
        raise ModelError("prompt_too_long", detail=str(context_tokens))
    share = int(context_tokens * _PASSAGE_SHARE[command.form])
    texts, sent, n_passages = _passages(command, min(share, room - n_question), count)
    history, n_history = _history(command.turns, room - n_question - n_passages, count)
    last = question_text(command.form, command.language, texts, command.question)
    turns = (PromptTurn("system", system), *history, PromptTurn("user", last))
    parts = (
        PromptPart("system", count(system)),
        PromptPart("history", n_history),
        PromptPart("passages", n_passages),
        PromptPart("question", n_question),
    )
    return Plan(turns, parts, max_tokens, len(command.turns) - len(history), sent)


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


def _history(
    turns: tuple[PromptTurn, ...], room: int, count: Count
) -> tuple[tuple[PromptTurn, ...], int]:
    """Keep the newest turns; when they do not fit, the older half leaves at once.

    Leaving in blocks keeps the prefix, and with it the KV cache, the same for many turns.
    """
    costs = [count(turn.text) + _TURN_OVERHEAD for turn in turns]
    first = 0
    while first < len(turns) and sum(costs[first:]) > room:
        first += max((len(turns) - first) // 2, 1)
        while first < len(turns) and turns[first].role != "user":
            first += 1
    return turns[first:], sum(costs[first:])
