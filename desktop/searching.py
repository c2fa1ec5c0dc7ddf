"""The use case of searching while somebody types: only what was typed last is answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from desktop.domain import Passage, Problem
from desktop.errors import UsageError
from desktop.filter import parse_question
from desktop.messages import Cancel, Event, Failed, Finished, Hits, Search
from desktop.process import Sender

_N_PASSAGES = 30


@dataclass(frozen=True, slots=True)
class Searched:
    """What was found for a text, or why nothing could be; no passage may be close enough.

    `filter_words` are its filters as they were typed, which leave `n_documents` to search.
    """

    text: str
    passages: tuple[Passage, ...] = ()
    filter_words: str = ""
    n_documents: int = 0
    problem: Problem | None = None


class Searching:
    """At most one search is open; the next one takes its place."""

    def __init__(
        self, index: Sender, jobs: Iterator[int], notify: Callable[[Searched], None]
    ) -> None:
        self._index, self._jobs, self._notify = index, jobs, notify
        self._job: int | None = None
        self._begun = Searched("")

    def search(self, text: str) -> None:
        """Look for a text with filters in it in every document; one `Searched` follows.

        Texts that are searched for before that are not answered.
        """
        self.drop()
        try:
            asked = parse_question(text)
        except UsageError as error:
            self._notify(Searched(text, problem=error.problem))
            return
        self._job = next(self._jobs)
        self._begun = Searched(text, filter_words=asked.filter.words)
        self._index.send(
            Search(self._job, asked.text, (), _N_PASSAGES, asked.filter, only_close=True)
        )

    def drop(self) -> None:
        """Answer the open search no more."""
        if self._job is not None:
            self._index.send(Cancel(self._job))
        self._job = None

    def handle(self, event: Event) -> None:
        """Take a worker's event."""
        if self._job is None or event.job != self._job:
            return
        begun = self._begun
        match event:
            case Hits():
                self._job = None
                words = begun.filter_words
                self._notify(Searched(begun.text, event.passages, words, event.n_documents))
            case Failed():
                self._job = None
                self._notify(Searched(begun.text, problem=event.problem))
            case Finished():
                self._job = None
