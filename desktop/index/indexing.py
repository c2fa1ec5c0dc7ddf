"""One indexing job: scan, read, cut, embed, store, and only then call a document ready.

Kill it anywhere: what is not ready is done again, and doing it again changes nothing.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from desktop.domain import DocumentState, IndexSummary, Outcome, Problem
from desktop.errors import DocumentError
from desktop.index.embedder import Embedder
from desktop.index.filing import Filing, Listener, Read
from desktop.index.ledger import Known, Ledger, Stamp
from desktop.index.parser import InterruptedReading, Parser, ParserCrashedError
from desktop.index.reading import Reading
from desktop.index.scanning import hash_of, is_skip, legible, stamp_of
from desktop.index.survey import Choice, Survey, survey
from desktop.index.table import Table

_BATCH_CHUNKS = 512
_BATCH_S = 5.0
_MAX_CRASHES = 2
_PROGRESS_S = 0.1


@dataclass(slots=True)
class _Tally:
    files: int = 0
    chunks: int = 0
    unchanged: int = 0
    skipped: list[Outcome] = field(default_factory=list)
    failed: list[Outcome] = field(default_factory=list)


class Indexing:
    """Brings paths into one collection."""

    def __init__(
        self,
        ledger: Ledger,
        table: Table,
        embedder: Embedder,
        parser: Parser,
        listener: Listener,
        collection: str,
    ) -> None:
        self._ledger = ledger
        self._table = table
        self._embedder = embedder
        self._embedder_id = embedder.embedder_id
        self._parser = parser
        self._listener = listener
        self._collection = collection
        self._known: dict[str, Known] = {}
        self._gone: dict[bytes | None, list[Known]] = {}
        self._is_rescan = False
        self._unsettled: list[Path] = []
        self._batch: list[Read] = []
        self._batch_began = time.monotonic()
        self._tally = _Tally()
        self._filing = Filing(ledger, table, embedder, listener)

    def run(
        self, paths: Iterable[Path], choice: Choice | None = None, *, is_rescan: bool = False
    ) -> IndexSummary:
        """Index paths; what fails is in the summary. Stops early when cancelled.

        A rescan leaves files alone that could not be read before and look the same.
        """
        begun = time.perf_counter()
        self._is_rescan = is_rescan
        found = survey(self._ledger, self._collection, paths, choice)
        self._known = found.known
        self._gone = {}
        for known in found.gone:
            self._gone.setdefault(known.hash, []).append(known)
        self._take_all(found)
        unsettled, self._unsettled = self._unsettled, []
        for path in unsettled:
            self._take(path)
        self._flush()
        self._remove([known for same in self._gone.values() for known in same])
        self._listener.progressed(len(found.files), len(found.files), "")
        tally = self._tally
        return IndexSummary(
            tally.files,
            tally.chunks,
            tally.unchanged,
            tuple(tally.skipped),
            tuple(tally.failed),
            time.perf_counter() - begun,
        )

    def _take_all(self, found: Survey) -> None:
        shown_at = 0.0
        for done, (path, stamp) in enumerate(found.files.items()):
            if self._listener.is_cancelled():
                return
            if time.monotonic() - shown_at >= _PROGRESS_S:
                shown_at = time.monotonic()
                self._listener.progressed(done, len(found.files), legible(path))
            if self._is_unchanged(self._known.get(path), stamp):
                self._tally.unchanged += 1
                continue
            self._listener.wait()
            self._take(Path(path))
            if self._batch_is_due():
                self._flush()
                self._batch_began = time.monotonic()

    def _take(self, path: Path) -> None:
        if (name := legible(str(path))) != str(path):
            # No row can hold it, no window show it; each look at its folder says so again.
            self._tally.skipped.append(Outcome(name, Problem("name_not_text", name)))
            return
        known = self._known.get(str(path))
        try:
            stamp = stamp_of(path)
            if self._is_unchanged(known, stamp):
                self._tally.unchanged += 1
                return
            digest = hash_of(path) if path.is_file() else b""
            if known is None and (before := self._moved_from(digest)) is not None:
                self._follow(before, path, stamp)
                return
            self._read(path, stamp, digest, known)
        except InterruptedReading:
            return
        except DocumentError as error:
            self._refuse(path, error.problem)

    def _is_unchanged(self, known: Known | None, stamp: Stamp | None) -> bool:
        if known is None or not known.looks(stamp):
            return False
        if known.state in ("ready", "scanned"):
            return known.embedder_id == self._embedder_id
        return self._is_rescan and known.state in ("skipped", "failed")

    def _moved_from(self, digest: bytes) -> Known | None:
        """The document of this content whose file is gone, if there is one; taken only once."""
        same = self._gone.get(digest, [])
        found = next((each for each in same if each.state in ("ready", "scanned")), None)
        if found is not None:
            same.remove(found)
        return found

    def _follow(self, known: Known, path: Path, stamp: Stamp) -> None:
        with self._ledger.transaction():
            self._ledger.move(known.id, str(path), stamp)
        self._filing.tell(known.id)
        self._tally.unchanged += 1

    def _read(self, path: Path, stamp: Stamp, digest: bytes, known: Known | None) -> None:
        document_id = self._ledger.enter(self._collection, str(path))
        if known is not None and not known.looks(stamp):
            self._ledger.forgive(document_id)
        elif known is not None and known.n_crashes >= _MAX_CRASHES:
            raise DocumentError("quarantined", str(path))
        twin = self._ledger.twin(digest, self._embedder.embedder_id)
        if twin is not None:
            self._batch.append(self._copied(twin, document_id, path, stamp, digest))
            return
        self._mark(document_id, "reading", stamp=stamp)
        reading = self._parsed(document_id, path)
        if stamp_of(path) != stamp:
            # It is being written just now: what was read may be half of two versions. One that
            # goes on changing stays queued until the next look.
            self._unsettled.append(path)
            self._mark(document_id, "queued")
            return
        self._batch.append(
            Read(
                document_id,
                path,
                stamp,
                digest,
                reading.n_pages,
                reading.language,
                reading.chunks,
                scanned=reading.scanned,
                has_scans=bool(reading.scanned),
            )
        )

    def _parsed(self, document_id: int, path: Path) -> Reading:
        """Read a file, having noted that it may kill its reader."""
        self._ledger.count_crash(document_id, +1)
        try:
            reading = self._parser.read(str(path), self._listener.is_cancelled)
        except ParserCrashedError:
            raise
        except (DocumentError, InterruptedReading):
            self._ledger.count_crash(document_id, -1)
            raise
        self._ledger.forgive(document_id)
        return reading

    def _copied(self, twin: int, document_id: int, path: Path, stamp: Stamp, digest: bytes) -> Read:
        """The same content was read before: take its chunks and vectors over."""
        document = self._ledger.document(twin)
        chunks = tuple(each.as_read() for each in self._ledger.chunks_of(twin))
        vectors = self._ledger.vectors_of(twin)
        return Read(
            document_id,
            path,
            stamp,
            digest,
            document.n_pages if document is not None else None,
            document.language if document is not None else "en",
            chunks,
            vectors,
            n_recognised=document.n_recognised if document is not None else 0,
            has_scans=bool(self._ledger.scans.unread(digest)),
        )

    def _refuse(self, path: Path, problem: Problem) -> None:
        state: DocumentState = "skipped" if is_skip(problem) else "failed"
        document_id = self._ledger.enter(self._collection, str(path))
        before = self._ledger.document(document_id)
        with self._table.alone():
            if before is not None and before.n_chunks:
                self._table.delete([document_id])
            with self._ledger.transaction():
                self._ledger.drop_chunks(document_id)
                self._ledger.mark(document_id, state, problem)
        self._filing.tell(document_id)
        outcomes = self._tally.skipped if state == "skipped" else self._tally.failed
        outcomes.append(Outcome(str(path), problem))

    def _mark(self, document_id: int, state: DocumentState, stamp: Stamp | None = None) -> None:
        self._ledger.mark(document_id, state, stamp=stamp)
        self._filing.tell(document_id)

    def _batch_is_due(self) -> bool:
        if not self._batch:
            return False
        n_chunks = sum(len(each.chunks) for each in self._batch)
        return n_chunks >= _BATCH_CHUNKS or time.monotonic() - self._batch_began > _BATCH_S

    def _flush(self) -> None:
        batch, self._batch = self._filing.remaining(self._batch), []
        if not batch or self._listener.is_cancelled():
            return
        for read in batch:
            self._mark(read.document_id, "embedding")
        for read in self._filing.file(batch):
            if read.chunks:
                self._tally.files += 1
                self._tally.chunks += len(read.chunks)

    def _remove(self, gone: list[Known]) -> None:
        if not gone or self._listener.is_cancelled():
            return
        remove_documents(self._ledger, self._table, [known.id for known in gone])


def remove_documents(ledger: Ledger, table: Table, document_ids: Sequence[int]) -> None:
    """Forget documents in the index and the ledger."""
    with table.alone():
        table.delete(document_ids)
        with ledger.transaction():
            ledger.remove(document_ids)
