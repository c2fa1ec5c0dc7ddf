"""Where every letter of a page stands, packed small enough to be sent with each page."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence

from desktop.index.page_layout import Line
from desktop.page_messages import Letters

_WHOLE = 65535

Box = tuple[float, float, float, float]
"""Left, top, right and bottom, as shares of the page."""
_NOWHERE: Box = (0.0, 0.0, 0.0, 0.0)


def pack(text: str, boxes: Iterable[Box]) -> Letters:
    """The letters of a page with a box for each."""
    numbers = [min(max(round(each * _WHOLE), 0), _WHOLE) for box in boxes for each in box]
    return Letters(text, struct.pack(f"<{len(numbers)}H", *numbers))


def of_lines(text: str, lines: Sequence[Line]) -> Letters:
    """The letters of a recognised page: each line's share its width alike."""
    boxes = [_NOWHERE] * len(text)
    for line in lines:
        step = (line.right - line.left) / max(line.end - line.start, 1)
        for n, place in enumerate(range(line.start, min(line.end, len(text)))):
            left = line.left + n * step
            boxes[place] = (left, line.top, left + step, line.bottom)
    return pack(text, boxes)
