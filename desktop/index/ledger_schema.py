"""The tables of library.db, as numbered steps: never change one that was released."""

from __future__ import annotations

import sqlite3

from desktop.errors import IndexError_

_STEPS = (
    """
    CREATE TABLE documents (
        id INTEGER PRIMARY KEY,
        collection TEXT NOT NULL,
        path TEXT NOT NULL,
        size_bytes INTEGER NOT NULL DEFAULT 0,
        mtime_ns INTEGER NOT NULL DEFAULT 0,
        inode INTEGER NOT NULL DEFAULT 0,
        hash BLOB,
        state TEXT NOT NULL DEFAULT 'queued',
        problem_code TEXT,
        problem_detail TEXT NOT NULL DEFAULT '',
        n_pages INTEGER,
        language TEXT NOT NULL DEFAULT 'en',
        n_crashes INTEGER NOT NULL DEFAULT 0,
        embedder_id TEXT NOT NULL DEFAULT '',
        UNIQUE (collection, path)
    );
    CREATE INDEX documents_by_hash ON documents (hash);
    CREATE TABLE chunks (
        id INTEGER PRIMARY KEY,
        document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
        ord INTEGER NOT NULL,
        page INTEGER,
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        text TEXT NOT NULL,
        heading TEXT NOT NULL DEFAULT '',
        vector BLOB NOT NULL,
        UNIQUE (document_id, ord)
    );
    """,
    """
    CREATE TABLE folders (
        id INTEGER PRIMARY KEY,
        collection TEXT NOT NULL,
        path TEXT NOT NULL,
        only_ TEXT NOT NULL DEFAULT '',
        left_out TEXT NOT NULL DEFAULT '',
        disk INTEGER NOT NULL DEFAULT 0,
        is_there INTEGER NOT NULL DEFAULT 1,
        UNIQUE (collection, path)
    );
    """,
    # With it came readers for many formats: what was left out as unknown is tried again.
    """
    ALTER TABLE chunks ADD COLUMN place TEXT NOT NULL DEFAULT '';
    UPDATE documents SET state = 'queued' WHERE problem_code = 'unknown_type';
    """,
    # With it came text recognition: images, and pages that gave no text, are looked at again.
    """
    CREATE TABLE scans (
        hash BLOB NOT NULL,
        page INTEGER NOT NULL,
        text TEXT,
        lines TEXT NOT NULL DEFAULT '[]',
        PRIMARY KEY (hash, page)
    ) WITHOUT ROWID;
    ALTER TABLE documents ADD COLUMN n_recognised INTEGER NOT NULL DEFAULT 0;
    UPDATE documents SET state = 'queued' WHERE problem_code IN ('unknown_type', 'no_text');
    UPDATE documents SET state = 'queued' WHERE state = 'ready' AND path LIKE '%.pdf'
        AND n_pages > (SELECT count(DISTINCT page) FROM chunks WHERE document_id = documents.id);
    """,
    # With it a library is searched by one embedder while another reads it.
    """
    CREATE TABLE embedders (id TEXT PRIMARY KEY, folder TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE next_vectors (
        chunk_id INTEGER PRIMARY KEY REFERENCES chunks (id) ON DELETE CASCADE,
        embedder_id TEXT NOT NULL,
        vector BLOB NOT NULL
    );
    """,
    # With it a collection can be made before there is a document in it.
    "CREATE TABLE collections (name TEXT PRIMARY KEY) WITHOUT ROWID;",
)


def migrate(connection: sqlite3.Connection, path: str) -> None:
    """Bring the tables up to date; raises IndexError_("store_newer") for a newer file."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > len(_STEPS):
        raise IndexError_("store_newer", path)
    for number, step in enumerate(_STEPS[version:], version + 1):
        connection.executescript(f"BEGIN; {step} PRAGMA user_version = {number}; COMMIT;")
