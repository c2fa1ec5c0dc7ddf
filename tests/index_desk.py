"""A real index worker on a home, and what it says."""

from __future__ import annotations

import queue
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from desktop import assembly
from desktop.messages import Command, Event, Failed, Finished
from desktop.paths import Home
from desktop.settings import IndexSettings

_PATIENCE_S = 120


class IndexDesk:
    """Sends commands and hears events; use it in a `with`."""

    def __init__(self, home: Path, embedder: str = "") -> None:
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        settings = IndexSettings(embedder=embedder)
        self._workers = assembly.open_workers(Home(home), settings, self._events.put)

    def __enter__(self) -> IndexDesk:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._workers.close()

    def send(self, command: Command) -> None:
        """Send a command and wait for nothing."""
        self._workers.index.send(command)

    def hear(self, is_last: Callable[[Event], bool]) -> list[Event]:
        """What is said until the last that is waited for."""
        heard = [self._events.get(timeout=_PATIENCE_S)]
        while not is_last(heard[-1]):
            heard.append(self._events.get(timeout=_PATIENCE_S))
        return heard

    def hear_for(self, seconds: float) -> list[Event]:
        """What is said until it was silent for so long."""
        heard: list[Event] = []
        while True:
            try:
                heard.append(self._events.get(timeout=seconds))
            except queue.Empty:
                return heard

    def ask(self, command: Command) -> list[Event]:
        """What a command is answered with, its end included."""
        self.send(command)
        return [each for each in self.hear(ends(command.job)) if each.job == command.job]


def ends(job: int) -> Callable[[Event], bool]:
    """Tell the event that ends a job."""
    return lambda event: event.job == job and isinstance(event, (Finished, Failed))
