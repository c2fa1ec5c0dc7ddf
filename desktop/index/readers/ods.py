"""OpenDocument sheets, streamed; what a file only repeats costs no more than what it says once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from desktop.errors import DocumentError
from desktop.index.readers.grid import MAX_CELLS, Row, cell_text, lay_out
from desktop.index.readers.odf import check_password, paragraph_text
from desktop.index.readers.package import BROKEN, Package, count_of, local_name
from desktop.index.reading import Page
from desktop.index.source import Source

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_MAX_COLUMNS = 16_384
_ROWS_A_BATCH = 5_000


@dataclass(slots=True)
class _Sheet:
    name: str
    rows: list[Row] = field(default_factory=list)
    n_rows: int = 0


def read_ods(source: Source, alive: Callable[[], None]) -> list[Page]:
    """Read a workbook, a page for each sheet."""
    try:
        with Package(source) as package:
            check_password(package, source.path)
            sheets = list(_sheets(package, source.path, alive))
    except (etree.LxmlError, *BROKEN) as error:
        raise DocumentError("damaged", source.path) from error
    return [
        lay_out(sheet.rows, source.path, number, cell_text(sheet.name))
        for number, sheet in enumerate(sheets, 1)
    ]


def _sheets(package: Package, path: str, alive: Callable[[], None]) -> Iterator[_Sheet]:
    options = {"resolve_entities": False, "no_network": True, "huge_tree": False}
    tags, events = (f"{_TABLE}table", f"{_TABLE}table-row"), ("start", "end")
    sheet: _Sheet | None = None
    n_cells = 0
    with package.open("content.xml") as file:
        for event, element in etree.iterparse(file, events=events, tag=tags, **options):
            is_row = local_name(element) == "table-row"
            if event == "start" and not is_row and sheet is None:
                sheet = _Sheet(element.get(f"{_TABLE}name", ""))
            elif event == "end" and sheet is not None and is_row:
                n_cells += _take(sheet, element)
                if n_cells > MAX_CELLS:
                    raise DocumentError("too_large", path, f"> {MAX_CELLS:,} cells")
                if sheet.n_rows % _ROWS_A_BATCH == 0:
                    alive()
                element.clear(keep_tail=False)
            elif event == "end" and sheet is not None:
                yield sheet
                sheet = None
                element.clear(keep_tail=False)


def _take(sheet: _Sheet, element: Any) -> int:
    """Take a row over, as often as the file says it comes; returns how many cells that is."""
    times = _repeated(element, "rows")
    cells = dict(_cells(element))
    # What is too much is only counted.
    if cells and len(cells) * times <= MAX_CELLS:
        sheet.rows += (Row(sheet.n_rows + n, cells) for n in range(1, times + 1))
    sheet.n_rows += times
    return len(cells) * times


def _cells(row: Any) -> Iterator[tuple[int, str]]:
    column = 0
    for cell in row:
        if local_name(cell) not in ("table-cell", "covered-table-cell"):
            continue
        times = _repeated(cell, "columns")
        text = cell_text(" ".join(paragraph_text(each) for each in cell.iterfind("{*}p")))
        if text:
            for each in range(column, min(column + times, _MAX_COLUMNS)):
                yield each, text
        column += times


def _repeated(element: Any, what: str) -> int:
    return max(count_of(element, f"{_TABLE}number-{what}-repeated"), 1)
