"""Conversations into a file: the file appears when it is whole, or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from desktop.domain import Language
from desktop.errors import TransferError
from desktop.transfer import carrel_json, markdown
from desktop.tree import Tree

Format = Literal["markdown", "html", "json"]
ENDINGS: dict[Format, str] = {"markdown": ".md", "html": ".html", "json": ".json"}
_UNFIT = re.compile(r'[\x00-\x1f<>:"/\\|?*\u202a-\u202e\u2066-\u2069]+')
_LONGEST_NAME = 60


def pieces(trees: Iterable[Tree], format_: Format, language: Language, title: str) -> Iterator[str]:
    """Conversations in a format, piece by piece; `title` names the whole."""
    if format_ == "json":
        return carrel_json.conversations(trees, round(time.time(), 3))
    if format_ == "html":
        # Only here: the window opens without a second reader of Markdown.
        from desktop.transfer import webpage

        return webpage.conversations(trees, language, title)
    return markdown.conversations(trees, language)


def file_name(title: str, format_: Format) -> str:
    """A name for a file that every system takes."""
    name = " ".join(_UNFIT.sub(" ", title).split())[:_LONGEST_NAME].strip(" .") or "Carrel"
    return name + ENDINGS[format_]


class ExportFile:
    """A file that is being written; raises TransferError where that cannot be done."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._part = path.with_name(f".{path.name}.part")
        try:
            self._file = self._part.open("w", encoding="utf-8", newline="\n")
        except OSError as error:
            raise _refusal(path, error) from error

    def write(self, piece: str) -> None:
        """Add a piece."""
        try:
            self._file.write(piece)
        except OSError as error:
            self.abandon()
            raise _refusal(self._path, error) from error

    def finish(self) -> None:
        """Put the whole in its place."""
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            os.replace(self._part, self._path)
        except OSError as error:
            self.abandon()
            raise _refusal(self._path, error) from error

    def abandon(self) -> None:
        """Leave nothing behind."""
        # What it still held was not wanted.
        with contextlib.suppress(OSError):
            self._file.close()
        self._part.unlink(missing_ok=True)


def _refusal(path: Path, error: OSError) -> TransferError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return TransferError("disk_full", str(path))
    return TransferError("export_not_writable", str(path))
