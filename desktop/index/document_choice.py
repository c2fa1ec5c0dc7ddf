"""Which documents in library.db a filter chooses."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from desktop.domain import Filter
from desktop.index.selection import is_meant


def of_collections(collections: Sequence[str]) -> tuple[str, list[str | int]]:
    """A condition for collections, none named is all but private ones, and its values."""
    if not collections:
        return "substr(collection, 1, 1) <> '@'", []
    return f"collection IN ({','.join('?' * len(collections))})", list(collections)


def choose(
    connection: sqlite3.Connection, collections: Sequence[str], wanted: Filter
) -> tuple[int, ...]:
    """The ids of the ready documents of collections that a filter means, in order."""
    condition, values = of_collections(collections)
    conditions = ["state = 'ready'", condition]
    for term, given in (_of_types(wanted), _of_dates(wanted), _roughly_named(wanted)):
        conditions += term
        values += given
    rows = connection.execute(
        f"SELECT id, path, collection FROM documents WHERE {' AND '.join(conditions)} ORDER BY id",
        values,
    )
    if not wanted.places and not wanted.files:
        return tuple(row[0] for row in rows)
    return tuple(row[0] for row in rows if is_meant(wanted, row[1], row[2]))


Condition = tuple[list[str], list[str | int]]


def _of_types(wanted: Filter) -> Condition:
    if not wanted.types:
        return [], []
    likes = " OR ".join(["path LIKE ? ESCAPE '!'"] * len(wanted.types))
    return [f"({likes})"], ["%" + _literal(each) for each in wanted.types]


def _of_dates(wanted: Filter) -> Condition:
    conditions: list[str] = []
    values: list[str | int] = []
    for sign, moment in ((">=", wanted.after), ("<", wanted.before)):
        if moment is not None:
            conditions.append(f"mtime_ns {sign} ?")
            values.append(int(moment) * 1_000_000_000)
    return conditions, values


def _roughly_named(wanted: Filter) -> Condition:
    """Leave out what cannot be meant: SQLite folds only ASCII, the rest is looked at here."""
    conditions: list[str] = []
    values: list[str | int] = []
    for names, columns in ((wanted.files, ("path",)), (wanted.places, ("path", "collection"))):
        if names and all(each.isascii() and "/" not in each and "\\" not in each for each in names):
            likes = [f"{column} LIKE ? ESCAPE '!'" for column in columns for _ in names]
            conditions.append(f"({' OR '.join(likes)})")
            values += ["%" + _literal(each) + "%" for _ in columns for each in names]
    return conditions, values


def _literal(text: str) -> str:
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")
