"""The part of a passage that shows why it was found, on one line."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

_LEAD = 60
"""How much is shown before the first word that was searched for."""
_LEFT_OUT = "…"
_UNSEEN = ("Cc", "Cn", "Cs")

Marks = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A text and where in it the words searched for stand."""

    text: str
    marks: Marks


def excerpt(text: str, marks: Marks, longest: int) -> Excerpt:
    """Cut out of a passage what has most of the words searched for; `marks` is where they stand."""
    begin = _begin(text, marks, longest)
    kept, places = _tidied(text, begin, longest)
    head = _LEFT_OUT if begin else ""
    is_cut = bool(places) and bool(text[places[-1] + 1 :].strip())
    moved = []
    for start, end in marks:
        first, last = bisect_left(places, start), bisect_left(places, end)
        if first < last:
            moved.append((first + len(head), last + len(head)))
    return Excerpt(f"{head}{kept}{_LEFT_OUT if is_cut else ''}", tuple(moved))


def _begin(text: str, marks: Marks, longest: int) -> int:
    if len(text) <= longest or not marks:
        return 0
    starts = [max(start - _LEAD, 0) for start, _ in marks]
    best = max(starts, key=lambda each: (_n_marked(marks, each, each + longest), -each))
    if best == 0:
        return 0
    # A word is not cut in two where the text has spaces; Chinese has none.
    space = text.find(" ", best, best + _LEAD // 2)
    return best if space < 0 else space + 1


def _n_marked(marks: Marks, begin: int, end: int) -> int:
    return sum(finish - start for start, finish in marks if begin <= start and finish <= end)


def _tidied(text: str, begin: int, longest: int) -> tuple[str, Sequence[int]]:
    """White space as single spaces, and the source of every character kept."""
    kept: list[str] = []
    places: list[int] = []
    for place in range(begin, len(text)):
        character = text[place]
        if character.isspace():
            if not kept or kept[-1] == " ":
                continue
            character = " "
        elif unicodedata.category(character) in _UNSEEN:
            continue
        if len(kept) == longest:
            break
        kept.append(character)
        places.append(place)
    return "".join(kept), places
