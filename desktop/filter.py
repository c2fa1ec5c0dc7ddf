"""Filters typed in a question: `type:pdf in:Contracts after:2024 file:lease What is the rent?`

A word before a colon that is none of ours stays part of the question, and so does any of them with
a space behind the colon. Several values of a word are parted by commas: one of them must hold.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Literal

from desktop.domain import Filter
from desktop.errors import AppError, UsageError

Word = Literal["type", "in", "after", "before", "file"]

_WORDS: dict[str, Word] = {
    "type": "type",
    "类型": "type",
    "in": "in",
    "在": "in",
    "after": "after",
    "之后": "after",
    "before": "before",
    "之前": "before",
    "file": "file",
    "文件": "file",
}
_QUOTED = '"[^"]*"?|“[^”]*”?|「[^」]*」?'
_VALUE = f'(?:{_QUOTED}|[^\\s,，、"“「]+)'
_TERM = re.compile(
    # "file://server" is an address, not a filter.
    rf"(?<!\S)({'|'.join(_WORDS)})[:：](?!//)({_VALUE}(?:[,，、]{_VALUE})*)[,，、]?(?!\S)",
    re.IGNORECASE,
)
_PARTED = re.compile(f"({_QUOTED})|[,，、]")
_ENDS = "?!.;？！。；"
_DATE = re.compile(
    r"(\d{4})(?:年|(?:[-/.年](\d{1,2})(?:月|(?:[-/.月](\d{1,2})日?)?)))?", re.ASCII
)  # fmt: skip
_KINDS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("md", "markdown"), (".md", ".markdown", ".mdown", ".rmd", ".qmd")),
    (("html", "htm", "web", "网页"), (".html", ".htm", ".xhtml")),
    (("word", "文档"), (".docx", ".odt", ".rtf")),
    (("excel", "sheet", "表格"), (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv")),
    (("powerpoint", "slides", "幻灯片"), (".pptx", ".pptm", ".ppsx", ".odp")),
    (("mail", "email", "邮件"), (".eml", ".mbox")),
    (("text", "文本"), (".txt", ".text", ".log", ".md", ".markdown")),
    (("book", "电子书"), (".epub",)),
)
_ENDINGS = {name: endings for names, endings in _KINDS for name in names}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question without its filters, and these."""

    text: str
    filter: Filter


def parse_question(text: str) -> Asked:
    """Take the filters out of a question; raises UsageError("filter_date").

    A question without any comes back as it is.
    """
    terms = list(_TERM.finditer(text))
    found = Filter()
    taken: list[re.Match[str]] = []
    for term in terms:
        values = tuple(_values(term[2]))
        if values:
            found = _narrowed(found, _WORDS[term[1].lower()], values, term[0])
            taken.append(term)
    if not taken:
        return Asked(text, found)
    words = " ".join(term[0].strip() for term in taken)
    return Asked(_without(text, taken), replace(found, words=words))


@lru_cache(maxsize=1024)
def without_filter(text: str) -> str:
    """A question without its filters; as it is where they cannot be read.

    Every prompt asks it of all questions before.
    """
    try:
        return parse_question(text).text
    except AppError:
        return text


def filter_words(text: str) -> str:
    """The filters of a question as they were typed; empty where there are none."""
    try:
        return parse_question(text).filter.words
    except AppError:
        return ""


def _without(text: str, taken: list[re.Match[str]]) -> str:
    parts, at = [], 0
    for term in taken:
        parts.append(text[at : term.start()].strip(" \t"))
        at = term.end()
    parts.append(text[at:].strip(" \t"))
    return " ".join(each for each in parts if each).strip()


def _values(text: str) -> Iterator[str]:
    """The values behind a colon: what stands in quotes whole, the rest without its full stop."""
    begin = 0
    for match in (*_PARTED.finditer(text), None):
        if match is not None and match[1] is not None:
            yield from _tidy(match[1][1:].rstrip('"”」'))
        else:
            yield from _tidy(text[begin : match.start() if match else None].rstrip(_ENDS))
        begin = match.end() if match else 0


def _tidy(value: str) -> Iterator[str]:
    if value := unicodedata.normalize("NFKC", value).strip():
        yield value


def _narrowed(found: Filter, word: Word, values: tuple[str, ...], term: str) -> Filter:
    folded = tuple(each.casefold() for each in values)
    match word:
        case "type":
            endings = [ending for each in folded for ending in _endings(each)]
            return replace(found, types=(*found.types, *endings))
        case "in":
            return replace(found, places=(*found.places, *folded))
        case "file":
            return replace(found, files=(*found.files, *folded))
        case "after":
            known = () if found.after is None else (found.after,)
            return replace(found, after=max([*known, *(_begin_of(each, term) for each in values)]))
        case "before":
            known = () if found.before is None else (found.before,)
            return replace(found, before=min([*known, *(_begin_of(each, term) for each in values)]))


def _endings(name: str) -> tuple[str, ...]:
    name = name.lstrip("*").lstrip(".")
    return _ENDINGS.get(name, (f".{name}",))


def _begin_of(value: str, term: str) -> float:
    """When a year, a month or a day begins here, in seconds since the epoch."""
    match = _DATE.fullmatch(value)
    try:
        if match is None:
            raise ValueError(value)
        day = date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
        return datetime(day.year, day.month, day.day).timestamp()
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError("filter_date", detail=term.strip()) from error
