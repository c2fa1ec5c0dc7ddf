"""The search index examined against library.db, and healed from it; nothing is embedded again."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from desktop.errors import IndexError_
from desktop.index.filing import searchable, vector_of
from desktop.index.index_folder import IndexFolder
from desktop.index.ledger import Ledger
from desktop.index.selection import Selection
from desktop.index.table import Row, Table

Fault = Literal["files", "unreadable", "rows", "others"]
"""A file is not what was written, LanceDB cannot read it, rows tell other things than library.db,
or there are others than library.db has chunks."""

_N_SAMPLES = 32
_PROBE_CHARS = 100
_READ = 512
_WRITE = 10 * _READ


@dataclass(frozen=True, slots=True)
class Healed:
    """What was wrong, how many passages were put back and how many seconds that took."""

    fault: Fault
    n_rows: int
    seconds: float


class Healing:
    """Finds out whether the search index holds what library.db says, and sees to it.

    Shared by all threads; each brings its own ledger.
    """

    def __init__(self, folder: IndexFolder, embedder_id: str, dimensions: int) -> None:
        self._folder = folder
        self._embedder_id = embedder_id
        self._dimensions = dimensions
        self._at_work = threading.Lock()
        self.fault: Fault | None = None
        """What was found and is not healed yet."""
        self.healed: Healed | None = None
        """What was healed last."""

    def examine(self, ledger: Ledger, *, most_bytes: int) -> None:
        """Look for a fault before anybody works; of large files so many bytes are read."""
        with self._folder.lock:
            self._found(self._fault_of_files(most_bytes) or self._fault_of_rows(ledger))

    def reexamine(self, ledger: Ledger, *, nobody_indexes: bool = False) -> None:
        """Look for a fault while others search: reads all files.

        Where somebody indexes, only what is missing is minded: documents that are being read anew
        have rows that do not count just now. While somebody heals, what he found stands.
        """
        if not self._at_work.acquire(blocking=False):
            return
        try:
            with self._folder.lock:
                self._found(
                    self._fault_of_files(None)
                    or self._fault_of_rows(ledger, minds_strays=nobody_indexes)
                )
        finally:
            self._at_work.release()

    def heal(
        self,
        ledger: Ledger,
        moved: Callable[[int, int], None] = lambda done, total: None,
        must_stop: Callable[[], bool] = lambda: False,
    ) -> None:
        """Put back what was found missing; told to stop, the next start goes on with it.

        `moved` hears how many passages of how many are back. While somebody else heals, there is
        nothing to do.
        """
        if self.fault is None or not self._at_work.acquire(blocking=False):
            return
        try:
            begun = time.perf_counter()
            table = Table(self._folder, self._dimensions)
            n_rows = self._reconcile(ledger, table, moved, must_stop)
            if not must_stop():
                self.healed = Healed(self.fault, n_rows, time.perf_counter() - begun)
                self.fault = None
        finally:
            self._at_work.release()

    def _found(self, fault: Fault | None) -> None:
        self.fault = fault
        if fault is None:
            # What a crash left without a seal is right; on a full disk it stays without.
            with contextlib.suppress(IndexError_):
                self._folder.seal()
        elif fault != "others":
            # Nobody may read it any more.
            self._folder.discard()

    def _fault_of_files(self, most_bytes: int | None) -> Fault | None:
        if self._folder.damage(most_bytes):
            return "files"
        self._folder.forget_hint()
        return None

    def _fault_of_rows(self, ledger: Ledger, *, minds_strays: bool = True) -> Fault | None:
        try:
            table = Table(self._folder, self._dimensions)
            wanted = np.array(ledger.embedded_ids(self._embedder_id), np.int64)
            missing, strays = _difference(wanted, table.chunk_ids())
            if len(missing) or (minds_strays and len(strays)):
                return "others"
            return self._fault_of_samples(ledger, table, wanted)
        except IndexError_:
            return "unreadable"

    def _fault_of_samples(
        self, ledger: Ledger, table: Table, ids: NDArray[np.int64]
    ) -> Fault | None:
        """Compare some rows with library.db, and search for one of them both ways."""
        if not len(ids):
            return None
        chosen = np.random.default_rng().choice(ids, min(_N_SAMPLES, len(ids)), replace=False)
        wanted = {each.chunk_id: each for each in _rows_of(ledger, chosen)}
        found = table.rows(list(wanted))
        for chunk_id, (text, vector) in found.items():
            row = wanted[chunk_id]
            if text != row.text or not np.array_equal(vector, row.vector):
                return "rows"
        return _fault_of_probe(table, next(iter(wanted.values())))

    def _reconcile(
        self,
        ledger: Ledger,
        table: Table,
        moved: Callable[[int, int], None],
        must_stop: Callable[[], bool],
    ) -> int:
        """Make the rows those of library.db; returns how many were added."""
        with self._folder.lock:
            wanted = np.array(ledger.embedded_ids(self._embedder_id), np.int64)
            missing, strays = _difference(wanted, table.chunk_ids())
            for begin in range(0, len(strays), _WRITE):
                table.delete_chunks(strays[begin : begin + _WRITE])
        n_added = 0
        for begin in range(0, len(missing), _WRITE):
            if must_stop():
                return n_added
            moved(begin, len(missing))
            # Somebody may have removed documents meanwhile, or does just now.
            with self._folder.lock:
                rows = _rows_of(ledger, missing[begin : begin + _WRITE])
                if rows:
                    table.add(rows, tidies=False)
            n_added += len(rows)
        table.tidy()
        moved(len(missing), len(missing))
        return n_added


def _fault_of_probe(table: Table, row: Row) -> Fault | None:
    """Search for a row both ways, in everything and in its document: every index is read."""
    found = []
    for selection in (Selection(), Selection(ids=(row.document_id,), n_documents=1)):
        table.keyword(row.text[:_PROBE_CHARS], selection, 1)
        found = table.nearest(row.vector, selection, 1)
    return None if found else "unreadable"


def _difference(
    wanted: NDArray[np.int64], present: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Ids to add and ids to take out; what is there twice is taken out and added."""
    once, counts = np.unique(present, return_counts=True)
    strays = np.union1d(np.setdiff1d(once, wanted), once[counts > 1])
    missing = np.setdiff1d(wanted, once[counts == 1])
    return missing, strays


def _rows_of(ledger: Ledger, chunk_ids: NDArray[np.int64]) -> list[Row]:
    """The rows of chunks as they are in library.db; those that are gone are left out."""
    rows: list[Row] = []
    for begin in range(0, len(chunk_ids), _READ):
        part = [int(each) for each in chunk_ids[begin : begin + _READ]]
        vectors = ledger.vectors(part)
        for chunk_id, chunk in ledger.chunks(part).items():
            text = searchable(chunk.text, chunk.heading)
            vector = vector_of(vectors[chunk_id])
            rows.append(Row(chunk_id, chunk.document_id, chunk.collection, text, vector))
    return rows
