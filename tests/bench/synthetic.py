"""A library of any size, made without embedding it: what search costs depends on how many rows.

Words are real and Zipf-distributed, English from the embedder's vocabulary and Chinese cut out of
XQuAD; vectors are those of real passages with noise, so that they lie in clusters.
"""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from desktop.domain import Language
from desktop.index.embedder import Embedder
from desktop.index.ledger import Ledger, Stamp
from desktop.index.reading import Chunk
from desktop.paths import starter_embedder
from tests.bench import corpus
from tests.bench.llama_bench import Missing
from tests.bench.xquad import XQUAD

ZH_SHARE = 0.25
_CHUNKS_A_DOCUMENT = 20
_DOCUMENTS_A_STEP = 250
_WORDS_A_CHUNK = (60, 140)
_PIECES_A_CHUNK = (60, 110)
_NOISE = 0.6
"""The length of what is added to a vector of length one: its cosine with it is then about 0.86."""
_SEED = 7


def passages(language: Language) -> list[str]:
    """Real texts; raises Missing."""
    return [each["text"] for each in _xquad(language)["corpus"]]


def questions(language: Language) -> list[str]:
    """Real questions; raises Missing."""
    return [each["text"] for each in _xquad(language)["queries"]]


def fill(path: Path, n_chunks: int) -> None:
    """Write a library.db of so many chunks, as if documents had been indexed."""
    embedder = Embedder(starter_embedder())
    makers = {"en": _english(), "zh": _chinese()}
    vectors = _vectors(embedder)
    source = random.Random(_SEED)
    ledger = Ledger(path)
    n_documents = max(n_chunks // _CHUNKS_A_DOCUMENT, 1)
    for begin in range(0, n_documents, _DOCUMENTS_A_STEP):
        with ledger.transaction():
            for number in range(begin, min(begin + _DOCUMENTS_A_STEP, n_documents)):
                language: Language = "zh" if source.random() < ZH_SHARE else "en"
                texts = itertools.islice(makers[language], _CHUNKS_A_DOCUMENT)
                _store(ledger, embedder.embedder_id, number, language, list(texts), vectors)
    ledger.close()


def _store(
    ledger: Ledger,
    embedder_id: str,
    number: int,
    language: Language,
    texts: list[str],
    vectors: Iterator[bytes],
) -> None:
    document_id = ledger.enter("default", f"/synthetic/{number // 1000:03}/{number:06}.txt")
    chunks, at = [], 0
    for text in texts:
        chunks.append((Chunk(None, at, at + len(text), text), next(vectors)))
        at += len(text) + 2
    digest = number.to_bytes(16, "big")
    ledger.store(document_id, digest, embedder_id, None, language, chunks)
    ledger.mark(document_id, "ready", stamp=Stamp(at, number, number))


def _english() -> Iterator[str]:
    known = np.array(corpus.words(starter_embedder()))
    weights = 1 / (np.arange(len(known)) + 8)
    return _texts(known, weights / weights.sum(), _WORDS_A_CHUNK, " ", ".")


def _chinese() -> Iterator[str]:
    """Runs of two to four characters, as often as they stand in real passages."""
    source = random.Random(_SEED)
    pieces = []
    for text in passages("zh"):
        at = 0
        while at < len(text):
            length = source.randint(2, 4)
            pieces.append(text[at : at + length])
            at += length
    known = np.array(pieces)
    return _texts(known, np.full(len(known), 1 / len(known)), _PIECES_A_CHUNK, "", "。")


def _texts(
    known: NDArray[np.str_],
    weights: NDArray[np.float64],
    n_words: tuple[int, int],
    gap: str,
    stop: str,
) -> Iterator[str]:
    generator = np.random.default_rng(_SEED)
    cumulative = weights.cumsum()
    while True:
        drawn = generator.random((512, n_words[1]))
        picked = known[np.minimum(cumulative.searchsorted(drawn), len(known) - 1)]
        for row, length in zip(picked, generator.integers(*n_words, 512), strict=True):
            yield gap.join(row[:length].tolist()) + stop


def _vectors(embedder: Embedder) -> Iterator[bytes]:
    """Endless float16 vectors of length one around those of real texts."""
    texts = [*passages("en"), *questions("en")]
    centres = embedder.embed(texts)
    generator = np.random.default_rng(_SEED)
    size = _NOISE / embedder.dimensions**0.5
    while True:
        picked = centres[generator.integers(0, len(centres), 512)]
        noisy = picked + size * generator.standard_normal(picked.shape, np.float32)
        noisy /= np.linalg.norm(noisy, axis=1, keepdims=True)
        yield from (row.tobytes() for row in noisy.astype(np.float16))


def _xquad(language: Language) -> dict[str, list[dict[str, str]]]:
    try:
        found = json.loads((XQUAD / f"xquad_{language}.json").read_text("utf-8"))
    except OSError as error:
        raise Missing("CARREL_XQUAD is not there") from error
    assert isinstance(found, dict)
    return found
