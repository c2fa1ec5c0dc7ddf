"""The parser process: reads one file at a time; whatever a file does to it stays in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from desktop.domain import Problem
from desktop.errors import DocumentError
from desktop.index.reading import Page, Reading
from desktop.worker import settle

if TYPE_CHECKING:
    from desktop.index.rendering import Drawing

_ADDRESS_SPACE = 6 << 30
_MAX_KEPT = 5_000_000


@dataclass(frozen=True, slots=True)
class ReadFile:
    """Read and cut a file."""

    path: str


@dataclass(frozen=True, slots=True)
class ReadPage:
    """Extract one page's text; None is the whole document where there are no pages."""

    path: str
    page: int | None


@dataclass(frozen=True, slots=True)
class DrawPage:
    """Draw a page with a passage on it; a page that is not drawn is answered with its text."""

    path: str
    page: int
    start: int
    text: str
    scale: float


@dataclass(frozen=True, slots=True)
class Alive:
    """Some pages are done; the clock may start anew."""


@dataclass(frozen=True, slots=True)
class PageText:
    """The text asked for, which page it is and how many there are.

    `place` is what a person calls the page, `is_table` says that each line is a row of cells, and
    `repeats` are the offsets of lines that only repeat a header.
    """

    text: str
    page: int | None
    n_pages: int | None
    place: str = ""
    is_table: bool = False
    repeats: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """The file could not be read."""

    problem: Problem


@dataclass(slots=True)
class _OpenBook:
    """The pages read last for the window: turning one does not read the whole file again."""

    stamp: tuple[str, int, int] | None = None
    pages: tuple[Page, ...] = ()

    def read(self, path: Path, alive: Callable[[], None]) -> Sequence[Page]:
        from desktop.index.opening import read_pages

        stamp = _stamp(path)
        if stamp is not None and stamp == self.stamp:
            return self.pages
        pages = read_pages(path, alive)
        if stamp is not None and sum(len(page.text) for page in pages) <= _MAX_KEPT:
            self.stamp, self.pages = stamp, tuple(pages)
        return pages


def serve(pipe: Connection, own_bytes: int) -> None:
    """Read files until the pipe closes; `own_bytes` is what they may make the process take."""
    settle()
    _limit_memory(own_bytes)
    book = _OpenBook()
    try:
        while True:
            request = pipe.recv()
            try:
                pipe.send(_answer(request, book, lambda: pipe.send(Alive())))
            except DocumentError as error:
                pipe.send(Refused(error.problem))
            except MemoryError:
                pipe.send(Refused(Problem("too_much_memory", request.path)))
            except RecursionError:
                pipe.send(Refused(Problem("damaged", request.path)))
    except (EOFError, OSError):
        return


def _answer(
    request: ReadFile | ReadPage | DrawPage, book: _OpenBook, alive: Callable[[], None]
) -> Reading | PageText | Drawing:
    # The format libraries are imported in this process only.
    from desktop.index.chunker import chunk_pages
    from desktop.index.opening import is_pdf, read_pages
    from desktop.index.rendering import draw
    from desktop.language import language_of

    path = Path(request.path)
    if isinstance(request, DrawPage) and is_pdf(path):
        return draw(path, request.page, request.start, request.text, request.scale)
    if isinstance(request, ReadFile):
        pages = read_pages(path, alive)
        chunks = tuple(chunk_pages(pages))
        if not chunks:
            raise DocumentError("empty", request.path)
        sample = " ".join(chunk.text for chunk in chunks[:50])
        return Reading(_n_pages(pages), chunks, language_of(sample))
    return _page_text(request, book.read(path, alive))


def _page_text(request: ReadPage | DrawPage, pages: Sequence[Page]) -> PageText:
    page = next((each for each in pages if each.number == request.page), None)
    if page is None:
        raise DocumentError("page_missing", request.path, str(request.page or 1))
    repeats = tuple(each.start for each in page.blocks if each.own > each.start)
    return PageText(page.text, page.number, _n_pages(pages), page.place, page.is_table, repeats)


def _stamp(path: Path) -> tuple[str, int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return str(path), status.st_mtime_ns, status.st_size


def _n_pages(pages: Sequence[Page]) -> int | None:
    return len(pages) if pages[0].number is not None else None


def _limit_memory(n_bytes: int) -> None:
    """A backstop behind the owner's watchdog, which looks too seldom for what grows at once."""
    try:
        import resource
    except ImportError:  # not on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESS_SPACE, _ADDRESS_SPACE))
    # Told by Linux only. Reserved and never used counts, too: the stacks of every thread that
    # libraries of the program started have been taken before the first file.
    if (taken := getattr(psutil.Process().memory_info(), "data", 0)) > 0:
        most = taken + n_bytes
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
