from __future__ import annotations

import sqlite3
from pathlib import Path

from desktop.index.ledger import Ledger
from desktop.index.reading import Chunk

FIRST_RELEASE = """
    CREATE TABLE documents (
        id INTEGER PRIMARY KEY, collection TEXT NOT NULL, path TEXT NOT NULL,
        size_bytes INTEGER NOT NULL DEFAULT 0, mtime_ns INTEGER NOT NULL DEFAULT 0,
        inode INTEGER NOT NULL DEFAULT 0, hash BLOB, state TEXT NOT NULL DEFAULT 'queued',
        problem_code TEXT, problem_detail TEXT NOT NULL DEFAULT '', n_pages INTEGER,
        language TEXT NOT NULL DEFAULT 'en', n_crashes INTEGER NOT NULL DEFAULT 0,
        embedder_id TEXT NOT NULL DEFAULT '', UNIQUE (collection, path));
    CREATE TABLE chunks (
        id INTEGER PRIMARY KEY,
        document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
        ord INTEGER NOT NULL, page INTEGER, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
        text TEXT NOT NULL, heading TEXT NOT NULL DEFAULT '', vector BLOB NOT NULL,
        UNIQUE (document_id, ord));
    INSERT INTO documents (id, collection, path) VALUES (1, 'default', '/a/lease.pdf');
    INSERT INTO documents (id, collection, path, state, problem_code)
        VALUES (2, 'default', '/a/old rents.xlsx', 'skipped', 'unknown_type'),
               (4, 'default', '/a/scan.pdf', 'skipped', 'no_text'),
               (3, 'default', '/a/locked.pdf', 'failed', 'encrypted');
    INSERT INTO chunks VALUES (1, 1, 0, 2, 5, 9, 'rent', 'Rent', x'00');
    PRAGMA user_version = 1;
"""


def test_a_library_of_the_first_release_opens_and_takes_places(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    old = sqlite3.connect(path)
    old.executescript(FIRST_RELEASE)
    old.close()

    ledger = Ledger(path)
    (kept,) = ledger.chunks_of(1)
    document_id = ledger.enter("default", "/a/rents.xlsx")
    chunk = Chunk(1, 0, 4, "rent", "Rent", "Rent!A1:B9")
    ledger.store(document_id, b"", "e", 1, "en", [(chunk, b"\0")])
    (added,) = ledger.chunks_of(document_id)
    ledger.close()

    assert (kept.page, kept.text, kept.place) == (2, "rent", "")
    assert added.place == "Rent!A1:B9"


def test_files_nobody_could_read_in_the_first_release_are_tried_again(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    old = sqlite3.connect(path)
    old.executescript(FIRST_RELEASE)
    old.close()

    ledger = Ledger(path)
    states = {each.path: each.state for each in ledger.documents()}
    ledger.close()

    assert states["/a/old rents.xlsx"] == "queued"
    assert states["/a/scan.pdf"] == "queued"
    assert states["/a/locked.pdf"] == "failed"
