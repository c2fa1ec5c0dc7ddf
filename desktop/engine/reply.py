"""The stream of a completion: whole characters, reasoning apart, an end where one is due."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Literal

Channel = Literal["answer", "reasoning"]

THINK_OPEN, THINK_CLOSE = "<think>", "</think>"
_SENTENCE = re.compile(r"[^.!?。！？\n]+[.!?。！？\n]+")
_MAX_REPEATS = 3
_TAIL = 600


class Reply:
    """Turns token bytes into pieces of text, each on its channel.

    `stops` are strings that end the answer and are not part of it; `is_thinking` says that the
    prompt ended with the beginning of the model's reasoning, `has_begun` that it ended with the
    beginning of the answer.
    """

    def __init__(
        self, stops: tuple[str, ...] = (), *, is_thinking: bool = False, has_begun: bool = False
    ) -> None:
        self._stops = tuple(each for each in stops if each)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._held = ""
        self._channel: Channel = "reasoning" if is_thinking else "answer"
        self._tail = ""
        self._has_begun, self._has_thought = has_begun, False
        self.has_stopped = False

    @property
    def channel(self) -> Channel:
        """What the model writes just now."""
        return self._channel

    def feed(self, piece: bytes) -> Iterator[tuple[Channel, str]]:
        """Take a token's bytes; yields what can be shown by now."""
        text = self._decoder.decode(piece)
        if self._has_begun and not (self._held or self._stops or self._has_thought):
            # The common case, once a token: nothing that is looked for can begin here.
            yield from self._show(text)
            return
        self._held += text
        yield from self._drain(is_end=False)

    def end(self) -> Iterator[tuple[Channel, str]]:
        """Yield what was held back."""
        self._held += self._decoder.decode(b"", final=True)
        yield from self._drain(is_end=True)

    def goes_in_circles(self) -> bool:
        """Tell whether the answer says the same sentence again and again, as small models do."""
        sentences = [each.strip() for each in _SENTENCE.findall(self._tail)]
        if len(sentences) < _MAX_REPEATS:
            return False
        last = sentences[-1]
        # Rows and closing tags are alike without anybody going in circles.
        is_said = len(last) > 3 and not last.startswith(("<", "|", "{", "}", "[", "]"))
        return is_said and sentences[-6:].count(last) >= _MAX_REPEATS

    def _drain(self, *, is_end: bool) -> Iterator[tuple[Channel, str]]:
        while self._held and not self.has_stopped:
            marks = self._marks()
            at, mark = _first(self._held, marks)
            if mark:
                before, self._held = self._held[:at], self._held[at + len(mark) :]
                yield from self._show(before)
                self._pass(mark)
                continue
            kept = 0 if is_end else max((_overlap(self._held, each) for each in marks), default=0)
            at = len(self._held) - kept
            shown, self._held = self._held[:at], self._held[at:]
            yield from self._show(shown)
            return

    def _marks(self) -> tuple[str, ...]:
        """What must not be shown where the stream stands now."""
        if self._channel == "reasoning":
            return (THINK_CLOSE,)
        if self._has_thought:
            # Made to close its reasoning, a model may close it once more by itself.
            return (THINK_CLOSE, *self._stops)
        begin = self._held.lstrip()[: len(THINK_OPEN)]
        if not self._has_begun and begin and THINK_OPEN.startswith(begin):
            return (THINK_OPEN, *self._stops)
        # Later in an answer <think> is a word like any other: an example of markup, say.
        return self._stops

    def _pass(self, mark: str) -> None:
        if mark == THINK_CLOSE and mark not in self._stops:
            self._channel, self._has_thought = "answer", True
        elif mark == THINK_OPEN and mark not in self._stops:
            self._channel = "reasoning"
        else:
            self.has_stopped = True
            self._held = ""

    def _show(self, text: str) -> Iterator[tuple[Channel, str]]:
        if self._channel == "answer" and not self._has_begun:
            text = text.lstrip()
        if not text:
            return
        if self._channel == "answer":
            self._has_begun = True
            self._tail = (self._tail + text)[-_TAIL:]
        yield self._channel, text


def _first(text: str, marks: tuple[str, ...]) -> tuple[int, str]:
    """Where the first of these marks stands, and which it is; an empty mark where none does."""
    found = [(at, mark) for mark in marks if (at := text.find(mark)) >= 0]
    return min(found, default=(-1, ""))


def _overlap(text: str, mark: str) -> int:
    """How many characters at the end of a text could be the beginning of a mark."""
    for length in range(min(len(text), len(mark) - 1), 0, -1):
        if text.endswith(mark[:length]):
            return length
    return 0
