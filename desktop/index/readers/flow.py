"""Paragraphs, headings and rows in their order, as the text of a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from desktop.index.readers.grid import CELL_GAP, cell_text
from desktop.index.reading import Page
from desktop.language import has_chinese

Kind = Literal["paragraph", "heading", "row"]


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, a heading or a row of a table."""

    text: str
    kind: Kind = "paragraph"


def flow_page(lines: Iterable[Line], number: int | None = None, place: str = "") -> Page:
    """Set lines one below the other: rows of a table stay together, all else is set apart."""
    parts: list[str] = []
    headings: list[tuple[int, str]] = []
    length, last = 0, ""
    for line in lines:
        gap = "" if not parts else "\n" if line.kind == last == "row" else "\n\n"
        if line.kind == "heading":
            headings.append((length + len(gap), line.text))
        parts += [gap, line.text]
        length += len(gap) + len(line.text)
        last = line.kind
    return Page(number, "".join(parts), tuple(headings), place)


def row_line(cells: Iterable[str]) -> Line:
    """The cells of a row on one line; without text where all are empty."""
    shown = [cell_text(each) for each in cells]
    return Line(CELL_GAP.join(shown) if any(shown) else "", "row")


def notes_line(notes: str) -> Line:
    """What a speaker noted below a slide, named as such."""
    return Line(("备注：" if has_chinese(notes) else "Notes: ") + notes)
