"""Recognised lines into a page's text: columns in their order, paragraphs whole, offsets kept.

Coordinates are shares of the page's width and height, so that they hold at every size it is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from desktop.language import CJK

_MIN_COLUMN_LINES = 4
_MIN_PROSE_WEIGHT = 12
_MAX_SPANNING = 0.2
_HEADING_GROWTH = 1.35
_PARAGRAPH_GAP = 1.6
_WIDE = re.compile(f"[{CJK}\u3000-\u303f\uff00-\uffef\u2014\u2018-\u201d\u2026]")
_HAN = re.compile(f"[{CJK}]")
_SENTENCE_END = re.compile(r"[.!?。！？:：;；][\"'”’」』)）]*$")
_BROKEN_WORD = re.compile(r"[A-Za-z]{2,}-$")


@dataclass(frozen=True, slots=True)
class Strip:
    """A line, or a part of one, as it was recognised: its text and where it stands."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """How high the letters stand."""
        return self.bottom - self.top

    @property
    def width(self) -> float:
        """How long it is."""
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class Line:
    """Where a stretch of a page's text stands on its picture."""

    start: int
    end: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Layout:
    """A page's text and the lines it is made of."""

    text: str
    lines: tuple[Line, ...]


_Row = list[Strip]


def lay_out(strips: Sequence[Strip], aspect: float) -> Layout:
    """Put recognised strips into reading order; `aspect` is the page's width over its height."""
    writer = _Writer(aspect)
    for block in _blocks([each for each in strips if each.text.strip()]):
        writer.write(_rows(block))
    return Layout("".join(writer.parts), tuple(writer.lines))


def _blocks(strips: list[Strip]) -> list[list[Strip]]:
    """Parts of a page that are read from top to bottom, in the order they are read in."""
    gutter = _gutter(strips)
    if gutter is None:
        return [strips] if strips else []
    spanning = sorted((each for each in strips if each.left < gutter < each.right), key=_middle)
    found: list[list[Strip]] = []
    above = float("-inf")
    for bar in [*spanning, None]:
        below = _middle(bar) if bar is not None else float("inf")
        between = [e for e in strips if above < _middle(e) < below and e not in spanning]
        found += _blocks([each for each in between if each.right <= gutter])
        found += _blocks([each for each in between if each.left >= gutter])
        if bar is not None:
            found.append([bar])
        above = below
    return found


def _gutter(strips: list[Strip]) -> float | None:
    """Where two columns of prose are parted; the cells of a table are not columns."""
    best: tuple[int, float, float] | None = None
    for edge in sorted({each.right for each in strips}):
        left = [each for each in strips if each.right <= edge]
        right = [each for each in strips if each.left >= edge]
        n_spanning = len(strips) - len(left) - len(right)
        if n_spanning > _MAX_SPANNING * len(strips) or not (_is_prose(left) and _is_prose(right)):
            continue
        gap = min(each.left for each in right) - edge
        if gap > 0 and _stand_side_by_side(left, right):
            candidate = (n_spanning, -gap, edge + gap / 2)
            best = min(best, candidate) if best is not None else candidate
    return best[2] if best is not None else None


def _is_prose(strips: list[Strip]) -> bool:
    if len(strips) < _MIN_COLUMN_LINES:
        return False
    extent = max(each.right for each in strips) - min(each.left for each in strips)
    weight = median(len(each.text) + len(_WIDE.findall(each.text)) for each in strips)
    return median(each.width for each in strips) > 0.6 * extent and weight >= _MIN_PROSE_WEIGHT


def _stand_side_by_side(left: list[Strip], right: list[Strip]) -> bool:
    top = max(min(each.top for each in side) for side in (left, right))
    bottom = min(max(each.bottom for each in side) for side in (left, right))
    lower = (max(e.bottom for e in side) - min(e.top for e in side) for side in (left, right))
    return bottom - top > 0.5 * min(lower)


def _middle(strip: Strip) -> float:
    return (strip.top + strip.bottom) / 2


def _rows(strips: list[Strip]) -> list[_Row]:
    """What stands beside each other becomes one row."""
    rows: list[_Row] = []
    for strip in sorted(strips, key=_middle):
        if rows and abs(_middle(strip) - _middle(rows[-1][0])) < 0.5 * min(
            strip.height, rows[-1][0].height
        ):
            rows[-1].append(strip)
        else:
            rows.append([strip])
    return [sorted(row, key=lambda each: each.left) for row in rows]


class _Writer:
    """Writes rows one after the other and remembers where each strip went."""

    def __init__(self, aspect: float) -> None:
        self.parts: list[str] = []
        self.lines: list[Line] = []
        self._length = 0
        self._is_full = False
        self._aspect = aspect

    def write(self, rows: list[_Row]) -> None:
        """Write a block of rows; a paragraph's lines are joined."""
        left = min(each.left for row in rows for each in row)
        right = max(each.right for row in rows for each in row)
        gaps = [after[0].top - row[0].top for row, after in pairwise(rows)]
        usual = median(gaps) if gaps else 0.0
        if self.parts:
            self._begin(rows[0][0])
        for n, row in enumerate(rows):
            if n:
                is_near = gaps[n - 1] <= _PARAGRAPH_GAP * usual
                self._part(rows[n - 1], row, left, right, is_near=is_near)
            for m, strip in enumerate(row):
                if m:
                    self._add(" ")
                start = self._length
                self._add(strip.text.strip())
                self._note(strip, start)
        self._is_full = rows[-1][-1].right > right - rows[-1][-1].height / self._aspect

    def _begin(self, first: Strip) -> None:
        """Go on where a sentence goes from the foot of one column to the head of the next."""
        is_open = self._is_full and not _SENTENCE_END.search(self.parts[-1])
        if is_open and (first.text[:1].islower() or _HAN.match(first.text)):
            self._join(first)
        else:
            self._add("\n\n")

    def _part(self, row: _Row, after: _Row, left: float, right: float, *, is_near: bool) -> None:
        last, first = row[-1], after[0]
        growth = max(last.height, first.height) / min(last.height, first.height)
        if not is_near or growth > _HEADING_GROWTH:
            self._add("\n\n")
        elif len(row) > 1 or len(after) > 1 or not self._goes_on(last, first, left, right):
            self._add("\n")
        else:
            self._join(first)

    def _join(self, first: Strip) -> None:
        if _BROKEN_WORD.search(self.parts[-1]) and first.text[:1].islower():
            self._drop_hyphen()
        elif not (_WIDE.match(self.parts[-1][-1:]) and _WIDE.match(first.text)):
            self._add(" ")

    def _goes_on(self, last: Strip, first: Strip, left: float, right: float) -> bool:
        """Tell whether a line was broken only because the next word did not fit."""
        letter = first.height / self._aspect
        word = re.match(r"\S+", first.text)
        n_chars = 1 if _WIDE.match(first.text) or word is None else len(word.group())
        needed = first.width * (n_chars + 1) / max(len(first.text), n_chars + 1)
        return first.left - left < letter and last.right + needed > right - 0.5 * letter

    def _drop_hyphen(self) -> None:
        self.parts[-1] = self.parts[-1][:-1]
        self._length -= 1
        line = self.lines[-1]
        self.lines[-1] = Line(
            line.start, line.end - 1, line.left, line.top, line.right, line.bottom
        )

    def _note(self, strip: Strip, start: int) -> None:
        self.lines.append(
            Line(start, self._length, strip.left, strip.top, strip.right, strip.bottom)
        )

    def _add(self, text: str) -> None:
        self.parts.append(text)
        self._length += len(text)
