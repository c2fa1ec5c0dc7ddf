"""The use case of keeping documents: add, remove, list, search, open, and follow their state.

Runs in its owner's thread, which passes every worker event to `handle`. Nothing here waits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from desktop.collecting import Collecting
from desktop.domain import Document, Folder, IndexSummary
from desktop.library_update import (
    DocumentMoved,
    DocumentsChanged,
    FoldersChanged,
    IndexHealed,
    IndexingEnded,
    IndexingHeld,
    IndexingMoved,
    LibraryFailed,
    RecognitionEnded,
    RecognitionMoved,
    Update,
)
from desktop.messages import (
    Cancel,
    ChooseInFolder,
    Command,
    DocumentChanged,
    DocumentList,
    DocumentsRemoved,
    Event,
    Failed,
    Finished,
    FolderList,
    FoldersTouched,
    FollowFolders,
    ForgetFolder,
    Indexed,
    IndexHealing,
    IndexPaths,
    ListDocuments,
    ListFolders,
    Progress,
    RemoveCollection,
    RemoveDocuments,
)
from desktop.pacing import Pacing, Rate
from desktop.process import Sender
from desktop.recognition import Recognition
from desktop.searching import Searching
from desktop.viewing import Viewing

DEFAULT_COLLECTION = "default"


def private_collection(conversation_id: int) -> str:
    """Name the collection of files attached to one conversation only."""
    return f"@{conversation_id}"


def is_unfinished(document: Document) -> bool:
    """Tell whether a document was entered but is neither ready nor left out."""
    return document.state in ("queued", "reading", "embedding")


def is_private(collection: str) -> bool:
    """Tell whether a collection belongs to one conversation."""
    return collection.startswith("@")


def private_owner(collection: str) -> int | None:
    """The conversation a private collection belongs to, None where its name tells none."""
    return int(collection[1:]) if collection[1:].isdecimal() else None


class Library:
    """What the documents are and how far each one has come, as the worker last said."""

    def __init__(
        self, index: Sender, jobs: Iterator[int], notify: Callable[[Update], None]
    ) -> None:
        self._index = index
        self._jobs = jobs
        self._notify = notify
        self.searching = Searching(index, jobs, notify)
        self.viewing = Viewing(index, jobs, notify)
        self.collecting = Collecting(index, jobs, self.refresh)
        self.pacing = Pacing(index, lambda reason: notify(IndexingHeld(reason)))
        self._rate = Rate()
        self._documents: dict[int, Document] = {}
        self._public: tuple[Document, ...] | None = None
        self._folders: tuple[Folder, ...] = ()
        self._recognition = Recognition(index, jobs)
        self._rescan: int | None = None
        self._reads_something = False
        self._touched: set[int] = set()
        self._indexing: dict[int, IndexSummary | None] = {}
        self._targets: dict[int, str] = {}
        self._others: set[int] = set()
        self._is_resumed = self._is_following = False

    def documents(self, collection: str = DEFAULT_COLLECTION) -> tuple[Document, ...]:
        """The documents of a collection, by path."""
        found = [
            self._recognition.told(e)
            for e in self._documents.values()
            if e.collection == collection
        ]
        return tuple(sorted(found, key=lambda each: each.path))

    def public_documents(self) -> tuple[Document, ...]:
        """The documents that are not private to a conversation, by path."""
        if self._public is None:
            found = [
                self._recognition.told(e)
                for e in self._documents.values()
                if not is_private(e.collection)
            ]
            self._public = tuple(sorted(found, key=lambda each: each.path))
        return self._public

    def folders(self, collection: str = "") -> tuple[Folder, ...]:
        """The folders of a collection that are kept in step, or all but private ones; by path."""
        if collection:
            return tuple(each for each in self._folders if each.collection == collection)
        return tuple(each for each in self._folders if not is_private(each.collection))

    def collections(self) -> tuple[str, ...]:
        """Every collection, private ones and empty ones too."""
        held = {each.collection for each in self._documents.values()}
        return tuple(sorted(held | set(self.collecting.names)))

    def public_collections(self) -> tuple[str, ...]:
        """The collections that are not private, the default one first."""
        others = {each for each in self.collections() if not is_private(each)}
        return (DEFAULT_COLLECTION, *sorted(others - {DEFAULT_COLLECTION}))

    @property
    def is_indexing(self) -> bool:
        """Tell whether an indexing job is open."""
        return bool(self._indexing)

    def is_reading(self, collection: str) -> bool:
        """Tell whether a job that brings files into a collection is open."""
        return collection in self._targets.values()

    def recognise_scans(self, *, is_on: bool) -> None:
        """Recognise the text of scans from now on, or no more."""
        if is_on != self._recognition.is_on:
            self._recognition.switch(is_on=is_on)
            self._public = None
            self._recognise()
            self._notify(DocumentsChanged())

    def refresh(self) -> None:
        """Ask for documents and folders; `DocumentsChanged` and `FoldersChanged` follow."""
        self._send(lambda job: ListDocuments(job))
        self._send(lambda job: ListFolders(job))
        self.collecting.refresh()

    def add(self, paths: tuple[Path, ...], collection: str = DEFAULT_COLLECTION) -> int:
        """Bring files and folders in; returns the job."""
        job = next(self._jobs)
        self._follow(job, collection)
        # A symbolic link is named as the user named it: absolute, not resolved.
        self._index.send(IndexPaths(job, tuple(str(path.absolute()) for path in paths), collection))
        return job

    def rescan(self, paths: tuple[str, ...] = ()) -> None:
        """Look whether folders have changed, all of them where none is named.

        One after the other: what is touched meanwhile is looked at when this look is over.
        """
        touched = [each for each in self._folders if not paths or each.path in paths]
        self._touched |= {each.id for each in touched}
        if self._rescan is None:
            self._rescan_next()

    def choose_in_folder(
        self, folder: Folder, only: tuple[str, ...], left_out: tuple[str, ...]
    ) -> None:
        """Choose what of a folder is read; what is left out now is forgotten."""
        self._send(lambda job: ChooseInFolder(job, folder.id, only, left_out))
        self.rescan((folder.path,))
        self._send(lambda job: ListFolders(job))

    def take_back(self, folder: Folder) -> None:
        """Keep a folder in step again that was forgotten, and read of it what was read."""
        job = next(self._jobs)
        self._follow(job, folder.collection)
        self._index.send(
            IndexPaths(
                job,
                (folder.path,),
                folder.collection,
                only=folder.only,
                left_out=folder.left_out,
            )
        )

    def forget_folder(self, folder: Folder) -> None:
        """Keep a folder in step no longer and forget its documents; the files stay."""
        self._touched.discard(folder.id)
        self._send(lambda job: ForgetFolder(job, folder.id))
        self._send(lambda job: ListFolders(job))

    def cancel(self) -> None:
        """Stop indexing; what is ready stays, the rest is taken up the next time."""
        self._touched.clear()
        self._recognition.stop()
        self.pacing.hold("paused", is_on=False)
        for job in [*self._indexing, *([self._rescan] if self._rescan is not None else [])]:
            self._index.send(Cancel(job))

    def retry(self, document_ids: tuple[int, ...]) -> None:
        """Read documents again that failed, were skipped or were not finished."""
        chosen = [self._documents[each] for each in document_ids if each in self._documents]
        for collection in sorted({each.collection for each in chosen}):
            paths = tuple(Path(each.path) for each in chosen if each.collection == collection)
            self.add(paths, collection)

    def remove(self, document_ids: tuple[int, ...]) -> None:
        """Forget documents; the files themselves stay where they are."""
        self._send(lambda job: RemoveDocuments(job, document_ids))

    def remove_collection(self, collection: str) -> None:
        """Forget a collection and what is in it, and read no more into it; the files stay."""
        for job, target in self._targets.items():
            if target == collection:
                self._index.send(Cancel(job))
        self._send(lambda job: RemoveCollection(job, collection))
        self.collecting.refresh()

    def forget_private(self, kept: frozenset[int]) -> None:
        """Forget the files of conversations that were deleted for good, all but these."""
        for collection in self.collections():
            owner = private_owner(collection) if is_private(collection) else None
            if owner is not None and owner not in kept:
                self.remove_collection(collection)

    def handle(self, event: Event) -> None:
        """Take a worker's event."""
        if self._recognition.owns(event):
            self._on_recognition(event)
            return
        self.searching.handle(event)
        self.viewing.handle(event)
        if self.collecting.handle(event):
            self._notify(DocumentsChanged())
        match event:
            case DocumentList():
                self._documents = {each.id: each for each in event.documents}
                self._public = None
                self._resume()
                self._recognise()
                self._notify(DocumentsChanged())
            case FolderList():
                self._on_folders(event.folders)
            case FoldersTouched():
                self.rescan(event.paths)
            case IndexHealing():
                self._notify(IndexHealed(event.done, event.total, event.reason))
            case DocumentChanged():
                self._reads_something |= event.job == self._rescan
                self._on_document_changed(event.document)
            case DocumentsRemoved():
                self._on_removed(event.document_ids)
            case Progress() | Indexed() | Failed() | Finished():
                self._on_job(event)

    def _follow(self, job: int, collection: str) -> None:
        self._recognition.go_on()
        self._indexing[job] = None
        self._targets[job] = collection

    def _on_document_changed(self, document: Document) -> None:
        is_new = document.id not in self._documents
        self._documents[document.id] = document
        self._public = None
        self._notify(
            DocumentsChanged() if is_new else DocumentMoved(self._recognition.told(document))
        )
        # A command in a terminal may have brought it.
        self._recognise((document,))

    def _on_removed(self, document_ids: tuple[int, ...]) -> None:
        for each in document_ids:
            self._documents.pop(each, None)
        self._public = None
        self._notify(DocumentsChanged())

    def _on_job(self, event: Progress | Indexed | Failed | Finished) -> None:
        job = event.job
        if job in self._others and isinstance(event, (Failed, Finished)):
            self._others.discard(job)
            if isinstance(event, Failed):
                self._notify(LibraryFailed(event.problem))
        if job == self._rescan:
            self._on_rescan(event)
        if job not in self._indexing:
            return
        if isinstance(event, Progress):
            self._notify(self._moved(event))
        elif isinstance(event, Indexed):
            self._indexing[job] = event.summary
        else:
            summary = self._indexing.pop(job)
            del self._targets[job]
            problem = event.problem if isinstance(event, Failed) else None
            is_cancelled = isinstance(event, Finished) and event.cancelled
            if not self._indexing:
                # The last file was in hand when it was paused.
                self.pacing.hold("paused", is_on=False)
            self._notify(IndexingEnded(None if is_cancelled else summary, problem))
            # Documents whose file is gone went without a word.
            self.refresh()

    def _moved(self, event: Progress) -> IndexingMoved:
        if self.pacing.reason is not None:
            self._rate.reset()
        self._rate.take(event.done)
        left = self._rate.seconds_left(event.total)
        return IndexingMoved(event.done, event.total, event.path, self._rate.per_s, left)

    def _recognise(self, documents: Iterable[Document] | None = None) -> None:
        if not self._indexing and self._rescan is None:
            self._recognition.begin(self._documents.values() if documents is None else documents)

    def _on_recognition(self, event: Event) -> None:
        self._recognition.take(event)
        if isinstance(event, DocumentChanged):
            if event.document.page_in_hand:
                self._notify(RecognitionMoved(event.document))
            self._on_document_changed(event.document)
        elif isinstance(event, (Failed, Finished)):
            self.pacing.hold("paused", is_on=False)
            self._notify(RecognitionEnded())
            if isinstance(event, Failed):
                self._notify(LibraryFailed(event.problem))
            # A file that changed while it waited is read anew first.
            queued = tuple(e.id for e in self._documents.values() if e.state == "queued")
            if queued and not self._indexing:
                self.retry(queued)
            self._recognise()

    def _on_rescan(self, event: Progress | Indexed | Failed | Finished) -> None:
        if isinstance(event, Progress):
            # Nobody asked: it is shown only where there is something to read.
            if self._reads_something:
                self._notify(self._moved(event))
        elif isinstance(event, (Failed, Finished)):
            self._rescan = None
            problem = event.problem if isinstance(event, Failed) else None
            self._notify(IndexingEnded(None, problem, is_rescan=True))
            self.refresh()
            self._rescan_next()

    def _rescan_next(self) -> None:
        """Look at what was touched, one collection after the other."""
        touched = [each for each in self._folders if each.id in self._touched]
        if not touched:
            self._touched.clear()
            return
        collection = touched[0].collection
        now = [each for each in touched if each.collection == collection]
        self._touched -= {each.id for each in now}
        paths = tuple(each.path for each in now)
        self._rescan, self._reads_something = next(self._jobs), False
        self._index.send(IndexPaths(self._rescan, paths, collection, is_rescan=True))

    def _on_folders(self, folders: tuple[Folder, ...]) -> None:
        is_first = not self._is_following
        self._is_following = True
        if folders != self._folders:
            self._folders = folders
            self._notify(FoldersChanged())
        if is_first:
            self._send(lambda job: FollowFolders(job))
            self.rescan()

    def _resume(self) -> None:
        """Take up once what a program that ended had not finished."""
        # What this program itself is taking in is not finished either, and needs nobody.
        if self._is_resumed or self._indexing:
            return
        self._is_resumed = True
        self.retry(tuple(each.id for each in self._documents.values() if is_unfinished(each)))

    def _send(self, command: Callable[[int], Command]) -> None:
        job = next(self._jobs)
        self._others.add(job)
        self._index.send(command(job))
