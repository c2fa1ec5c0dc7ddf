"""Vectors of the embedder that is to come, kept in library.db until there are as many as chunks."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

_LACKING = """
    FROM chunks JOIN documents ON documents.id = chunks.document_id
    LEFT JOIN next_vectors ON next_vectors.chunk_id = chunks.id
    WHERE documents.state = 'ready' AND next_vectors.chunk_id IS NULL
"""


class NextVectors:
    """Reads and writes them; belongs to a ledger and its connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def remember(self, embedder_id: str, folder: str) -> None:
        """Note where an embedder lies: what it read is searched with it until another is ready."""
        self._connection.execute(
            "INSERT OR REPLACE INTO embedders (id, folder) VALUES (?, ?)", [embedder_id, folder]
        )

    def in_use(self) -> tuple[str, str]:
        """The embedder that most ready documents were read with, and its folder; "" if unknown."""
        row = self._connection.execute(
            "SELECT embedder_id, coalesce(folder, '') FROM documents"
            " LEFT JOIN embedders ON embedders.id = embedder_id"
            " WHERE state = 'ready' GROUP BY embedder_id ORDER BY count(*) DESC LIMIT 1"
        ).fetchone()
        return row or ("", "")

    def begin(self, embedder_id: str) -> None:
        """Forget what was kept for any other embedder than this."""
        self._connection.execute("DELETE FROM next_vectors WHERE embedder_id <> ?", [embedder_id])

    def lacking(self, after: int, limit: int) -> list[int]:
        """Ids of searchable chunks that have none yet, from the next one on."""
        rows = self._connection.execute(
            f"SELECT chunks.id {_LACKING} AND chunks.id > ? ORDER BY chunks.id LIMIT ?",
            [after, limit],
        )
        return [row[0] for row in rows]

    def count_lacking(self) -> int:
        """How many searchable chunks have none yet."""
        (n,) = self._connection.execute(f"SELECT count(*) {_LACKING}").fetchone()
        return int(n)

    def keep(self, embedder_id: str, vectors: Iterable[tuple[int, bytes]]) -> None:
        """Keep float16 vectors by chunk; those of chunks that are gone are let go."""
        self._connection.executemany(
            "INSERT OR REPLACE INTO next_vectors (chunk_id, embedder_id, vector)"
            " SELECT id, ?, ? FROM chunks WHERE id = ?",
            [[embedder_id, vector, chunk_id] for chunk_id, vector in vectors],
        )

    def adopt(self, embedder_id: str) -> None:
        """Make them the vectors of their chunks; the caller brings a transaction."""
        self._connection.execute(
            "UPDATE chunks SET vector = next_vectors.vector FROM next_vectors"
            " WHERE next_vectors.chunk_id = chunks.id"
        )
        self._connection.execute(
            "UPDATE documents SET embedder_id = ? WHERE state = 'ready'", [embedder_id]
        )
        self._connection.execute("DELETE FROM next_vectors")
