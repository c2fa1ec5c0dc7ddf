"""The folders that are kept in step, as library.db remembers them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from desktop.domain import Folder

_COLUMNS = "id, collection, path, only_, left_out, is_there"


class FolderTable:
    """Reads and writes folders; belongs to a ledger and its connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[Folder, ...]:
        """Every folder, by path."""
        rows = self._connection.execute(f"SELECT {_COLUMNS} FROM folders ORDER BY path, id")
        return tuple(_folder(row) for row in rows)

    def get(self, folder_id: int) -> Folder | None:
        """One folder; None where it is not kept in step."""
        row = self._connection.execute(
            f"SELECT {_COLUMNS} FROM folders WHERE id = ?", [folder_id]
        ).fetchone()
        return _folder(row) if row is not None else None

    def find(self, collection: str, path: str) -> Folder | None:
        """The folder of this path in a collection."""
        row = self._connection.execute(
            f"SELECT {_COLUMNS} FROM folders WHERE collection = ? AND path = ?", [collection, path]
        ).fetchone()
        return _folder(row) if row is not None else None

    def enter(
        self, collection: str, path: str, only: Iterable[str], left_out: Iterable[str]
    ) -> Folder:
        """Keep a folder in step from now on; one that is known keeps its patterns."""
        self._connection.execute(
            "INSERT OR IGNORE INTO folders (collection, path, only_, left_out) VALUES (?, ?, ?, ?)",
            [collection, path, "\n".join(only), "\n".join(left_out)],
        )
        found = self.find(collection, path)
        assert found is not None
        return found

    def disk(self, folder_id: int) -> int:
        """The number of the disk a folder was last seen on; 0 where it never was."""
        row = self._connection.execute(
            "SELECT disk FROM folders WHERE id = ?", [folder_id]
        ).fetchone()
        return int(row[0]) if row is not None else 0

    def note(self, folder_id: int, *, is_there: bool, disk: int | None = None) -> None:
        """Note whether a folder can be reached, and on which disk it lies."""
        self._connection.execute(
            "UPDATE folders SET is_there = :is_there, disk = coalesce(:disk, disk)"
            " WHERE id = :id AND (is_there <> :is_there OR disk <> coalesce(:disk, disk))",
            {"is_there": is_there, "disk": disk, "id": folder_id},
        )

    def choose(self, folder_id: int, only: Iterable[str], left_out: Iterable[str]) -> None:
        """Choose what of a folder is read."""
        self._connection.execute(
            "UPDATE folders SET only_ = ?, left_out = ? WHERE id = ?",
            ["\n".join(only), "\n".join(left_out), folder_id],
        )

    def remove(self, folder_id: int) -> None:
        """Keep a folder in step no longer; its documents stay."""
        self._connection.execute("DELETE FROM folders WHERE id = ?", [folder_id])


def _folder(row: tuple[int, str, str, str, str, int]) -> Folder:
    number, collection, path, only, left_out, is_there = row
    return Folder(
        number,
        collection,
        path,
        tuple(only.splitlines()),
        tuple(left_out.splitlines()),
        bool(is_there),
    )
