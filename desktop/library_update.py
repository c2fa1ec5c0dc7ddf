"""What the library says of documents that were brought in, looked for or opened."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.domain import Document, IndexSummary, Problem, RebuildReason
from desktop.pacing import Reason
from desktop.searching import Searched
from desktop.viewing import FoundInDocument, PageOpened


@dataclass(frozen=True, slots=True)
class DocumentsChanged:
    """The documents are not what they were; `documents` is the whole state, by path."""


@dataclass(frozen=True, slots=True)
class DocumentMoved:
    """One document entered a new state."""

    document: Document


@dataclass(frozen=True, slots=True)
class IndexingMoved:
    """An indexing job is this far, in files; how fast and how long still, where that is known."""

    done: int
    total: int
    path: str
    files_per_s: float = 0.0
    seconds_left: float | None = None


@dataclass(frozen=True, slots=True)
class IndexingHeld:
    """Reading documents waits, and for whom; None: it goes on."""

    reason: Reason | None


@dataclass(frozen=True, slots=True)
class IndexHealed:
    """So many passages are in a search index that is made anew, and why it is."""

    done: int
    total: int
    reason: RebuildReason


@dataclass(frozen=True, slots=True)
class IndexingEnded:
    """An indexing job ended; without a summary it was cancelled or failed with `problem`.

    `is_rescan` says that nobody asked for it: a folder had changed.
    """

    summary: IndexSummary | None
    problem: Problem | None = None
    is_rescan: bool = False


@dataclass(frozen=True, slots=True)
class FoldersChanged:
    """The folders that are kept in step are not what they were, or cannot be reached."""


@dataclass(frozen=True, slots=True)
class LibraryFailed:
    """Something about the documents could not be done."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class RecognitionMoved:
    """The page in hand of this document is being recognised."""

    document: Document


@dataclass(frozen=True, slots=True)
class RecognitionEnded:
    """No page is being recognised any more."""


Update = (
    DocumentsChanged
    | DocumentMoved
    | FoldersChanged
    | FoundInDocument
    | IndexHealed
    | IndexingHeld
    | IndexingMoved
    | IndexingEnded
    | LibraryFailed
    | PageOpened
    | RecognitionEnded
    | RecognitionMoved
    | Searched
)
