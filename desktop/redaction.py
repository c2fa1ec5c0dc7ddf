"""Finds what names a person in a text, and writes something neutral in its place.

A number counts only where its check digits, or the plan it is dialled by, say that it is one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Literal

from desktop.check_digits import is_card, is_chinese_id, is_iban, is_phone

Kind = Literal["email", "phone", "id", "iban", "card", "ip", "path", "file", "word"]

KINDS: tuple[Kind, ...] = ("email", "phone", "id", "iban", "card", "ip", "path", "file")
"""What is looked for, words of one's own apart; the first of two that overlap gives the name."""
DEFAULT_KINDS = frozenset(KINDS) - {"file"}

PLACEHOLDERS: dict[Kind, str] = {
    "email": "[EMAIL]",
    "phone": "[PHONE]",
    "id": "[ID]",
    "iban": "[IBAN]",
    "card": "[CARD]",
    "ip": "[IP]",
    "path": "[PATH]",
    "file": "[FILE]",
    "word": "[REDACTED]",
}

# One for one, so that offsets stay: full-width letters and digits, as Chinese keyboards write them.
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_EMAIL = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"
)
# Fifteen digits have none that checks them: those of 0.123… are left alone.
_ID = re.compile(r"(?<![A-Za-z0-9])(?:\d{17}[\dXx]|(?<!(?<!\d)0\.)\d{15})(?![A-Za-z0-9])", re.ASCII)
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?:[ -]?[A-Za-z0-9]){11,40}")
_NUMBERS = re.compile(r"(?<![A-Za-z0-9])[+(]{0,2}\d[\d ().\-/]{4,60}\d(?![A-Za-z0-9])")
_IP = re.compile(
    r"(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4})(?![\w:])"
)
_END = r"\s\"'<>|*?，。；：、）】”’"
_PATH = re.compile(
    rf"(?:file://)?(?<![A-Za-z0-9_.])(?:/(?:home|Users)/[^/{_END}]+|/root)(?:/[^{_END}]*)?(?![\w-])"
    # A name with spaces is one where a folder follows it.
    rf"|(?:file:///)?[A-Za-z]:[\\/]Users[\\/](?:[^\\/\n\"<>|:;,]{{1,40}}[\\/][^{_END}]*|[^\\/{_END}]+)",
    re.IGNORECASE,
)
_GROUP = re.compile(r"[^ /]+")
_MOST_GROUPS = 10


@dataclass(frozen=True, slots=True)
class Rules:
    """What is replaced: kinds to look for, names of files, and words in whatever case."""

    kinds: frozenset[Kind] = DEFAULT_KINDS
    words: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    known: tuple[tuple[Kind, str], ...] = field(default=(), repr=False)
    """What was found elsewhere and is replaced here even where it would not be found."""


@dataclass(frozen=True, slots=True)
class Find:
    """A part of a text that is to be replaced."""

    kind: Kind
    start: int
    end: int


def find(text: str, rules: Rules) -> tuple[Find, ...]:
    """What of a text is replaced by these rules, from its beginning to its end."""
    narrow = text.translate(_NARROW)
    found = [
        Find(kind, start, end)
        for kind in KINDS
        if kind in rules.kinds and kind in _FINDERS
        for start, end in _FINDERS[kind](narrow)
    ]
    if "file" in rules.kinds:
        found += _literal(narrow, "file", rules.files)
    found += _literal(narrow, "word", rules.words)
    for kind, words in rules.known:
        found += _literal(narrow, kind, (words,))
    return tuple(_merged(found))


def redact(text: str, rules: Rules) -> str:
    """A text with what these rules find replaced."""
    for each in reversed(find(text, rules)):
        text = text[: each.start] + PLACEHOLDERS[each.kind] + text[each.end :]
    return text


def _merged(found: Iterable[Find]) -> Iterator[Find]:
    """Join what overlaps, so that no end of it is left standing."""
    held: Find | None = None
    for each in sorted(found, key=lambda each: (each.start, -each.end)):
        if held is None:
            held = each
        elif each.start < held.end:
            held = Find(held.kind, held.start, max(held.end, each.end))
        else:
            yield held
            held = each
    if held is not None:
        yield held


def _literal(text: str, kind: Kind, words: Iterable[str]) -> list[Find]:
    found = []
    for word in words:
        parts = word.translate(_NARROW).split()
        if not parts:
            continue
        pattern = re.compile(r"\s+".join(map(re.escape, parts)), re.IGNORECASE)
        found += [Find(kind, each.start(), each.end()) for each in pattern.finditer(text)]
    return found


def _spans(pattern: re.Pattern[str]) -> Callable[[str], Iterator[tuple[int, int]]]:
    return lambda text: (each.span() for each in pattern.finditer(text))


def _ids(text: str) -> Iterator[tuple[int, int]]:
    return (each.span() for each in _ID.finditer(text) if is_chinese_id(each.group()))


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    for each in _IP.finditer(text):
        try:
            ip_address(each.group())
        except ValueError:
            continue
        if any(letter in each.group() for letter in "123456789abcdefABCDEF"):
            yield each.span()


def _grouped(
    pattern: re.Pattern[str], is_one: Callable[[str], bool]
) -> Callable[[str], Iterator[tuple[int, int]]]:
    """Look through runs of digits: what stands beside a number may be another one."""

    def look(text: str) -> Iterator[tuple[int, int]]:
        for run in pattern.finditer(text):
            groups = [each.span() for each in _GROUP.finditer(text, *run.span())]
            yield from _accepted(text, groups, is_one)

    return look


def _accepted(
    text: str, groups: Sequence[tuple[int, int]], is_one: Callable[[str], bool]
) -> Iterator[tuple[int, int]]:
    first = 0
    while first < len(groups):
        start = groups[first][0]
        for last in range(min(first + _MOST_GROUPS, len(groups)) - 1, first - 1, -1):
            end = start + len(text[start : groups[last][1]].rstrip(".-("))
            if is_one(text[start:end]):
                yield start, end
                first = last
                break
        first += 1


_FINDERS: dict[Kind, Callable[[str], Iterator[tuple[int, int]]]] = {
    "email": _spans(_EMAIL),
    "phone": _grouped(_NUMBERS, is_phone),
    "id": _ids,
    "iban": _grouped(_IBAN, is_iban),
    "card": _grouped(_NUMBERS, is_card),
    "ip": _addresses,
    "path": _spans(_PATH),
}
