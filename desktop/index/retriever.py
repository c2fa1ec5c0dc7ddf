"""From a query to ranked chunks: full text and vectors, fused.

0.3 x BM25/best + 0.7 x cosine beats each alone, and rank fusion, on every English set measured;
vectors of an embedder that ranks worse than the one that comes with the program count for less. A
Chinese query under an English-only embedder goes by words alone, since its vectors say nothing:
BM25 and, in equal parts, the weight of the question's character pairs that a chunk holds. Of the
best, those go first that hold much of the question in one sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from desktop.domain import Passage, SearchBy
from desktop.index.folding import plain
from desktop.index.lexicon import Vocabulary, held, places, words
from desktop.index.repetition import fold_repeated
from desktop.index.selection import Selection
from desktop.index.sentence import sentences
from desktop.language import has_chinese

if TYPE_CHECKING:
    from desktop.index.calibration import Calibration
    from desktop.index.embedder import Vectors
    from desktop.index.ledger import StoredChunk

_N_CANDIDATES = 100
_N_LIKELY = 50
"""How many of what is found are read from the library; the rest is far behind."""
_COSINE_SHARE = 0.7
_COVERAGE_SHARE = 0.5
_SENTENCE_SHARE = 1 / 3
"""Chosen on the XQuAD articles with even numbers, where every share from 1/5 to 4/9 is better."""
_N_READ = 10
"""How many of the best are read sentence by sentence; reading more changes nothing."""
_N_DISTINCT = 20
_CLOSE = 0.3
"""The cosine from which a passage is about what was asked even where it has none of its words."""


class Corpus(Protocol):
    """Where chunks are found."""

    def keyword(self, text: str, selection: Selection, limit: int) -> list[tuple[int, float]]:
        """Chunk ids with BM25 scores, best first."""

    def nearest(self, vector: Vectors, selection: Selection, limit: int) -> dict[int, float]:
        """The nearest chunks with their calibrated cosines, both about right."""

    def cosines(self, vector: Vectors, chunk_ids: Sequence[int]) -> dict[int, float]:
        """The calibrated cosines of these chunks, exactly."""

    def chunks(self, chunk_ids: Sequence[int]) -> dict[int, StoredChunk]:
        """The chunks of these ids."""

    def count(self, selection: Selection) -> tuple[int, int]:
        """How many documents and chunks can be searched."""


class TextEmbedder(Protocol):
    """What turns texts into vectors of length one."""

    @property
    def is_multilingual(self) -> bool:
        """Whether it matches texts of different languages."""

    @property
    def calibration(self) -> Calibration:
        """What its cosines are worth."""

    def embed(self, texts: Sequence[str], *, as_queries: bool = False) -> Vectors:
        """Embed passages, or questions, a row each."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What a question is answered from: chunks, the embedder, and how telling words are."""

    corpus: Corpus
    embedder: TextEmbedder
    vocabulary: Vocabulary


@dataclass(frozen=True, slots=True)
class Candidate:
    """A chunk that may answer, with what each search says of it.

    `also_in` are paths of other documents that say the same.
    """

    chunk: StoredChunk
    score: float
    cosine: float
    bm25: float
    also_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The candidates for a query, best first, and its vector where one was made."""

    candidates: tuple[Candidate, ...]
    vector: Vectors | None


def find(
    sources: Sources, query: str, selection: Selection, k: int = 0, by: SearchBy = "both"
) -> Found:
    """Rank what full text and vectors find; what the best `k` say is said once."""
    # A surrogate that stands alone comes from a terminal, and no library takes it.
    text = plain(query.encode("utf-8", "replace").decode())
    wanted = frozenset(words(text))
    is_unembedded = by == "both" and has_chinese(text) and not sources.embedder.is_multilingual
    bm25_share = 1.0 if is_unembedded else _bm25_share(sources.embedder, by)
    asked = _ask(sources, text, selection, bm25_share)
    scores = asked.scores(bm25_share)
    likely = sorted(scores, key=lambda each: (-scores[each], each))
    if asked.vector is not None:
        likely = likely[: max(_N_LIKELY, 3 * k)]
        asked = replace(asked, cosines=sources.corpus.cosines(asked.vector, likely))
        scores = asked.scores(bm25_share)
    candidates = []
    for chunk_id, chunk in sources.corpus.chunks(likely).items():
        score = scores[chunk_id]
        if is_unembedded:
            second = sources.vocabulary.coverage(wanted, held(wanted, chunk.text))
            score = (1 - _COVERAGE_SHARE) * score + _COVERAGE_SHARE * second
        cosine, bm25 = asked.cosines.get(chunk_id, 0.0), asked.bm25.get(chunk_id, 0.0)
        candidates.append(Candidate(chunk, score, cosine, bm25))
    candidates.sort(key=_rank)
    found = _said_once(candidates, max(_N_DISTINCT, 2 * k))
    if by == "both":
        found = _by_sentence(sources.vocabulary, wanted, found)
    return Found(found, asked.vector)


def _bm25_share(embedder: TextEmbedder, by: SearchBy) -> float:
    if by == "both":
        return 1 - _COSINE_SHARE * embedder.calibration.worth
    return 1.0 if by == "words" else 0.0


@dataclass(frozen=True, slots=True)
class _Asked:
    """What full text and vectors say of the chunks that either of them found."""

    bm25: dict[int, float]
    cosines: dict[int, float]
    vector: Vectors | None

    def scores(self, bm25_share: float) -> dict[int, float]:
        """Both fused, 0 to 1.

        A chunk whose cosine is not known is not among the nearest: it is no nearer than the last.
        """
        best = max(self.bm25.values(), default=1.0) or 1.0
        last = min(self.cosines.values(), default=0.0)
        return {
            each: bm25_share * self.bm25.get(each, 0.0) / best
            + (1 - bm25_share) * max(self.cosines.get(each, last), 0.0)
            for each in self.bm25 | self.cosines
        }


def _ask(sources: Sources, text: str, selection: Selection, bm25_share: float) -> _Asked:
    corpus = sources.corpus
    if not text:
        return _Asked({}, {}, None)
    if bm25_share == 1:
        return _Asked(dict(corpus.keyword(text, selection, _N_CANDIDATES)), {}, None)
    with ThreadPoolExecutor(1) as beside:
        # One waits for the disk while the other computes.
        by_words = beside.submit(
            lambda: dict(corpus.keyword(text, selection, _N_CANDIDATES)) if bm25_share else {}
        )
        vector = sources.embedder.embed([text], as_queries=True)[0]
        near = corpus.nearest(vector, selection, _N_CANDIDATES)
        bm25 = by_words.result()
    return _Asked(bm25, near, vector)


def _rank(candidate: Candidate) -> tuple[float, int]:
    return -candidate.score, candidate.chunk.chunk_id


def _by_sentence(
    vocabulary: Vocabulary, wanted: frozenset[str], ranked: Sequence[Candidate]
) -> tuple[Candidate, ...]:
    """Rank anew, with the share of the question's weight that the best sentence of each holds."""
    rescored = []
    for place, candidate in enumerate(ranked):
        score = (1 - _SENTENCE_SHARE) * candidate.score
        if place < _N_READ:
            cut = sentences(candidate.chunk.text)
            shares = (vocabulary.coverage(wanted, held(wanted, each.text)) for each in cut)
            score += _SENTENCE_SHARE * max(shares, default=0.0)
        rescored.append(replace(candidate, score=score))
    return tuple(sorted(rescored, key=_rank))


def _said_once(candidates: list[Candidate], n_distinct: int) -> tuple[Candidate, ...]:
    folded = fold_repeated(candidates, lambda each: each.chunk.text, n_distinct)
    return tuple(
        replace(best, also_in=_others(best.chunk, rest)) if rest else best for best, rest in folded
    )


def _others(chunk: StoredChunk, repeated: list[Candidate]) -> tuple[str, ...]:
    paths = dict.fromkeys(each.chunk.path for each in repeated)
    return tuple(each for each in paths if each != chunk.path)


def search(
    sources: Sources,
    query: str,
    selection: Selection,
    k: int,
    *,
    only_close: bool = False,
    by: SearchBy = "both",
) -> tuple[Passage, ...]:
    """The best passages for a query.

    `only_close` also leaves out what shares neither words nor meaning with the query.
    """
    found = find(sources, query, selection, k, by)
    wanted = frozenset(words(query))
    kept: list[Candidate] = []
    for candidate in found.candidates:
        if len(kept) == k:
            break
        if only_close and not candidate.bm25 and candidate.cosine < _CLOSE:
            continue
        kept.append(candidate)
    return tuple(_hit(each, wanted) for each in kept)


def _hit(candidate: Candidate, wanted: frozenset[str]) -> Passage:
    marks = places(candidate.chunk.text, wanted)
    passage = passage_of(candidate.chunk, candidate.score)
    return replace(passage, also_in=candidate.also_in, marks=marks)


def passage_of(chunk: StoredChunk, score: float) -> Passage:
    """A chunk as a passage."""
    return Passage(
        chunk.chunk_id,
        chunk.document_id,
        chunk.path,
        chunk.page,
        chunk.start,
        chunk.end,
        chunk.text,
        round(score, 6),
        chunk.heading,
        chunk.place,
    )
