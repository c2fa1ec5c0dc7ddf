"""From a query to ranked chunks: full text and vectors, fused.

0.3 x BM25/best + 0.7 x cosine beats each alone, and rank fusion, on every English set measured. A
Chinese query under an English-only embedder goes by words alone, since its vectors say nothing:
BM25 and, in equal parts, the weight of the question's character pairs that a chunk holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from desktop.domain import Passage, SearchBy
from desktop.index.folding import plain
from desktop.index.lexicon import Vocabulary, places, words
from desktop.index.repetition import fold_repeated
from desktop.index.selection import Selection
from desktop.index.text_table import title_of
from desktop.language import has_chinese

if TYPE_CHECKING:
    from desktop.index.embedder import Vectors
    from desktop.index.ledger import StoredChunk

_N_CANDIDATES = 100
_BM25_SHARES: dict[SearchBy, float] = {"both": 0.3, "words": 1.0, "vectors": 0.0}
_COVERAGE_SHARE = 0.5
_N_EXAMINED = 40
_CLOSE = 0.3
"""The cosine from which a passage is about what was asked even where it has none of its words."""


class Corpus(Protocol):
    """Where chunks are found."""

    def keyword(self, text: str, selection: Selection, limit: int) -> list[tuple[int, float]]:
        """Chunk ids with BM25 scores, best first."""

    def nearest(self, vector: Vectors, selection: Selection, limit: int) -> list[tuple[int, float]]:
        """Chunk ids with cosines, best first."""

    def chunks(self, chunk_ids: Sequence[int]) -> dict[int, StoredChunk]:
        """The chunks of these ids."""

    def count(self, selection: Selection) -> tuple[int, int]:
        """How many documents and chunks can be searched."""


class TextEmbedder(Protocol):
    """What turns texts into vectors of length one."""

    @property
    def is_multilingual(self) -> bool:
        """Whether it matches texts of different languages."""

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
    corpus, embedder = sources.corpus, sources.embedder
    # A surrogate that stands alone comes from a terminal, and no library takes it.
    text = plain(query.encode("utf-8", "replace").decode())
    bm25_share = _BM25_SHARES[by]
    uses_words, uses_vectors = bool(text and bm25_share), bool(text and bm25_share < 1)
    by_words_only = by == "both" and has_chinese(text) and not embedder.is_multilingual
    vector: Vectors | None = None
    near: dict[int, float] = {}
    # One waits for the disk while the other computes.
    with ThreadPoolExecutor(1) as beside:
        asked = (
            beside.submit(corpus.keyword, text, selection, _N_CANDIDATES) if uses_words else None
        )
        if uses_vectors and not by_words_only:
            vector = embedder.embed([text], as_queries=True)[0]
            near = dict(corpus.nearest(vector, selection, _N_CANDIDATES))
        keyword = dict(asked.result()) if asked is not None else {}
    chunks = corpus.chunks([*keyword, *(each for each in near if each not in keyword)])
    best = max(keyword.values(), default=1.0) or 1.0
    wanted = frozenset(words(text)) if by_words_only else frozenset()
    candidates = []
    for chunk_id, chunk in chunks.items():
        bm25, cosine = keyword.get(chunk_id, 0.0), near.get(chunk_id, 0.0)
        if by_words_only:
            second = sources.vocabulary.coverage(wanted, frozenset(words(chunk.text)))
            score = (1 - _COVERAGE_SHARE) * bm25 / best + _COVERAGE_SHARE * second
        else:
            score = bm25_share * bm25 / best + (1 - bm25_share) * max(cosine, 0.0)
        candidates.append(Candidate(chunk, score, cosine, bm25))
    candidates.sort(key=lambda each: (-each.score, each.chunk.chunk_id))
    return Found(_said_once(candidates, max(_N_EXAMINED, 2 * k)), vector)


def _said_once(candidates: list[Candidate], n_examined: int) -> tuple[Candidate, ...]:
    folded = fold_repeated(candidates, lambda each: each.chunk.text, n_examined)
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
    """The best passages for a query; what only repeats a better one's surroundings is left out.

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
        if not any(_are_neighbours(candidate.chunk, each.chunk) for each in kept):
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


def _are_neighbours(one: StoredChunk, other: StoredChunk) -> bool:
    return (
        one.document_id == other.document_id
        and one.page == other.page
        and abs(one.ord - other.ord) == 1
        and title_of(one.heading) == title_of(other.heading)
    )
