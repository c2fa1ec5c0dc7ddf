"""Old and binary Excel workbooks, through calamine: values, without their number formats."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from desktop.errors import DocumentError
from desktop.index.readers.grid import Row, cell_text, lay_out
from desktop.index.readers.number_format import NumberFormat, shown
from desktop.index.reading import Page
from desktop.index.source import Source

_EPOCH = datetime(1899, 12, 30)
_Value = int | float | str | bool | time | date | datetime | timedelta


def read_xls(source: Source, alive: Callable[[], None]) -> list[Page]:
    """Read a workbook, a page for each sheet."""
    pages = []
    try:
        with source.open() as file, CalamineWorkbook.from_filelike(file) as book:
            for number, name in enumerate(book.sheet_names, 1):
                rows = _rows(book.get_sheet_by_index(number - 1))
                pages.append(lay_out(rows, source.path, number, cell_text(name)))
                alive()
    except (CalamineError, OSError, ValueError) as error:
        if "password" in str(error).lower():
            raise DocumentError("encrypted", source.path) from error
        raise DocumentError("damaged", source.path) from error
    except BaseException as error:
        # A panic of Rust cannot be named: its class is nowhere to import from.
        if type(error).__name__ == "PanicException":
            raise DocumentError("damaged", source.path) from error
        raise
    return pages


def _rows(sheet: CalamineSheet) -> Iterator[Row]:
    # Rows are given from the first of the sheet on, columns from the first that holds anything.
    _, first_column = sheet.start or (0, 0)
    for number, values in enumerate(sheet.iter_rows(), 1):
        shown_values = ((n, _shown(value)) for n, value in enumerate(values, first_column))
        yield Row(number, {column: text for column, text in shown_values if text})


def _shown(value: _Value) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, float)):
        return shown(value, NumberFormat(), _EPOCH)
    if isinstance(value, datetime):
        is_day = value.time() == time()
        return f"{value:%Y-%m-%d}" if is_day else f"{value:%Y-%m-%d %H:%M}"
    return cell_text(str(value))
