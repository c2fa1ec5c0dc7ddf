"""The use case of keeping collections: make, rename, and move documents between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from desktop.collection_messages import (
    CollectionList,
    ListCollections,
    MakeCollection,
    MoveDocuments,
    MoveFolder,
    RenameCollection,
)
from desktop.messages import Command, Event, Failed, Finished
from desktop.process import Sender

MOST_CHARS = 60
Refusal = Literal["empty", "taken", "private", "long"]


def refuse(name: str, taken: tuple[str, ...]) -> Refusal | None:
    """Why a collection cannot be called so; None where it can."""
    if not name:
        return "empty"
    if name.startswith("@"):
        return "private"
    if len(name) > MOST_CHARS:
        return "long"
    return "taken" if name.casefold() in {each.casefold() for each in taken} else None


class Collecting:
    """What the collections are called, as the worker last said; `changed` asks for all anew."""

    def __init__(self, index: Sender, jobs: Iterator[int], changed: Callable[[], None]) -> None:
        self._index, self._jobs, self._changed = index, jobs, changed
        self._open: set[int] = set()
        self.names: tuple[str, ...] = ()

    def refresh(self) -> None:
        """Ask for the names."""
        self._index.send(ListCollections(next(self._jobs)))

    def make(self, name: str) -> None:
        """Make an empty collection."""
        self._send(lambda job: MakeCollection(job, name))

    def rename(self, before: str, after: str) -> None:
        """Give a collection another name."""
        self._send(lambda job: RenameCollection(job, before, after))

    def move(self, document_ids: tuple[int, ...], name: str) -> None:
        """Put documents into a collection; nothing is read anew."""
        self._send(lambda job: MoveDocuments(job, document_ids, name))

    def move_folder(self, path: str, before: str, after: str) -> None:
        """Put a folder kept in step into another collection, with its documents."""
        self._send(lambda job: MoveFolder(job, path, before, after))

    def handle(self, event: Event) -> bool:
        """Take a worker's event; tells whether the names are others now."""
        if isinstance(event, CollectionList):
            is_other, self.names = event.names != self.names, event.names
            return is_other
        if event.job in self._open and isinstance(event, (Finished, Failed)):
            self._open.discard(event.job)
            self._changed()
        return False

    def _send(self, command: Callable[[int], Command]) -> None:
        job = next(self._jobs)
        self._open.add(job)
        self._index.send(command(job))
