"""Markdown cut into pieces of whole blocks, so that a long text is drawn piece by piece.

A piece is short whatever the text: what costs more than it is long stays bounded, too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

_ENOUGH = 6_000
"""A piece of so many characters is closed at the next end of a block."""
_WINDOW = 12_000
"""A block that is longer is cut."""
_DEFINITION = re.compile(r"^ {0,3}\[[^\]\n]{1,200}\]:[ \t]*\S[^\n]*$", re.MULTILINE)
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})[^\n]*$")


@dataclass(frozen=True, slots=True)
class Piece:
    """Markdown that stands for itself; `goes_on` where it is cut inside a block of code."""

    source: str
    goes_on: bool = False


def next_piece(rest: str, *, is_whole: bool) -> tuple[Piece, str] | None:
    """Cut the first piece off a text; returns it and what is left.

    None where it is not sure yet that a piece ends, since the text still grows; the rest of a text
    that `is_whole` is always a piece.
    """
    if not rest:
        return None
    if is_whole and len(rest) <= _ENOUGH:
        return Piece(rest), ""
    is_last = is_whole and len(rest) <= _WINDOW
    window = rest if len(rest) <= _WINDOW else rest[: _line_end(rest)]
    tokens = _blocks().parse(window)
    ends = _ends(tokens, window)
    # The last block may go on with what follows.
    sure = ends[:-1]
    if sure and (is_last or sure[-1] >= _ENOUGH or len(rest) > _WINDOW):
        end = next((each for each in sure if each >= _ENOUGH), sure[-1])
        return Piece(rest[:end]), rest[end:]
    if len(rest) > _WINDOW:
        return _cut(rest, len(window), tokens)
    return (Piece(rest), "") if is_last else None


def definitions(text: str) -> str:
    """The lines of a text that define a link named elsewhere."""
    return "\n".join(_DEFINITION.findall(text)) if "]:" in text else ""


def _line_end(rest: str) -> int:
    """The last end of a line in the window, else of a word, else of the window."""
    for sign in ("\n", " "):
        at = rest.rfind(sign, _WINDOW // 2, _WINDOW)
        if at >= 0:
            return at + 1
    return _WINDOW


def _ends(tokens: list[Token], text: str) -> list[int]:
    """Where the blocks of a text end, items of a list on their own."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    listed = {
        token.map[0]
        for token in tokens
        if token.map and (token.level == 0 or (token.type == "list_item_open" and token.level == 1))
    }
    lines = sorted(each for each in listed if each)
    return [starts[each] for each in lines if each < len(starts)] + [len(text)]


def _cut(rest: str, end: int, tokens: list[Token]) -> tuple[Piece, str]:
    """Cut inside a block; what is left begins with what its kind needs."""
    first = tokens[0] if tokens else None
    before, after = rest[:end], rest[end:]
    opening = rest.split("\n", 1)[0]
    if first is not None and first.type == "fence" and (fence := _FENCE.match(opening)):
        newline = "" if before.endswith("\n") else "\n"
        return (
            Piece(f"{before}{newline}{fence[1]}\n", goes_on=True),
            f"{opening}\n{after}",
        )
    if first is not None and first.type == "table_open":
        header = "\n".join(rest.split("\n", 2)[:2])
        if len(header) < _ENOUGH // 4:
            return Piece(before), f"{header}\n{after}"
    return Piece(before), after


@lru_cache(maxsize=1)
def _blocks() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser
