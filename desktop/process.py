"""A worker process: started by the first command, spoken to in messages, replaced when it dies.

Its death is an event: every job it still had ends with `Failed`, then `WorkerDied` follows.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Protocol

from desktop.domain import Problem, ProblemCode
from desktop.messages import (
    Cancel,
    Command,
    Event,
    Failed,
    Finished,
    Shutdown,
    WorkerDied,
)

logger = logging.getLogger(__name__)

Serve = Callable[[Connection], None]
Post = Callable[[Event], None]

_GRACE_S = 2.0


class Sender(Protocol):
    """Whoever takes commands: a worker here, or one behind another process."""

    def send(self, command: Command) -> None:
        """Take a command; events answer it."""


class Worker:
    """Owns at most one child process and the thread that listens to it.

    `serve` runs in the child and must be importable by name. `post` is called in the listening
    thread and must not block. Jobs open when the child dies fail with `died`.
    """

    def __init__(self, name: str, serve: Serve, post: Post, died: ProblemCode) -> None:
        self._name = name
        self._serve = serve
        self._post = post
        self._died = died
        self._lock = threading.Lock()
        self._send_lock = threading.Lock()  # commands may come from several threads
        self._open_jobs: set[int] = set()
        self._child: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None
        self._listener: threading.Thread | None = None
        self._closing = False

    @property
    def pid(self) -> int | None:
        """The child's process id, or None when none runs."""
        child = self._child
        return child.pid if child is not None else None

    def send(self, command: Command) -> None:
        """Pass a command on, starting the child first where none runs."""
        with self._lock:
            if self._pipe is None:
                if self._closing or isinstance(command, (Cancel, Shutdown)):
                    return
                self._start()
            if not isinstance(command, (Cancel, Shutdown)):
                self._open_jobs.add(command.job)
            pipe = self._pipe
        # A pipe that breaks here is reported by the listener, with every open job.
        with contextlib.suppress(OSError), self._send_lock:
            if pipe is not None:
                pipe.send(command)

    def close(self) -> None:
        """Ask the child to end, then insist; commands that come later are dropped."""
        with self._lock:
            self._closing = True
            child, pipe, listener = self._child, self._pipe, self._listener
        if child is None or pipe is None or listener is None:
            return
        with contextlib.suppress(OSError):
            pipe.send(Shutdown(0))
        # Only the listener waits for the child: two waiting threads rob each other of its end.
        listener.join(_GRACE_S)
        if listener.is_alive():
            logger.warning("the %s worker did not end in time and is killed", self._name)
            child.kill()
            listener.join(_GRACE_S)

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        # Not a daemon: the index worker has a child of its own, and both end with their pipe.
        child = context.Process(target=self._serve, args=(theirs,), name=f"carrel-{self._name}")
        child.start()
        theirs.close()
        self._child, self._pipe = child, ours
        self._listener = threading.Thread(
            target=self._listen, args=(child, ours), name=f"{self._name}-listener", daemon=True
        )
        self._listener.start()

    def _listen(self, child: multiprocessing.process.BaseProcess, pipe: Connection) -> None:
        with contextlib.suppress(EOFError, OSError):
            while True:
                event = pipe.recv()
                if isinstance(event, (Finished, Failed)):
                    with self._lock:
                        self._open_jobs.discard(event.job)
                self._post(event)
        child.join(_GRACE_S)
        with self._lock:
            lost, self._open_jobs = sorted(self._open_jobs), set()
            self._child = self._pipe = None
            closing = self._closing
        pipe.close()
        for job in lost:
            self._post(Failed(job, Problem(self._died)))
        if not closing:
            logger.error("the %s worker died with exit code %s", self._name, child.exitcode)
            self._post(WorkerDied(0, self._name, child.exitcode))
