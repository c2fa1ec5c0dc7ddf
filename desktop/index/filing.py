"""What was read becomes searchable: embedded, stored in the ledger, added to the search index.

Kill it anywhere: a document is called ready only when all of that is done.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from desktop.domain import Document, DocumentState, Language
from desktop.index.embedder import Embedder, Vectors
from desktop.index.folding import plain
from desktop.index.ledger import Ledger, Stamp
from desktop.index.reading import Chunk
from desktop.index.table import Row, Table

_BATCH_CHUNKS = 512


class Listener(Protocol):
    """Who hears how a job goes on, and says when to stop."""

    def is_cancelled(self) -> bool:
        """Tell whether to stop now."""

    def wait(self) -> None:
        """Return when documents may be worked on; called where nothing is lost by it."""

    def changed(self, document: Document) -> None:
        """A document entered a new state."""

    def progressed(self, done: int, total: int, path: str) -> None:
        """So many files are done."""


@dataclass(slots=True)
class Read:
    """A document that was read and waits for its embeddings.

    `scanned` are pages that are pictures, `n_recognised` how many of those its chunks tell of, and
    `has_scans` says that some are still to be recognised. Without a stamp the file was not looked
    at.
    """

    document_id: int
    path: Path
    stamp: Stamp | None
    digest: bytes
    n_pages: int | None
    language: Language
    chunks: tuple[Chunk, ...]
    vectors: list[bytes] | None = None
    scanned: tuple[int, ...] = ()
    n_recognised: int = 0
    has_scans: bool = False


class Filing:
    """Files documents away, a batch at a time."""

    def __init__(
        self, ledger: Ledger, table: Table, embedder: Embedder, listener: Listener
    ) -> None:
        self._ledger = ledger
        self._table = table
        self._embedder = embedder
        self._listener = listener

    def remaining(self, batch: Sequence[Read]) -> list[Read]:
        """Those of a batch that nobody has removed since they were read."""
        return [each for each in batch if self._ledger.document(each.document_id) is not None]

    def file(self, batch: Sequence[Read]) -> list[Read]:
        """Make a batch searchable; returns what was, which is nothing when cancelled."""
        if not self._embed(batch):
            return []
        with self._table.alone():
            kept = self._enter(batch)
        for read in kept:
            self.tell(read.document_id)
        return kept

    def tell(self, document_id: int) -> None:
        """Tell of a document's new state, unless somebody has removed it meanwhile."""
        document = self._ledger.document(document_id)
        if document is not None:
            self._listener.changed(document)

    def _enter(self, batch: Sequence[Read]) -> list[Read]:
        rows: list[Row] = []
        with self._ledger.transaction():
            kept = self.remaining(batch)
            for read in kept:
                rows += self._store(read)
        self._table.delete([read.document_id for read in kept])
        if rows:
            self._table.add(rows)
        with self._ledger.transaction():
            for read in kept:
                state: DocumentState = "ready" if read.chunks or not read.has_scans else "scanned"
                self._ledger.mark(read.document_id, state, stamp=read.stamp)
        return kept

    def embedded(self, chunks: Sequence[Chunk]) -> list[bytes] | None:
        """The float16 vectors of chunks, a few hundred at a time; None when cancelled."""
        texts = [searchable(chunk.text, chunk.heading) for chunk in chunks]
        vectors: list[bytes] = []
        for begin in range(0, len(texts), _BATCH_CHUNKS):
            self._listener.wait()
            if self._listener.is_cancelled():
                return None
            part = self._embedder.embed(texts[begin : begin + _BATCH_CHUNKS])
            vectors += [row.astype(np.float16).tobytes() for row in part]
        return vectors

    def _embed(self, batch: Sequence[Read]) -> bool:
        todo = [read for read in batch if read.vectors is None]
        vectors = self.embedded([chunk for read in todo for chunk in read.chunks])
        if vectors is None:
            return False
        begin = 0
        for read in todo:
            read.vectors = vectors[begin : begin + len(read.chunks)]
            begin += len(read.chunks)
        return True

    def _store(self, read: Read) -> list[Row]:
        assert read.vectors is not None
        ids = self._ledger.store(
            read.document_id,
            read.digest,
            self._embedder.embedder_id,
            read.n_pages,
            read.language,
            list(zip(read.chunks, read.vectors, strict=True)),
        )
        self._ledger.scans.enter(read.digest, read.scanned)
        self._ledger.scans.note(read.document_id, read.n_recognised)
        document = self._ledger.document(read.document_id)
        collection = document.collection if document is not None else ""
        return [
            Row(
                chunk_id,
                read.document_id,
                collection,
                searchable(chunk.text, chunk.heading),
                vector_of(vector),
            )
            for chunk_id, chunk, vector in zip(ids, read.chunks, read.vectors, strict=True)
        ]


def searchable(text: str, heading: str) -> str:
    """What is embedded and searched of a chunk: its heading, where it has one, and its text."""
    text, heading = plain(text), plain(heading)
    return f"{heading}\n{text}" if heading and heading not in text else text


def vector_of(stored: bytes) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """A stored float16 vector, as float32."""
    return np.frombuffer(stored, np.float16).astype(np.float32)


def vectors_of(stored: Sequence[bytes]) -> Vectors:
    """Stored float16 vectors, at least one, as float32, a row each."""
    rows = np.frombuffer(b"".join(stored), np.float16).astype(np.float32)
    return rows.reshape(len(stored), -1)
