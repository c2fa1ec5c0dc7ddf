"""Texts in, embeddings out: a sentence-transformers folder run by the fastest engine here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from desktop.errors import IndexError_
from desktop.index.calibration import Calibration, calibrate
from desktop.index.embedder_form import Pooling, read_form
from desktop.index.encoder import Batch, Hidden, load
from desktop.paths import starter_embedder

Vectors = NDArray[np.float32]

_MULTILINGUAL_VOCABULARY = 80_000


class Embedder:
    """A model folder in memory. Its vectors have length one, so a dot product is the cosine."""

    def __init__(self, folder: Path, threads: int = 0) -> None:
        if not (folder / "tokenizer.json").is_file():
            raise IndexError_("embedder_missing", str(folder))
        self._form = read_form(folder)
        try:
            self._encoder = load(folder, threads)
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except IndexError_:
            raise
        # The libraries raise bare exceptions of Rust and C++.
        except Exception as error:  # see above
            raise IndexError_("embedder_damaged", str(folder), type(error).__name__) from error
        self.max_tokens = self._form.max_tokens
        self._tokenizer.enable_truncation(self.max_tokens)
        self._tokenizer.no_padding()
        whole = self._encoder.dimensions
        self.dimensions = min(self._form.dimensions or whole, whole)
        cut = f"-{self.dimensions}" if self.dimensions < whole else ""
        self.embedder_id = f"{folder.name}-{self._encoder.fingerprint}{cut}"
        self.calibration = Calibration()
        if folder != starter_embedder():
            self.calibration = calibrate(lambda texts, ask: self.embed(texts, as_queries=ask))

    @property
    def is_multilingual(self) -> bool:
        """Tell whether the vocabulary spans many languages, so that they can be matched."""
        return bool(self._tokenizer.get_vocab_size() > _MULTILINGUAL_VOCABULARY)

    def embed(self, texts: Sequence[str], *, as_queries: bool = False) -> Vectors:
        """Embed passages, or questions; returns (n, dimensions) float32, rows of length one."""
        prefix = self._form.query_prefix if as_queries else self._form.passage_prefix
        prefixed = [f"{prefix}{text}" for text in texts]
        rows = [encoded.ids for encoded in self._tokenizer.encode_batch(prefixed)]
        vectors = np.empty((len(rows), self.dimensions), np.float32)
        for batch in self._batches(rows):
            pooled = _pooled(self._encoder.run(batch), batch.mask, self._form.pooling)
            vectors[batch.numbers] = pooled[:, : self.dimensions]
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors

    def _batches(self, rows: Sequence[list[int]]) -> Iterator[Batch]:
        # Longest first: texts of like length share a batch, so little padding is computed.
        order = sorted(range(len(rows)), key=lambda number: -len(rows[number]))
        step = self._encoder.length_step
        begin = 0
        while begin < len(order):
            length = -(-len(rows[order[begin]]) // step) * step
            numbers = order[begin : begin + max(self._encoder.batch_tokens // length, 1)]
            ids = np.zeros((len(numbers), length), np.int64)
            mask = np.zeros_like(ids)
            for place, number in enumerate(numbers):
                tokens = rows[number]
                ids[place, : len(tokens)] = tokens
                mask[place, : len(tokens)] = 1
            yield Batch(numbers, ids, mask)
            begin += len(numbers)


def _pooled(hidden: Hidden, mask: NDArray[np.int64], pooling: Pooling) -> Vectors:
    if pooling == "cls":
        pooled = hidden[:, 0]
    elif pooling == "lasttoken":
        pooled = hidden[np.arange(len(mask)), mask.sum(1) - 1]
    else:
        weights = mask[..., None].astype(np.float32)
        pooled = (hidden * weights).sum(1) / weights.sum(1)
    return np.asarray(pooled, np.float32)
