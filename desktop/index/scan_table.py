"""Pages without text of their own, and what was recognised on them, as library.db remembers them.

A page belongs to a content, not to a file: copies share it, and a file that changes begins anew.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import astuple, dataclass

from desktop.index.page_layout import Layout, Line


@dataclass(frozen=True, slots=True)
class Waiting:
    """A document of which pages are to be recognised, or were and cannot be searched yet."""

    id: int
    collection: str
    path: str
    hash: bytes


class ScanTable:
    """Reads and writes pages; belongs to a ledger and its connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def enter(self, digest: bytes, pages: Iterable[int]) -> None:
        """Remember that these pages are pictures; what was recognised before stays."""
        self._connection.executemany(
            "INSERT OR IGNORE INTO scans (hash, page) VALUES (?, ?)",
            [[digest, page] for page in pages],
        )

    def record(self, digest: bytes, page: int, layout: Layout) -> None:
        """Keep what was recognised on a page."""
        lines = json.dumps([astuple(line) for line in layout.lines])
        self._connection.execute(
            "UPDATE scans SET text = ?, lines = ? WHERE hash = ? AND page = ?",
            [layout.text, lines, digest, page],
        )

    def unread(self, digest: bytes) -> list[int]:
        """Pages that were not recognised yet."""
        rows = self._connection.execute(
            "SELECT page FROM scans WHERE hash = ? AND text IS NULL ORDER BY page", [digest]
        )
        return [row[0] for row in rows]

    def texts(self, digest: bytes) -> dict[int, str]:
        """The texts of recognised pages, by page."""
        rows = self._connection.execute(
            "SELECT page, text FROM scans WHERE hash = ? AND text IS NOT NULL ORDER BY page",
            [digest],
        )
        return dict(rows.fetchall())

    def layout(self, path: str, page: int) -> Layout | None:
        """What was recognised on a page of a file; None where it has text of its own."""
        row = self._connection.execute(
            "SELECT text, lines FROM scans JOIN documents USING (hash)"
            " WHERE path = ? AND page = ? AND text IS NOT NULL",
            [path, page],
        ).fetchone()
        if row is None:
            return None
        return Layout(row[0], _lines(row[1]))

    def layouts(self, path: str) -> dict[int, Layout]:
        """What was recognised in a file, by page."""
        rows = self._connection.execute(
            "SELECT page, text, lines FROM scans JOIN documents USING (hash)"
            " WHERE path = ? AND text IS NOT NULL ORDER BY page",
            [path],
        )
        return {row[0]: Layout(row[1], _lines(row[2])) for row in rows}

    def waiting(self) -> list[Waiting]:
        """Documents with something left to do, those that are nearly done first."""
        rows = self._connection.execute(
            "SELECT id, collection, path, documents.hash FROM documents JOIN"
            " (SELECT hash, count(*) AS n FROM scans GROUP BY hash) AS found"
            " ON found.hash = documents.hash"
            " WHERE state IN ('scanned', 'ready') AND n_recognised < n"
            " ORDER BY n - n_recognised, id"
        )
        return [Waiting(*row) for row in rows]

    def note(self, document_id: int, n_recognised: int) -> None:
        """Note how many of a document's recognised pages can be searched."""
        self._connection.execute(
            "UPDATE documents SET n_recognised = ? WHERE id = ?", [n_recognised, document_id]
        )

    def sweep(self) -> None:
        """Forget pages that no document has any more."""
        self._connection.execute(
            "DELETE FROM scans WHERE hash NOT IN"
            " (SELECT hash FROM documents WHERE hash IS NOT NULL)"
        )


def _lines(stored: str) -> tuple[Line, ...]:
    return tuple(Line(*line) for line in json.loads(stored))
