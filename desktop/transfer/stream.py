"""JSON read value by value, so that a file of gigabytes needs the memory of one conversation."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TextIO

_CHUNK = 256 * 1024
_LARGEST_VALUE = 64 * 1024 * 1024
_NEAR_END = 64
_SPACE = " \t\r\n"


class NotJsonError(ValueError):
    """What is read is not JSON."""


class ValueTooLargeError(ValueError):
    """One value is larger than any conversation."""


class JsonStream:
    """Reads a text from its beginning; `watch` is called before each piece is read."""

    def __init__(self, file: TextIO, watch: Callable[[], None]) -> None:
        self._file, self._watch = file, watch
        self._buffer, self._at = "", 0
        self._has_ended = False
        self._decoder = json.JSONDecoder()

    def peek(self) -> str:
        """The next character that is no space, "" at the end."""
        while True:
            while self._at < len(self._buffer):
                if self._buffer[self._at] not in _SPACE:
                    return self._buffer[self._at]
                self._at += 1
            if not self._read(_CHUNK):
                return ""

    def take(self, character: str) -> None:
        """Read a character that must come next; raises NotJsonError."""
        if self.peek() != character:
            raise NotJsonError(character)
        self._at += 1

    def value(self) -> object:
        """Read a whole value; raises NotJsonError or ValueTooLargeError."""
        self.peek()
        wanted = _CHUNK
        while True:
            try:
                value, end = self._decoder.raw_decode(self._buffer, self._at)
            except json.JSONDecodeError as error:
                is_cut = error.pos >= len(self._buffer) - _NEAR_END or "string" in error.msg
                if not is_cut or self._has_ended:
                    raise NotJsonError(str(error.pos)) from error
            except RecursionError as error:
                raise NotJsonError("nested") from error
            else:
                # A number may go on in what is not read yet.
                if end < len(self._buffer) or self._has_ended:
                    self._at = end
                    return value
            if len(self._buffer) - self._at > _LARGEST_VALUE:
                raise ValueTooLargeError
            self._read(wanted)
            wanted *= 2

    def elements(self) -> Iterator[object]:
        """Read a list, element by element."""
        self.take("[")
        if self.peek() == "]":
            self.take("]")
            return
        while True:
            yield self.value()
            if self.peek() != ",":
                break
            self.take(",")
        self.take("]")

    def names(self) -> Iterator[str]:
        """Read the names of an object; whoever asks reads the value before the next name."""
        self.take("{")
        if self.peek() == "}":
            self.take("}")
            return
        while True:
            name = self.value()
            if not isinstance(name, str):
                raise NotJsonError("name")
            self.take(":")
            yield name
            if self.peek() != ",":
                break
            self.take(",")
        self.take("}")

    def _read(self, n_characters: int) -> bool:
        self._watch()
        piece = self._file.read(n_characters)
        self._has_ended = not piece
        self._buffer = self._buffer[self._at :] + piece
        self._at = 0
        return bool(piece)
