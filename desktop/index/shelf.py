"""The library on disk, opened: ledger, search index, embedder and parser belong together here."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain import Citation, IndexSummary, Support
from desktop.errors import IndexError_
from desktop.index import answerer
from desktop.index.alignment import align
from desktop.index.ballast import Ballast
from desktop.index.changing import Changing
from desktop.index.embedder import Embedder, Vectors
from desktop.index.filing import Listener, vectors_of
from desktop.index.folder_choice import leave_out, passed_over, take_in
from desktop.index.folding import plain
from desktop.index.healing import Healing
from desktop.index.index_folder import IndexFolder
from desktop.index.indexing import Indexing, remove_documents
from desktop.index.ledger import Ledger, StoredChunk
from desktop.index.lexicon import Vocabulary
from desktop.index.moving import move_documents, move_folder, rename_collection
from desktop.index.pages import Pages
from desktop.index.parser import Parser
from desktop.index.recognising import Recognising
from desktop.index.retriever import Sources, passage_of, search
from desktop.index.scanning import is_below
from desktop.index.selection import Selection
from desktop.index.served import serve_from
from desktop.index.survey import Choice
from desktop.index.table import Table
from desktop.messages import Align, Hits, IndexPaths, ReadWhole, Retrieve, Retrieved, Search

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

_SAMPLE = 3_000
_HEALED_AT_ONCE = 20_000
"""So many passages are put back in seconds; more, while questions are answered already."""
_START_BYTES = 256 << 20
"""What is read of large index files at every start, a tenth of a second's work."""
_PAGE_S = 300.0
_PAGE_BYTES = 3 << 30
"""Recognition gives way to everything, so a page may wait long for a processor."""


class Shelf:
    """What every thread of the index worker shares; examines the search index when opened.

    What is wrong with it is healed at once, unless that takes long and `heals_first` is False.
    """

    def __init__(
        self, home: Path, embedder: Path, threads: int, *, heals_first: bool = True
    ) -> None:
        self.path = home / "library.db"
        self.ballast = Ballast(home / "ballast")
        self.ballast.keep()
        self.turning = threading.Lock()
        """Held by whoever asks, and while one embedder takes the place of another."""
        wanted = Embedder(embedder, threads)
        ledger = Ledger(self.path)
        try:
            former = _former(ledger, wanted, threads)
            self.served = serve_from(home, former or wanted)
            self.next = serve_from(home, wanted) if former is not None else None
            ledger.next.remember(wanted.embedder_id, str(embedder))
            ledger.next.begin(wanted.embedder_id if former is not None else "")
            ledger.read_again(self.embedder.embedder_id)
            self._sweep(home / "index")
            self.healing.examine(ledger, most_bytes=_START_BYTES)
            if heals_first or ledger.count_all_chunks() <= _HEALED_AT_ONCE:
                self.healing.heal(ledger)
        finally:
            ledger.close()

    @property
    def embedder(self) -> Embedder:
        """What the library is searched with."""
        return self.served.embedder

    @property
    def healing(self) -> Healing:
        """What keeps the search index in step with the library."""
        return self.served.healing

    def open(self) -> Books:
        """A connection for one thread."""
        return Books(self)

    def _sweep(self, indices: Path) -> None:
        """Throw away the indices of former embedders, and what is damaged of the one to come.

        Its vectors are in the library: what lacks is put back when its turn comes.
        """
        kept = {self.served.folder.path}
        if self.next is not None and not self.next.folder.damage(_START_BYTES):
            kept.add(self.next.folder.path)
        for each in indices.glob("*/"):
            if each not in kept:
                IndexFolder(each).discard()

    def turn(self, ledger: Ledger) -> None:
        """Search with the embedder to come from now on; all chunks have its vectors."""
        assert self.next is not None
        former = self.served
        with self.turning:
            with ledger.transaction():
                ledger.next.adopt(self.next.embedder.embedder_id)
            self.served, self.next = self.next, None
        self.healing.reexamine(ledger, nobody_indexes=True)
        self.healing.heal(ledger)
        former.folder.discard()


def _former(ledger: Ledger, wanted: Embedder, threads: int) -> Embedder | None:
    """The embedder that the library was read with, where that is another one and still there."""
    embedder_id, folder = ledger.next.in_use()
    if embedder_id == wanted.embedder_id or not folder:
        return None
    try:
        found = Embedder(Path(folder), threads)
    except IndexError_:
        return None
    return found if found.embedder_id == embedder_id else None


class Books:
    """One thread's way to the library: reads, writes, questions."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self.ledger = Ledger(shelf.path)
        self._served = shelf.served
        self._table = self._served.table()
        self.parser = Parser()
        self.pages = Pages(self.ledger, self.parser)
        self._vocabulary = Vocabulary(())
        self._vocabulary_size = -1

    def close(self) -> None:
        """Close the connection and end the parser."""
        self.parser.close()
        self.ledger.close()

    def index(self, command: IndexPaths, listener: Listener) -> IndexSummary:
        """Bring paths into a collection, or see what became of them."""
        paths, collection = [Path(each) for each in command.paths], command.collection
        self._renew()
        embedder = self._served.embedder
        if not command.is_rescan:
            take_in(self.ledger, collection, paths)
        job = Indexing(self.ledger, self._table, embedder, self.parser, listener, collection)
        choice = Choice(command.only, command.left_out)
        summary = job.run(paths, choice, is_rescan=command.is_rescan)
        # A rescan that found a file or two is no reason to lay the whole table out anew.
        if summary.files and not command.is_rescan:
            self._table.tidy()
        return summary

    def recognise(
        self, listener: Listener, must_yield: Callable[[], bool], must_stop: Callable[[], bool]
    ) -> None:
        """Recognise pages that are pictures, until nothing is left or other work waits."""
        parser = Parser(wall_s=_PAGE_S, rss_bytes=_PAGE_BYTES)
        self._renew()
        embedder = self._served.embedder
        job = Recognising(
            self.ledger, self._table, embedder, parser, listener, must_yield, must_stop
        )
        try:
            if job.run():
                self._table.tidy()
        finally:
            # The models take some hundred megabytes.
            parser.close()

    def forget_folder(self, folder_id: int) -> tuple[int, ...]:
        """Keep a folder in step no longer and forget its documents; returns their ids."""
        folder = self.ledger.folders.get(folder_id)
        if folder is None:
            return ()
        self.ledger.folders.remove(folder_id)
        documents = self.ledger.documents(folder.collection)
        ids = tuple(each.id for each in documents if is_below(each.path, folder.path))
        self._forget(ids)
        return ids

    def choose_in_folder(
        self, folder_id: int, only: tuple[str, ...], left_out: tuple[str, ...]
    ) -> tuple[int, ...]:
        """Choose what of a folder is read and forget the rest; returns the ids of that."""
        self.ledger.folders.choose(folder_id, only, left_out)
        ids = passed_over(self.ledger, folder_id)
        self._forget(ids)
        return ids

    def remove(self, document_ids: list[int]) -> None:
        """Forget documents, also for the next look at their folder."""
        found = [self.ledger.document(each) for each in document_ids]
        leave_out(self.ledger, [each for each in found if each is not None])
        self._forget(document_ids)

    def move_documents(self, document_ids: Sequence[int], collection: str) -> None:
        """Put documents into another collection."""
        with self._shelf.turning:
            move_documents(self.ledger, self._tables(), document_ids, collection)

    def move_folder(self, folder_id: int, collection: str) -> None:
        """Put a folder kept in step into another collection."""
        with self._shelf.turning:
            move_folder(self.ledger, self._tables(), folder_id, collection)

    def rename_collection(self, before: str, after: str) -> None:
        """Give a collection another name."""
        with self._shelf.turning:
            rename_collection(self.ledger, self._tables(), before, after)

    def _tables(self) -> list[Table]:
        """Every search index of this library: that of the embedder to come is being filled."""
        self._renew()
        following = self._shelf.next
        return [self._table] if following is None else [self._table, following.table()]

    def _forget(self, document_ids: Sequence[int]) -> None:
        with self._shelf.turning:
            self._renew()
            remove_documents(self.ledger, self._table, document_ids)

    def search(self, command: Search) -> Hits:
        """Find passages, best first; without words the beginnings of what the filter chooses."""
        with self._sources() as sources:
            begun = time.perf_counter()
            selection = self.ledger.select(command.collections, command.filter)
            n_documents, _ = self.ledger.count(selection)
            if plain(command.text) or selection.ids is None:
                found = search(
                    sources,
                    command.text,
                    selection,
                    command.k,
                    only_close=command.only_close,
                    by=command.by,
                )
            else:
                beginnings = self.ledger.beginnings(selection, command.k)
                found = tuple(passage_of(each, 0.0) for each in beginnings)
            return Hits(command.job, found, (time.perf_counter() - begun) * 1000, n_documents)

    def retrieve(self, command: Retrieve) -> Retrieved:
        """Find what answers a question."""
        selection = self.ledger.select(command.collections, command.filter)
        with self._sources() as sources:
            return answerer.retrieve(sources, command, selection)

    def read_whole(self, command: ReadWhole) -> Retrieved:
        """Take whole documents in."""
        selection = self.ledger.select(command.collections, command.filter)
        with self._sources() as sources:
            return answerer.read_whole(sources, self.ledger, command, selection)

    def align(self, command: Align) -> tuple[tuple[Citation, ...], tuple[Support, ...]]:
        """Match an answer's sentences with passages."""
        with self._sources() as sources:
            return align(
                command.answer,
                command.passages,
                command.quotes,
                sources.vocabulary,
                sources.embedder,
            )

    def heal(
        self,
        moved: Callable[[int, int], None] = lambda done, total: None,
        must_stop: Callable[[], bool] = lambda: False,
    ) -> None:
        """Put back what the search index was found to lack; see `Healing`."""
        self._shelf.healing.heal(self.ledger, moved, must_stop)

    def change_embedder(
        self,
        moved: Callable[[int, int], None] = lambda done, total: None,
        must_yield: Callable[[], bool] = lambda: False,
    ) -> None:
        """Go over to the embedder to come, where there is one; see `Changing`.

        Only whoever indexes may: what is added meanwhile would lack its vectors.
        """
        if (following := self._shelf.next) is None:
            return
        job = Changing(self.ledger, following.table(), following.embedder, moved, must_yield)
        if job.run():
            self._shelf.turn(self.ledger)
            total = self.ledger.count_all_chunks()
            moved(total, total)

    def make_room(self) -> bool:
        """Give a full disk the room that was kept back; False where there is none."""
        return self._shelf.ballast.drop()

    def reexamine(self) -> None:
        """Look at the whole search index again, having stumbled over it."""
        self._shelf.healing.reexamine(self.ledger)

    def diagnose(self) -> tuple[tuple[str, str], ...]:
        """Facts about the library; reads the whole search index and heals it."""
        documents = self.ledger.documents()
        n_ready = sum(each.state == "ready" for each in documents)
        self.reexamine()
        self.heal()
        return (
            ("embedder", self._served.embedder.embedder_id),
            ("documents", f"{n_ready} ready of {len(documents)}"),
            ("passages", str(self.ledger.count_all_chunks())),
            ("search index", _health(self._shelf.healing)),
        )

    # What retrieval needs of a corpus

    def keyword(self, text: str, selection: Selection, limit: int) -> list[tuple[int, float]]:
        """Chunk ids with BM25 scores, best first."""
        return self._table.keyword(text, selection, limit)

    def nearest(self, vector: Vectors, selection: Selection, limit: int) -> dict[int, float]:
        """The nearest chunks with their calibrated cosines, both about right."""
        found = self._table.nearest(vector, selection, limit)
        return self._calibrated([each for each, _ in found], [cosine for _, cosine in found])

    def cosines(self, vector: Vectors, chunk_ids: Sequence[int]) -> dict[int, float]:
        """The calibrated cosines of these chunks, exactly."""
        stored = self.ledger.vectors(chunk_ids)
        if not stored:
            return {}
        return self._calibrated(stored, vectors_of(list(stored.values())) @ vector)

    def _calibrated(self, chunk_ids: Iterable[int], cosines: ArrayLike) -> dict[int, float]:
        found = self._served.embedder.calibration.apply(cosines)
        return dict(zip(chunk_ids, found.tolist(), strict=True))

    def chunks(self, chunk_ids: Sequence[int]) -> dict[int, StoredChunk]:
        """The chunks of these ids."""
        return self.ledger.chunks(chunk_ids)

    def count(self, selection: Selection) -> tuple[int, int]:
        """How many documents and chunks can be searched."""
        return self.ledger.count(selection)

    @contextmanager
    def _sources(self) -> Iterator[Sources]:
        """What is asked, while no other embedder takes the place of this one.

        The vocabulary is learned anew when the library has grown or shrunk by a tenth.
        """
        n_chunks = self.ledger.count_all_chunks()
        if abs(n_chunks - self._vocabulary_size) > 0.1 * self._vocabulary_size:
            self._vocabulary = Vocabulary(self.ledger.sample(_SAMPLE))
            self._vocabulary_size = n_chunks
        with self._shelf.turning:
            self._renew()
            yield Sources(self, self._served.embedder, self._vocabulary)

    def _renew(self) -> None:
        if self._served is not self._shelf.served:
            self._served = self._shelf.served
            self._table = self._served.table()


def _health(healing: Healing) -> str:
    if healing.fault is not None:
        return "is being repaired"
    if (healed := healing.healed) is None:
        return "in step"
    found = {
        "files": "one of its files had changed",
        "unreadable": "it could not be read",
        "rows": "it held other texts",
        "others": "it held other passages",
    }[healed.fault]
    return f"{found}: {healed.n_rows} passages put back in {healed.seconds:.1f} s"
