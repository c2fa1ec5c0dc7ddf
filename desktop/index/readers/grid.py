"""Rows of cells as text, cut so that every chunk of a table begins with its header.

A row is one line of "cell | cell". Where the header alone would fill a chunk, or hardly a cell is
filled, each cell carries its column's name instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from desktop.errors import DocumentError
from desktop.index.reading import Block, Page
from desktop.index.source import short
from desktop.language import CJK

CELL_GAP = " | "
MAX_CHARS = 20_000_000
MAX_CELLS = 2_000_000
_BLOCK_TOKENS = 200
_HEADER_TOKENS = 70
_MAX_TITLES = 3
_SPARSE = 10
"""Where fewer cells than one in so many are filled, the empty ones are not counted out."""
_NUMBER = re.compile(r"[-+(]?[\W_]*\d[\d.,:/\-\s]*\D{0,3}$")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_PIECE = re.compile(f"[{CJK}]|[^\\W\\d_]+|\\d+|[^\\w\\s]|_")


@dataclass(frozen=True, slots=True)
class Row:
    """A row (1-based) and what its cells show, by column (from 0); empty cells are not there."""

    number: int
    cells: dict[int, str]


@dataclass(slots=True)
class _Layout:
    """The text of a page as it grows."""

    name: str
    parts: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    length: int = 0

    def put(self, lines: Sequence[str], place: str, repeated: int) -> None:
        gap = "\n\n" if self.parts else ""
        text = "\n".join(lines)
        start = self.length + len(gap)
        own = start + sum(len(line) + 1 for line in lines[:repeated])
        self.parts += [gap, text]
        self.length = start + len(text)
        self.blocks.append(Block(start, self.length, place, own))

    def head(self, titles: Sequence[str]) -> None:
        """Note what heads the region that comes next: its title, else the sheet's name."""
        start = self.length + 2 if self.parts else 0
        title = short(titles[0]) if titles else ""
        heading = f"{self.name}: {title}" if self.name and title else self.name or title
        if heading or self.headings:
            self.headings.append((start, heading))


def cell_text(value: str) -> str:
    """What a cell shows, on one line and without what parts cells."""
    return " ".join(value.split()).replace(CELL_GAP, " ¦ ")


def lay_out(rows: Iterable[Row], path: str, number: int | None, name: str = "") -> Page:
    """Lay out the rows of a sheet, which are in order; raises DocumentError("too_large")."""
    layout = _Layout(name)
    header: Row | None = None
    for region in _regions(rows, path):
        if (n_titles := _n_titles(region)) > _MAX_TITLES:
            # So many lines are notes, not the title of what follows.
            _put_region(layout, region[: n_titles - 1], None)
            region = region[n_titles - 1 :]
        header = _put_region(layout, region, header)
        if layout.length > MAX_CHARS:
            raise DocumentError("too_large", path, f"> {MAX_CHARS:,} characters")
    text = "".join(layout.parts)
    return Page(number, text, tuple(layout.headings), name, tuple(layout.blocks), True)


def tokens_of(line: str) -> int:
    """About how many tokens a line of figures and words is for an embedder, rather too many."""
    n = 0
    for piece in _PIECE.findall(line):
        n += -(-len(piece) // 3) if piece[0].isdigit() else -(-len(piece) // 6)
    return n


def _regions(rows: Iterable[Row], path: str) -> Iterator[list[Row]]:
    """Part the rows at empty ones."""
    region: list[Row] = []
    n_cells = 0
    for row in rows:
        if not row.cells:
            continue
        n_cells += len(row.cells)
        if n_cells > MAX_CELLS:
            raise DocumentError("too_large", path, f"> {MAX_CELLS:,} cells")
        if region and row.number > region[-1].number + 1:
            yield region
            region = []
        region.append(row)
    if region:
        yield region


def _put_region(layout: _Layout, region: list[Row], last_header: Row | None) -> Row | None:
    """Lay out a table and what stands above it; returns its header."""
    columns = sorted({column for row in region for column in row.cells})
    n_titles = _n_titles(region)
    titles = [_line(row, columns) for row in region[:n_titles]]
    layout.head(titles)
    body = region[n_titles:]
    header, is_own = (body[0], True) if _is_header(body) else (None, False)
    if header is None and last_header is not None and columns == sorted(last_header.cells):
        header = last_header
    rows = body[1:] if is_own else body
    head, lines = _lines(header, rows, columns)
    room = _BLOCK_TOKENS - sum(map(tokens_of, head))
    for begin, end in _groups(lines, room):
        is_first = begin == 0
        n_repeated = 0 if is_first and (is_own or titles) else len(head)
        last = rows[end - 1].number if end else region[-1].number
        place = _place(layout.name, columns, (region[0] if is_first else rows[begin]).number, last)
        above = [*titles, *head] if is_first else head
        layout.put([*above, *lines[begin:end]], place, n_repeated)
    return header


def _lines(header: Row | None, rows: list[Row], columns: list[int]) -> tuple[list[str], list[str]]:
    """What heads each block, and a line for each row."""
    n_filled = sum(len(row.cells) for row in rows)
    head = [_line(header, columns)] if header is not None else []
    is_sparse = n_filled * _SPARSE < len(rows) * len(columns)
    if rows and (is_sparse or sum(map(tokens_of, head)) > _HEADER_TOKENS):
        return [], [_labelled(row, header) for row in rows]
    return head, [_line(row, columns) for row in rows]


def _groups(lines: list[str], room: int) -> Iterator[tuple[int, int]]:
    """Cut lines into stretches that fit a chunk; none at all is one empty stretch."""
    begin = used = 0
    for at, line in enumerate(lines):
        cost = tokens_of(line)
        if at > begin and used + cost > room:
            yield begin, at
            begin, used = at, 0
        used += cost
    yield begin, len(lines)


def _n_titles(region: list[Row]) -> int:
    """How many rows of a single cell stand above a table."""
    for n, row in enumerate(region):
        if len(row.cells) > 1:
            return n
    return 0


def _is_header(body: list[Row]) -> bool:
    if len(body) < 2 or len(body[0].cells) < 2 or len(body[1].cells) < 2:
        return False
    return is_header_row(list(body[0].cells.values()))


def is_header_row(values: Sequence[str]) -> bool:
    """Tell whether cells name columns: words, or years, but not all of them."""
    is_number = [bool(_NUMBER.match(each)) for each in values]
    return not all(is_number) and all(
        not number or _YEAR.match(value) for number, value in zip(is_number, values, strict=True)
    )


def _line(row: Row, columns: Sequence[int]) -> str:
    last = max(row.cells)
    return CELL_GAP.join(row.cells.get(column, "") for column in columns if column <= last)


def _labelled(row: Row, header: Row | None) -> str:
    """Every cell with the name of its column, or its letters where it has none."""
    names = header.cells if header is not None else {}
    cells = sorted(row.cells.items())
    return CELL_GAP.join(f"{names.get(n) or column_name(n)}: {text}" for n, text in cells)


def _place(name: str, columns: list[int], first: int, last: int) -> str:
    begin, end = f"{column_name(columns[0])}{first}", f"{column_name(columns[-1])}{last}"
    cells = begin if begin == end else f"{begin}:{end}"
    return f"{name}!{cells}" if name else cells


def column_name(column: int) -> str:
    """The letters of a column, counted from 0: A, B, ... Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
