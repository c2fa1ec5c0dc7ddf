"""The letters of a page shown as a picture: which one lies where, and what a stretch says."""

from __future__ import annotations

import re
import sys
import unicodedata
from array import array

from PySide6.QtCore import QPointF, QRectF

from desktop.page_messages import Letters

_WHOLE = 65535
_BROKEN = re.compile("[\ufffe\u0002\u00ad]\\s*")
_RADICALS = re.compile("[\u2e80-\u2fdf]")
_LINE_WEIGHT = 8
"""Beside a line is nearer than above or below it."""


class PageLetters:
    """Places are shares of the page; a stretch is two letter numbers, the second not included."""

    def __init__(self, letters: Letters) -> None:
        self.text = letters.text
        self._places = array("H", letters.places)
        if sys.byteorder == "big":
            self._places.byteswap()
        if len(self._places) < 4 * len(self.text):
            self.text = ""

    def box(self, number: int) -> QRectF:
        """Where a letter stands; nothing for a line break."""
        left, top, right, bottom = (
            each / _WHOLE for each in self._places[4 * number : 4 * number + 4]
        )
        return QRectF(left, top, right - left, bottom - top)

    def is_on(self, point: QPointF) -> bool:
        """Tell whether a point is on a letter."""
        nearest = self.nearest(point)
        return nearest is not None and self.box(nearest).contains(point)

    def nearest(self, point: QPointF) -> int | None:
        """The letter that lies nearest to a point, those of its line first."""
        x, y = point.x() * _WHOLE, point.y() * _WHOLE
        best, least = None, float("inf")
        places = self._places
        for number in range(len(self.text)):
            left, top, right, bottom = places[4 * number : 4 * number + 4]
            if right <= left or bottom <= top:
                continue
            aside = left - x if x < left else x - right if x > right else 0
            above = top - y if y < top else y - bottom if y > bottom else 0
            distance = aside + _LINE_WEIGHT * above
            if distance < least:
                best, least = number, distance
        return best

    def word(self, number: int) -> tuple[int, int]:
        """The word a letter stands in."""
        start = end = number
        while start > 0 and self.text[start - 1].isalnum():
            start -= 1
        while end < len(self.text) and self.text[end].isalnum():
            end += 1
        return start, max(end, number + 1)

    def lines(self, start: int, end: int) -> list[QRectF]:
        """The boxes of a stretch, a box a line."""
        found: list[QRectF] = []
        for number in range(start, min(end, len(self.text))):
            box = self.box(number)
            if box.isEmpty():
                continue
            if found and _is_same_line(found[-1], box):
                found[-1] = found[-1].united(box)
            else:
                found.append(box)
        return found

    def copied(self, start: int, end: int) -> str:
        """What a stretch says, with words broken at a line's end made whole."""
        text = _BROKEN.sub("", self.text[start:end]).replace("\r\n", "\n").replace("\r", "\n")
        # PDF writes some Chinese characters as the radicals they look like.
        return _RADICALS.sub(lambda each: unicodedata.normalize("NFKC", each[0]), text).strip()


def _is_same_line(line: QRectF, box: QRectF) -> bool:
    middle = box.center().y()
    return line.top() <= middle <= line.bottom() and box.left() >= line.left()
