"""One file, read as for the index and opened as in the window: what comes of it, at what cost."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psutil

from desktop.errors import DocumentError
from desktop.index.parser import Parser
from desktop.index.parsing import DrawPage
from desktop.index.reading import Reading

_LOOK_S = 0.02


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of each way to open a file ("read" or a problem's code), and the worst of both."""

    indexed: str
    viewed: str
    seconds: float
    peak_mb: int


def attempt(parser: Parser, path: Path) -> Trial:
    """Read a file for the index, then show its first passage; raises what is no outcome."""
    with _Watch(parser) as watch:
        begun = time.monotonic()
        reading = _outcome(lambda: parser.read(str(path)))
        read_s = time.monotonic() - begun
        begun = time.monotonic()
        views = [_outcome(look) for look in _looks(parser, path, reading)]
        viewed_s = (time.monotonic() - begun) / len(views)
    viewed = ", ".join(dict.fromkeys(_word(each) for each in views))
    return Trial(_word(reading), viewed, max(read_s, viewed_s), watch.peak_bytes // 1_000_000)


def _looks(parser: Parser, path: Path, reading: object) -> list[Callable[[], object]]:
    """What the window may ask of a file: the page a passage stands on, or its text."""
    if not isinstance(reading, Reading):
        # A citation can outlive the file it was made from.
        return [
            lambda: parser.draw(DrawPage(str(path), 1, 0, "a", 2.0)),
            lambda: parser.page_text(str(path), None),
        ]
    if not reading.chunks:
        # A scan: its text is recognised later, and until then it is a picture.
        return [lambda: parser.draw(DrawPage(str(path), reading.scanned[0], 0, "", 2.0))]
    chunk = reading.chunks[0]
    if chunk.page is None:
        return [lambda: parser.page_text(str(path), None)]
    number = chunk.page
    return [lambda: parser.draw(DrawPage(str(path), number, chunk.start, chunk.text, 2.0))]


def _outcome(work: Callable[[], object]) -> object:
    try:
        return work()
    except DocumentError as error:
        return error.problem.code


def _word(outcome: object) -> str:
    return outcome if isinstance(outcome, str) else "read"


class _Watch:
    """Notes the most memory the parser's process holds, whichever process that is just then."""

    def __init__(self, parser: Parser) -> None:
        self._parser = parser
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self.peak_bytes = 0

    def __enter__(self) -> _Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._is_over.wait(_LOOK_S):
            if (pid := self._parser.pid) is None:  # between two: None would mean this process
                continue
            with contextlib.suppress(psutil.Error):
                self.peak_bytes = max(self.peak_bytes, psutil.Process(pid).memory_info().rss)
