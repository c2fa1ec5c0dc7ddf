"""The use case of reading in a document: pages are opened, and a text is looked for in them.

At most one text is looked for; the next one takes its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from desktop.domain import Problem
from desktop.messages import Cancel, Command, Event, Failed, Finished
from desktop.page_messages import (
    FindText,
    Match,
    PageImage,
    ReadText,
    RenderPage,
    TextFound,
    TextPage,
)
from desktop.process import Sender

_MOST_MATCHES = 2_000


@dataclass(frozen=True, slots=True)
class PageOpened:
    """A page asked for is here, or the reason why not."""

    request: int
    content: PageImage | TextPage | Problem


@dataclass(frozen=True, slots=True)
class FoundInDocument:
    """What was found so far of a text in a document; `is_done` says that no more will follow."""

    path: str
    text: str
    matches: tuple[Match, ...]
    is_done: bool


class Viewing:
    """Opens pages and searches documents; the answers are told to `notify`."""

    def __init__(
        self,
        index: Sender,
        jobs: Iterator[int],
        notify: Callable[[PageOpened | FoundInDocument], None],
    ) -> None:
        self._index, self._jobs, self._notify = index, jobs, notify
        self._pages: set[int] = set()
        self._job: int | None = None
        self._sought = FindText(0, "", "")
        self._found: tuple[Match, ...] = ()

    def open_page(self, path: str, page: int, start: int, text: str, scale: float) -> int:
        """Ask for a page's image with a passage on it; `PageOpened` follows."""
        return self._open(lambda job: RenderPage(job, path, page, start, text, scale))

    def open_text(self, path: str) -> int:
        """Ask for a document's text; `PageOpened` follows."""
        return self._open(lambda job: ReadText(job, path))

    def forget(self, request: int) -> None:
        """Answer a request no more."""
        if request in self._pages:
            self._pages.discard(request)
            self._index.send(Cancel(request))

    def find(self, path: str, text: str) -> None:
        """Look for a text in a whole document; `FoundInDocument` follows, again and again."""
        self.stop_finding()
        self._found = ()
        self._look(FindText(0, path, text))

    def stop_finding(self) -> None:
        """Look no further."""
        if self._job is not None:
            self._index.send(Cancel(self._job))
        self._job = None

    def handle(self, event: Event) -> None:
        """Take a worker's event."""
        if event.job in self._pages:
            self._on_page(event)
        elif self._job is not None and event.job == self._job:
            self._on_found(event)

    def _on_page(self, event: Event) -> None:
        if isinstance(event, (PageImage, TextPage)):
            self._notify(PageOpened(event.job, event))
        elif isinstance(event, Failed):
            self._pages.discard(event.job)
            self._notify(PageOpened(event.job, event.problem))
        elif isinstance(event, Finished):
            self._pages.discard(event.job)

    def _on_found(self, event: Event) -> None:
        if isinstance(event, TextFound):
            self._found += event.matches
            self._job = None
            is_done = event.following is None or len(self._found) >= _MOST_MATCHES
            self._tell(is_done=is_done)
            if event.following is not None and not is_done:
                self._look(FindText(0, self._sought.path, self._sought.text, event.following))
        elif isinstance(event, (Failed, Finished)):
            # What cannot be read has no matches; the page itself says why.
            self._job = None
            self._tell(is_done=True)

    def _look(self, command: FindText) -> None:
        self._job = next(self._jobs)
        self._sought = FindText(self._job, command.path, command.text, command.first)
        self._index.send(self._sought)

    def _tell(self, *, is_done: bool) -> None:
        sought = self._sought
        self._notify(FoundInDocument(sought.path, sought.text, self._found, is_done))

    def _open(self, command: Callable[[int], Command]) -> int:
        job = next(self._jobs)
        self._pages.add(job)
        self._index.send(command(job))
        return job
