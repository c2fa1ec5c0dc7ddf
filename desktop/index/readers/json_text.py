"""JSON and JSON lines as a person would list them: a line for each value, with the path to it."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desktop.index.readers.grid import tokens_of
from desktop.index.readers.text import load
from desktop.index.reading import Block, Page
from desktop.index.source import Source, short

_MAX_BYTES = 20 << 20
_BLOCK_TOKENS = 200


@dataclass(frozen=True, slots=True)
class _Entry:
    """A value and the steps to it: keys, and "[n]" counted from 0."""

    steps: tuple[str, ...]
    text: str

    @property
    def line(self) -> str:
        return f"{_path(self.steps)}: {self.text}" if self.steps else self.text


def read_json(source: Source) -> list[Page]:
    """Read JSON as one page; what is too large, or no JSON after all, is read as text."""
    text = load(source)
    return [_page(text, [("", text)])]


def read_json_lines(source: Source) -> list[Page]:
    """Read a value a line as one page; what is no JSON is read as text."""
    text = load(source)
    return [_page(text, [(f"[{n}]", line) for n, line in enumerate(text.split("\n"))])]


def _page(text: str, values: Iterable[tuple[str, str]]) -> Page:
    if len(text) > _MAX_BYTES:
        return Page(None, text)
    try:
        entries = [
            entry
            for step, value in values
            if value.strip()
            for entry in _entries(_parsed(value), (step,) if step else ())
        ]
    except (ValueError, RecursionError):
        return Page(None, text)
    lines = [entry.line for entry in entries]
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    blocks = (
        Block(starts[begin], starts[end] - 1, _place(entries[begin], entries[end - 1]))
        for begin, end in _groups(lines)
    )
    return Page(None, "\n".join(lines), blocks=tuple(blocks))


def _parsed(text: str) -> object:
    # Figures stay as they are written.
    return json.loads(text.lstrip("\ufeff"), parse_float=str, parse_int=str, parse_constant=str)


def _entries(value: object, steps: tuple[str, ...]) -> Iterator[_Entry]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _entries(each, (*steps, str(key)))
    elif isinstance(value, list) and any(isinstance(each, (dict, list)) for each in value):
        for n, each in enumerate(value):
            yield from _entries(each, (*steps, f"[{n}]"))
    elif isinstance(value, list):
        yield _Entry(steps, ", ".join(_shown(each) for each in value))
    elif value is not None:
        yield _Entry(steps, _shown(value))


def _shown(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _groups(lines: list[str]) -> Iterator[tuple[int, int]]:
    begin = used = 0
    for at, line in enumerate(lines):
        cost = tokens_of(line)
        if at > begin and used + cost > _BLOCK_TOKENS:
            yield begin, at
            begin, used = at, 0
        used += cost
    if lines:
        yield begin, len(lines)


def _place(first: _Entry, last: _Entry) -> str:
    """What a block's values have in common: "orders[3].customer", "orders[3]–[9]"."""
    if first is last:
        return short(_path(first.steps))
    pairs = zip(first.steps, last.steps, strict=False)
    depth = sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))
    shared = first.steps[:depth]
    begin, end = first.steps[depth : depth + 1], last.steps[depth : depth + 1]
    if begin and end and begin[0].startswith("[") and end[0].startswith("["):
        return short(f"{_path((*shared, *begin))}–{end[0]}")
    return short(_path(shared) or _path(begin))


def _path(steps: tuple[str, ...]) -> str:
    return "".join(
        step if step.startswith("[") or n == 0 else f".{step}" for n, step in enumerate(steps)
    )
