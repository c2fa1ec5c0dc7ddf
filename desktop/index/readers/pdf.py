"""PDF through pdfium: text by page, with the offsets its character boxes are found by."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from pathlib import Path

from pypdfium2 import PdfDocument, PdfiumError
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from desktop.errors import DocumentError
from desktop.index.heading import headings
from desktop.index.reading import Page
from desktop.index.source import Source

_MAX_PAGES = 5_000
_MAX_CHARS = 20_000_000
_PAGES_A_BATCH = 50
_FEWEST_CHARS = 40
_MAX_DEPTH = 3
_MAX_IMAGES = 100
_LARGE = 0.5
_NOT_TINY = 0.01


def open_pdf(source: Source) -> PdfDocument:
    """Open a PDF; raises DocumentError."""
    try:
        return PdfDocument(Path(source.path) if source.content is None else source.content)
    except PdfiumError as error:
        if "password" in str(error).lower():
            raise DocumentError("encrypted", source.path) from error
        raise DocumentError("damaged", source.path) from error


def page_text(document: PdfDocument, index: int) -> str:
    """The text of a page (0-based), as pdfium gives it."""
    page = document[index]
    text_page = page.get_textpage()
    try:
        return str(text_page.get_text_range())
    finally:
        text_page.close()
        page.close()


def _read_page(document: PdfDocument, index: int) -> Page:
    text = page_text(document, index)
    if len(text.strip()) < _FEWEST_CHARS and _is_picture(document, index, has_text=bool(text)):
        return Page(index + 1, "", is_scan=True)
    return Page(index + 1, text, headings(text))


def _is_picture(document: PdfDocument, index: int, *, has_text: bool) -> bool:
    """Tell a page that is an image; beside a little text, as scanners add, it must be large."""
    page = document[index]
    try:
        width, height = page.get_size()
        # A closer look costs time, and a page may hold any number of images.
        images = page.get_objects((FPDF_PAGEOBJ_IMAGE,), max_depth=_MAX_DEPTH)
        for image in islice(images, _MAX_IMAGES):
            left, bottom, right, top = image.get_bounds()
            share = (right - left) * (top - bottom) / max(width * height, 1)
            if share > (_LARGE if has_text else _NOT_TINY):
                return True
        return False
    finally:
        page.close()


def read_pdf(source: Source, alive: Callable[[], None]) -> list[Page]:
    """Read every page; `alive` is called after each batch of pages."""
    document = open_pdf(source)
    try:
        n_pages = len(document)
        if n_pages > _MAX_PAGES:
            raise DocumentError("too_large", source.path, f"{n_pages} pages")
        pages: list[Page] = []
        n_chars = 0
        for index in range(n_pages):
            page = _read_page(document, index)
            n_chars += len(page.text)
            if n_chars > _MAX_CHARS:
                raise DocumentError("too_large", source.path, f"{n_chars} characters")
            pages.append(page)
            if index % _PAGES_A_BATCH == _PAGES_A_BATCH - 1:
                alive()
    except PdfiumError as error:
        raise DocumentError("damaged", source.path) from error
    finally:
        document.close()
    if not pages:
        raise DocumentError("damaged", source.path)
    if not any(page.text.strip() or page.is_scan for page in pages):
        raise DocumentError("no_text", source.path)
    return pages
