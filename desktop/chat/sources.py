"""Which documents the answers of a conversation rest on, and on which passages of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.domain import Citation, Quote, Turn


@dataclass(frozen=True, slots=True)
class Cited:
    """A passage as an answer cites it; `beside` are all citations of that answer."""

    citation: Citation
    question: str
    beside: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A document and what was cited of it, in the order of the conversation."""

    path: str
    cited: tuple[Cited, ...]


def sources_of(turns: Iterable[Turn]) -> tuple[Source, ...]:
    """The documents that the turns of a conversation cite, those cited first first."""
    found: dict[str, list[Cited]] = {}
    question = ""
    for turn in turns:
        if turn.role == "user":
            question = turn.text
            continue
        for citation in _citations(turn):
            cited = Cited(citation, question, turn.citations)
            found.setdefault(citation.path, []).append(cited)
    return tuple(Source(path, tuple(cited)) for path, cited in found.items())


def citation_of_quote(quote: Quote, citations: Iterable[Citation]) -> Citation:
    """The quoted sentence alone, as a citation of the same number."""
    document_id = next((each.document_id for each in citations if each.n == quote.n), 0)
    position = (quote.page, quote.start, quote.end, quote.text, document_id, quote.place)
    return Citation(quote.n, quote.path, *position)


def _citations(turn: Turn) -> list[Citation]:
    """Where a sentence of a passage is quoted, it stands for the passage."""
    quoted = {each.n for each in turn.quotes}
    found = [citation_of_quote(each, turn.citations) for each in turn.quotes]
    found += [each for each in turn.citations if each.n not in quoted]
    return sorted(found, key=lambda each: each.n)
