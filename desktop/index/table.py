"""The search index in LanceDB: text and vectors of every chunk; library.db is the truth.

LanceDB never syncs to disk by itself: `add` and `delete` do, before they return.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import lancedb
import numpy as np
import pyarrow as pa
from lancedb.index import FTS, Bitmap, BTree, IvfSq
from numpy.typing import NDArray

from desktop.errors import IndexError_
from desktop.index.selection import Hit, Selection, ask

_NAME = "chunks"
_ANN_FROM_ROWS = 20_000
_TIDY_EVERY = 20
_FOUND = ("chunk_id", "document_id")
_OLD = timedelta(minutes=1)
"""Longer than any search holds on to what it reads; every tidying writes whole indices anew."""
_PROBES, _REFINE = 12, 2
"""At a million chunks this finds what reading all of them finds; more only takes longer."""


@dataclass(frozen=True, slots=True)
class Row:
    """One chunk as it is searched; `text` is plain and folded, `vector` of length one."""

    chunk_id: int
    document_id: int
    collection: str
    text: str
    vector: NDArray[np.float32]


class Table:
    """One embedder's search index, in a folder of its own."""

    def __init__(self, folder: Path, dimensions: int) -> None:
        self._folder = folder
        self._dimensions = dimensions
        self._n_commits = 0
        folder.mkdir(parents=True, exist_ok=True)
        try:
            self._database = lancedb.connect(
                str(folder), read_consistency_interval=timedelta(seconds=0)
            )
            self._table = self._open()
        except (OSError, RuntimeError, ValueError) as error:
            raise IndexError_("index_damaged", str(folder), type(error).__name__) from error

    def count(self) -> int:
        """How many chunks are in the index."""
        return int(self._table.count_rows())

    def add(self, rows: Sequence[Row], *, tidies: bool = True) -> None:
        """Add chunks and sync them to disk; raises IndexError_("disk_full").

        Who adds a whole library does not tidy on the way: what is laid out then is laid out anew.
        """
        begun = time.time_ns()
        try:
            self._table.add(self._arrow(rows))
            self._n_commits += 1
            if tidies and self._n_commits % _TIDY_EVERY == 0:
                self.tidy()
        except (OSError, RuntimeError) as error:
            raise _failure(error, self._folder) from error
        self._sync(begun)

    def delete(self, document_ids: Iterable[int]) -> None:
        """Take documents out; raises IndexError_("disk_full")."""
        ids = ",".join(str(int(each)) for each in document_ids)
        if not ids:
            return
        begun = time.time_ns()
        try:
            self._table.delete(f"document_id IN ({ids})")
        except (OSError, RuntimeError) as error:
            raise _failure(error, self._folder) from error
        self._sync(begun)

    def keyword(self, text: str, selection: Selection, limit: int) -> list[tuple[int, float]]:
        """Chunk ids with their BM25 score, best first."""

        def query(condition: str, limit: int) -> list[Hit]:
            found = self._table.search(text, query_type="fts").select([*_FOUND, "_score"])
            rows = found.where(condition, prefilter=True).limit(limit).to_list()
            return [(row["chunk_id"], row["document_id"], row["_score"]) for row in rows]

        return ask(selection, limit, query)

    def nearest(
        self, vector: NDArray[np.float32], selection: Selection, limit: int
    ) -> list[tuple[int, float]]:
        """Chunk ids with their cosine, best first."""

        def query(condition: str, limit: int) -> list[Hit]:
            found = self._table.search(vector).distance_type("cosine")
            found = found.select([*_FOUND, "_distance"]).where(condition, prefilter=True)
            rows = found.nprobes(_PROBES).refine_factor(_REFINE).limit(limit).to_list()
            return [(row["chunk_id"], row["document_id"], 1.0 - row["_distance"]) for row in rows]

        return ask(selection, limit, query)

    def tidy(self) -> None:
        """Merge small files and bring every row under the indices."""
        self._table.optimize(cleanup_older_than=_OLD)
        n_rows = self.count()
        has_ann = any("vector" in each.columns for each in self._table.list_indices())
        if n_rows >= _ANN_FROM_ROWS and not has_ann:
            self._table.create_index("vector", config=IvfSq(distance_type="cosine"))

    @staticmethod
    def discard(folder: Path) -> None:
        """Throw a damaged index away; it is rebuilt from library.db."""
        shutil.rmtree(folder, ignore_errors=True)

    def _open(self) -> Any:
        if _NAME in self._database.list_tables().tables:
            return self._database.open_table(_NAME)
        begun = time.time_ns()
        table = self._database.create_table(_NAME, schema=self._schema())
        # icu finds Chinese words (97 % against 15 % with the default) and stems English.
        table.create_index("text", config=FTS(base_tokenizer="icu", with_position=False))
        table.create_index("collection", config=Bitmap())
        table.create_index("document_id", config=BTree())
        self._sync(begun)
        return table

    def _schema(self) -> pa.Schema:
        return pa.schema(
            [
                ("chunk_id", pa.int64()),
                ("document_id", pa.int64()),
                ("collection", pa.string()),
                ("text", pa.string()),
                ("vector", pa.list_(pa.float32(), self._dimensions)),
            ]
        )

    def _arrow(self, rows: Sequence[Row]) -> pa.Table:
        flat = np.concatenate([row.vector for row in rows]).astype(np.float32)
        columns = [
            pa.array([row.chunk_id for row in rows], pa.int64()),
            pa.array([row.document_id for row in rows], pa.int64()),
            pa.array([row.collection for row in rows], pa.string()),
            pa.array([row.text for row in rows], pa.string()),
            pa.FixedSizeListArray.from_arrays(pa.array(flat, pa.float32()), self._dimensions),
        ]
        return pa.Table.from_arrays(columns, schema=self._schema())

    def _sync(self, since_ns: int) -> None:
        """Bring what was written since then to disk; a lost manifest makes a table unreadable."""
        since_ns -= 50_000_000
        for folder, _, names in os.walk(self._folder):
            paths = [os.path.join(folder, name) for name in names]
            fresh = [path for path in paths if _mtime_ns(path) >= since_ns]
            for path in fresh if _mtime_ns(folder) < since_ns else [*fresh, folder]:
                _fsync(path)


def _mtime_ns(path: str) -> int:
    try:
        return os.stat(path).st_mtime_ns
    except FileNotFoundError:
        return 0


def _fsync(path: str) -> None:
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except (FileNotFoundError, PermissionError):  # cleaned up meanwhile; a folder on Windows
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _failure(error: Exception, folder: Path) -> IndexError_:
    if "no space left" in str(error).lower():
        return IndexError_("disk_full", str(folder))
    return IndexError_("index_damaged", str(folder), type(error).__name__)
