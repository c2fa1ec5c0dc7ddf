"""Finds a text in a whole document for somebody who reads it, a moment's work at a time."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from desktop.domain import Rectangle
from desktop.index.folding import find_all_folded
from desktop.index.page_layout import Layout
from desktop.index.reading import Page
from desktop.page_messages import Match

_MOMENT_S = 0.25
_MOST_PAGES = 100
_MOST_ON_A_PAGE = 200

Found = tuple[tuple[Match, ...], int | None]
"""Matches in order, and the page to go on from."""


def find_in_pages(pages: Sequence[Page], text: str, first: int) -> Found:
    """Find a text in pages that are not drawn; those without a number are one document."""
    matches: list[Match] = []
    begun = time.monotonic()
    for page in pages:
        if page.number is not None and page.number < first:
            continue
        if page.number is not None and time.monotonic() - begun > _MOMENT_S:
            return tuple(matches), page.number
        for start, end in _places(page, text):
            matches.append(Match(page.number, start, end))
    return tuple(matches), None


def find_in_pdf(path: Path, text: str, first: int, recognised: frozenset[int]) -> Found:
    """Find a text in a PDF, but for recognised pages; raises DocumentError."""
    from desktop.index.rendering import PdfPages

    matches: list[Match] = []
    begun = time.monotonic()
    with PdfPages(path) as pages:
        for number in range(first, pages.n_pages + 1):
            if number - first >= _MOST_PAGES or time.monotonic() - begun > _MOMENT_S:
                return tuple(matches), number
            if number not in recognised:
                for start, end, boxes in pages.find(number, text, _MOST_ON_A_PAGE):
                    matches.append(Match(number, start, end, boxes))
    return tuple(matches), None


def find_in_layout(page: int, layout: Layout, text: str) -> tuple[Match, ...]:
    """Find a text on a recognised page."""
    return tuple(
        Match(page, start, end, _boxes(layout, start, end))
        for start, end in find_all_folded(layout.text, text, _MOST_ON_A_PAGE)
    )


def _places(page: Page, text: str) -> list[tuple[int, int]]:
    """What a sheet repeats of its header is not shown, so it is not found either."""
    repeated = [range(each.start, each.own) for each in page.blocks if each.own > each.start]
    return [
        (start, end)
        for start, end in find_all_folded(page.text, text, _MOST_ON_A_PAGE)
        if not any(start in each for each in repeated)
    ]


def _boxes(layout: Layout, start: int, end: int) -> tuple[Rectangle, ...]:
    """The part of every line that a stretch of text covers, as if letters were equally wide."""
    found = []
    for line in layout.lines:
        first, last = max(start, line.start), min(end, line.end)
        if first < last:
            step = (line.right - line.left) / (line.end - line.start)
            left = line.left + (first - line.start) * step
            right = line.left + (last - line.start) * step
            found.append(Rectangle(left, line.top, right, line.bottom))
    return tuple(found)
