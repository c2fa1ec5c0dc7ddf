"""What can be quoted of a chunk: sentences, rows that know their header, lists with what they list.

A header alone or a list without its items answers nothing, and a row says nothing of its
neighbours: what names its cells is the header, however far above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from desktop.index.readers.grid import CELL_GAP
from desktop.index.sentence import Sentence, is_entry, sentences
from desktop.index.text_table import header_of, names_columns, title_of

Shape = Literal["sentence", "row", "header", "list", "title"]

MAX_QUOTE = 300
_TITLE = 60
_LABELLED = re.compile(r"[【\[]?[^\W\d][^:：】\n]{0,24}[:：】]\s*\S")
_ENDS = ".!?。！？；;…:：,，|"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text that may be quoted: `text == source[start:end]`.

    `columns` is the header of the table that a row belongs to and `columns_at` where that begins
    in the source, -1 where it stands elsewhere. `before` and `after` are the texts around it that
    help to understand it.
    """

    start: int
    end: int
    text: str
    shape: Shape
    before: str = ""
    after: str = ""
    columns: str = ""
    columns_at: int = -1


def pieces(source: str, heading: str) -> list[Piece]:
    """Everything in a chunk that may be quoted; `heading` may end with the header of a table."""
    cut = sentences(source)
    found: list[Piece] = []
    begin = 0
    while begin < len(cut):
        if CELL_GAP not in cut[begin].text:
            found.append(_sentence(source, cut, begin, heading))
            begin += 1
            continue
        end = begin + 1
        while end < len(cut) and _is_next_row(source, cut[end - 1], cut[end]):
            end += 1
        found += _rows(cut[begin:end], header_of(heading) if begin == 0 else "")
        begin = end
    return [*found, *_lists(source, cut)]


def is_labelled(text: str) -> bool:
    """Tell whether a line is a label with its value: short in leaflets and forms, yet an answer."""
    return _LABELLED.match(text) is not None


def _rows(rows: Sequence[Sentence], above: str) -> Iterator[Piece]:
    """The rows of a table, which may go on from one above the text."""
    columns, at = above, -1
    has_own = not above and names_columns([each.text for each in rows])
    if has_own:
        columns, at = rows[0].text, rows[0].start
        yield Piece(rows[0].start, rows[0].end, rows[0].text, "header")
    for each in rows[1:] if has_own else rows:
        if each.text != above:
            yield Piece(each.start, each.end, each.text, "row", columns=columns, columns_at=at)


def _sentence(source: str, cut: Sequence[Sentence], n: int, heading: str) -> Piece:
    own = cut[n]
    shape: Shape = "title" if _is_title(source, own, heading) else "sentence"
    before = cut[n - 1].text if n else ""
    after = cut[n + 1].text if n + 1 < len(cut) else ""
    return Piece(own.start, own.end, own.text, shape, before, after)


def _is_next_row(source: str, above: Sentence, row: Sentence) -> bool:
    return CELL_GAP in row.text and source[above.end : row.start].count("\n") == 1


def _is_title(source: str, sentence: Sentence, heading: str) -> bool:
    """Tell whether a line only says what the text below it is about."""
    text = sentence.text
    if text.startswith("#") or text.strip("# ") == title_of(heading):
        return True
    if len(text) >= _TITLE or text[-1] in _ENDS or is_entry(text):
        return False
    if ":" in text or "：" in text or is_labelled(text):
        return False
    has_own_line = source[sentence.end :].lstrip(" \t\r").startswith("\n")
    begins_text = not source[: sentence.start].strip()
    return has_own_line and (begins_text or not any(each.isdigit() for each in text))


def _lists(source: str, cut: Sequence[Sentence]) -> Iterator[Piece]:
    """What leads a list in, together with as many of its entries as may be quoted."""
    for n, lead in enumerate(cut):
        if CELL_GAP in lead.text or not _leads(lead.text):
            continue
        ends = [
            each.end
            for each in _entries(source, cut[n + 1 :])
            if each.end - lead.start <= MAX_QUOTE
        ]
        if len(ends) > 1:
            before = cut[n - 1].text if n else ""
            text = source[lead.start : ends[-1]]
            yield Piece(lead.start, ends[-1], text, "list", before=before)


def _leads(text: str) -> bool:
    """Tell whether a list may follow: a colon, a heading, or a short line without a stop."""
    return (
        text.endswith((":", "："))
        or text.startswith("#")
        or (len(text) < _TITLE and text[-1] not in _ENDS)
    )


def _entries(source: str, following: Sequence[Sentence]) -> Iterator[Sentence]:
    """The entries of a list that begins here, all marked alike; one may have several sentences."""
    mark, end = "", 0
    for each in following:
        if is_entry(each.text):
            if mark and _mark(each.text) != mark:
                return
            mark = _mark(each.text)
        elif not mark or "\n" in source[end : each.start]:
            return
        end = each.end
        yield each


def _mark(entry: str) -> str:
    """How an entry is marked, whatever its number."""
    head = re.match(r"[(（]?[\w.]{0,5}[^\w\s]|\S", entry)
    marked = re.sub(r"[a-z]+", "a", head.group()) if head else ""
    return re.sub(r"[\d一二三四五六七八九十]+", "1", marked)
