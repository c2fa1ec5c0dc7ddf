"""The search index in LanceDB: text and vectors of every chunk; library.db is the truth.

LanceDB never syncs to disk by itself: what writes here does, before it returns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import lancedb
import numpy as np
import pyarrow as pa
from lancedb.index import FTS, Bitmap, BTree, IvfSq
from lancedb.query import MatchQuery
from numpy.typing import NDArray

from desktop.errors import IndexError_
from desktop.index.index_folder import IndexFolder
from desktop.index.selection import Hit, Selection, ask, of_collections

_NAME = "chunks"
_ANN_FROM_ROWS = 5_000
"""From here on an index is faster than reading every vector; it finds the same up to 20,000."""
_TIDY_EVERY = 20
_FOUND = ("chunk_id", "document_id")
_FAILURES = (OSError, RuntimeError, ValueError)
_MOVED = 1_000
_OLD = timedelta(minutes=1)
"""Longer than any search holds on to what it reads; every tidying writes whole indices anew."""
_PROBES = 12
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

    def __init__(self, folder: IndexFolder, dimensions: int) -> None:
        """Open the index, or make an empty one; raises IndexError_("index_damaged")."""
        self._folder = folder
        self._dimensions = dimensions
        self._n_commits = 0
        self._open()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep others from writing and healing: the ledger and the index change as one."""
        with self._folder.lock:
            yield

    def count(self) -> int:
        """How many chunks are in the index."""
        with self._reading() as table:
            return int(table.count_rows())

    def chunk_ids(self) -> NDArray[np.int64]:
        """The id of every chunk in the index, in no order."""
        with self._reading() as table:
            found = table.search().select(["chunk_id"]).limit(table.count_rows()).to_arrow()
            return np.asarray(found["chunk_id"].to_numpy(), np.int64)

    def rows(self, chunk_ids: Sequence[int]) -> dict[int, tuple[str, NDArray[np.float32]]]:
        """Text and vector of chunks; those that are not there are left out."""
        wanted = ",".join(str(int(each)) for each in chunk_ids)
        with self._reading() as table:
            query = table.search().where(f"chunk_id IN ({wanted})")
            found = query.select(["chunk_id", "text", "vector"]).limit(len(chunk_ids)).to_list()
        return {
            row["chunk_id"]: (row["text"], np.array(row["vector"], np.float32)) for row in found
        }

    def add(self, rows: Sequence[Row], *, tidies: bool = True) -> None:
        """Add chunks and sync them to disk; raises IndexError_("disk_full").

        Who adds a whole library does not tidy on the way: what is laid out then is laid out anew.
        """
        with self._writing() as table:
            table.add(self._arrow(rows))
            self._n_commits += 1
            if tidies and self._n_commits % _TIDY_EVERY == 0:
                self.tidy()

    def delete(self, document_ids: Iterable[int]) -> None:
        """Take documents out; raises IndexError_("disk_full")."""
        self._delete("document_id", document_ids)

    def delete_chunks(self, chunk_ids: Iterable[int]) -> None:
        """Take chunks out; raises IndexError_("disk_full")."""
        self._delete("chunk_id", chunk_ids)

    def move(self, document_ids: Sequence[int], collection: str) -> None:
        """Put documents into another collection; raises IndexError_("disk_full")."""
        for begin in range(0, len(document_ids), _MOVED):
            listed = ",".join(str(int(each)) for each in document_ids[begin : begin + _MOVED])
            self._update(f"document_id IN ({listed})", collection)

    def rename(self, before: str, after: str) -> None:
        """Give a collection another name; raises IndexError_("disk_full")."""
        self._update(of_collections((before,)), after)

    def keyword(self, text: str, selection: Selection, limit: int) -> list[tuple[int, float]]:
        """Chunk ids with their BM25 score, best first."""

        def query(condition: str, limit: int) -> list[Hit]:
            with self._reading() as table:
                # A bare string in quotes would be a phrase, for which positions are needed.
                wanted = MatchQuery(text, "text")  # type: ignore[call-arg]  # Pydantic has defaults
                found = table.search(wanted, query_type="fts")
                found = found.select([*_FOUND, "_score"])
                rows = found.where(condition, prefilter=True).limit(limit).to_list()
            return [(row["chunk_id"], row["document_id"], row["_score"]) for row in rows]

        return ask(selection, limit, query)

    def nearest(
        self, vector: NDArray[np.float32], selection: Selection, limit: int
    ) -> list[tuple[int, float]]:
        """Chunk ids with about their cosine, about best first: the index keeps a byte a number."""

        def query(condition: str, limit: int) -> list[Hit]:
            with self._reading() as table:
                found = table.search(vector).distance_type("cosine")
                found = found.select([*_FOUND, "_distance"]).where(condition, prefilter=True)
                rows = found.nprobes(_PROBES).limit(limit).to_list()
            return [(row["chunk_id"], row["document_id"], 1.0 - row["_distance"]) for row in rows]

        return ask(selection, limit, query)

    def tidy(self) -> None:
        """Merge small files and bring every row under the indices."""
        with self._writing() as table:
            table.optimize(cleanup_older_than=_OLD)
            has_ann = any("vector" in each.columns for each in table.list_indices())
            if table.count_rows() >= _ANN_FROM_ROWS and not has_ann:
                table.create_index("vector", config=IvfSq(distance_type="cosine"))

    def _update(self, condition: str, collection: str) -> None:
        with self._writing() as table:
            table.update(where=condition, values={"collection": collection})

    def _delete(self, column: str, ids: Iterable[int]) -> None:
        listed = ",".join(str(int(each)) for each in ids)
        if listed:
            with self._writing() as table:
                table.delete(f"{column} IN ({listed})")

    @contextmanager
    def _reading(self) -> Iterator[Any]:
        """The table as it lies there now; what LanceDB cannot read is damaged."""
        try:
            yield self._current()
        except _FAILURES as error:
            raise _failure(error, self._folder.path) from error

    @contextmanager
    def _writing(self) -> Iterator[Any]:
        """The table for one writer; what is written is synced and sealed at the end."""
        with self._folder.lock:
            with self._reading() as table:
                yield table
            self._folder.seal()

    def _current(self) -> Any:
        if self._generation != self._folder.generation:
            self._open()
        return self._table

    def _open(self) -> None:
        with self._folder.lock:
            self._generation = self._folder.generation
            path = self._folder.path
            path.mkdir(parents=True, exist_ok=True)
            try:
                database = lancedb.connect(
                    str(path), read_consistency_interval=timedelta(seconds=0)
                )
                if _NAME in database.list_tables().tables:
                    self._table = database.open_table(_NAME)
                    return
                self._table = self._made(database)
            except _FAILURES as error:
                raise _failure(error, path) from error
            self._folder.seal()

    def _made(self, database: Any) -> Any:
        table = database.create_table(_NAME, schema=self._schema())
        # icu finds Chinese words (97 % against 15 % with the default) and stems English.
        table.create_index("text", config=FTS(base_tokenizer="icu", with_position=False))
        table.create_index("collection", config=Bitmap())
        table.create_index("document_id", config=BTree())
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


def _failure(error: Exception, folder: Path) -> IndexError_:
    if "no space left" in str(error).lower():
        return IndexError_("disk_full", str(folder))
    return IndexError_("index_damaged", str(folder), type(error).__name__)
