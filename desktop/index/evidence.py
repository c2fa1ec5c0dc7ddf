"""Evidence: which sentences, rows and lists carry an answer, and the passages made of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop.domain import Passage
from desktop.index.folding import plain
from desktop.index.layout import Piece, is_labelled, pieces
from desktop.index.lexicon import Vocabulary, words
from desktop.index.question import asks_for_several, fits, is_telling
from desktop.index.retriever import Candidate, Found, Sources, passage_of
from desktop.index.text_table import title_of

_N_PASSAGES = 6
_N_EVIDENCE = 4
_MAX_EMBEDDED = 40
_MAX_TABLE_PART = 600
_SHORT = 12
_NO_SENTENCE, _TITLE = 0.8, 0.4
_WORDS, _WITH_BEFORE, _WITH_AFTER, _COSINE, _PASSAGE = 0.6, 0.3, 0.1, 0.3, 0.8
_KIND, _TELLING_KIND, _LIST = 0.15, 0.35, 0.35
_TITLE_LENGTH = 60
_SAYS_SOMETHING = re.compile(r"[.!?:|。！？；：,，]|\d|\b[a-z]{2,}\b")
"""A short line in capitals without a stop, a figure or a plain word is a title."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A piece of a candidate and how likely it carries the answer."""

    candidate: Candidate
    piece: Piece
    score: float


def score_pieces(sources: Sources, question: str, found: Found) -> list[Scored]:
    """Every piece of the best candidates, best first."""
    wanted = frozenset(words(question))
    top = found.candidates[:_N_PASSAGES]
    best = max((each.score for each in top), default=1.0) or 1.0
    scored = [
        Scored(
            candidate,
            piece,
            _share(sources.vocabulary, wanted, piece)
            + _shape_score(question, candidate, piece)
            + _PASSAGE * candidate.score / best,
        )
        for candidate in top
        for piece in pieces(candidate.chunk.text, candidate.chunk.heading)
    ]
    scored = _with_cosines(sources, scored, found)
    return sorted(_distinct(scored), key=lambda each: -each.score)


def _shape_score(question: str, candidate: Candidate, piece: Piece) -> float:
    """What is added or taken for what a piece looks like beside what is asked."""
    score = 0.0
    if fits(question, f"{piece.columns} {piece.text}"):
        score += _TELLING_KIND if is_telling(question) else _KIND
    if piece.shape == "list" and asks_for_several(question):
        score += _LIST
    is_whole = piece.shape in ("row", "list")
    if piece.shape == "header" or (not is_whole and _says_nothing(candidate, piece)):
        return score - _NO_SENTENCE
    return score - _TITLE if piece.shape == "title" else score


def evidence_from(scored: Sequence[Scored]) -> tuple[Passage, ...]:
    """The best pieces as short passages, those of one chunk joined where they touch."""
    found: list[Passage] = []
    for each in scored[:_N_EVIDENCE]:
        chunk = each.candidate.chunk
        begin, end = _understood(each.piece)
        start, end = chunk.start + begin, chunk.start + end
        whole = passage_of(chunk, each.score)
        touching = next(
            (n for n, other in enumerate(found) if _touch(other, whole, start, end)), None
        )
        if touching is not None:
            start = min(start, found[touching].start)
            end = max(end, found[touching].end)
        text = chunk.text[start - chunk.start : end - chunk.start]
        passage = replace(whole, start=start, end=end, text=text)
        if touching is None:
            found.append(passage)
        else:
            found[touching] = passage
    return tuple(found)


def _understood(piece: Piece) -> tuple[int, int]:
    """A row together with its header, where that is not far above."""
    if piece.columns_at >= 0 and piece.end - piece.columns_at <= _MAX_TABLE_PART:
        return piece.columns_at, piece.end
    return piece.start, piece.end


def _touch(other: Passage, whole: Passage, start: int, end: int) -> bool:
    return other.chunk_id == whole.chunk_id and start <= other.end + 3 and end >= other.start - 3


def _share(vocabulary: Vocabulary, wanted: frozenset[str], piece: Piece) -> float:
    """What a piece holds of the question, alone and together with what is around it."""
    own = frozenset(words(piece.text))
    before = frozenset(words(f"{piece.columns}\n{piece.before}"))
    after = frozenset(words(piece.after))
    return (
        _WORDS * vocabulary.coverage(wanted, own)
        + _WITH_BEFORE * vocabulary.coverage(wanted, own | before)
        + _WITH_AFTER * vocabulary.coverage(wanted, own | after)
    )


def _with_cosines(sources: Sources, scored: list[Scored], found: Found) -> list[Scored]:
    if found.vector is None or not scored:
        return scored
    likely = sorted(scored, key=lambda each: -each.score)[:_MAX_EMBEDDED]
    vectors = sources.embedder.embed([_meaning(each.piece) for each in likely])
    cosines = sources.embedder.calibration.apply(vectors @ found.vector)
    return [
        replace(each, score=each.score + _COSINE * float(cosine))
        for each, cosine in zip(likely, cosines, strict=True)
    ]


def _distinct(scored: list[Scored]) -> list[Scored]:
    """Drop sentences that stand in two overlapping chunks, or word for word in two files."""
    best: dict[str, Scored] = {}
    for each in scored:
        key = plain(each.piece.text)
        if key not in best or best[key].score < each.score:
            best[key] = each
    return list(best.values())


def _meaning(piece: Piece) -> str:
    return plain(f"{piece.columns}\n{piece.text}" if piece.columns else piece.text)


def _says_nothing(candidate: Candidate, piece: Piece) -> bool:
    text = piece.text.strip("# ").strip()
    if not text or piece.text.startswith("#"):
        return True
    if is_labelled(text):
        return False
    if _width(piece.text) < _SHORT:
        return True
    is_title = (
        len(text) < _TITLE_LENGTH and len(text.split()) > 1 and not _SAYS_SOMETHING.search(text)
    )
    return is_title or text == title_of(candidate.chunk.heading)


def _width(text: str) -> int:
    """The length of a text in letters; a Chinese character says as much as three."""
    return sum(3 if character >= "\u2e80" else 1 for character in text)
