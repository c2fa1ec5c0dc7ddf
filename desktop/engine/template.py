"""Chat templates: the model's own Jinja, rendered in a sandbox, around contents that stay text.

Contents are put in as placeholders and split out again, so that only the template's own words are
tokenised with special tokens: `<|im_end|>` in a document stays seven ordinary tokens.
"""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NoReturn

from jinja2 import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from desktop.domain import PromptTurn

logger = logging.getLogger(__name__)

_DEADLINE_S = 2.0
_MAX_CHARS = 200_000

CHATML = (
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content']"
    " + '<|im_end|>' + '\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of prompt; `turn` is the turn whose content it is, None for template text."""

    text: str
    turn: int | None


def render(template: str, turns: Sequence[PromptTurn], bos: str, eos: str) -> tuple[Piece, ...]:
    """Lay turns out as the template wants; falls back to ChatML where it fails or hangs."""
    for source in (template, CHATML):
        if not source:
            continue
        pieces = _rendered(source, turns, bos, eos) or _rendered(
            source, _without_system(turns), bos, eos
        )
        if pieces:
            return pieces
        logger.warning("the model's chat template does not work, ChatML is used")
    raise AssertionError("ChatML renders every conversation")


def _rendered(
    source: str, turns: Sequence[PromptTurn], bos: str, eos: str
) -> tuple[Piece, ...] | None:
    key = secrets.token_hex(8)
    marks = [f"\x02{key}:{n}\x03" for n in range(len(turns))]
    messages = [
        {"role": turn.role, "content": mark} for turn, mark in zip(turns, marks, strict=True)
    ]

    def run() -> str:
        environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True)
        environment.globals["raise_exception"] = _refuse
        compiled = environment.from_string(source)
        return compiled.render(
            messages=messages,
            add_generation_prompt=True,
            bos_token=bos,
            eos_token=eos,
            tools=None,
            enable_thinking=False,
        )

    text = _in_time(run)
    if text is None or len(text) > _MAX_CHARS:
        return None
    return _split(text, turns, marks)


def _split(text: str, turns: Sequence[PromptTurn], marks: list[str]) -> tuple[Piece, ...] | None:
    pieces: list[Piece] = []
    for n, (turn, mark) in enumerate(zip(turns, marks, strict=True)):
        before, found, text = text.partition(mark)
        if not found:
            return None
        pieces += [Piece(before, None), Piece(turn.text, n)]
    pieces.append(Piece(text, None))
    return tuple(each for each in pieces if each.text)


def _in_time(run: Callable[[], str]) -> str | None:
    result: list[str] = []

    def work() -> None:
        try:
            result.append(run())
        except (TemplateError, TypeError, ValueError, KeyError, AttributeError, RecursionError,
                OverflowError, ZeroDivisionError, IndexError, MemoryError):  # fmt: skip
            logger.warning("a chat template failed", exc_info=True)

    # A hanging template keeps its thread until the process ends; the prompt does not wait for it.
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(_DEADLINE_S)
    return result[0] if result else None


def _without_system(turns: Sequence[PromptTurn]) -> list[PromptTurn]:
    """Some templates refuse the system role: put its text before the first user turn."""
    system = "\n\n".join(turn.text for turn in turns if turn.role == "system")
    rest = [turn for turn in turns if turn.role != "system"]
    if system and rest:
        rest[0] = PromptTurn(rest[0].role, f"{system}\n\n{rest[0].text}")
    return rest


def _refuse(message: str) -> NoReturn:
    raise TemplateError(message)
