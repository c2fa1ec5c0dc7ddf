"""One command's workers and the loop that passes their events to it."""

from __future__ import annotations

import itertools
import queue
from collections.abc import Callable, Iterator
from types import TracebackType

from desktop import assembly
from desktop.domain import Problem
from desktop.errors import WorkerError
from desktop.messages import Command, Event, Failed, Finished
from desktop.paths import Home
from desktop.settings import Settings


class Session:
    """Opens a home for one command; use it in a `with`."""

    def __init__(self, home: Home, settings: Settings) -> None:
        self.home = home
        self.settings = settings
        self.jobs = itertools.count(1)
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self._workers = assembly.reach_workers(home, settings.index, self._events.put)

    @property
    def workers(self) -> assembly.Workers | assembly.RemoteWorkers:
        """The engine and the index."""
        return self._workers

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._workers.close()

    def index_job(self, command: Callable[[int], Command]) -> Iterator[Event]:
        """Send a command to the index and yield its events; raises WorkerError if it fails."""
        job = next(self.jobs)
        self._workers.index.send(command(job))
        while True:
            event = self._events.get()
            if event.job != job:
                continue
            if isinstance(event, Failed):
                raise failure(event.problem)
            if isinstance(event, Finished):
                return
            yield event

    def pump(self, handle: Callable[[Event], None], is_busy: Callable[[], bool]) -> None:
        """Pass every event on until nothing is left to do."""
        while is_busy():
            handle(self._events.get())


def failure(problem: Problem) -> WorkerError:
    """The failure a worker reported, as an exception again."""
    return WorkerError(problem.code, problem.path, problem.detail)
