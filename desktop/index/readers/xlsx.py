"""Excel workbooks, sheet by sheet, streamed: a cell in the last corner costs what one cell costs.

Formulas are not computed: what is read is the value the workbook was saved with.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lxml import etree

from desktop.errors import DocumentError
from desktop.index.readers.grid import MAX_CELLS, MAX_CHARS, Row, cell_text, lay_out
from desktop.index.readers.number_format import NumberFormat, format_of, shown
from desktop.index.readers.package import BROKEN, Package, elements, relation_id
from desktop.index.reading import Page
from desktop.index.source import Source

_MAX_ELEMENTS = 20_000_000
_MAX_SHEETS = 1_000
_ROWS_A_BATCH = 5_000
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})$")
_EPOCHS = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}


@dataclass(slots=True)
class _Book:
    """What all sheets of a workbook share, and how much was read of it."""

    path: str
    package: Package
    strings: list[str]
    formats: list[NumberFormat]
    epoch: datetime
    alive: Callable[[], None]
    n_cells: int = 0
    n_elements: int = 0
    n_chars: int = 0

    def count(self, cells: dict[int, str], n_elements: int) -> None:
        """Note a row; raises DocumentError where the workbook is too much to read."""
        self.n_cells += len(cells)
        self.n_elements += n_elements + 1
        self.n_chars += sum(map(len, cells.values()))
        if self.n_cells > MAX_CELLS or self.n_elements > _MAX_ELEMENTS:
            raise DocumentError("too_large", self.path, f"> {MAX_CELLS:,} cells")
        if self.n_chars > MAX_CHARS:
            raise DocumentError("too_large", self.path, f"> {MAX_CHARS:,} characters")


def read_xlsx(source: Source, alive: Callable[[], None]) -> list[Page]:
    """Read a workbook, a page for each sheet."""
    try:
        with Package(source) as package:
            return _pages(package, source.path, alive)
    except (etree.LxmlError, *BROKEN, KeyError, IndexError) as error:
        raise DocumentError("damaged", source.path) from error


def _pages(package: Package, path: str, alive: Callable[[], None]) -> list[Page]:
    main = next(
        (part for kind, part in package.relations("").values() if kind == "officeDocument"),
        "xl/workbook.xml",
    )
    root, parts = package.xml(main), package.relations(main)
    named = dict(parts.values())
    properties = root.find("{*}workbookPr")
    is_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    strings = _shared_strings(package, named.get("sharedStrings", ""), path)
    formats = _formats(package, named.get("styles", ""))
    book = _Book(path, package, strings, formats, _EPOCHS[is_1904], alive)
    sheets = root.findall("{*}sheets/{*}sheet")
    if len(sheets) > _MAX_SHEETS:
        raise DocumentError("too_large", path, f"{len(sheets)} sheets")
    pages = []
    for number, sheet in enumerate(sheets, 1):
        kind, part = parts.get(relation_id(sheet), ("", ""))
        rows = _rows(book, part) if kind == "worksheet" else iter(())
        pages.append(lay_out(rows, path, number, cell_text(sheet.get("name", ""))))
        alive()
    return pages


def _shared_strings(package: Package, part: str, path: str) -> list[str]:
    if part not in package:
        return []
    strings: list[str] = []
    n_chars = 0
    with package.open(part) as file:
        for item in elements(file, "si"):
            # Pronunciations, which stand beside, are not part of the text.
            strings.append(cell_text("".join(_runs(item))))
            n_chars += len(strings[-1])
            if n_chars > MAX_CHARS:
                raise DocumentError("too_large", path, f"> {MAX_CHARS:,} characters")
    return strings


def _runs(item: Any) -> Iterator[str]:
    for child in item.iterfind("{*}t"):
        yield child.text or ""
    for child in item.iterfind("{*}r/{*}t"):
        yield child.text or ""


def _formats(package: Package, part: str) -> list[NumberFormat]:
    if part not in package:
        return []
    root = package.xml(part)
    codes = {
        int(each.get("numFmtId", 0)): each.get("formatCode", "")
        for each in root.iterfind("{*}numFmts/{*}numFmt")
    }
    numbers = [int(each.get("numFmtId", 0)) for each in root.iterfind("{*}cellXfs/{*}xf")]
    return [format_of(number, codes.get(number, "")) for number in numbers]


def _rows(book: _Book, part: str) -> Iterator[Row]:
    number = 0
    with book.package.open(part) as file:
        for n, element in enumerate(elements(file, "row"), 1):
            number = int(element.get("r", number + 1))
            cells = dict(_cells(book, element))
            book.count(cells, len(element))
            yield Row(number, cells)
            if n % _ROWS_A_BATCH == 0:
                book.alive()


def _cells(book: _Book, row: Any) -> Iterator[tuple[int, str]]:
    column = -1
    for cell in row.iterfind("{*}c"):
        column = _column(cell.get("r", ""), column + 1)
        text = _value(book, cell)
        if text:
            yield column, text


def _column(reference: str, following: int) -> int:
    match = _REFERENCE.match(reference)
    if match is None:
        return following
    column = 0
    for letter in match.group(1):
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1


def _value(book: _Book, cell: Any) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = cell.find("{*}is")
        return cell_text("".join(_runs(inline))) if inline is not None else ""
    value = cell.findtext("{*}v")
    if not value:
        return ""
    if kind == "s":
        return book.strings[int(value)]
    if kind == "b":
        return "TRUE" if value.strip() == "1" else "FALSE"
    if kind == "n":
        style = int(cell.get("s", 0))
        form = book.formats[style] if 0 <= style < len(book.formats) else NumberFormat()
        return shown(float(value), form, book.epoch)
    return cell_text(value)
