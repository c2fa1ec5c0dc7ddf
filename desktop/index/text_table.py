"""Tables in plain text: lines of "cell | cell", and what names their columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from desktop.index.readers.grid import CELL_GAP, is_header_row

_OF_RULES = frozenset(" \t|:-\r\n")
_FIGURE = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Table:
    """Where a table stands in a text, and the line that names its columns, "" where none does."""

    start: int
    end: int
    columns: str


def tables(text: str) -> list[Table]:
    """The tables of a text: two lines of cells or more, one below the other."""
    if CELL_GAP not in text:
        return []
    found: list[Table] = []
    begin = at = 0
    lines: list[str] = []
    for line in [*text.splitlines(keepends=True), ""]:
        if CELL_GAP in line or _is_rule(line):
            begin = begin if lines else at
            lines.append(line)
        else:
            if len(lines) > 1:
                found.append(Table(begin, at, _columns_of(lines)))
            lines = []
        at += len(line)
    return found


def _columns_of(lines: Sequence[str]) -> str:
    rows = [each.strip() for each in lines]
    return rows[0] if _is_rule(rows[1]) or names_columns(rows) else ""


def _is_rule(line: str) -> bool:
    """Tell whether a line only parts a header from its rows, as in Markdown."""
    return "|" in line and "-" in line and _OF_RULES.issuperset(line)


def names_columns(rows: Sequence[str]) -> bool:
    """Tell whether the first row of a table names its columns."""
    first, *others = [row.split(CELL_GAP) for row in rows]
    if not others or not is_header_row(first):
        return False
    # Two columns are often a name and its value in every row, the first as well.
    return len(first) > 2 or all(_FIGURE.search(each[-1]) for each in others)


def title_of(heading: str) -> str:
    """A chunk's heading without the columns of the table that goes on in it."""
    first, _, last = heading.rpartition("\n")
    return first if CELL_GAP in last else heading


def header_of(heading: str) -> str:
    """The columns of the table that goes on in a chunk, "" where none does."""
    last = heading.rpartition("\n")[2]
    return last if CELL_GAP in last else ""
