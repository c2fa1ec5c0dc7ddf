"""Chat templates: the model's own Jinja, rendered in a sandbox, around contents that stay text.

Contents are put in as placeholders and split out again, so that only the template's own words are
tokenised with special tokens: `<|im_end|>` in a document stays seven ordinary tokens.
"""

from __future__ import annotations

import contextlib
import ctypes
import logging
import secrets
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NoReturn

import psutil
from jinja2 import Template, TemplateError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from desktop.inference import PromptTurn

logger = logging.getLogger(__name__)

_DEADLINE_S = 2.0
_MAX_CHARS = 200_000
_MEMORY_BYTES = 300_000_000
_FILTERS_THAT_FILL = ("center", "format", "indent", "wordwrap")
_METHODS_THAT_FILL = frozenset(["center", "expandtabs", "format", "ljust", "rjust", "zfill"])

CHATML = (
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content']"
    " + '<|im_end|>' + '\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of prompt; `turn` is the turn whose content it is, None for template text."""

    text: str
    turn: PromptTurn | None


class ChatTemplate:
    """A model's template, compiled once; one that fails or hangs is given up for ChatML."""

    def __init__(self, source: str, bos: str, eos: str) -> None:
        self._source = source or CHATML
        self._names = {"bos_token": bos, "eos_token": eos}
        self._compiled: Template | None = None

    @property
    def can_think(self) -> bool:
        """Tell whether the template itself switches reasoning on and off."""
        return "enable_thinking" in self._source

    def render(
        self, turns: Sequence[PromptTurn], *, thinks: bool = False, is_open: bool = True
    ) -> tuple[Piece, ...]:
        """Lay turns out as the model wants them; `is_open` ends with the assistant's turn begun."""
        options = {"enable_thinking": thinks, "add_generation_prompt": is_open}
        deadline = time.monotonic() + _DEADLINE_S
        for laid_out in (turns, _without_system(turns), _taking_turns(_without_system(turns))):
            pieces = self._rendered(laid_out, options, deadline - time.monotonic())
            if pieces:
                return pieces
        logger.warning("the model's chat template does not work, ChatML is used")
        if time.monotonic() > deadline:
            # One that hangs is not waited for again; one that refuses may take the next prompt.
            self._source, self._compiled = CHATML, None
        return ChatTemplate(CHATML, "", "").render(turns, thinks=thinks, is_open=is_open)

    def _rendered(
        self, turns: Sequence[PromptTurn], options: dict[str, bool], seconds: float
    ) -> tuple[Piece, ...] | None:
        key = secrets.token_hex(8)
        marks = [f"\x02{key}:{n}\x03" for n in range(len(turns))]
        messages = [
            {"role": turn.role, "content": mark} for turn, mark in zip(turns, marks, strict=True)
        ]
        text = _in_time(lambda: self._run(messages, options), seconds)
        if text is None or len(text) > _MAX_CHARS:
            return None
        return _split(text, turns, marks)

    def _run(self, messages: list[dict[str, str]], options: dict[str, bool]) -> str:
        if self._compiled is None:
            environment = _Sandbox(trim_blocks=True, lstrip_blocks=True)
            for name in _FILTERS_THAT_FILL:
                environment.filters.pop(name, None)
            environment.globals["raise_exception"] = _refuse
            environment.globals["strftime_now"] = _now
            self._compiled = environment.from_string(self._source)
        return self._compiled.render(messages=messages, tools=None, **self._names, **options)


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, which bounds ranges, made to bound products too."""

    intercepted_binops = frozenset(["*", "**", "%", "+"])

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Refuse what would fill the memory in a single step (Jinja)."""
        if operator == "**" or (operator == "%" and isinstance(left, str)):
            raise SecurityError("not in a chat template")
        is_long = _length(left) + _length(right) > _MAX_CHARS
        if operator == "*":
            is_long = _length(left) * _number(right) + _length(right) * _number(left) > _MAX_CHARS
        if is_long:
            raise SecurityError("too long for a chat template")
        return super().call_binop(context, operator, left, right)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Leave out what makes a short text as long as one likes (Jinja)."""
        is_filling = isinstance(obj, str) and attr in _METHODS_THAT_FILL
        return not is_filling and super().is_safe_attribute(obj, attr, value)


class _OutOfTime(BaseException):
    """Raised inside a template that runs too long."""


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _length(value: object) -> int:
    return len(value) if isinstance(value, (str, list, tuple)) else 0


def _split(text: str, turns: Sequence[PromptTurn], marks: list[str]) -> tuple[Piece, ...] | None:
    pieces: list[Piece] = []
    for turn, mark in zip(turns, marks, strict=True):
        before, found, text = text.partition(mark)
        if not found:
            return None
        pieces += [Piece(before, None), Piece(turn.text, turn)]
    pieces.append(Piece(text, None))
    if any(mark in piece.text for piece in pieces for mark in marks if piece.turn is None):
        # A content that is laid out twice cannot be kept apart from the template.
        return None
    return tuple(each for each in pieces if each.text)


def _in_time(run: Callable[[], str], seconds: float) -> str | None:
    result: list[str] = []

    def work() -> None:
        try:
            result.append(run())
        except (TemplateError, TypeError, ValueError, KeyError, AttributeError, RecursionError,
                OverflowError, ZeroDivisionError, IndexError, MemoryError,
                AssertionError):  # fmt: skip
            logger.warning("a chat template failed", exc_info=True)
        except _OutOfTime:
            logger.warning("a chat template took longer than %s s", _DEADLINE_S)

    thread = threading.Thread(target=work, daemon=True)
    with _memory_bound():
        thread.start()
        thread.join(max(seconds, 0.0))
    if thread.is_alive() and thread.ident is not None:
        # Left alone it would go on for ever and take the interpreter from the token loop.
        ctypes.pythonapi.PyThreadState_SetAsyncExc(
            ctypes.c_ulong(thread.ident), ctypes.py_object(_OutOfTime)
        )
    return result[0] if result else None


@contextlib.contextmanager
def _memory_bound() -> Iterator[None]:
    """Bound what a template may take: the one thing that neither sandbox nor deadline does."""
    try:
        import resource
    except ImportError:  # not on Windows: there the process is the bound
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = psutil.Process().memory_info().vms + _MEMORY_BYTES
    if soft == resource.RLIM_INFINITY or limit < soft:
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _taking_turns(turns: Sequence[PromptTurn]) -> list[PromptTurn]:
    """Some templates insist that user and assistant take turns: join what one of them said."""
    joined: list[PromptTurn] = []
    for turn in turns:
        if joined and joined[-1].role == turn.role:
            joined[-1] = PromptTurn(turn.role, f"{joined[-1].text}\n\n{turn.text}")
        else:
            joined.append(turn)
    return joined


def _without_system(turns: Sequence[PromptTurn]) -> list[PromptTurn]:
    """Some templates refuse the system role: put its text before the first user turn."""
    system = "\n\n".join(turn.text for turn in turns if turn.role == "system")
    rest = [turn for turn in turns if turn.role != "system"]
    if system and rest:
        rest[0] = PromptTurn(rest[0].role, f"{system}\n\n{rest[0].text}")
    return rest


def _refuse(message: str) -> NoReturn:
    raise TemplateError(message)


def _now(pattern: str) -> str:
    """The date as Llama 3's template asks for it: without the time, so that the prefix stays."""
    return datetime.now().strftime(pattern[:40])
