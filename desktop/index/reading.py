"""What a file becomes: pages of extracted text, then chunks of them."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.domain import Language


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a page that is one chunk, and what a person calls the place.

    What stands before `own` repeats the header of a table whose rows follow; 0 where nothing does.
    """

    start: int
    end: int
    place: str
    own: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """Extracted text; `number` is 1-based, None where the format has no pages.

    `headings` are (offset, text) of what heads the text from there on; `place` is what a person
    calls the page where that is not its number. `is_scan` says that the text is still to be
    recognised. A page that says in `blocks` where it is cut is cut there; the lines of a table are
    rows of " | " between cells.
    """

    number: int | None
    text: str
    headings: tuple[tuple[int, str], ...] = ()
    place: str = ""
    blocks: tuple[Block, ...] = ()
    is_table: bool = False
    is_scan: bool = False


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of one page: `text == page.text[start:end]`."""

    page: int | None
    start: int
    end: int
    text: str
    heading: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A document, read and cut; `scanned` are the pages whose text is still to be recognised."""

    n_pages: int | None
    chunks: tuple[Chunk, ...]
    language: Language
    scanned: tuple[int, ...] = ()
