"""Quotes and evidence: the sentences that carry an answer, cut out to the letter.

Shown alone, two such sentences hold the answer far more often than a small model's own words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop.domain import Passage, Quote
from desktop.index.folding import plain
from desktop.index.lexicon import Vocabulary, words
from desktop.index.question import fits, is_telling
from desktop.index.retriever import Candidate, Found, Sources, passage_of
from desktop.index.sentence import Sentence, sentences

_N_PASSAGES = 6
_N_QUOTES = 2
_N_EVIDENCE = 4
_N_LIKELY, _GAP, _NEARLY = 8, 3, 0.95
_MAX_QUOTE = 300
_MAX_EMBEDDED = 40
_SHORT = 12
_NO_SENTENCE = 0.8
_WORDS, _WITH_BEFORE, _WITH_AFTER, _COSINE, _PASSAGE = 0.6, 0.3, 0.1, 0.3, 0.8
_KIND, _TELLING_KIND = 0.15, 0.35
_TITLE = 60
_SAYS_SOMETHING = re.compile(r"[.!?:|。！？；：,，]|\d|\b[a-z]{2,}\b")
"""A short line in capitals without a stop, a figure or a plain word is a title."""
_CLAUSE_ENDS = ",;:，、；：)）—"


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence of a candidate and how likely it carries the answer."""

    candidate: Candidate
    sentence: Sentence
    score: float


def score_sentences(sources: Sources, question: str, found: Found) -> list[Scored]:
    """Every sentence of the best candidates, best first."""
    wanted = frozenset(words(question))
    top = found.candidates[:_N_PASSAGES]
    best = max((each.score for each in top), default=1.0) or 1.0
    scored: list[Scored] = []
    for candidate in top:
        cut = sentences(candidate.chunk.text)
        shares = _coverages(sources.vocabulary, wanted, cut)
        for sentence, share in zip(cut, shares, strict=True):
            score = share + _PASSAGE * candidate.score / best
            if fits(question, sentence.text):
                score += _TELLING_KIND if is_telling(question) else _KIND
            if len(sentence.text) < _SHORT or _is_heading(candidate, sentence):
                score -= _NO_SENTENCE
            scored.append(Scored(candidate, sentence, score))
    scored = _with_cosines(sources, scored, found)
    return sorted(_distinct(scored), key=lambda each: -each.score)


def quotes_from(scored: Sequence[Scored], question: str) -> tuple[Quote, ...]:
    """At most two sentences, numbered by the passage they stand in."""
    chosen = _with_continuation(scored, question)
    if len(chosen) == _N_QUOTES and chosen[1].score < 0.5 * chosen[0].score:
        del chosen[1]
    numbers: dict[int, int] = {}
    found = []
    for each in chosen:
        chunk = each.candidate.chunk
        n = numbers.setdefault(chunk.chunk_id, len(numbers) + 1)
        start, end = _within_limit(each.sentence, question)
        found.append(
            Quote(
                n,
                chunk.text[start:end],
                chunk.path,
                chunk.page,
                chunk.start + start,
                chunk.start + end,
                chunk.place,
            )
        )
    return tuple(found)


def _with_continuation(scored: Sequence[Scored], question: str) -> list[Scored]:
    """The two best; what goes on from the best one wins where it is nearly as good as the second.

    "Descale every three months. Use citric acid." answers with both what to use and when.
    """
    chosen = list(scored[:_N_QUOTES])
    if len(chosen) < _N_QUOTES:
        return chosen
    best, second = chosen
    for each in scored[_N_QUOTES:_N_LIKELY]:
        is_next = (
            each.candidate.chunk.chunk_id == best.candidate.chunk.chunk_id
            and 0 <= each.sentence.start - best.sentence.end <= _GAP
        )
        is_as_good = each.score >= _NEARLY * second.score and (
            fits(question, each.sentence.text) or not fits(question, second.sentence.text)
        )
        # The rows of a table do not go on from each other.
        if is_next and is_as_good and " | " not in each.sentence.text:
            return [best, each]
    return chosen


def evidence_from(scored: Sequence[Scored]) -> tuple[Passage, ...]:
    """The best sentences as short passages, those of one chunk joined where they touch."""
    found: list[Passage] = []
    for each in scored[:_N_EVIDENCE]:
        chunk, sentence = each.candidate.chunk, each.sentence
        start, end = chunk.start + sentence.start, chunk.start + sentence.end
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


def _touch(other: Passage, whole: Passage, start: int, end: int) -> bool:
    return other.chunk_id == whole.chunk_id and start <= other.end + 3 and end >= other.start - 3


def _coverages(vocabulary: Vocabulary, wanted: frozenset[str], cut: list[Sentence]) -> list[float]:
    """What each sentence holds of the question, alone and together with its neighbours."""
    sets = [frozenset(words(each.text)) for each in cut]
    nothing: frozenset[str] = frozenset()
    shares = []
    for n, own in enumerate(sets):
        before = sets[n - 1] if n else nothing
        after = sets[n + 1] if n + 1 < len(sets) else nothing
        shares.append(
            _WORDS * vocabulary.coverage(wanted, own)
            + _WITH_BEFORE * vocabulary.coverage(wanted, own | before)
            + _WITH_AFTER * vocabulary.coverage(wanted, own | after)
        )
    return shares


def _with_cosines(sources: Sources, scored: list[Scored], found: Found) -> list[Scored]:
    if found.vector is None or not scored:
        return scored
    likely = sorted(scored, key=lambda each: -each.score)[:_MAX_EMBEDDED]
    vectors = sources.embedder.embed([plain(each.sentence.text) for each in likely])
    cosines = vectors @ found.vector
    return [
        replace(each, score=each.score + _COSINE * float(cosine))
        for each, cosine in zip(likely, cosines, strict=True)
    ]


def _distinct(scored: list[Scored]) -> list[Scored]:
    """Drop sentences that stand in two overlapping chunks, or word for word in two files."""
    best: dict[str, Scored] = {}
    for each in scored:
        key = plain(each.sentence.text)
        if key not in best or best[key].score < each.score:
            best[key] = each
    return list(best.values())


def _is_heading(candidate: Candidate, sentence: Sentence) -> bool:
    text = sentence.text.strip("# ").strip()
    is_title = len(text) < _TITLE and len(text.split()) > 1 and not _SAYS_SOMETHING.search(text)
    return not text or is_title or text == candidate.chunk.heading or sentence.text.startswith("#")


def _within_limit(sentence: Sentence, question: str) -> tuple[int, int]:
    """Cut an over-long sentence to the clauses around the question's words."""
    if len(sentence.text) <= _MAX_QUOTE:
        return sentence.start, sentence.end
    wanted = frozenset(words(question))
    text = sentence.text
    borders = [0, *(n + 1 for n, each in enumerate(text) if each in _CLAUSE_ENDS), len(text)]
    best, best_hits = (0, _MAX_QUOTE), -1
    for start in borders[:-1]:
        ends = [each for each in borders if start < each <= start + _MAX_QUOTE]
        end = max(ends, default=min(start + _MAX_QUOTE, len(text)))
        hits = len(wanted & frozenset(words(text[start:end])))
        if hits > best_hits:
            best, best_hits = (start, end), hits
    start, end = best
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end = start + len(text[start:end].rstrip())
    return sentence.start + start, sentence.start + end
