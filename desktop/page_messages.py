"""What crosses the border to the index and back when somebody reads in a document."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.domain import Rectangle
from desktop.messages import Command, Event


@dataclass(frozen=True, slots=True)
class RenderPage(Command):
    """Draw a page and find a passage on it. Answered by `PageImage`, or by `TextPage` where the
    format is not drawn.

    `text` is the passage as extracted, `start` its offset on that page; `scale` is pixels per
    point of a page of A4, and every page is drawn as wide as that one.
    """

    path: str
    page: int
    start: int
    text: str
    scale: float = 2.0


@dataclass(frozen=True, slots=True)
class ReadText(Command):
    """Extract one page's text, or a document's where there are no pages. Answered by `TextPage`."""

    path: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class FindText(Command):
    """Find a text in a document, however it is spaced and broken into lines, from a page on.

    Answered by `TextFound` after a moment's work: what follows is asked for anew, so that whoever
    has a question need not wait for a book to be searched.
    """

    path: str
    text: str
    first: int = 1


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of a page and where each stands on its picture.

    `places` holds left, top, right and bottom of every letter, each as a 16-bit number (little end
    first) of which 65535 is the whole width or height.
    """

    text: str = ""
    places: bytes = b""


_NO_LETTERS = Letters()


@dataclass(frozen=True, slots=True)
class PageImage(Event):
    """A page as PNG bytes, its size in pixels, the boxes of the passage on it, and its letters."""

    png: bytes
    width: int
    height: int
    rectangles: tuple[Rectangle, ...]
    n_pages: int
    letters: Letters = _NO_LETTERS


@dataclass(frozen=True, slots=True)
class TextPage(Event):
    """Extracted text for the reading view.

    `place` is what a person calls the page, `is_table` says that each line is a row of cells,
    parted by " | "; `repeats` are the offsets of lines that only repeat a table's header.
    """

    text: str
    page: int | None
    n_pages: int | None
    place: str = ""
    is_table: bool = False
    repeats: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """Where a text was found: offsets into a page's text, and its boxes as shares of the page."""

    page: int | None
    start: int
    end: int
    boxes: tuple[Rectangle, ...] = ()


@dataclass(frozen=True, slots=True)
class TextFound(Event):
    """Where a text stands, in order; `following` is the page to go on from, None at the end."""

    matches: tuple[Match, ...]
    following: int | None
