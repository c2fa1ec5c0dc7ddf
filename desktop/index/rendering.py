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
from desktop.index.folding import find_folded
from desktop.index.page_layout import Line
from desktop.index.parsing import DrawPage
from desktop.index.readers.pdf import open_pdf
from desktop.index.readers.picture import decode, is_picture
from desktop.index.source import Source

_MAX_PIXELS = 16_000_000
_READ_PIXELS = 4_000_000
"""A page of A4 at 200 dpi: more makes recognition slower, not better."""
_A4_POINTS = 595


@dataclass(frozen=True, slots=True)
class Drawing:
    """A page as PNG bytes, its size in pixels, and the passage's boxes on it."""

    png: bytes
    width: int
    height: int
    rectangles: tuple[Rectangle, ...]
    n_pages: int


def draw(request: DrawPage) -> Drawing:
    """Draw a page (1-based) and find a passage on it; raises DocumentError."""
    path = Path(request.path)
    if is_picture(path):
        image, n_pages = decode(path, request.page, _MAX_PIXELS)
        wide = max(int(_A4_POINTS * request.scale), 1)
        image.thumbnail((wide, _MAX_PIXELS // wide))
        return _drawing(image, _marked(request, image), n_pages)
    with _page(path, request.page) as (page, n_pages):
        image = _rendered(page, request.scale, _MAX_PIXELS)
        if request.lines:
            return _drawing(image, _marked(request, image), n_pages)
        boxes = _boxes(page, request.start, request.text) if request.text else []
        rectangles = tuple(_to_pixels(page, box, image.width, image.height) for box in boxes)
        return _drawing(image, rectangles, n_pages)


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


def _drawing(image: Image, rectangles: tuple[Rectangle, ...], n_pages: int) -> Drawing:
    buffer = io.BytesIO()
    image.save(buffer, "PNG", compress_level=1)
    return Drawing(buffer.getvalue(), image.width, image.height, rectangles, n_pages)


def _marked(request: DrawPage, image: Image) -> tuple[Rectangle, ...]:
    """The recognised lines a passage touches."""
    end = request.start + len(request.text)
    return tuple(
        _scaled(line, image.width, image.height)
        for line in request.lines
        if line.start < end and line.end > request.start
    )


def _scaled(line: Line, width: int, height: int) -> Rectangle:
    return Rectangle(line.left * width, line.top * height, line.right * width, line.bottom * height)


def _boxes(page: Any, start: int, text: str) -> list[tuple[float, float, float, float]]:
    text_page = page.get_textpage()
    try:
        whole = text_page.get_text_range()
        if whole[start : start + len(text)] == text:
            begin, end = start, start + len(text)
        elif (found := find_folded(whole, text, start)) is not None:
            begin, end = found
        else:
            return []
        # Text offsets and pdfium's character numbers differ where a character has no text.
        first = pdfium.FPDFText_GetCharIndexFromTextIndex(text_page, begin)
        last = pdfium.FPDFText_GetCharIndexFromTextIndex(text_page, end - 1)
        if first < 0 or last < first:
            first, last = begin, end - 1
        n_boxes = text_page.count_rects(first, last - first + 1)
        return [text_page.get_rect(n) for n in range(n_boxes)]
    finally:
        text_page.close()


def _to_pixels(
    page: Any, box: tuple[float, float, float, float], width: int, height: int
) -> Rectangle:
    """Page points, from the bottom left, to pixels; pdfium knows rotation and crop box."""
    corners = []
    for x, y in ((box[0], box[3]), (box[2], box[1])):
        left, top = pdfium.c_int(), pdfium.c_int()
        pdfium.FPDF_PageToDevice(page, 0, 0, width, height, 0, x, y, left, top)
        corners.append((left.value, top.value))
    (x1, y1), (x2, y2) = corners
    return Rectangle(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
