"""What readers read: a file on disk, or one that came inside another and never touches the disk."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import BinaryIO

_MAX_NAME = 80


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read; `path` is the file on disk that it is or lies in.

    `content` is None for the file itself, `depth` how many files it lies in.
    """

    path: str
    name: str
    content: bytes | None = None
    depth: int = 0

    @staticmethod
    def at(path: Path) -> Source:
        """The file at a path."""
        return Source(str(path), path.name)

    @property
    def ending(self) -> str:
        """The end of the name, with its dot, in small letters."""
        return PurePath(self.name).suffix.lower()

    @property
    def size_bytes(self) -> int:
        """How large it is."""
        return Path(self.path).stat().st_size if self.content is None else len(self.content)

    def open(self) -> BinaryIO:
        """A stream from its first byte."""
        if self.content is None:
            return Path(self.path).open("rb")
        return io.BytesIO(self.content)

    def read(self) -> bytes:
        """All of it."""
        return Path(self.path).read_bytes() if self.content is None else self.content


def short(name: str) -> str:
    """A name on one line and no longer than a label takes."""
    line = " ".join(name.split())
    return line if len(line) <= _MAX_NAME else line[: _MAX_NAME - 1] + "…"
