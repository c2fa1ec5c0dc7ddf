"""What a library holds, so that two of them can be compared chunk by chunk."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path

import lancedb
import numpy as np
from numpy.typing import NDArray

from desktop.index.filing import searchable

_CHUNKS = """
    SELECT chunks.id, document_id, collection, path, page, start, "end", text, heading, place,
           vector
    FROM chunks JOIN documents ON documents.id = document_id
    WHERE state = 'ready' ORDER BY collection, path, ord
"""
_DOCUMENTS = """
    SELECT collection, path, size_bytes, hex(hash), state, problem_code, n_pages, language
    FROM documents ORDER BY collection, path
"""


@dataclass(frozen=True, slots=True)
class Digest:
    """The hash of every document and chunk with its place and text, and the chunks' vectors.

    Vectors are compared apart: int8 rounds by what else is in a batch, and a batch ends where a
    run was interrupted.
    """

    content: str
    vectors: NDArray[np.float32]

    def farthest(self, other: Digest) -> float:
        """The smallest cosine between a chunk's vector here and there."""
        return float((self.vectors * other.vectors).sum(1).min())


def digest(home: Path) -> Digest:
    """The digest of a home's library; the search index must hold exactly what library.db says."""
    connection = sqlite3.connect(home / "library.db")
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        documents = connection.execute(_DOCUMENTS).fetchall()
        chunks = connection.execute(_CHUNKS).fetchall()
    finally:
        connection.close()
    vectors = np.array([np.frombuffer(row[10], np.float16) for row in chunks], np.float32)
    _compare(home, chunks, vectors)
    content = hashlib.blake2b(digest_size=16)
    for row in [*documents, *(chunk[2:10] for chunk in chunks)]:
        content.update(json.dumps(row).encode())
    return Digest(content.hexdigest(), vectors)


def _compare(home: Path, chunks: list[tuple[object, ...]], vectors: NDArray[np.float32]) -> None:
    """Every chunk is in the search index once, with its text and vector, and nothing else is."""
    (folder,) = (home / "index").iterdir()
    found = lancedb.connect(str(folder)).open_table("chunks").to_arrow().sort_by("chunk_id")
    order = sorted(range(len(chunks)), key=lambda n: int(str(chunks[n][0])))
    for column, name in ((0, "chunk_id"), (1, "document_id"), (2, "collection")):
        assert found[name].to_pylist() == [chunks[n][column] for n in order]
    texts = [searchable(str(chunks[n][7]), str(chunks[n][8])) for n in order]
    assert found["text"].to_pylist() == texts
    flat = found["vector"].combine_chunks().flatten().to_numpy()
    assert np.array_equal(flat.reshape(vectors.shape), vectors[order])
