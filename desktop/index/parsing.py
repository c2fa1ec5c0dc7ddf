"""The parser process: reads one file at a time; whatever a file does to it stays in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain import Problem
from desktop.errors import DocumentError
from desktop.index.reading import Reading
from desktop.worker import settle

if TYPE_CHECKING:
    from desktop.index.rendering import Drawing

_ADDRESS_SPACE = 6 << 30


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


def serve(pipe: Connection) -> None:
    """Read files until the pipe closes."""
    settle()
    _limit_memory()
    try:
        while True:
            request = pipe.recv()
            try:
                pipe.send(_answer(request, lambda: pipe.send(Alive())))
            except DocumentError as error:
                pipe.send(Refused(error.problem))
            except MemoryError:
                pipe.send(Refused(Problem("too_much_memory", request.path)))
            except RecursionError:
                pipe.send(Refused(Problem("damaged", request.path)))
    except (EOFError, OSError):
        return


def _answer(
    request: ReadFile | ReadPage | DrawPage, alive: Callable[[], None]
) -> Reading | PageText | Drawing:
    # The format libraries are imported in this process only.
    from desktop.index.chunker import chunk_pages
    from desktop.index.opening import is_pdf, read_pages
    from desktop.index.rendering import draw
    from desktop.language import language_of

    path = Path(request.path)
    if isinstance(request, DrawPage) and is_pdf(path):
        return draw(path, request.page, request.start, request.text, request.scale)
    pages = read_pages(path, alive)
    n_pages = len(pages) if pages[0].number is not None else None
    if isinstance(request, ReadFile):
        chunks = tuple(chunk_pages(pages))
        if not chunks:
            raise DocumentError("empty", request.path)
        sample = " ".join(chunk.text for chunk in chunks[:50])
        return Reading(n_pages, chunks, language_of(sample))
    page = next((each for each in pages if each.number == request.page), None)
    if page is None:
        raise DocumentError("page_missing", request.path, str(request.page or 1))
    repeats = tuple(each.start for each in page.blocks if each.own > each.start)
    return PageText(page.text, page.number, n_pages, page.place, bool(page.blocks), repeats)


def _limit_memory() -> None:
    """A backstop behind the owner's watchdog, where the system has one."""
    try:
        import resource
    except ImportError:  # not on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESS_SPACE, _ADDRESS_SPACE))
