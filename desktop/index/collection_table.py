"""The collections of a library: those with documents, and the names of those still empty."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence


class CollectionTable:
    """Reads and writes collections; belongs to a ledger and its connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def names(self) -> tuple[str, ...]:
        """Every collection that is not private, in order."""
        rows = self._connection.execute(
            "SELECT name FROM collections UNION SELECT collection FROM documents"
            " UNION SELECT collection FROM folders ORDER BY 1"
        )
        return tuple(row[0] for row in rows if not row[0].startswith("@"))

    def enter(self, name: str) -> None:
        """Keep a name, also without documents."""
        self._connection.execute("INSERT OR IGNORE INTO collections (name) VALUES (?)", [name])

    def remove(self, name: str) -> None:
        """Forget a name."""
        self._connection.execute("DELETE FROM collections WHERE name = ?", [name])

    def rename(self, before: str, after: str) -> None:
        """Give documents and folders another collection; none of that name may be there."""
        self.remove(before)
        self.enter(after)
        for table in ("documents", "folders"):
            self._connection.execute(
                f"UPDATE {table} SET collection = ? WHERE collection = ?", [after, before]
            )

    def doubles(self, document_ids: Sequence[int], name: str) -> frozenset[int]:
        """Documents whose file another document of a collection is made of."""
        ask = (
            "SELECT 1 FROM documents AS here JOIN documents AS there USING (path)"
            " WHERE here.id = ? AND there.collection = ? AND there.id <> here.id"
        )
        return frozenset(
            each
            for each in document_ids
            if self._connection.execute(ask, [each, name]).fetchone() is not None
        )

    def move(self, document_ids: Sequence[int], name: str) -> None:
        """Put documents into a collection; none of them may be a double."""
        self.enter(name)
        self._connection.executemany(
            "UPDATE documents SET collection = ? WHERE id = ?",
            [(name, each) for each in document_ids],
        )
