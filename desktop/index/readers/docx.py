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
from desktop.index.readers.flow import Line, flow_page, row_line
from desktop.index.reading import Page
from desktop.index.source import Source


def read_docx(source: Source) -> list[Page]:
    """Read a Word document as one page of text; a table row is one line."""
    try:
        with source.open() as file:
            document = docx.Document(file)
            lines = [*_page_headers(document), *_blocks(document)]
    except (BadZipFile, PackageNotFoundError, LxmlError, KeyError, ValueError, AttributeError,
            TypeError, IndexError, OSError, EOFError) as error:  # fmt: skip
        raise DocumentError("damaged", source.path) from error
    return [flow_page(lines)]


def _page_headers(document: Any) -> Iterator[Line]:
    seen: set[str] = set()
    for section in document.sections:
        # Asking for the header of a section that has none would add one to the document.
        if section.header.is_linked_to_previous:
            continue
        for paragraph in section.header.paragraphs:
            text = paragraph.text.strip()
            if text and text not in seen:
                seen.add(text)
                yield Line(text)


def _blocks(container: Any) -> Iterator[Line]:
    for block in container.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                if (line := row_line(_cells(row))).text:
                    yield line
        elif text := block.text.strip():
            style = (block.style.name or "") if block.style is not None else ""
            is_heading = style.startswith(("Heading", "Title", "标题"))
            yield Line(text, "heading" if is_heading else "paragraph")


def _cells(row: Any) -> Iterator[str]:
    previous = None
    for cell in row.cells:
        # A merged cell is listed once for every column it spans.
        if cell._tc is previous:
            continue
        previous = cell._tc
        yield " ".join(line.text for line in _blocks(cell))
