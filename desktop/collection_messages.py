"""What crosses the border to the index when collections are made, renamed and filled."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.messages import Command, Event


@dataclass(frozen=True, slots=True)
class ListCollections(Command):
    """Ask for the collections that are not private. Answered by `CollectionList`."""


@dataclass(frozen=True, slots=True)
class MakeCollection(Command):
    """Make an empty collection; one that is there stays as it is."""

    name: str


@dataclass(frozen=True, slots=True)
class RenameCollection(Command):
    """Give a collection another name, its documents and folders too."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class MoveDocuments(Command):
    """Put documents into another collection, as they were read.

    One whose file is there already is forgotten; the file that was moved out of a folder kept in
    step does not come back with the next look at it.
    """

    document_ids: tuple[int, ...]
    collection: str


@dataclass(frozen=True, slots=True)
class MoveFolder(Command):
    """Keep a folder in step in another collection, with its documents as they were read.

    It is named by where it is: in another collection it gets another number.
    """

    path: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class CollectionList(Event):
    """The names of all collections that are not private, in order."""

    names: tuple[str, ...]
