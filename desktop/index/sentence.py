"""Sentences with their offsets, English and Chinese; rows, bullets, headings are their own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from desktop.language import CJK

_ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof sr jr st vs etc e.g i.e eg ie cf al inc ltd co corp dept est approx ed eds
    jan feb mar apr jun jul aug sep sept oct nov dec u.s u.k u.n a.m p.m am pm ph.d b.c a.d gen col
    lt sgt rev hon gov sen rep pres mt ave blvd rd ca min max tel""".split()
)
_BEFORE_NUMBER = frozenset("no nos fig figs art sec para pp p vol ch nr".split())
"""Abbreviations of what is numbered; before anything else they are words."""
_STARTERS = frozenset(
    """the this that these those it he she they we you there a an in on at if when all each both
    please after before for from its his her their our since while as but and""".split()
)
"""Words that, capitalised, begin a sentence even after an abbreviation."""
_HAN_NUMBER = "[一二三四五六七八九十百零〇]"
_MARKER = rf"""(?:
    [-*•·–—▪◦‣●○■□✓][ \t]                              # bullets
  | \d{{1,3}}(?:\.\d{{1,2}})*[.)、）．](?=\s|[^\x00-\x7f])    # 1.  1)  1、
  | \d{{1,2}}(?:\.\d{{1,2}}){{1,3}}[ \t]+(?=[A-Z\u4e00-\u9fff])  # 2.1 Term
  | [(（](?:[a-z]|[ivx]{{1,4}}|\d{{1,2}}|{_HAN_NUMBER}{{1,3}})[)）]      # (a)  （一）
  | [a-z]\)[ \t]
  | {_HAN_NUMBER}{{1,3}}、
  | 第(?:{_HAN_NUMBER}|\d){{1,4}}[条章节款项]
  | [①-⑳]
)"""
_ENTRY = re.compile(_MARKER, re.VERBOSE)
_ONLY_MARKER = re.compile(rf"\s*(?:\d{{1,3}}(?:\.\d{{1,2}})*\.|[A-Z]\.|{_MARKER})\s*", re.VERBOSE)
_STOP = re.compile(
    rf"""[。！？!?；]+["”’」』）)\]]*          # a Chinese stop, or ! ?
      | (?:\.+|…+)["”’)\]]*(?=\s|$)           # a full stop before white space
      | (?<=[a-z]{{2}})\.(?=[A-Z][a-z]*\s)     # or with the space forgotten
      | (?:\r?\n[ \t]*){{2,}}                   # a blank line
      | \r?\n(?=[ \t]*(?:\#|{_MARKER}))
      | (?<=\|)[ \t]*\r?\n | \r?\n(?=[^\n]*\ \|\ )   # before a row of a table
      | (?:(?<=\n)|\A)[^\n]*\ \|\ [^\n]*(?:\n|\Z)       # the row, whatever stops its cells hold
    """,
    re.VERBOSE,
)
_LAST_WORD = re.compile(r"([\w.]+)\.+[\"”’)\]]*$")
_CLOSED = re.compile(r"[\"”’」』]$")
_SAYS = re.compile(
    r"(?=[\u4e00-\u9fff]{0,5}(?:说|问|道|答|表示|认为|写道|喊))[\u4e00-\u9fff]{1,12}(?![\u4e00-\u9fff：:])(?!，[“「])"
)
"""Who says what was quoted: its sentence goes on after the quotation."""
_GOES_ON = re.compile(
    r"(?:\b(?:of|the|a|an|and|or|to|in|by|with|for|from|at|on|is|are|was|were|be|than|as)|[,，、的和与及或在由为了-])$"
)
_HAN = re.compile(f"[{CJK}]")
_LABEL = re.compile(r"[^：:。]{1,12}[：:]")
_WRAPPED_HAN = 18
"""A Chinese line of so many characters is a page's width rather than a heading."""


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
        if _goes_on(source[begin : match.end()], source[match.end() : match.end() + 24]):
            continue
        _append(found, source, begin, match.end())
        begin = match.end()
    _append(found, source, begin, len(source))
    return found


def is_entry(text: str) -> bool:
    """Tell whether a text begins like an entry of a list or a numbered clause."""
    return _ENTRY.match(text) is not None


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
    if not line or not following or len(line) >= 60 or _GOES_ON.search(line):
        return False
    if following[0].islower() or following[0].isdigit():
        return False
    if _HAN.match(line[-1]) and _HAN.match(following[0]):
        return len(line) < _WRAPPED_HAN or _LABEL.match(following) is not None
    return True


def _goes_on(sentence: str, following: str) -> bool:
    """Tell whether what looks like the end of a sentence is none."""
    text = sentence.rstrip()
    if sentence.endswith("\n"):
        return False
    if _ONLY_MARKER.fullmatch(text):
        return True
    after = following.lstrip()
    if _CLOSED.search(text) and _SAYS.match(following):
        return True
    if after[:1].islower() and re.search(r"(?:[!?][\"”’]+|\.\.|…)[\"”’]*$", text):
        return True
    return _is_abbreviation(text, after)


def _is_abbreviation(sentence: str, following: str) -> bool:
    match = _LAST_WORD.search(sentence)
    if match is None:
        return False
    word = match.group(1).lower().rstrip(".")
    is_initial = len(word) == 1 and match.group(1)[0].isupper() and word != "i"
    if word in _BEFORE_NUMBER and not is_initial:
        return following[:1].isdigit()
    first = re.match(r"[A-Za-z]+", following)
    if first is not None and first.group()[0].isupper() and first.group().lower() in _STARTERS:
        # "... at 10 a.m. The meeting", "vitamin C. It": but "Mr. The" is nobody.
        return False
    return word in _ABBREVIATIONS or (is_initial and word.isalpha())
