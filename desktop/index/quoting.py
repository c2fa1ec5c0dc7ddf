"""Quotes: at most two pieces of documents that carry an answer, cut out to the letter.

Shown alone, two such pieces hold the answer far more often than a small model's own words.
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop.domain import Quote
from desktop.index.evidence import Scored
from desktop.index.layout import MAX_QUOTE, Piece
from desktop.index.lexicon import Vocabulary, words
from desktop.index.question import compares, fits
from desktop.index.readers.grid import CELL_GAP

_N_QUOTES = 2
_N_LIKELY, _GAP, _NEARLY = 8, 3, 0.95
_OTHER = 0.15
_CLAUSE_ENDS = ",;:，、；：)）—|"


def quotes_from(
    scored: Sequence[Scored], question: str, vocabulary: Vocabulary
) -> tuple[Quote, ...]:
    """At most two pieces, numbered by the passage they stand in."""
    chosen = _of_both(scored, question, vocabulary) or _with_continuation(scored, question)
    numbers: dict[int, int] = {}
    found = []
    for each in chosen:
        chunk = each.candidate.chunk
        n = numbers.setdefault(chunk.chunk_id, len(numbers) + 1)
        start, end = _within_limit(each.piece, question)
        found.append(
            Quote(
                n,
                chunk.text[start:end],
                chunk.path,
                chunk.page,
                chunk.start + start,
                chunk.start + end,
                chunk.place,
                each.piece.columns,
            )
        )
    return tuple(found)


def _of_both(scored: Sequence[Scored], question: str, vocabulary: Vocabulary) -> list[Scored]:
    """For a question about two things, the best piece and the best about what that leaves out."""
    if not scored or not compares(question):
        return []
    best = scored[0]
    left = frozenset(words(question)) - _about(best)
    wanted = frozenset(words(question))
    total = vocabulary.coverage(wanted, wanted & left)
    others = [
        (each.score + vocabulary.coverage(left, _about(each)) * total, each)
        for each in scored[1:]
        if each.piece.shape not in ("header", "title")
        and not _overlap(each, best)
        and vocabulary.coverage(left, _about(each)) * total > _OTHER
    ]
    return [best, max(others, key=lambda pair: pair[0])[1]] if others else []


def _about(scored: Scored) -> frozenset[str]:
    """The words of what a piece speaks of: a row of itself, a sentence of its passage."""
    if scored.piece.shape == "row":
        return frozenset(words(scored.piece.text))
    return frozenset(words(f"{scored.candidate.chunk.heading}\n{scored.candidate.chunk.text}"))


def _with_continuation(scored: Sequence[Scored], question: str) -> list[Scored]:
    """The two best; what goes on from the best one wins where it is nearly as good as the second.

    "Descale every three months. Use citric acid." answers with both what to use and when.
    """
    likely = [each for each in scored if each is scored[0] or not _overlap(each, scored[0])]
    chosen = likely[:_N_QUOTES]
    if len(chosen) < _N_QUOTES:
        return chosen
    best, second = chosen
    for each in likely[_N_QUOTES:_N_LIKELY]:
        is_as_good = each.score >= _NEARLY * second.score and (
            fits(question, each.piece.text) or not fits(question, second.piece.text)
        )
        if is_as_good and _goes_on(best, each):
            return [best, each]
    return chosen if second.score >= 0.5 * best.score else chosen[:1]


def _goes_on(best: Scored, each: Scored) -> bool:
    # The rows of a table do not go on from each other.
    return (
        each.candidate.chunk.chunk_id == best.candidate.chunk.chunk_id
        and 0 <= each.piece.start - best.piece.end <= _GAP
        and each.piece.shape == "sentence"
    )


def _overlap(one: Scored, other: Scored) -> bool:
    first, second = one.candidate.chunk, other.candidate.chunk
    return (
        (first.path, first.page) == (second.path, second.page)
        and first.start + one.piece.start < second.start + other.piece.end
        and second.start + other.piece.start < first.start + one.piece.end
    )


def _within_limit(piece: Piece, question: str) -> tuple[int, int]:
    """Cut an over-long piece to the clauses, or cells, around the question's words."""
    if len(piece.text) <= MAX_QUOTE:
        return piece.start, piece.end
    wanted = frozenset(words(question))
    text = piece.text
    borders = [0, *(n + 1 for n, each in enumerate(text) if each in _CLAUSE_ENDS), len(text)]
    best, best_hits = (0, MAX_QUOTE), -1
    for start in borders[:-1]:
        ends = [each for each in borders if start < each <= start + MAX_QUOTE]
        end = max(ends, default=min(start + MAX_QUOTE, len(text)))
        hits = len(wanted & frozenset(words(text[start:end])))
        if hits > best_hits:
            best, best_hits = (start, end), hits
    start, end = best
    bare = text[start:end].strip(CELL_GAP if piece.shape == "row" else None)
    start = text.index(bare, start)
    return piece.start + start, piece.start + start + len(bare)
