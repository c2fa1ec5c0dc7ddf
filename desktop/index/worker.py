"""The index's process: indexing in one thread, questions answered in another meanwhile."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.collection_messages import (
    CollectionList,
    ListCollections,
    MakeCollection,
    MoveDocuments,
    MoveFolder,
    RenameCollection,
)
from desktop.domain import Document, Folder, RebuildReason
from desktop.errors import AppError, IndexError_
from desktop.messages import (
    Align,
    Aligned,
    ChooseInFolder,
    Command,
    Diagnose,
    Diagnosis,
    DocumentChanged,
    DocumentList,
    DocumentsRemoved,
    FolderList,
    FoldersTouched,
    FollowFolders,
    ForgetFolder,
    HoldIndexing,
    Indexed,
    IndexHealing,
    IndexPaths,
    ListDocuments,
    ListFolders,
    Progress,
    ReadWhole,
    RecogniseScans,
    RemoveCollection,
    RemoveDocuments,
    Retrieve,
    Search,
)
from desktop.page_messages import FindText, ReadText, RenderPage
from desktop.worker import Desk, settle

if TYPE_CHECKING:
    from desktop.index.shelf import Shelf
    from desktop.index.watch import Watch

logger = logging.getLogger(__name__)

_CHANGES = (
    RemoveDocuments, RemoveCollection, ForgetFolder, ChooseInFolder, MoveDocuments, MoveFolder,
    RenameCollection,
)  # fmt: skip
"""What is done before files that were named later are read: they may be the way back from it."""

_LOOK_S = 0.2
"""How soon somebody who waits sees that his job was cancelled."""


def serve(
    pipe: Connection, home_root: str, embedder: str, threads: int, *, heals_first: bool = False
) -> None:
    """Run in the child process until told to stop.

    `home_root` is the home's folder, `embedder` a model folder, `threads` 0 for all cores. With
    `heals_first` nothing is answered before a damaged search index is whole again.
    """
    settle()
    desk = Desk(pipe)
    shelf: Shelf | None = None
    try:
        # Seconds to import, and in this process only.
        from desktop.index.shelf import Shelf

        shelf = Shelf(Path(home_root), Path(embedder), threads, heals_first=heals_first)
        if heals_first:
            _change_first(shelf)
    except AppError as error:
        _refuse_all(desk, error)
        return
    following, brake = Following(desk), Brake()
    indexer = threading.Thread(
        target=_work,
        args=(desk, shelf, following, brake),
        kwargs={"is_indexing": True},
        name="indexing",
    )
    indexer.start()
    _work(desk, shelf, following, brake, is_indexing=False)
    indexer.join()
    following.close()


def _change_first(shelf: Shelf) -> None:
    """Who asks once and leaves would never see the embedder that was chosen."""
    books = shelf.open()
    try:
        books.change_embedder()
    except AppError:
        # The former one answers.
        logger.exception("the library could not go over to another embedder")
    finally:
        books.close()


def _work(
    desk: Desk, shelf: Shelf, following: Following, brake: Brake, *, is_indexing: bool
) -> None:
    # A database connection belongs to the thread that made it.
    worker = IndexWorker(desk, shelf, following, brake)
    if is_indexing:
        try:
            worker.heal()
        except AppError:
            # Searching works on what is there; whoever indexes now hears the reason himself.
            logger.exception("the search index could not be healed")

    def wanted(command: Command) -> bool:
        return isinstance(command, (IndexPaths, RecogniseScans)) == is_indexing

    def waits_for(command: Command) -> bool:
        return is_indexing and isinstance(command, _CHANGES)

    while True:
        if is_indexing:
            worker.change_embedder(lambda: desk.has(wanted))
        if (command := desk.take(wanted, waits_for)) is None:
            break
        desk.work(command, worker.run)
    worker.close()


def _refuse_all(desk: Desk, error: AppError) -> None:
    """The library cannot be opened: say so to whoever asks."""

    def refuse(_: Command) -> None:
        raise error

    while (command := desk.take()) is not None:
        desk.work(command, refuse)


class Following:
    """Keeps the watch on the folders of the library, once somebody wants to hear of changes."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._watch: Watch | None = None

    def begin(self) -> None:
        """Tell of changes from now on."""
        from desktop.index.watch import Watch

        if self._watch is None:
            self._watch = Watch(lambda paths: self._desk.send(FoldersTouched(0, paths)))

    def update(self, folders: tuple[Folder, ...]) -> None:
        """Watch these folders."""
        if self._watch is not None:
            self._watch.follow(each.path for each in folders)

    def close(self) -> None:
        """Watch nothing any more."""
        if self._watch is not None:
            self._watch.close()


class IndexWorker:
    """Does one command after the other, with a database connection of its own."""

    def __init__(self, desk: Desk, shelf: Shelf, following: Following, brake: Brake) -> None:
        self._desk = desk
        self._following = following
        self._brake = brake
        self._books = shelf.open()
        self._runs: dict[type[Command], Callable[..., None]] = {
            IndexPaths: self._index,
            RecogniseScans: self._recognise,
            ListFolders: self._list_folders,
            ChooseInFolder: self._choose_in_folder,
            ForgetFolder: self._forget_folder,
            FollowFolders: self._follow_folders,
            HoldIndexing: self._hold,
            RemoveDocuments: self._remove,
            RemoveCollection: self._remove_collection,
            ListDocuments: self._list,
            ListCollections: self._list_collections,
            MakeCollection: self._make_collection,
            RenameCollection: self._rename_collection,
            MoveDocuments: self._move,
            MoveFolder: self._move_folder,
            Search: self._search,
            Retrieve: self._retrieve,
            ReadWhole: self._read_whole,
            Align: self._align,
            RenderPage: self._render,
            ReadText: self._read_text,
            FindText: self._find_text,
            Diagnose: self._diagnose,
        }

    def run(self, command: Command) -> None:
        """Do one job; once more where what kept it from being done could be mended."""
        try:
            self._do(command)
        except IndexError_ as error:
            if not self._mend(error, command):
                raise
            self._do(command)

    def _do(self, command: Command) -> None:
        try:
            self._runs[type(command)](command)
        except sqlite3.OperationalError as error:
            if "full" in str(error):
                raise IndexError_("disk_full") from error
            raise

    def _mend(self, error: IndexError_, command: Command) -> bool:
        if error.problem.code == "index_damaged":
            self._books.reexamine()
            self.heal()
            return True
        # Room is kept for removing; what only adds would soon have used it up.
        adds = isinstance(command, (IndexPaths, RecogniseScans))
        return error.problem.code == "disk_full" and not adds and self._books.make_room()

    def heal(self) -> None:
        """Put back what the search index lacks, telling how far it is."""
        self._books.heal(self._tell("damage"), lambda: self._desk.is_cancelled(0))

    def change_embedder(self, has_other_work: Callable[[], bool]) -> None:
        """Go over to another embedder for as long as nothing else is to be done."""

        def must_yield() -> bool:
            self._brake.wait(lambda: self._desk.is_cancelled(0) or has_other_work())
            return self._desk.is_cancelled(0) or has_other_work()

        try:
            self._books.change_embedder(self._tell("embedder"), must_yield)
        except Exception:
            # The former one goes on, and so does indexing, whatever the new one raised.
            logger.exception("the library could not go over to another embedder")

    def _tell(self, reason: RebuildReason) -> Callable[[int, int], None]:
        return lambda done, total: self._desk.send(IndexHealing(0, done, total, reason))

    def close(self) -> None:
        """Close the connection and end the parser."""
        self._books.close()

    def _index(self, command: IndexPaths) -> None:
        listener = _Listener(self._desk, self._brake, command.job)
        summary = self._books.index(command, listener)
        self._following.update(self._books.ledger.folders.all())
        self._desk.send(Indexed(command.job, summary))

    def _recognise(self, command: RecogniseScans) -> None:
        def paths_wait() -> bool:
            return self._desk.has(lambda each: isinstance(each, IndexPaths))

        def somebody_waits() -> bool:
            # A look that nobody asked for can wait until a page is done.
            return self._desk.has(lambda e: isinstance(e, IndexPaths) and not e.is_rescan)

        listener = _Listener(self._desk, self._brake, command.job)
        self._books.recognise(listener, paths_wait, somebody_waits)

    def _list_folders(self, command: ListFolders) -> None:
        self._desk.send(FolderList(command.job, self._books.ledger.folders.all()))

    def _choose_in_folder(self, command: ChooseInFolder) -> None:
        ids = self._books.choose_in_folder(command.folder_id, command.only, command.left_out)
        self._desk.send(DocumentsRemoved(command.job, ids))

    def _forget_folder(self, command: ForgetFolder) -> None:
        ids = self._books.forget_folder(command.folder_id)
        self._following.update(self._books.ledger.folders.all())
        self._desk.send(DocumentsRemoved(command.job, ids))

    def _follow_folders(self, _: FollowFolders) -> None:
        self._following.begin()
        self._following.update(self._books.ledger.folders.all())

    def _hold(self, command: HoldIndexing) -> None:
        self._brake.hold(is_held=command.is_held)

    def _remove(self, command: RemoveDocuments) -> None:
        self._books.remove(list(command.document_ids))
        self._desk.send(DocumentsRemoved(command.job, command.document_ids))

    def _remove_collection(self, command: RemoveCollection) -> None:
        for folder in self._books.ledger.folders.all():
            if folder.collection == command.collection:
                self._books.ledger.folders.remove(folder.id)
        self._books.ledger.collections.remove(command.collection)
        ids = tuple(each.id for each in self._books.ledger.documents(command.collection))
        self._books.remove(list(ids))
        self._desk.send(DocumentsRemoved(command.job, ids))

    def _list(self, command: ListDocuments) -> None:
        documents = self._books.ledger.documents(command.collection)
        self._desk.send(DocumentList(command.job, documents))

    def _list_collections(self, command: ListCollections) -> None:
        names = self._books.ledger.collections.names()
        self._desk.send(CollectionList(command.job, names))

    def _make_collection(self, command: MakeCollection) -> None:
        self._books.ledger.collections.enter(command.name)

    def _rename_collection(self, command: RenameCollection) -> None:
        self._books.rename_collection(command.before, command.after)

    def _move(self, command: MoveDocuments) -> None:
        self._books.move_documents(command.document_ids, command.collection)

    def _move_folder(self, command: MoveFolder) -> None:
        folder = self._books.ledger.folders.find(command.before, command.path)
        if folder is not None:
            self._books.move_folder(folder.id, command.after)
        self._following.update(self._books.ledger.folders.all())

    def _search(self, command: Search) -> None:
        self._desk.send(self._books.search(command))

    def _retrieve(self, command: Retrieve) -> None:
        self._desk.send(self._books.retrieve(command))

    def _read_whole(self, command: ReadWhole) -> None:
        self._desk.send(self._books.read_whole(command))

    def _align(self, command: Align) -> None:
        citations, supports = self._books.align(command)
        self._desk.send(Aligned(command.job, citations, supports))

    def _render(self, command: RenderPage) -> None:
        self._desk.send(self._books.pages.draw(command))

    def _read_text(self, command: ReadText) -> None:
        self._desk.send(self._books.pages.read(command))

    def _find_text(self, command: FindText) -> None:
        self._desk.send(self._books.pages.find(command))

    def _diagnose(self, command: Diagnose) -> None:
        self._desk.send(Diagnosis(command.job, self._books.diagnose()))


class Brake:
    """Lets one thread wait for as long as another says."""

    def __init__(self) -> None:
        self._moved = threading.Condition()
        self._is_held = False

    def hold(self, *, is_held: bool) -> None:
        """Hold whoever waits from now on, or let all go."""
        with self._moved:
            self._is_held = is_held
            self._moved.notify_all()

    def wait(self, is_cancelled: Callable[[], bool]) -> None:
        """Return when nothing is held, or at a look at the clock when cancelled."""
        with self._moved:
            while self._is_held and not is_cancelled():
                self._moved.wait(_LOOK_S)


class _Listener:
    """Passes an indexing job's progress on."""

    def __init__(self, desk: Desk, brake: Brake, job: int) -> None:
        self._desk = desk
        self._brake = brake
        self._job = job

    def is_cancelled(self) -> bool:
        return self._desk.is_cancelled(self._job)

    def wait(self) -> None:
        self._brake.wait(self.is_cancelled)

    def changed(self, document: Document) -> None:
        self._desk.send(DocumentChanged(self._job, document))

    def progressed(self, done: int, total: int, path: str) -> None:
        self._desk.send(Progress(self._job, done, total, path))
