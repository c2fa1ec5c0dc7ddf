"""Which documents a search may find, and how the search index is told.

A list of ids is fast up to some thousands and slow beyond (at 100,000 documents: 1,000 ids cost
3 ms, 10,000 cost 30, 60,000 cost 500). So ids that follow each other are named as ranges, and where
neither will do, more is asked for than is wanted and what does not belong is left out afterwards.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop.domain import Filter

_MOST_RANGES = 150
_MOST_IDS = 10_000
_MOST_ASKED_FOR = 1_000
_SPARE = 1.5

Hit = tuple[int, int, float]
"""A chunk, its document, and a score."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The documents of collections (none named: all that are not private), or some of them.

    `ids` are those that a filter chose, in order, None where there was none; `n_documents` is how
    many there are to choose from.
    """

    collections: tuple[str, ...] = ()
    ids: tuple[int, ...] | None = None
    n_documents: int = 0

    @property
    def is_empty(self) -> bool:
        """Tell whether a filter left nothing."""
        return self.ids is not None and not self.ids


def ask(
    selection: Selection, limit: int, query: Callable[[str, int], list[Hit]]
) -> list[tuple[int, float]]:
    """The best chunks of a selection with their scores; `query` takes a condition and a limit."""
    if selection.ids is None:
        return _scored(query(of_collections(selection.collections), limit))
    if not selection.ids:
        return []
    condition = _of_documents(selection.ids)
    if condition is not None:
        return _scored(query(condition, limit))
    share = len(selection.ids) / max(selection.n_documents, len(selection.ids))
    wanted = int(limit / share * _SPARE)
    if wanted > _MOST_ASKED_FOR:
        return _scored(query(_among(selection.ids), limit))
    found = query(of_collections(selection.collections), wanted)
    chosen = frozenset(selection.ids)
    kept = [each for each in found if each[1] in chosen]
    if len(kept) < limit and len(found) >= wanted:
        # What is searched for stands elsewhere: slow, but nothing is missed.
        kept = query(_among(selection.ids), limit)
    return _scored(kept[:limit])


def is_meant(wanted: Filter, path: str, collection: str) -> bool:
    """Tell whether a document is one of the files and in one of the places of a filter."""
    folded = _folded(path)
    folder, _, name = folded.rpartition("/")
    if wanted.files and not any(each in name for each in wanted.files):
        return False
    if not wanted.places or _folded(collection) in wanted.places:
        return True
    return any(_is_within(folder, each) for each in wanted.places)


def _is_within(folder: str, place: str) -> bool:
    """Tell whether a folder, or one that it lies in, ends in these names."""
    return f"/{place.replace(chr(92), '/').strip('/')}/" in f"/{folder}/"


def _folded(text: str) -> str:
    return re.sub(r"\\", "/", unicodedata.normalize("NFKC", text).casefold())


def _scored(hits: Sequence[Hit]) -> list[tuple[int, float]]:
    return [(chunk_id, score) for chunk_id, _, score in hits]


def of_collections(collections: Sequence[str]) -> str:
    if not collections:
        # Two ranges, since the index on collections answers no NOT LIKE: all but "@...".
        return "(collection < '@' OR collection >= 'A')"
    names = ",".join("'" + each.replace("'", "''") + "'" for each in collections)
    return f"collection IN ({names})"


def _of_documents(ids: tuple[int, ...]) -> str | None:
    """A condition that is fast, None where there is none."""
    ranges = _ranges(ids)
    if len(ranges) <= min(_MOST_RANGES, len(ids) // 2):
        return " OR ".join(f"document_id BETWEEN {first} AND {last}" for first, last in ranges)
    return _among(ids) if len(ids) <= _MOST_IDS else None


def _among(ids: Sequence[int]) -> str:
    return f"document_id IN ({','.join(map(str, ids))})"


def _ranges(ids: tuple[int, ...]) -> list[tuple[int, int]]:
    """Runs of ids that follow each other."""
    ranges: list[tuple[int, int]] = []
    for each in ids:
        if ranges and ranges[-1][1] == each - 1:
            ranges[-1] = (ranges[-1][0], each)
        else:
            ranges.append((each, each))
    return ranges
