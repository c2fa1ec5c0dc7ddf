"""The stream of a completion: whole characters, reasoning apart, an end to going in circles."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Literal

Channel = Literal["answer", "reasoning"]

_OPEN, _CLOSE = "<think>", "</think>"
_SENTENCE = re.compile(r"[^.!?。！？\n]+[.!?。！？\n]+")
_MAX_REPEATS = 3
_TAIL = 600


class Reply:
    """Turns token bytes into pieces of text, each on its channel."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._held = ""
        self._channel: Channel = "answer"
        self._tail = ""
        self._has_begun = False

    def feed(self, piece: bytes) -> Iterator[tuple[Channel, str]]:
        """Take a token's bytes; yields what can be shown by now."""
        self._held += self._decoder.decode(piece)
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
        return len(last) > 3 and sentences[-6:].count(last) >= _MAX_REPEATS

    def _drain(self, *, is_end: bool) -> Iterator[tuple[Channel, str]]:
        while self._held:
            mark = _OPEN if self._channel == "answer" else _CLOSE
            before, found, after = self._held.partition(mark)
            if found:
                yield from self._show(before)
                self._channel = "reasoning" if mark == _OPEN else "answer"
                self._held = after
                continue
            kept = 0 if is_end else _overlap(self._held, mark)
            shown, self._held = (
                self._held[: len(self._held) - kept],
                self._held[len(self._held) - kept :],
            )
            yield from self._show(shown)
            return

    def _show(self, text: str) -> Iterator[tuple[Channel, str]]:
        if self._channel == "answer" and not self._has_begun:
            text = text.lstrip()
        if not text:
            return
        if self._channel == "answer":
            self._has_begun = True
            self._tail = (self._tail + text)[-_TAIL:]
        yield self._channel, text


def _overlap(text: str, mark: str) -> int:
    """How many characters at the end of a text could be the beginning of a mark."""
    for length in range(min(len(text), len(mark) - 1), 0, -1):
        if text.endswith(mark[:length]):
            return length
    return 0
