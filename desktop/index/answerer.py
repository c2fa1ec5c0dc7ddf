"""What a question gets from the documents: passages, evidence, quotes, and an honest verdict."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from pathlib import PurePath
from typing import Protocol

from desktop.domain import Document, Passage, Quote, Verdict
from desktop.index import gate
from desktop.index.evidence import evidence_from, score_pieces
from desktop.index.folding import plain
from desktop.index.ledger import StoredChunk
from desktop.index.lexicon import words
from desktop.index.question import is_missing, leans
from desktop.index.quoting import quotes_from
from desktop.index.retriever import Candidate, Found, Sources, find, passage_of
from desktop.index.selection import Selection
from desktop.index.sentence import Sentence, sentences
from desktop.language import has_chinese, language_of
from desktop.messages import ReadWhole, Retrieve, Retrieved

_N_JUDGED = 20
_N_KIND = 2
_LATIN_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")


class Documents(Protocol):
    """Whole documents, for requests about them."""

    def documents(self, collection: str = "") -> tuple[Document, ...]:
        """The documents of a collection, or all."""

    def chunks_of(self, document_id: int) -> tuple[StoredChunk, ...]:
        """A document's chunks in order."""


def retrieve(sources: Sources, command: Retrieve, selection: Selection) -> Retrieved:
    """Find what answers a question in these documents."""
    begun = time.perf_counter()
    query = command.question
    if command.previous and leans(query):
        query = f"{command.previous} {query}"
    n_documents, n_chunks = sources.corpus.count(selection)
    if selection.is_empty:
        return _nothing_chosen(command.job, selection)
    found = find(sources, query, selection, command.k)
    verdict, score = _judge(sources, query, found, n_documents, n_chunks)
    passages: tuple[Passage, ...] = ()
    evidence: tuple[Passage, ...] = ()
    quotes: tuple[Quote, ...] = ()
    if verdict in ("grounded", "weak") or (verdict == "language" and _shares_name(query, found)):
        scored = score_pieces(sources, query, found)
        quotes = quotes_from(scored, query, sources.vocabulary)
        evidence = evidence_from(scored)
        passages = tuple(
            passage_of(each.chunk, each.score) for each in found.candidates[: command.k]
        )
    ms = (time.perf_counter() - begun) * 1000
    return Retrieved(command.job, passages, evidence, quotes, verdict, score, n_documents, ms)


def read_whole(
    sources: Sources, documents: Documents, command: ReadWhole, selection: Selection
) -> Retrieved:
    """Take in the documents a request is about, as much as fits, and their central sentences."""
    begun = time.perf_counter()
    meant = _meant(documents, command, selection)
    if not meant and selection.ids is not None:
        return _nothing_chosen(command.job, selection)
    share = command.max_chars // max(len(meant), 1)
    taken = [_beginning(documents.chunks_of(each.id), share) for each in meant]
    chunks = [chunk for each in taken for chunk in each]
    passages = tuple(passage_of(chunk, 1.0) for chunk in chunks)
    quotes = _central(sources, chunks)
    verdict: Verdict = "grounded" if passages else "empty"
    ms = (time.perf_counter() - begun) * 1000
    return Retrieved(command.job, passages, passages, quotes, verdict, 1.0, len(meant), ms)


def _judge(
    sources: Sources, query: str, found: Found, n_documents: int, n_chunks: int
) -> tuple[Verdict, float]:
    if n_documents == 0:
        return "empty", 0.0
    regime: gate.Regime = "words" if found.vector is None else "vectors"
    ranked = [gate.Ranked(_judged_text(each), each.cosine) for each in found.candidates[:_N_JUDGED]]
    score = gate.confidence(query, ranked, sources.vocabulary, n_chunks, regime)
    if regime == "words" and _speaks_another_language(sources, query, found, regime):
        # A year or a name in common is no understanding, however high its score.
        return "language", score
    if gate.passes(score, regime):
        lacks = is_missing(query, (each.chunk.text for each in found.candidates[:_N_KIND]))
        return ("weak" if lacks else "grounded"), score
    if gate.is_doubtful(score):
        return "weak", score
    if _speaks_another_language(sources, query, found, regime):
        return "language", score
    return "nothing", score


def _judged_text(candidate: Candidate) -> str:
    chunk = candidate.chunk
    return chunk.text if chunk.heading in chunk.text else f"{chunk.heading}\n{chunk.text}"


def _speaks_another_language(
    sources: Sources, query: str, found: Found, regime: gate.Regime
) -> bool:
    """Tell whether question and documents only miss each other because of their language."""
    if sources.embedder.is_multilingual:
        return False
    asked = language_of(query)
    if regime == "words" and not found.candidates:
        return has_chinese(query) and not sources.vocabulary.has_chinese
    top = found.candidates[:5]
    return bool(top) and all(language_of(each.chunk.text) != asked for each in top)


def _shares_name(query: str, found: Found) -> bool:
    """Tell whether a word in Latin letters stands in the question and in what was found.

    Across languages that is all there is to show, and often enough it is the right place.
    """
    named = {each.lower() for each in _LATIN_NAME.findall(query)}
    return any(
        named & {each.lower() for each in _LATIN_NAME.findall(candidate.chunk.text)}
        for candidate in found.candidates[:_N_KIND]
    )


def _nothing_chosen(job: int, selection: Selection) -> Retrieved:
    """A filter left no document; where there was none anyway, that is said."""
    verdict: Verdict = "unmatched" if selection.n_documents else "empty"
    return Retrieved(job, (), (), (), verdict, 0.0, 0, 0.0)


def _meant(documents: Documents, command: ReadWhole, selection: Selection) -> list[Document]:
    ids = None if selection.ids is None else frozenset(selection.ids)
    chosen = [
        document
        for document in documents.documents()
        if document.state == "ready"
        and _is_in(document, command.collections)
        and (ids is None or document.id in ids)
    ]
    if command.paths:
        return [each for each in chosen if each.path in command.paths]
    asked = plain(command.question).lower()
    named = [each for each in chosen if _is_named(each, asked)]
    return named or chosen


def _is_in(document: Document, collections: Sequence[str]) -> bool:
    if collections:
        return document.collection in collections
    return not document.collection.startswith("@")


def _is_named(document: Document, asked: str) -> bool:
    stem = plain(PurePath(document.path).stem).lower()
    parts = [each for each in re.split(r"[\W_]+", stem) if len(each) > 1]
    return stem in asked or (bool(parts) and any(len(p) > 3 and p in asked for p in parts))


def _beginning(chunks: tuple[StoredChunk, ...], share: int) -> list[StoredChunk]:
    taken: list[StoredChunk] = []
    length = 0
    for chunk in chunks:
        if taken and length + len(chunk.text) > share:
            break
        taken.append(chunk)
        length += len(chunk.text)
    return taken


def _central(sources: Sources, chunks: list[StoredChunk]) -> tuple[Quote, ...]:
    """The sentences nearest to what all of them say, in reading order."""
    cut = [
        (chunk, sentence)
        for chunk in chunks[:12]
        for sentence in sentences(chunk.text)
        if 25 <= len(sentence.text) <= 300
        or (has_chinese(sentence.text) and len(sentence.text) > 10)
    ][:60]
    if not cut:
        cut = [(chunk, sentence) for chunk in chunks[:1] for sentence in sentences(chunk.text)[:1]]
    scores = _centrality(sources, [sentence for _, sentence in cut])
    best = sorted(range(len(cut)), key=lambda n: -scores[n])[:2]
    numbers: dict[int, int] = {}
    quotes = []
    for n in sorted(best):
        chunk, sentence = cut[n]
        number = numbers.setdefault(chunk.chunk_id, len(numbers) + 1)
        start = chunk.start + sentence.start
        end = start + min(len(sentence.text), 300)
        text = chunk.text[sentence.start : sentence.start + end - start]
        quotes.append(Quote(number, text, chunk.path, chunk.page, start, end, chunk.place))
    return tuple(quotes)


def _centrality(sources: Sources, cut: list[Sentence]) -> list[float]:
    texts = [plain(each.text) for each in cut]
    if not texts:
        return []
    if sources.embedder.is_multilingual or not any(has_chinese(text) for text in texts):
        vectors = sources.embedder.embed(texts)
        centre = vectors.mean(0)
        return [float(each) for each in vectors @ centre]
    sets = [frozenset(words(text)) for text in texts]
    counts: dict[str, int] = {}
    for each in sets:
        for word in each:
            counts[word] = counts.get(word, 0) + 1
    return [sum(counts[word] - 1 for word in each) / (len(each) + 8) for each in sets]
