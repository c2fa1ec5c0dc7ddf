"""library.db: documents, their state, chunks and embeddings: the truth the search index is made of.

Opened by the index worker only, one connection a thread.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from desktop.domain import Document, DocumentState, Filter, Language, Problem
from desktop.errors import IndexError_
from desktop.index import document_choice
from desktop.index.collection_table import CollectionTable
from desktop.index.folder_table import FolderTable
from desktop.index.ledger_schema import migrate
from desktop.index.next_vectors import NextVectors
from desktop.index.reading import Chunk
from desktop.index.scan_table import ScanTable
from desktop.index.selection import Selection

_DOCUMENT = """
    SELECT id, collection, path, size_bytes, state, problem_code, problem_detail, n_pages,
           (SELECT count(*) FROM chunks WHERE document_id = documents.id), language,
           (SELECT count(*) FROM scans WHERE scans.hash = documents.hash), n_recognised
    FROM documents
"""
_FACTS = ("n_pages", "n_chunks", "language", "n_scanned", "n_recognised")
_CHUNK = """
    SELECT chunks.id, document_id, path, page, start, "end", text, heading, language, ord,
           collection, place
    FROM chunks JOIN documents ON documents.id = document_id
"""

_NOT_OF_INDEX = "state <> 'ready' OR embedder_id <> ?"
_MANY = 10_000
"""How many ids stand in one query; what is said of more documents is true of so many."""
_MOST_REMEMBERED = 20
_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True)
class StoredChunk:
    """A chunk with where it stands; `ord` counts the chunks of its document."""

    chunk_id: int
    document_id: int
    path: str
    page: int | None
    start: int
    end: int
    text: str
    heading: str
    language: Language
    ord: int
    collection: str
    place: str = ""

    def as_read(self) -> Chunk:
        """The chunk as it was cut, without where it is stored."""
        return Chunk(self.page, self.start, self.end, self.text, self.heading, self.place)


class Stamp(NamedTuple):
    """How a file looked on disk: what changes when it is written.

    A tuple, as `Known` is: a hundred thousand of them are made at every look at a library, and a
    dataclass takes three times as long.
    """

    size_bytes: int
    mtime_ns: int
    inode: int


class Known(NamedTuple):
    """What the ledger remembers about a file."""

    id: int
    path: str
    size_bytes: int
    mtime_ns: int
    inode: int
    hash: bytes | None
    state: DocumentState
    embedder_id: str
    n_crashes: int

    def looks(self, stamp: Stamp | None) -> bool:
        """Tell whether the file looks as it did."""
        return self[2:5] == stamp


class Ledger:
    """Reads and writes library.db; every write is one transaction."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None, timeout=30)
        try:
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._connection.execute("PRAGMA foreign_keys = ON")
            migrate(self._connection, str(path))
            self.folders = FolderTable(self._connection)
            self.scans = ScanTable(self._connection)
            self.collections = CollectionTable(self._connection)
            self.next = NextVectors(self._connection)
            self._known: dict[str, Known] = {}
            self._known_at: tuple[str, tuple[int, int]] | None = None
            self._counted: dict[object, Any] = {}
            self._counted_at = (0, 0)
        except sqlite3.DatabaseError as error:
            self._connection.close()
            raise IndexError_("library_damaged", str(path), str(error)) from error

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; a full disk is reported as such."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            yield
            self._connection.execute("COMMIT")
        except BaseException as error:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            if isinstance(error, sqlite3.OperationalError) and "full" in str(error):
                raise IndexError_("disk_full") from error
            raise

    def documents(self, collection: str = "") -> tuple[Document, ...]:
        """The documents of a collection, or all, by path."""
        where, values = ("WHERE collection = ?", [collection]) if collection else ("", [])
        rows = self._connection.execute(f"{_DOCUMENT} {where} ORDER BY path", values)
        return tuple(_document(row) for row in rows)

    def document(self, document_id: int) -> Document | None:
        """One document, as it stands now; None where it was removed."""
        row = self._connection.execute(f"{_DOCUMENT} WHERE id = ?", [document_id]).fetchone()
        return _document(row) if row is not None else None

    def known(self, collection: str) -> dict[str, Known]:
        """Everything remembered about a collection's files, by path.

        The same as before where nobody has written since: most looks find nothing.
        """
        version = (collection, self._version())
        if version != self._known_at:
            self._known = self._read_known(collection)
            self._known_at = version
        return self._known

    def _version(self) -> tuple[int, int]:
        """What changes with every commit, of others and of this connection."""
        (others,) = self._connection.execute("PRAGMA data_version").fetchone()
        return int(others), self._connection.total_changes

    def _read_known(self, collection: str) -> dict[str, Known]:
        rows = self._connection.execute(
            "SELECT id, path, size_bytes, mtime_ns, inode, hash, state, embedder_id, n_crashes"
            " FROM documents WHERE collection = ?",
            [collection],
        )
        return {known.path: known for known in map(Known._make, rows)}

    def enter(self, collection: str, path: str) -> int:
        """Make sure a document has a row; returns its id."""
        self._connection.execute(
            "INSERT OR IGNORE INTO documents (collection, path) VALUES (?, ?)", [collection, path]
        )
        (found,) = self._connection.execute(
            "SELECT id FROM documents WHERE collection = ? AND path = ?", [collection, path]
        ).fetchone()
        return int(found)

    def mark(
        self,
        document_id: int,
        state: DocumentState,
        problem: Problem | None = None,
        stamp: Stamp | None = None,
    ) -> None:
        """Record a new state, and how the file looked when it got there."""
        self._connection.execute(
            "UPDATE documents SET state = ?, problem_code = ?, problem_detail = ? WHERE id = ?",
            [
                state,
                problem.code if problem else None,
                problem.detail if problem else "",
                document_id,
            ],
        )
        if stamp is not None:
            self._connection.execute(
                "UPDATE documents SET size_bytes = ?, mtime_ns = ?, inode = ? WHERE id = ?",
                [stamp.size_bytes, stamp.mtime_ns, stamp.inode, document_id],
            )

    def count_crash(self, document_id: int, by: int) -> None:
        """Remember that a file is about to be read (+1), or that it was (-1)."""
        self._connection.execute(
            "UPDATE documents SET n_crashes = max(n_crashes + ?, 0) WHERE id = ?",
            [by, document_id],
        )

    def forgive(self, document_id: int) -> None:
        """Give a file that changed a fresh start."""
        self._connection.execute("UPDATE documents SET n_crashes = 0 WHERE id = ?", [document_id])

    def move(self, document_id: int, path: str, stamp: Stamp) -> None:
        """Follow a file to its new path."""
        self._connection.execute(
            "UPDATE documents SET path = ?, size_bytes = ?, mtime_ns = ?, inode = ? WHERE id = ?",
            [path, *stamp, document_id],
        )

    def store(
        self,
        document_id: int,
        digest: bytes,
        embedder_id: str,
        n_pages: int | None,
        language: Language,
        chunks: Sequence[tuple[Chunk, bytes]],
    ) -> list[int]:
        """Replace a document's chunks, each with its float16 vector; returns the chunk ids."""
        self._connection.execute("DELETE FROM chunks WHERE document_id = ?", [document_id])
        self._connection.execute(
            "UPDATE documents SET hash = ?, embedder_id = ?, n_pages = ?, language = ?,"
            " n_recognised = 0 WHERE id = ?",
            [digest, embedder_id, n_pages, language, document_id],
        )
        ids = []
        for ord_, (chunk, vector) in enumerate(chunks):
            cursor = self._connection.execute(
                'INSERT INTO chunks (document_id, ord, page, start, "end", text, heading, vector,'
                " place) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [document_id, ord_, chunk.page, chunk.start, chunk.end, chunk.text,
                 chunk.heading, vector, chunk.place],
            )  # fmt: skip
            ids.append(int(cursor.lastrowid or 0))
        return ids

    def drop_chunks(self, document_id: int) -> None:
        """Forget what was read of a document."""
        self._connection.execute("DELETE FROM chunks WHERE document_id = ?", [document_id])

    def twin(self, digest: bytes, embedder_id: str) -> int | None:
        """A ready document with the same content, wherever it is."""
        row = self._connection.execute(
            "SELECT id FROM documents WHERE hash = ? AND embedder_id = ? AND state = 'ready'",
            [digest, embedder_id],
        ).fetchone()
        return int(row[0]) if row else None

    def remove(self, document_ids: Iterable[int]) -> None:
        """Forget documents and their chunks."""
        self._connection.executemany(
            "DELETE FROM documents WHERE id = ?", [[each] for each in document_ids]
        )
        self.scans.sweep()

    def chunks(self, chunk_ids: Sequence[int]) -> dict[int, StoredChunk]:
        """Chunks by id; ids that are gone are left out."""
        marks = ",".join("?" * len(chunk_ids))
        rows = self._connection.execute(f"{_CHUNK} WHERE chunks.id IN ({marks})", list(chunk_ids))
        return {row[0]: StoredChunk(*row) for row in rows}

    def chunks_of(self, document_id: int) -> tuple[StoredChunk, ...]:
        """A document's chunks in order."""
        rows = self._connection.execute(
            f"{_CHUNK} WHERE document_id = ? ORDER BY ord", [document_id]
        )
        return tuple(StoredChunk(*row) for row in rows)

    def vectors_of(self, document_id: int) -> list[bytes]:
        """A document's float16 vectors, in the order of its chunks."""
        rows = self._connection.execute(
            "SELECT vector FROM chunks WHERE document_id = ? ORDER BY ord", [document_id]
        )
        return [row[0] for row in rows]

    def vectors(self, chunk_ids: Sequence[int]) -> dict[int, bytes]:
        """The float16 vectors of chunks by id; ids that are gone are left out."""
        marks = ",".join("?" * len(chunk_ids))
        rows = self._connection.execute(
            f"SELECT id, vector FROM chunks WHERE id IN ({marks})", list(chunk_ids)
        )
        return dict(rows.fetchall())

    def embedded_ids(self, embedder_id: str) -> list[int]:
        """The ids of all chunks that one embedder's search index must hold."""
        rows = self._connection.execute(
            "SELECT id FROM chunks WHERE document_id NOT IN"
            f" (SELECT id FROM documents WHERE {_NOT_OF_INDEX})",
            [embedder_id],
        )
        return [row[0] for row in rows]

    def sample(self, size: int) -> list[str]:
        """Texts of about so many chunks, spread over all of them."""
        step = max(self.count_all_chunks() // size, 1)
        first, last = self._connection.execute("SELECT min(id), max(id) FROM chunks").fetchone()
        if first is None:
            return []
        # One look for each: reading all of a large library takes seconds.
        ask = "SELECT text FROM chunks WHERE id = ?"
        steps = range(-(-first // step) * step, last + 1, step)
        found = (self._connection.execute(ask, [each]).fetchone() for each in steps)
        return [row[0] for row in found if row is not None]

    def select(self, collections: Sequence[str], wanted: Filter) -> Selection:
        """The documents of collections that a filter chooses."""
        chosen = tuple(collections)
        if not wanted.words:
            return Selection(chosen)
        n_documents, _ = self.count(Selection(chosen))
        ids = self._remembered(
            (chosen, wanted), lambda: document_choice.choose(self._connection, chosen, wanted)
        )
        return Selection(chosen, ids, n_documents)

    def count(self, selection: Selection) -> tuple[int, int]:
        """How many ready documents and chunks a selection holds; of many documents, at least."""
        return self._remembered(selection, lambda: self._count(selection))

    def read_again(self, embedder_id: str) -> None:
        """Let documents that another embedder read wait to be read anew."""
        self._connection.execute(
            "UPDATE documents SET state = 'queued' WHERE state = 'ready' AND embedder_id <> ?",
            [embedder_id],
        )

    def count_all_chunks(self) -> int:
        """How many chunks of ready documents there are in all."""
        return self._remembered("chunks", self._count_all_chunks)

    def beginnings(self, selection: Selection, limit: int) -> tuple[StoredChunk, ...]:
        """The first chunks of the documents of a selection that changed last."""
        chosen, values = _of_selection(selection)
        rows = self._connection.execute(
            f"{_CHUNK} WHERE ord = 0 AND {chosen} ORDER BY mtime_ns DESC, path LIMIT ?",
            [*values, limit],
        )
        return tuple(StoredChunk(*row) for row in rows)

    def _count(self, selection: Selection) -> tuple[int, int]:
        if selection.ids is not None and len(selection.ids) > _MANY:
            return len(selection.ids), len(selection.ids)
        chosen, values = _of_selection(selection)
        row = self._connection.execute(
            "SELECT count(*), coalesce(sum("
            " (SELECT count(*) FROM chunks WHERE document_id = documents.id)), 0)"
            f" FROM documents WHERE state = 'ready' AND {chosen}",
            values,
        ).fetchone()
        return int(row[0]), int(row[1])

    def _count_all_chunks(self) -> int:
        # Most documents are ready: counting all and taking off the few is four times as fast.
        (found,) = self._connection.execute(
            "SELECT (SELECT count(*) FROM chunks) - (SELECT count(*) FROM chunks WHERE"
            " document_id IN (SELECT id FROM documents WHERE state <> 'ready'))"
        ).fetchone()
        return int(found)

    def _remembered(self, key: object, read: Callable[[], _Read]) -> _Read:
        """What was read before, where nobody has written since."""
        version = self._version()
        if version != self._counted_at or len(self._counted) > _MOST_REMEMBERED:
            self._counted.clear()
            self._counted_at = version
        if key not in self._counted:
            self._counted[key] = read()
        found: _Read = self._counted[key]
        return found


def _of_selection(selection: Selection) -> tuple[str, list[str | int]]:
    if selection.ids is None:
        return document_choice.of_collections(selection.collections)
    ids = selection.ids[-_MANY:]
    return f"documents.id IN ({','.join('?' * len(ids))})", list(ids)


def _document(row: Any) -> Document:
    problem = Problem(row[5], row[2], row[6]) if row[5] else None
    facts = dict(zip(_FACTS, row[7:], strict=True))
    return Document(row[0], row[1], row[2], row[3], row[4], problem, **facts)
