"""Conversations as Markdown that reads well as it stands: quotes above, citations as footnotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from desktop.domain import Language, Turn
from desktop.transfer.telling import Told, tell, versions_of
from desktop.transfer.words import moment, word
from desktop.tree import Tree


def conversations(trees: Iterable[Tree], language: Language) -> Iterator[str]:
    """Tell the branch of each conversation that is shown, a turn a piece."""
    number = 0
    for place, tree in enumerate(trees):
        title = " ".join(tree.title.split())
        yield ("\n---\n\n" if place else "") + f"# {title}\n\n*{moment(tree.created_at)}*\n"
        versions = versions_of(tree)
        for turn in tree.branch(tree.shown):
            number += 1
            told = tell(turn, language, partial(_footnote, number), versions[turn.id])
            yield f"\n## {told.name}\n\n{_body(told, number, language)}\n"


def turn_markdown(turn: Turn, language: Language) -> str:
    """One turn alone; an answer with its quotes and their sources."""
    told = tell(replace(turn, feedback=None), language, partial(_footnote, 0))
    return _body(told, 0, language)


def _body(told: Told, number: int, language: Language) -> str:
    blocks = [*(_quote(each.text, each.columns, each.n, number) for each in told.quotes)]
    if told.text.strip():
        blocks.append(told.text.strip())
    blocks += [f"*{each}*" for each in told.notes]
    if told.correction:
        blocks.append(f"**{word('correction', language)}**\n\n{told.correction.strip()}")
    blocks += [
        f"{_footnote(number, each.n)}: {_plain(each.place)}: “{_plain(each.passage)}”"
        for each in told.sources
    ]
    return "\n\n".join(blocks)


def _quote(text: str, columns: str, n: int, number: int) -> str:
    lines = [_plain(columns)] if columns else []
    return "\n".join(f"> {line}  " for line in (*lines, f"“{_plain(text)}”{_footnote(number, n)}"))


def _footnote(number: int, n: int) -> str:
    """A mark that is its own in the whole file; alone, a turn needs no number."""
    if not n:
        return " [?]"
    return f"[^{number}-{n}]" if number else f"[^{n}]"


def _plain(text: str) -> str:
    """Words of a document as they are: nothing in them is taken for markup."""
    for sign in "\\`*_[]<>#|~":
        text = text.replace(sign, f"\\{sign}")
    return text
