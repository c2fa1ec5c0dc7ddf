"""The index's process: indexing in one thread, questions answered in another meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain import Document
from desktop.errors import AppError
from desktop.index.parsing import DrawPage, PageText
from desktop.messages import (
    Align,
    Aligned,
    Command,
    Diagnose,
    Diagnosis,
    DocumentChanged,
    DocumentList,
    DocumentsRemoved,
    Hits,
    Indexed,
    IndexPaths,
    ListDocuments,
    PageImage,
    Progress,
    ReadText,
    ReadWhole,
    RemoveCollection,
    RemoveDocuments,
    RenderPage,
    Retrieve,
    Search,
    TextPage,
)
from desktop.worker import Desk, settle

if TYPE_CHECKING:
    from desktop.index.shelf import Shelf


def serve(pipe: Connection, home_root: str, embedder: str, threads: int) -> None:
    """Run in the child process until told to stop.

    `home_root` is the home's folder, `embedder` a model folder, `threads` 0 for all cores.
    """
    settle()
    desk = Desk(pipe)
    shelf: Shelf | None = None
    try:
        # Seconds to import, and in this process only.
        from desktop.index.shelf import Shelf

        shelf = Shelf(Path(home_root), Path(embedder), threads)
    except AppError as error:
        _refuse_all(desk, error)
        return
    indexer = threading.Thread(target=_work, args=(desk, shelf, True), name="indexing")
    indexer.start()
    _work(desk, shelf, False)
    indexer.join()


def _work(desk: Desk, shelf: Shelf, is_indexing: bool) -> None:
    # A database connection belongs to the thread that made it.
    worker = IndexWorker(desk, shelf)

    def wanted(command: Command) -> bool:
        return isinstance(command, IndexPaths) == is_indexing

    while (command := desk.take(wanted)) is not None:
        desk.work(command, worker.run)
    worker.close()


def _refuse_all(desk: Desk, error: AppError) -> None:
    """The library cannot be opened: say so to whoever asks."""

    def refuse(_: Command) -> None:
        raise error

    while (command := desk.take()) is not None:
        desk.work(command, refuse)


class IndexWorker:
    """Does one command after the other, with a database connection of its own."""

    def __init__(self, desk: Desk, shelf: Shelf) -> None:
        self._desk = desk
        self._shelf = shelf
        self._books = shelf.open()
        self._runs: dict[type[Command], Callable[..., None]] = {
            IndexPaths: self._index,
            RemoveDocuments: self._remove,
            RemoveCollection: self._remove_collection,
            ListDocuments: self._list,
            Search: self._search,
            Retrieve: self._retrieve,
            ReadWhole: self._read_whole,
            Align: self._align,
            RenderPage: self._render,
            ReadText: self._read_text,
            Diagnose: self._diagnose,
        }

    def run(self, command: Command) -> None:
        """Do one job."""
        self._runs[type(command)](command)

    def close(self) -> None:
        """Close the connection and end the parser."""
        self._books.close()

    def _index(self, command: IndexPaths) -> None:
        listener = _Listener(self._desk, command.job)
        paths = [Path(each) for each in command.paths]
        summary = self._books.index(paths, command.collection, listener)
        self._desk.send(Indexed(command.job, summary))

    def _remove(self, command: RemoveDocuments) -> None:
        self._books.remove(list(command.document_ids))
        self._desk.send(DocumentsRemoved(command.job, command.document_ids))

    def _remove_collection(self, command: RemoveCollection) -> None:
        ids = tuple(each.id for each in self._books.ledger.documents(command.collection))
        self._books.remove(list(ids))
        self._desk.send(DocumentsRemoved(command.job, ids))

    def _list(self, command: ListDocuments) -> None:
        documents = self._books.ledger.documents(command.collection)
        self._desk.send(DocumentList(command.job, documents))

    def _search(self, command: Search) -> None:
        passages, ms = self._books.search(command.text, command.collections, command.k)
        self._desk.send(Hits(command.job, passages, ms))

    def _retrieve(self, command: Retrieve) -> None:
        self._desk.send(self._books.retrieve(command))

    def _read_whole(self, command: ReadWhole) -> None:
        self._desk.send(self._books.read_whole(command))

    def _align(self, command: Align) -> None:
        citations, supports = self._books.align(command)
        self._desk.send(Aligned(command.job, citations, supports))

    def _render(self, command: RenderPage) -> None:
        drawing = self._books.draw(
            DrawPage(command.path, command.page, command.start, command.text, command.scale)
        )
        if isinstance(drawing, PageText):
            self._send_text(command.job, drawing)
            return
        self._desk.send(
            PageImage(
                command.job,
                drawing.png,
                drawing.width,
                drawing.height,
                drawing.rectangles,
                drawing.n_pages,
            )
        )

    def _read_text(self, command: ReadText) -> None:
        found = self._books.parser.page_text(command.path, command.page)
        self._send_text(command.job, found)

    def _send_text(self, job: int, found: PageText) -> None:
        page = (found.text, found.page, found.n_pages, found.place, found.is_table, found.repeats)
        self._desk.send(TextPage(job, *page))

    def _diagnose(self, command: Diagnose) -> None:
        facts, problems = self._books.diagnose()
        self._desk.send(Diagnosis(command.job, facts, problems))


class _Listener:
    """Passes an indexing job's progress on."""

    def __init__(self, desk: Desk, job: int) -> None:
        self._desk = desk
        self._job = job

    def is_cancelled(self) -> bool:
        return self._desk.is_cancelled(self._job)

    def changed(self, document: Document) -> None:
        self._desk.send(DocumentChanged(self._job, document))

    def progressed(self, done: int, total: int, path: str) -> None:
        self._desk.send(Progress(self._job, done, total, path))
