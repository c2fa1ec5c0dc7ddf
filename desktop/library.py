"""The use case of keeping documents: add, remove, list, search, open, and follow their state.

Runs in its owner's thread, which passes every worker event to `handle`. Nothing here waits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from desktop.domain import Document, IndexSummary, Problem
from desktop.messages import (
    Cancel,
    Command,
    DocumentChanged,
    DocumentList,
    DocumentsRemoved,
    Event,
    Failed,
    Finished,
    Indexed,
    IndexPaths,
    ListDocuments,
    PageImage,
    Progress,
    ReadText,
    RemoveCollection,
    RemoveDocuments,
    RenderPage,
    TextPage,
)
from desktop.process import Sender

DEFAULT_COLLECTION = "default"


@dataclass(frozen=True, slots=True)
class DocumentsChanged:
    """The documents are not what they were; `documents` is the whole state, by path."""


@dataclass(frozen=True, slots=True)
class DocumentMoved:
    """One document entered a new state."""

    document: Document


@dataclass(frozen=True, slots=True)
class IndexingMoved:
    """An indexing job is this far, in files."""

    done: int
    total: int
    path: str


@dataclass(frozen=True, slots=True)
class IndexingEnded:
    """An indexing job ended; without a summary it was cancelled or failed with `problem`."""

    summary: IndexSummary | None
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class PageOpened:
    """A page asked for is here, or the reason why not."""

    request: int
    content: PageImage | TextPage | Problem


Update = DocumentsChanged | DocumentMoved | IndexingMoved | IndexingEnded | PageOpened


def private_collection(conversation_id: int) -> str:
    """Name the collection of files attached to one conversation only."""
    return f"@{conversation_id}"


def is_private(collection: str) -> bool:
    """Tell whether a collection belongs to one conversation."""
    return collection.startswith("@")


class Library:
    """What the documents are and how far each one has come, as the worker last said."""

    def __init__(
        self, index: Sender, jobs: Iterator[int], notify: Callable[[Update], None]
    ) -> None:
        self._index = index
        self._jobs = jobs
        self._notify = notify
        self._documents: dict[int, Document] = {}
        self._indexing: dict[int, IndexSummary | None] = {}
        self._pages: set[int] = set()

    def documents(self, collection: str = DEFAULT_COLLECTION) -> tuple[Document, ...]:
        """The documents of a collection, by path."""
        found = [each for each in self._documents.values() if each.collection == collection]
        return tuple(sorted(found, key=lambda each: each.path))

    def public_documents(self) -> tuple[Document, ...]:
        """The documents that are not private to a conversation, by path."""
        found = [each for each in self._documents.values() if not is_private(each.collection)]
        return tuple(sorted(found, key=lambda each: each.path))

    def collections(self) -> tuple[str, ...]:
        """Every collection that holds a document, private ones too."""
        return tuple(sorted({each.collection for each in self._documents.values()}))

    @property
    def is_indexing(self) -> bool:
        """Tell whether an indexing job is open."""
        return bool(self._indexing)

    def refresh(self) -> None:
        """Ask for the documents; `DocumentsChanged` follows."""
        self._index.send(ListDocuments(next(self._jobs)))

    def add(self, paths: tuple[Path, ...], collection: str = DEFAULT_COLLECTION) -> int:
        """Bring files and folders in; returns the job."""
        job = next(self._jobs)
        self._indexing[job] = None
        # A symbolic link is named as the user named it: absolute, not resolved.
        self._index.send(IndexPaths(job, tuple(str(path.absolute()) for path in paths), collection))
        return job

    def cancel(self) -> None:
        """Stop indexing; what is ready stays, the rest is taken up the next time."""
        for job in self._indexing:
            self._index.send(Cancel(job))

    def retry(self, document_ids: tuple[int, ...]) -> None:
        """Read documents again that failed or were skipped."""
        chosen = [self._documents[each] for each in document_ids if each in self._documents]
        for collection in sorted({each.collection for each in chosen}):
            paths = tuple(Path(each.path) for each in chosen if each.collection == collection)
            self.add(paths, collection)

    def remove(self, document_ids: tuple[int, ...]) -> None:
        """Forget documents; the files themselves stay where they are."""
        self._index.send(RemoveDocuments(next(self._jobs), document_ids))

    def remove_collection(self, collection: str) -> None:
        """Forget a collection and what is in it; the files stay."""
        self._index.send(RemoveCollection(next(self._jobs), collection))

    def open_page(self, path: str, page: int, start: int, text: str, scale: float) -> int:
        """Ask for a page's image with a passage on it; `PageOpened` follows."""
        return self._open(lambda job: RenderPage(job, path, page, start, text, scale))

    def open_text(self, path: str) -> int:
        """Ask for a document's text; `PageOpened` follows."""
        return self._open(lambda job: ReadText(job, path))

    def handle(self, event: Event) -> None:
        """Take a worker's event."""
        match event:
            case DocumentList():
                self._documents = {each.id: each for each in event.documents}
                self._notify(DocumentsChanged())
            case DocumentChanged():
                self._on_document_changed(event.document)
            case DocumentsRemoved():
                for each in event.document_ids:
                    self._documents.pop(each, None)
                self._notify(DocumentsChanged())
            case PageImage() | TextPage() if event.job in self._pages:
                self._notify(PageOpened(event.job, event))
            case Progress() | Indexed() | Failed() | Finished():
                self._on_job(event)

    def _on_document_changed(self, document: Document) -> None:
        is_new = document.id not in self._documents
        self._documents[document.id] = document
        self._notify(DocumentsChanged() if is_new else DocumentMoved(document))

    def _on_job(self, event: Progress | Indexed | Failed | Finished) -> None:
        job = event.job
        if job in self._pages and isinstance(event, (Failed, Finished)):
            self._pages.discard(job)
            if isinstance(event, Failed):
                self._notify(PageOpened(job, event.problem))
        if job not in self._indexing:
            return
        if isinstance(event, Progress):
            self._notify(IndexingMoved(event.done, event.total, event.path))
        elif isinstance(event, Indexed):
            self._indexing[job] = event.summary
        else:
            summary = self._indexing.pop(job)
            problem = event.problem if isinstance(event, Failed) else None
            self._notify(IndexingEnded(summary, problem))

    def _open(self, command: Callable[[int], Command]) -> int:
        job = next(self._jobs)
        self._pages.add(job)
        self._index.send(command(job))
        return job
