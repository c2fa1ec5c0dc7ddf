"""A turn, ready to be told in any format: what was said, what it rests on, what became of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop.domain import REFUSED, Language, Support, Turn
from desktop.transfer.words import Word, word
from desktop.tree import Tree
from desktop.wording import place, sentence, tidy

_PASSAGE_CHARS = 320

Mark = Callable[[int], str]
"""How the number of a citation is written behind a sentence; 0 where none carries it."""


@dataclass(frozen=True, slots=True)
class Source:
    """A citation: its number, the file and where in it, and what stands there."""

    n: int
    place: str
    path: str
    passage: str


@dataclass(frozen=True, slots=True)
class ToldQuote:
    """A quote above an answer, the header of its table, and its citation's number."""

    n: int
    text: str
    columns: str


@dataclass(frozen=True, slots=True)
class Told:
    """One turn in words; `text` is Markdown, for a question as it was typed."""

    is_question: bool
    name: str
    when: float
    text: str
    quotes: tuple[ToldQuote, ...] = ()
    sources: tuple[Source, ...] = ()
    notes: tuple[str, ...] = ()
    correction: str = ""


def tell(turn: Turn, language: Language, mark: Mark, version: tuple[int, int] = (1, 1)) -> Told:
    """Put a turn into words; `mark` writes citations, `version` is which of how many it is."""
    name = word(turn.role, language)
    if turn.model:
        name += f" · {turn.model}"
    if version[1] > 1:
        name += " · " + word("version", language, n=version[0], of=version[1])
    if turn.role != "assistant":
        return Told(True, name, turn.created_at, turn.text)
    cited = {each.n for each in turn.quotes}.union(*(each.citations for each in turn.supports))
    return Told(
        is_question=False,
        name=name,
        when=turn.created_at,
        text=_marked(turn.text, turn.supports, mark),
        quotes=tuple(
            ToldQuote(each.n, tidy(each.text), tidy(each.columns)) for each in turn.quotes
        ),
        sources=tuple(
            Source(
                each.n,
                place(each.path, each.page, language, each.place),
                each.path,
                _shortened(tidy(each.text)),
            )
            for each in turn.citations
            if each.n in cited or not turn.supports
        ),
        notes=tuple(_notes(turn, language)),
        correction=turn.feedback.correction if turn.feedback else "",
    )


def versions_of(tree: Tree) -> dict[int, tuple[int, int]]:
    """Which of how many versions each turn is."""
    groups: dict[int | None, list[int]] = {}
    for each in tree.turns:
        groups.setdefault(each.parent_id, []).append(each.id)
    return {
        id_: (n, len(group)) for group in groups.values() for n, id_ in enumerate(group, start=1)
    }


def _marked(text: str, supports: Sequence[Support], mark: Mark) -> str:
    """Write the numbers of its citations behind every sentence, but not inside code."""
    for each in sorted(supports, key=lambda each: each.end, reverse=True):
        said = text[each.start : each.end].rstrip()
        at = each.start + len(said)
        if not said or text[:at].count("```") % 2 or text[:at].endswith("```"):
            continue
        marks = "".join(mark(n) for n in each.citations or (0,))
        text = text[:at] + marks + text[at:]
    return text


def _notes(turn: Turn, language: Language) -> list[str]:
    notes = []
    states: dict[str, Word] = {"stopped": "stopped", "interrupted": "interrupted"}
    if turn.state in states:
        notes.append(word(states[turn.state], language))
    if turn.problem is not None:
        notes.append(sentence(turn.problem, language))
    elif turn.verdict in REFUSED and not turn.text:
        notes.append(word("refused", language))
    if turn.text and any(not each.citations for each in turn.supports):
        notes.append(word("unsupported", language))
    if turn.feedback is not None:
        rated = word(turn.feedback.rating, language)
        notes.append(f"{rated}: {turn.feedback.reason}" if turn.feedback.reason else rated)
    return notes


def _shortened(passage: str) -> str:
    if len(passage) <= _PASSAGE_CHARS:
        return passage
    return passage[:_PASSAGE_CHARS].rsplit(" ", 1)[0] + "…"
