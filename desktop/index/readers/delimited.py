"""CSV and its kin: whatever parts the cells, however the text is encoded."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator

from desktop.index.readers.grid import Row, cell_text, lay_out
from desktop.index.readers.text import load
from desktop.index.reading import Page
from desktop.index.source import Source

_DELIMITERS = ",;\t|"
_SAMPLE_LINES, _SAMPLE_CHARS = 50, 20_000
_MAX_FIELD = 1_000_000


def read_delimited(source: Source) -> list[Page]:
    """Read a table as one page; what turns out not to be one is read as text."""
    text = load(source)
    marked, text_without = _marked_delimiter(text)
    delimiter = marked or sniff(text)
    if delimiter is None:
        return [Page(None, text)]
    try:
        return [lay_out(_rows(text_without, delimiter), source.path, None)]
    except csv.Error:
        return [Page(None, text)]


def sniff(text: str) -> str | None:
    """What parts the cells: that by which most rows have the same number of them, above one."""
    sample = "\n".join(text[:_SAMPLE_CHARS].split("\n")[:_SAMPLE_LINES])
    best: tuple[float, int] = (0.0, 0)
    found = None
    for delimiter in _DELIMITERS:
        try:
            rows = [len(row) for row in csv.reader(io.StringIO(sample), delimiter=delimiter) if row]
        except csv.Error:
            continue
        width, n_rows = Counter(rows).most_common(1)[0] if rows else (1, 0)
        score = (n_rows / len(rows), width) if width > 1 else (0.0, 0)
        if score > best:
            best, found = score, delimiter
    return found


def _marked_delimiter(text: str) -> tuple[str | None, str]:
    """Excel writes "sep=;" into the first line of some files."""
    first, _, rest = text.lstrip("\ufeff").partition("\n")
    if first.startswith("sep=") and len(first) == 5:
        return first[4], rest
    return None, text.lstrip("\ufeff")


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    csv.field_size_limit(_MAX_FIELD)
    for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), 1):
        cells = ((column, cell_text(value)) for column, value in enumerate(row))
        yield Row(number, {column: value for column, value in cells if value})
