"""A library goes over to another embedder: embedded anew beside what is searched meanwhile.

Kill it anywhere: what was embedded is kept, and the next start goes on with it.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from desktop.index.embedder import Embedder
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
        rows: list[Row] = []
        n_done = 0
        while n_done < len(chunk_ids) and not self._must_yield():
            part = chunk_ids[n_done : n_done + _EMBEDDED]
            rows += self._rows([chunks[each] for each in part if each in chunks])
            n_done += len(part)
        if rows:
            self._write(rows)
        return n_done

    def _rows(self, chunks: list[StoredChunk]) -> list[Row]:
        texts = [searchable(each.text, each.heading) for each in chunks]
        if not texts:
            return []
        # As exact as they are kept: the index holds what it can be rebuilt from.
        vectors = self._embedder.embed(texts).astype(np.float16).astype(np.float32)
        return [
            Row(each.chunk_id, each.document_id, each.collection, text, vector)
            for each, text, vector in zip(chunks, texts, vectors, strict=True)
        ]

    def _write(self, rows: list[Row]) -> None:
        # In this order: what a crash leaves here twice is seen when the index is examined.
        self._table.add(rows, tidies=False)
        kept = [(row.chunk_id, row.vector.astype(np.float16).tobytes()) for row in rows]
        with self._ledger.transaction():
            self._ledger.next.keep(self._embedder.embedder_id, kept)
