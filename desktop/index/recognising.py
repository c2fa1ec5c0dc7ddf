"""One recognition job: pages that are pictures become text, one by one, while nothing else waits.

Kill it anywhere: every page that was recognised is kept, and what is not searchable yet becomes so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from desktop.domain import DocumentState, Problem
from desktop.errors import DocumentError
from desktop.index.chunker import chunk_pages, spoken_in
from desktop.index.embedder import Embedder
from desktop.index.filing import Filing, Listener, Read
from desktop.index.heading import headings
from desktop.index.ledger import Ledger
from desktop.index.page_layout import Layout
from desktop.index.parser import InterruptedReading, Parser
from desktop.index.reading import Chunk, Page
from desktop.index.scan_table import Waiting
from desktop.index.scanning import hash_of, is_skip
from desktop.index.table import Table

_PAGES_BETWEEN = 20
"""After so many pages a long document can be searched as far as it has come."""


class _ChangedError(Exception):
    """The file is not the one that was read any more."""


class Recognising:
    """Recognises what waits, until something else does.

    `must_yield` tells that other work waits for this page to end, `must_stop` that it does not even
    wait for that.
    """

    def __init__(
        self,
        ledger: Ledger,
        table: Table,
        embedder: Embedder,
        parser: Parser,
        listener: Listener,
        must_yield: Callable[[], bool],
        must_stop: Callable[[], bool],
    ) -> None:
        self._ledger = ledger
        self._parser = parser
        self._listener = listener
        self._filing = Filing(ledger, table, embedder, listener)
        self._must_yield = must_yield
        self._must_stop = must_stop
        self._problems: dict[int, Problem] = {}
        self._has_filed = False

    def run(self) -> bool:
        """Recognise until nothing is left or other work waits; tells whether there is new text."""
        for waiting in self._ledger.scans.waiting():
            if self._is_over():
                break
            self._recognise(waiting)
        return self._has_filed

    def _is_over(self) -> bool:
        return self._listener.is_cancelled() or self._must_yield() or self._must_stop()

    def _is_interrupted(self) -> bool:
        return self._listener.is_cancelled() or self._must_stop()

    def _recognise(self, waiting: Waiting) -> None:
        try:
            is_done = self._read_pages(waiting)
        except _ChangedError:
            self._ledger.mark(waiting.id, "queued")
        except DocumentError as error:
            if error.problem.code == "recogniser_missing":
                raise
            self._give_up(waiting, error.problem)
        else:
            if is_done:
                self._publish(waiting)
        self._filing.tell(waiting.id)

    def _read_pages(self, waiting: Waiting) -> bool:
        """Recognise the pages of a document; False when it was interrupted before the last."""
        unread = self._ledger.scans.unread(waiting.hash)
        if unread and hash_of(Path(waiting.path)) != waiting.hash:
            raise _ChangedError
        n_read = len(self._ledger.scans.texts(waiting.hash))
        for n, page in enumerate(unread, 1):
            self._listener.wait()
            if self._is_over():
                return False
            document = self._ledger.document(waiting.id)
            if document is None:
                return False
            self._listener.changed(replace(document, page_in_hand=n_read + n))
            try:
                layout = self._read_page(waiting, page)
            except InterruptedReading:
                return False
            self._ledger.scans.record(waiting.hash, page, layout)
            if n % _PAGES_BETWEEN == 0 and n < len(unread):
                self._publish(waiting)
        return True

    def _read_page(self, waiting: Waiting, page: int) -> Layout:
        """A page that cannot be read costs that page only."""
        try:
            return self._recognised(waiting.path, page)
        except DocumentError as error:
            if error.problem.code in ("vanished", "unreadable", "recogniser_missing"):
                raise
            self._problems[waiting.id] = error.problem
            return Layout("", ())

    def _recognised(self, path: str, page: int) -> Layout:
        try:
            return self._parser.recognise(path, page, self._is_interrupted)
        except DocumentError as error:
            if error.problem.code != "too_much_memory":
                raise
            # The pages before it left theirs behind; the next process is a new one.
            return self._parser.recognise(path, page, self._is_interrupted)

    def _publish(self, waiting: Waiting) -> None:
        """Make searchable what was recognised so far."""
        document = self._ledger.document(waiting.id)
        if document is None:
            return
        texts = self._ledger.scans.texts(waiting.hash)
        has_more = len(texts) < document.n_scanned
        chunks, known = self._chunks_of(waiting, texts)
        if not chunks and not has_more:
            nothing = Problem("no_text", waiting.path)
            self._give_up(waiting, self._problems.get(waiting.id, nothing))
            return
        vectors = self._vectors(chunks, known)
        if vectors is None:
            return
        read = Read(
            waiting.id,
            Path(waiting.path),
            None,
            waiting.hash,
            document.n_pages,
            spoken_in(chunks),
            chunks,
            vectors,
            n_recognised=len(texts),
            has_scans=has_more,
        )
        self._has_filed |= bool(self._filing.file([read]))

    def _chunks_of(
        self, waiting: Waiting, texts: dict[int, str]
    ) -> tuple[tuple[Chunk, ...], dict[Chunk, bytes]]:
        """A document's chunks, page by page, and the vectors of those it had before."""
        before = [each.as_read() for each in self._ledger.chunks_of(waiting.id)]
        known = dict(zip(before, self._ledger.vectors_of(waiting.id), strict=True))
        pages = [Page(number, text, headings(text)) for number, text in texts.items()]
        chunks = [each for each in before if each.page not in texts] + list(chunk_pages(pages))
        return tuple(sorted(chunks, key=lambda each: (each.page or 0, each.start))), known

    def _vectors(self, chunks: tuple[Chunk, ...], known: dict[Chunk, bytes]) -> list[bytes] | None:
        new = [each for each in chunks if each not in known]
        vectors = self._filing.embedded(new)
        if vectors is None:
            return None
        every = known | dict(zip(new, vectors, strict=True))
        return [every[each] for each in chunks]

    def _give_up(self, waiting: Waiting, problem: Problem) -> None:
        """Leave a document as it is where it has text, else say why it has none."""
        document = self._ledger.document(waiting.id)
        if document is None:
            return
        self._ledger.scans.note(waiting.id, document.n_scanned)
        if document.state == "scanned":
            state: DocumentState = "skipped" if is_skip(problem) else "failed"
            self._ledger.mark(waiting.id, state, problem)
