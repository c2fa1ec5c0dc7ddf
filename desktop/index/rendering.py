"""A page as an image, and where on it a passage stands. Runs in the parser process only."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2.raw as pdfium
from PIL.Image import Image
from pypdfium2 import PdfiumError

from desktop.domain import Rectangle
from desktop.errors import DocumentError
from desktop.index.folding import find_all_folded, find_folded
from desktop.index.letters import Box, pack
from desktop.index.page_layout import Line
from desktop.index.parsing import DrawPage
from desktop.index.readers.pdf import open_pdf
from desktop.index.readers.picture import decode, is_picture
from desktop.index.source import Source
from desktop.page_messages import Letters

_MAX_PIXELS = 16_000_000
_READ_PIXELS = 4_000_000
"""A page of A4 at 200 dpi: more makes recognition slower, not better."""
_A4_POINTS = 595
_FINE = 65_535
"""Shares of a page are asked of pdfium as whole numbers of so many."""
_MOST_LETTERS = 30_000
_NO_LETTERS = Letters()


@dataclass(frozen=True, slots=True)
class Drawing:
    """A page as PNG bytes, its size in pixels, the passage's boxes on it, and its letters."""

    png: bytes
    width: int
    height: int
    rectangles: tuple[Rectangle, ...]
    n_pages: int
    letters: Letters = _NO_LETTERS


def draw(request: DrawPage) -> Drawing:
    """Draw a page (1-based) and find a passage on it; raises DocumentError."""
    path = Path(request.path)
    if is_picture(path):
        image, n_pages = decode(path, request.page, _MAX_PIXELS)
        wide = max(int(_A4_POINTS * request.scale), 1)
        image.thumbnail((wide, _MAX_PIXELS // wide))
        return _drawing(image, _marked(request, image), n_pages)
    with _page(path, request.page) as (page, n_pages):
        width, _ = page.get_size()
        image = _rendered(page, request.scale * _A4_POINTS / max(width, 1), _MAX_PIXELS)
        if request.lines:
            return _drawing(image, _marked(request, image), n_pages)
        with _text_of(page) as text_page:
            to_share = _Transform(page)
            boxes = _boxes(text_page, request.start, request.text) if request.text else []
            rectangles = tuple(
                _scaled(to_share.rectangle(box), image.width, image.height) for box in boxes
            )
            return _drawing(image, rectangles, n_pages, _letters(text_page, to_share))


class PdfPages:
    """A PDF whose pages are searched one after the other; raises DocumentError."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._document = open_pdf(Source.at(path))

    def __enter__(self) -> PdfPages:
        return self

    def __exit__(self, *_: object) -> None:
        self._document.close()

    @property
    def n_pages(self) -> int:
        """How many pages there are."""
        return len(self._document)

    def find(
        self, number: int, text: str, most: int
    ) -> list[tuple[int, int, tuple[Rectangle, ...]]]:
        """Where a text stands on a page (1-based), with its boxes as shares of the page."""
        try:
            page = self._document[number - 1]
            with _text_of(page) as text_page:
                places = find_all_folded(text_page.get_text_range(), text, most)
                if not places:
                    return []
                to_share = _Transform(page)
                return [
                    (start, end, tuple(map(to_share.rectangle, _between(text_page, start, end))))
                    for start, end in places
                ]
        except PdfiumError as error:
            raise DocumentError("damaged", str(self._path)) from error


def picture_of(path: Path, number: int) -> Image:
    """A page as large as recognition needs it; raises DocumentError."""
    if is_picture(path):
        return decode(path, number, _READ_PIXELS)[0]
    with _page(path, number) as (page, _):
        return _rendered(page, float("inf"), _READ_PIXELS)


@contextmanager
def _page(path: Path, number: int) -> Iterator[tuple[Any, int]]:
    document = open_pdf(Source.at(path))
    try:
        if not 1 <= number <= len(document):
            raise DocumentError("page_missing", str(path), str(number))
        yield document[number - 1], len(document)
    except PdfiumError as error:
        raise DocumentError("damaged", str(path)) from error
    finally:
        document.close()


def _rendered(page: Any, scale: float, pixels: float) -> Image:
    width, height = page.get_size()
    scale = min(scale, (pixels / max(width * height, 1)) ** 0.5)
    image: Image = page.render(scale=scale).to_pil().convert("RGB")
    return image


def _drawing(
    image: Image,
    rectangles: tuple[Rectangle, ...],
    n_pages: int,
    letters: Letters = _NO_LETTERS,
) -> Drawing:
    buffer = io.BytesIO()
    image.save(buffer, "PNG", compress_level=1)
    return Drawing(buffer.getvalue(), image.width, image.height, rectangles, n_pages, letters)


def _marked(request: DrawPage, image: Image) -> tuple[Rectangle, ...]:
    """The recognised lines a passage touches."""
    end = request.start + len(request.text)
    return tuple(
        _scaled(line, image.width, image.height)
        for line in request.lines
        if line.start < end and line.end > request.start
    )


def _scaled(line: Line | Rectangle, width: int, height: int) -> Rectangle:
    return Rectangle(line.left * width, line.top * height, line.right * width, line.bottom * height)


@contextmanager
def _text_of(page: Any) -> Iterator[Any]:
    text_page = page.get_textpage()
    try:
        yield text_page
    finally:
        text_page.close()


def _boxes(text_page: Any, start: int, text: str) -> list[Box]:
    whole = text_page.get_text_range()
    if whole[start : start + len(text)] == text:
        return _between(text_page, start, start + len(text))
    found = find_folded(whole, text, start)
    return _between(text_page, *found) if found is not None else []


def _between(text_page: Any, begin: int, end: int) -> list[Box]:
    """The boxes of a stretch of a page's text, in points from the bottom left."""
    # Text offsets and pdfium's character numbers differ where a character has no text.
    first = pdfium.FPDFText_GetCharIndexFromTextIndex(text_page, begin)
    last = pdfium.FPDFText_GetCharIndexFromTextIndex(text_page, end - 1)
    if first < 0 or last < first:
        first, last = begin, end - 1
    n_boxes = text_page.count_rects(first, last - first + 1)
    return [text_page.get_rect(n) for n in range(n_boxes)]


def _letters(text_page: Any, to_share: _Transform) -> Letters:
    n_letters = min(text_page.count_chars(), _MOST_LETTERS)
    codes = [pdfium.FPDFText_GetUnicode(text_page, n) for n in range(n_letters)]
    # Half of a letter beyond the first plane, and what has no text, keep their place.
    text = "".join(chr(each) if 0 < each < 0xD800 or each >= 0xE000 else " " for each in codes)
    return pack(
        text, (to_share.box(text_page.get_charbox(n, loose=True)) for n in range(n_letters))
    )


class _Transform:
    """Page points, from the bottom left, to shares of the picture; pdfium knows rotation and crop.

    Asked once a page and not once a letter: it is linear.
    """

    def __init__(self, page: Any) -> None:
        width, height = page.get_size()
        self._x, self._y = _device(page, 0, 0)
        right, up = _device(page, width, 0), _device(page, 0, height)
        self._right = ((right[0] - self._x) / width, (right[1] - self._y) / width)
        self._up = ((up[0] - self._x) / height, (up[1] - self._y) / height)

    def box(self, box: Box) -> Box:
        """Left, top, right and bottom of left, bottom, right and top."""
        (x1, y1), (x2, y2) = self._point(box[0], box[3]), self._point(box[2], box[1])
        return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)

    def rectangle(self, box: Box) -> Rectangle:
        """The same, as it is sent."""
        return Rectangle(*self.box(box))

    def _point(self, x: float, y: float) -> tuple[float, float]:
        return (
            self._x + x * self._right[0] + y * self._up[0],
            self._y + x * self._right[1] + y * self._up[1],
        )


def _device(page: Any, x: float, y: float) -> tuple[float, float]:
    left, top = pdfium.c_int(), pdfium.c_int()
    pdfium.FPDF_PageToDevice(page, 0, 0, _FINE, _FINE, 0, x, y, left, top)
    return left.value / _FINE, top.value / _FINE
