"""A library goes over to another embedder: embedded anew beside what is searched meanwhile.

Kill it anywhere: what was embedded is kept, and the next start goes on with it.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from desktop.index.embedder import Embedder
from desktop.index.filing import searchable
from desktop.index.ledger import Ledger
from desktop.index.table import Row, Table

_BATCH = 256


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
        while batch := self._ledger.next.lacking(last, _BATCH):
            if self._must_yield():
                return False
            self._moved(done, total)
            self._embed(batch)
            last = batch[-1]
            done += len(batch)
        self._table.tidy()
        return self._ledger.next.count_lacking() == 0

    def _embed(self, batch: list[int]) -> None:
        chunks = self._ledger.chunks(batch)
        texts = {each: searchable(chunk.text, chunk.heading) for each, chunk in chunks.items()}
        if not texts:
            return
        vectors = self._embedder.embed(list(texts.values())).astype(np.float16)
        rows = [
            Row(chunk_id, chunks[chunk_id].document_id, chunks[chunk_id].collection, text, vector)
            for (chunk_id, text), vector in zip(
                texts.items(), vectors.astype(np.float32), strict=True
            )
        ]
        # In this order: what a crash leaves here twice is seen when the index is examined.
        self._table.add(rows, tidies=False)
        kept = [(row.chunk_id, vector.tobytes()) for row, vector in zip(rows, vectors, strict=True)]
        with self._ledger.transaction():
            self._ledger.next.keep(self._embedder.embedder_id, kept)
