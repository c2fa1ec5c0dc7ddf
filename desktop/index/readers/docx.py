"""Word documents, paragraphs and tables in their order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from lxml.etree import LxmlError

from desktop.errors import DocumentError
from desktop.index.reading import Page
from desktop.index.source import Source


def read_docx(source: Source) -> list[Page]:
    """Read a Word document as one page of text; a table row is one line."""
    try:
        with source.open() as file:
            document = docx.Document(file)
            blocks = [*_page_headers(document), *_blocks(document)]
    except (BadZipFile, PackageNotFoundError, LxmlError, KeyError, ValueError, AttributeError,
            TypeError, IndexError, OSError, EOFError) as error:  # fmt: skip
        raise DocumentError("damaged", source.path) from error
    return [_page(blocks)]


def _page(blocks: list[tuple[str, bool, bool]]) -> Page:
    parts: list[str] = []
    headings: list[tuple[int, str]] = []
    length, was_row = 0, False
    for text, is_heading, is_row in blocks:
        # Rows of a table stay together; paragraphs are set apart.
        gap = "" if not parts else "\n" if is_row and was_row else "\n\n"
        if is_heading:
            headings.append((length + len(gap), text))
        parts += [gap, text]
        length += len(gap) + len(text)
        was_row = is_row
    return Page(None, "".join(parts), tuple(headings))


def _page_headers(document: Any) -> Iterator[tuple[str, bool, bool]]:
    seen: set[str] = set()
    for section in document.sections:
        # Asking for the header of a section that has none would add one to the document.
        if section.header.is_linked_to_previous:
            continue
        for paragraph in section.header.paragraphs:
            text = paragraph.text.strip()
            if text and text not in seen:
                seen.add(text)
                yield text, False, False


def _blocks(container: Any) -> Iterator[tuple[str, bool, bool]]:
    for block in container.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                if text := _row(row):
                    yield text, False, True
        elif text := block.text.strip():
            style = (block.style.name or "") if block.style is not None else ""
            yield text, style.startswith(("Heading", "Title", "标题")), False


def _row(row: Any) -> str:
    cells: list[str] = []
    previous = None
    for cell in row.cells:
        # A merged cell is listed once for every column it spans.
        if cell._tc is previous:
            continue
        previous = cell._tc
        cells.append(" ".join(text for text, _, _ in _blocks(cell)).replace("\n", " "))
    return " | ".join(cells) if any(cells) else ""
