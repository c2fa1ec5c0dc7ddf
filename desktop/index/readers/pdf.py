"""PDF through pdfium: text by page, with the offsets its character boxes are found by."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from pypdfium2 import PdfDocument, PdfiumError

from desktop.errors import DocumentError
from desktop.index.reading import Page
from desktop.index.source import Source

_MAX_PAGES = 5_000
_MAX_CHARS = 20_000_000
_PAGES_A_BATCH = 50
# A numbered line that ends without a stop: "5. Rent", "3.2 Method", "第三条 付款方式".
_HEADING = re.compile(
    r"^((?:\d{1,2}(?:\.\d{1,2}){0,3}\.?[ \t]+[A-Z]|第[一二三四五六七八九十百\d]+[条章节])"
    r"[^\r\n]{1,60}"
    r"(?<![.,;:。，；：]))\r?$",
    re.MULTILINE,
)


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


def headings(text: str) -> tuple[tuple[int, str], ...]:
    """The numbered headings on a page, with their offsets."""
    return tuple((match.start(), match.group(1).strip()) for match in _HEADING.finditer(text))


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
            text = page_text(document, index)
            n_chars += len(text)
            if n_chars > _MAX_CHARS:
                raise DocumentError("too_large", source.path, f"{n_chars} characters")
            pages.append(Page(index + 1, text, headings(text)))
            if index % _PAGES_A_BATCH == _PAGES_A_BATCH - 1:
                alive()
    except PdfiumError as error:
        raise DocumentError("damaged", source.path) from error
    finally:
        document.close()
    if not pages:
        raise DocumentError("damaged", source.path)
    if not any(page.text.strip() for page in pages):
        raise DocumentError("no_text", source.path)
    return pages
