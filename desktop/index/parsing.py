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
from desktop.index.page_layout import Layout, Line, lay_out
from desktop.index.reading import Page, Reading
from desktop.worker import give_way, settle

if TYPE_CHECKING:
    from desktop.index.finding import Found
    from desktop.index.ocr import Recogniser
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
    """Draw a page with a passage on it; a page that is not drawn is answered with its text.

    `lines` say where the text of a recognised page stands.
    """

    path: str
    page: int
    start: int
    text: str
    scale: float
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class RecognisePage:
    """Recognise the text of a page that is a picture. Answered by a page_layout.Layout."""

    path: str
    page: int


@dataclass(frozen=True, slots=True)
class FindInFile:
    """Find a text in a file from a page on, but for `recognised` pages.

    Answered by a finding.Found.
    """

    path: str
    text: str
    first: int
    recognised: frozenset[int] = frozenset()


Request = ReadFile | ReadPage | DrawPage | RecognisePage | FindInFile


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


@dataclass(slots=True)
class _Eye:
    """Recognises pages; its models are loaded for the first one."""

    recogniser: Recogniser | None = None

    def read(self, request: RecognisePage, alive: Callable[[], None]) -> Layout:
        from desktop.index.rendering import picture_of

        if self.recogniser is None:
            from desktop.index.ocr import Recogniser

            # It computes for as long as there are pages: whoever waits for something goes first.
            give_way()
            self.recogniser = Recogniser()
        picture = picture_of(Path(request.path), request.page)
        alive()
        strips = self.recogniser.read(picture, alive)
        return lay_out(strips, picture.width / picture.height)


def serve(pipe: Connection, rss_bytes: int) -> None:
    """Read files until the pipe closes; `rss_bytes` is what the process may grow to."""
    settle()
    _limit_memory(rss_bytes)
    book, eye = _OpenBook(), _Eye()
    try:
        while True:
            request = pipe.recv()
            try:
                pipe.send(_answer(request, book, eye, lambda: pipe.send(Alive())))
            except DocumentError as error:
                pipe.send(Refused(error.problem))
            except MemoryError:
                pipe.send(Refused(Problem("too_much_memory", request.path)))
            except RecursionError:
                pipe.send(Refused(Problem("damaged", request.path)))
    except (EOFError, OSError):
        return


def _answer(
    request: Request, book: _OpenBook, eye: _Eye, alive: Callable[[], None]
) -> Reading | PageText | Drawing | Layout | Found:
    # The format libraries are imported in this process only.
    from desktop.index.chunker import chunk_pages, spoken_in
    from desktop.index.opening import is_drawn, read_pages
    from desktop.index.rendering import draw

    path = Path(request.path)
    if isinstance(request, RecognisePage):
        return eye.read(request, alive)
    if isinstance(request, FindInFile):
        return _find(request, path, book, alive)
    if isinstance(request, DrawPage) and is_drawn(path):
        return draw(request)
    if isinstance(request, ReadFile):
        pages = read_pages(path, alive)
        chunks = tuple(chunk_pages(pages))
        scanned = tuple(each.number for each in pages if each.is_scan and each.number)
        if not chunks and not scanned:
            raise DocumentError("empty", request.path)
        return Reading(_n_pages(pages), chunks, spoken_in(chunks), scanned)
    return _page_text(request, book.read(path, alive))


def _find(request: FindInFile, path: Path, book: _OpenBook, alive: Callable[[], None]) -> Found:
    from desktop.index.finding import find_in_pages, find_in_pdf
    from desktop.index.opening import is_drawn, is_pdf

    if not is_drawn(path):
        return find_in_pages(book.read(path, alive), request.text, request.first)
    if is_pdf(path):
        return find_in_pdf(path, request.text, request.first, request.recognised)
    return (), None


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
    memory = psutil.Process().memory_info()
    if (taken := getattr(memory, "data", 0)) > 0:
        most = taken + n_bytes - memory.rss
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
