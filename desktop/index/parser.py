"""Owns the parser process: one file at a time, under a clock and a memory limit.

A 0.7 KB PDF can take a minute and 5 GB in any library; killing the process is what always works.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

import psutil

from desktop.domain import Problem
from desktop.errors import DocumentError
from desktop.index import parsing
from desktop.index.finding import Found
from desktop.index.page_layout import Layout
from desktop.index.parsing import (
    Alive,
    DrawPage,
    FindInFile,
    PageText,
    ReadFile,
    ReadPage,
    RecognisePage,
    Refused,
    Request,
)
from desktop.index.reading import Reading

_POLL_S = 0.02
_ABSOLUTE_S = 600.0
_WALL_S = 14.0
_RSS_BYTES = 840 << 20
"""What is promised is 15 s and 1 GB: a process grows and takes time until it is seen and ended."""
_KEPT_SHARE = 0.5
"""A process that a file has left fuller than this share of the limit reads no other."""


class InterruptedReading(Exception):
    """Reading was stopped because its job was cancelled; nothing went wrong."""


class ParserCrashedError(DocumentError):
    """The parser process died over a file by itself."""


class Parser:
    """Reads and draws documents in a process that may be killed at any moment.

    `wall_s` is the time a file may take between two signs of life, `rss_bytes` what the process
    may grow to.
    """

    def __init__(self, wall_s: float = _WALL_S, rss_bytes: int = _RSS_BYTES) -> None:
        self._wall_s = wall_s
        self._rss_bytes = rss_bytes
        self._child: BaseProcess | None = None
        self._pipe: Connection | None = None

    @property
    def pid(self) -> int | None:
        """The process id, or None when none runs."""
        return self._child.pid if self._child is not None else None

    def read(self, path: str, interrupted: Callable[[], bool] = lambda: False) -> Reading:
        """Read and cut a file; raises DocumentError or InterruptedReading."""
        answer = self._ask(ReadFile(path), interrupted)
        assert isinstance(answer, Reading)
        return answer

    def page_text(self, path: str, page: int | None) -> PageText:
        """Extract one page's text; raises DocumentError."""
        answer = self._ask(ReadPage(path, page), lambda: False)
        assert isinstance(answer, PageText)
        return answer

    def draw(self, request: DrawPage) -> object:
        """Draw a page; returns a rendering.Drawing or a PageText; raises DocumentError."""
        return self._ask(request, lambda: False)

    def find(self, request: FindInFile) -> Found:
        """Find a text in a file; raises DocumentError."""
        answer = self._ask(request, lambda: False)
        assert isinstance(answer, tuple)
        return answer

    def recognise(
        self, path: str, page: int, interrupted: Callable[[], bool] = lambda: False
    ) -> Layout:
        """Recognise a page's text; raises DocumentError or InterruptedReading."""
        answer = self._ask(RecognisePage(path, page), interrupted)
        assert isinstance(answer, Layout)
        return answer

    def close(self) -> None:
        """End the process."""
        if self._pipe is not None:
            self._pipe.close()
        if self._child is not None:
            self._child.join(1.0)
            self._kill()

    def _ask(self, request: Request, interrupted: Callable[[], bool]) -> object:
        pipe = self._start()
        try:
            pipe.send(request)
        except OSError:
            self._kill()
            pipe = self._start()
            pipe.send(request)
        begun = renewed = time.monotonic()
        while True:
            try:
                if pipe.poll(_POLL_S):
                    answer = pipe.recv()
                    if not isinstance(answer, Alive):
                        self._renew()
                        return _unwrapped(answer)
                    renewed = time.monotonic()
            except (EOFError, OSError) as error:
                self._kill()
                raise ParserCrashedError("damaged", request.path) from error
            now = time.monotonic()
            problem = self._exceeded(request.path, now - renewed, now - begun)
            if problem is not None or interrupted():
                self._kill()
                if problem is None:
                    raise InterruptedReading
                raise DocumentError(problem.code, problem.path, problem.detail)

    def _renew(self) -> None:
        """End a process that kept much of the last file: the next one would pay for it."""
        if self._held() > _KEPT_SHARE * self._rss_bytes:
            self._kill()

    def _held(self) -> int:
        with contextlib.suppress(psutil.Error):
            return int(psutil.Process(self.pid).memory_info().rss)
        return 0

    def _exceeded(self, path: str, quiet_s: float, total_s: float) -> Problem | None:
        if quiet_s > self._wall_s or total_s > _ABSOLUTE_S:
            return Problem("too_slow", path, f"{min(self._wall_s, _ABSOLUTE_S):.0f} s")
        return Problem("too_much_memory", path) if self._held() > self._rss_bytes else None

    def _start(self) -> Connection:
        if self._pipe is not None and self._child is not None and self._child.is_alive():
            return self._pipe
        self._kill()
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        child = context.Process(
            target=parsing.serve, args=(theirs, self._rss_bytes), name="carrel-parser"
        )
        child.start()
        theirs.close()
        self._child, self._pipe = child, ours
        return ours

    def _kill(self) -> None:
        if self._child is not None:
            self._child.kill()
            self._child.join()
        if self._pipe is not None:
            self._pipe.close()
        self._child = self._pipe = None


def _unwrapped(answer: object) -> object:
    if isinstance(answer, Refused):
        problem = answer.problem
        raise DocumentError(problem.code, problem.path, problem.detail)
    return answer
