"""Sentences with their offsets, English and Chinese; rows, bullets, headings are their own."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "sr",
        "jr",
        "st",
        "no",
        "nos",
        "vs",
        "etc",
        "e.g",
        "i.e",
        "eg",
        "ie",
        "cf",
        "fig",
        "figs",
        "al",
        "inc",
        "ltd",
        "co",
        "corp",
        "dept",
        "est",
        "approx",
        "art",
        "sec",
        "para",
        "pp",
        "p",
        "vol",
        "ed",
        "eds",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "u.s",
        "u.k",
        "u.n",
        "a.m",
        "p.m",
        "am",
        "pm",
        "ph.d",
        "b.c",
        "a.d",
        "gen",
        "col",
        "lt",
        "sgt",
        "rev",
        "hon",
        "gov",
        "sen",
        "rep",
        "pres",
        "mt",
        "ave",
        "blvd",
        "rd",
        "ca",
        "min",
        "max",
        "tel",
    ]
)
_STOP = re.compile(
    r"""[。！？!?；]+["”’」』）)\]]*          # a Chinese stop, or ! ?
      | \.+["”’)\]]*(?=\s|$)                 # a full stop before white space
      | (?:\r?\n[ \t]*){2,}                   # a blank line
      | \r?\n(?=[ \t]*(?:[-*•·–—|#]|\d+[.)、]|[（(]?[一二三四五六七八九十\d]+[)）、]|第[一二三四五六七八九十百\d]+[条章节]))
      | (?<=\|)[ \t]*\r?\n | \r?\n(?=[^\n]*\ \|\ )  # table rows
    """,
    re.VERBOSE,
)
_LAST_WORD = re.compile(r"([\w.]+)\.+[\"”’)\]]*$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text == source[start:end]`, without white space around it."""

    start: int
    end: int
    text: str


def sentences(source: str) -> list[Sentence]:
    """Cut a text into sentences."""
    found: list[Sentence] = []
    begin = 0
    for match in _STOP.finditer(source):
        if _is_abbreviation(source[begin : match.end()], source[match.end() : match.end() + 2]):
            continue
        _append(found, source, begin, match.end())
        begin = match.end()
    _append(found, source, begin, len(source))
    return found


def _append(found: list[Sentence], source: str, begin: int, end: int) -> None:
    # A line that ends without a stop and is short is a heading or an entry of its own.
    for start, stop in _lines(source, begin, end):
        text = source[start:stop]
        left = len(text) - len(text.lstrip())
        text = text.strip()
        if text:
            found.append(Sentence(start + left, start + left + len(text), text))


def _lines(source: str, begin: int, end: int) -> list[tuple[int, int]]:
    """Part a sentence from short lines above it, as headings and list entries are."""
    part = source[begin:end]
    lines = part.split("\n")
    if len(lines) == 1:
        return [(begin, end)]
    spans: list[tuple[int, int]] = []
    start = at = begin
    for n, line in enumerate(lines[:-1]):
        at += len(line) + 1
        following = lines[n + 1].strip()
        if _stands_alone(line.strip(), following):
            spans.append((start, at))
            start = at
    spans.append((start, end))
    return spans


def _stands_alone(line: str, following: str) -> bool:
    if not line or not following:
        return False
    is_short = len(line) < 60 and line[-1] not in ",，、-"
    begins_anew = not following[0].islower() and not following[0].isdigit()
    return is_short and begins_anew and line[-1] not in "的和与及或"


def _is_abbreviation(sentence: str, following: str) -> bool:
    match = _LAST_WORD.search(sentence.rstrip())
    if match is None or sentence.rstrip()[-1] in "。！？!?；":
        return False
    word = match.group(1).lower().rstrip(".")
    if word in _ABBREVIATIONS:
        return True
    # An initial ("J. Smith"), but not the last letter of a sentence ("vitamin C. It ...").
    return len(word) == 1 and word.isalpha() and match.group(1)[0].isupper() and word != "i"
