"""A library goes over to another embedder: embedded anew beside what is searched meanwhile.

Kill it anywhere: what was embedded is kept, and the next start goes on with it.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from desktop.index.embedder import Embedder, Vectors
from desktop.index.filing import searchable
from desktop.index.ledger import Ledger, StoredChunk
from desktop.index.table import Row, Table

_WRITTEN = 256
_EMBEDDED = 16
"""Other work waits for no more than so many, which a large model embeds in seconds."""


class Changing:
    """Embeds the chunks of a library with the embedder to come, into a search index of its own.

    `moved` hears how many of how many are done, `must_yield` tells that other work waits.
    """

    def __init__(
        self,
        ledger: Ledger,
        table: Table,
        embedder: Embedder,
        moved: Callable[[int, int], None],
        must_yield: Callable[[], bool],
    ) -> None:
        self._ledger = ledger
        self._table = table
        self._embedder = embedder
        self._moved = moved
        self._must_yield = must_yield

    def run(self) -> bool:
        """Embed until nothing is left or other work waits; tells whether nothing is left."""
        total = self._ledger.count_all_chunks()
        done = total - self._ledger.next.count_lacking()
        last = 0
        while batch := self._ledger.next.lacking(last, _WRITTEN):
            self._moved(done, total)
            n_done = self._embed(batch)
            if n_done < len(batch):
                return False
            last = batch[-1]
            done += n_done
        self._table.tidy()
        return self._ledger.next.count_lacking() == 0

    def _embed(self, chunk_ids: list[int]) -> int:
        """Embed and write as many as may be just now; returns how many are seen to."""
        chunks = self._ledger.chunks(chunk_ids)
        vectors: list[Vectors] = []
        n_done = 0
        while n_done < len(chunk_ids) and not self._must_yield():
            part = chunk_ids[n_done : n_done + _EMBEDDED]
            texts = [_text_of(chunks[each]) for each in part if each in chunks]
            if texts:
                vectors.append(self._embedder.embed(texts))
            n_done += len(part)
        if vectors:
            present = [chunks[each] for each in chunk_ids[:n_done] if each in chunks]
            self._write(present, np.concatenate(vectors).astype(np.float16))
        return n_done

    def _write(self, chunks: list[StoredChunk], vectors: NDArray[np.float16]) -> None:
        rows = [
            Row(each.chunk_id, each.document_id, each.collection, _text_of(each), vector)
            for each, vector in zip(chunks, vectors.astype(np.float32), strict=True)
        ]
        # In this order: what a crash leaves here twice is seen when the index is examined.
        self._table.add(rows, tidies=False)
        kept = [(row.chunk_id, vector.tobytes()) for row, vector in zip(rows, vectors, strict=True)]
        with self._ledger.transaction():
            self._ledger.next.keep(self._embedder.embedder_id, kept)


def _text_of(chunk: StoredChunk) -> str:
    return searchable(chunk.text, chunk.heading)
