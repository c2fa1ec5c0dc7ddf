"""When scans are recognised: while nothing else is read, unless a person stopped it or wants none.

Runs in its owner's thread, which passes it the events of its job. Nothing here waits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from desktop.domain import Document, Problem
from desktop.messages import Cancel, DocumentChanged, Event, Failed, Finished, RecogniseScans
from desktop.process import Sender


def has_unread_scans(document: Document) -> bool:
    """Tell whether pages of a document are still to be recognised."""
    is_read = document.state in ("scanned", "ready")
    return is_read and document.n_recognised < document.n_scanned


class Recognition:
    """One job at a time that recognises whatever waits; it gives way to files that are read."""

    def __init__(self, index: Sender, jobs: Iterator[int]) -> None:
        self._index = index
        self._jobs = jobs
        self._job: int | None = None
        self._is_stopped = False
        self._has_moved = False
        self.is_on = False

    def switch(self, *, is_on: bool) -> None:
        """Recognise from now on, or no more."""
        self.is_on = is_on
        self._is_stopped = False
        if not is_on:
            self._cancel()

    def stop(self) -> None:
        """Recognise nothing until somebody asks for documents again."""
        self._is_stopped = True
        self._cancel()

    def go_on(self) -> None:
        """Recognise again what waits."""
        self._is_stopped = False

    def begin(self, documents: Iterable[Document]) -> None:
        """Begin where one of these waits and no job is open."""
        if not self.is_on or self._is_stopped or self._job is not None:
            return
        if any(map(has_unread_scans, documents)):
            self._job, self._has_moved = next(self._jobs), False
            self._index.send(RecogniseScans(self._job))

    def owns(self, event: Event) -> bool:
        """Tell whether an event belongs to the open job."""
        return self._job is not None and event.job == self._job

    def take(self, event: Event) -> None:
        """Take an event of the open job."""
        if isinstance(event, DocumentChanged):
            self._has_moved = True
        elif isinstance(event, (Failed, Finished)):
            self._job = None
            # One that cannot do anything is not begun over and over.
            self._is_stopped |= isinstance(event, Failed) or not self._has_moved

    def told(self, document: Document) -> Document:
        """A document as it is shown: while scans are left alone, one is a reason and no wait."""
        if self.is_on or not has_unread_scans(document):
            return document
        if document.state == "ready":
            return replace(document, n_scanned=document.n_recognised)
        return replace(document, problem=Problem("scanned", document.path))

    def _cancel(self) -> None:
        if self._job is not None:
            self._index.send(Cancel(self._job))
