"""A worker process: started by the first command, spoken to in messages, replaced when it dies.

Its death is an event: every job it still had ends with `Failed`, then `WorkerDied` follows. One
that says nothing any more is killed, which is a death like any other. One that is asked to end
because there is nothing to do is at rest: nobody hears of it, and the next command wakes another.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
from typing import Protocol

from desktop.domain import Problem, ProblemCode
from desktop.messages import (
    Cancel,
    Command,
    Event,
    Failed,
    Finished,
    Ping,
    Pong,
    Shutdown,
    WorkerDied,
)

logger = logging.getLogger(__name__)

Serve = Callable[[Connection], None]
Post = Callable[[Event], None]

_SHORTEST_PAUSE_S = 0.01
_JOIN_S = 2.0


class Sender(Protocol):
    """Whoever takes commands: a worker here, or one behind another process."""

    def send(self, command: Command) -> None:
        """Take a command; events answer it."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How many seconds a child is waited for.

    After `ping_s` without a word it is asked for one. After `heartbeat_s` it is killed (None:
    never); one that never said anything may still be importing and is given `start_s` at least.
    `close_s` and `rest_s` are what it has to end when it is asked to, at the end of the program
    and in the midst of it.
    """

    heartbeat_s: float | None = None
    ping_s: float = 2.0
    start_s: float = 60.0
    close_s: float = 2.0
    rest_s: float = 10.0


_PATIENCE = Patience()


class Worker:
    """Owns at most one child process and the thread that listens to it.

    `serve` runs in the child and must be importable by name. `post` is called in the listening
    thread and must not block. Jobs open when the child dies fail with `died`. With no job for
    `idle_s` (None: never; it may be set at any time) the child is asked to end.
    """

    def __init__(
        self,
        name: str,
        serve: Serve,
        post: Post,
        died: ProblemCode,
        *,
        patience: Patience = _PATIENCE,
        idle_s: float | None = None,
    ) -> None:
        self.idle_s = idle_s
        self._name = name
        self._serve = serve
        self._post = post
        self._died = died
        self._patience = patience
        self._lock = threading.Lock()
        self._open_jobs: set[int] = set()
        self._quiet_since = 0.0
        self._child: _Child | None = None
        self._listener: threading.Thread | None = None
        self._rests_until: float | None = None
        self._waiting: list[Command] = []
        """What came while the child was ending: the next one's."""
        self._closing = False

    @property
    def pid(self) -> int | None:
        """The child's process id, or None when none runs."""
        child = self._child
        return child.process.pid if child is not None else None

    def send(self, command: Command) -> None:
        """Pass a command on, starting the child first where none runs; never waits for it."""
        with self._lock:
            if self._closing:
                return
            if isinstance(command, (Cancel, Shutdown)) and command.job not in self._open_jobs:
                # Of a job that has ended there is nothing to stop.
                return
            if self._rests_until is not None:
                self._waiting.append(command)
            else:
                child = self._child or self._start()
                child.send(command)
            if not isinstance(command, (Cancel, Shutdown)):
                self._open_jobs.add(command.job)

    def close(self) -> None:
        """Ask the child to end, then insist; commands that come later are dropped."""
        with self._lock:
            self._closing = True
            child, listener = self._child, self._listener
        if child is None or listener is None:
            return
        child.send(Shutdown(0))
        # Only the listener waits for the child: two waiting threads rob each other of its end.
        listener.join(self._patience.close_s)
        if listener.is_alive():
            logger.warning("the %s worker did not end in time and is killed", self._name)
            child.process.kill()
            listener.join(_JOIN_S)

    def _start(self) -> _Child:
        self._child = child = _Child(self._name, self._serve)
        self._quiet_since = time.monotonic()
        self._listener = threading.Thread(
            target=self._listen, args=(child,), name=f"{self._name}-listener", daemon=True
        )
        self._listener.start()
        return child

    def _listen(self, child: _Child) -> None:
        with contextlib.suppress(EOFError, OSError):
            while self._may_go_on(child):
                event = child.listen(self._pause())
                if event is not None:
                    self._hear(event)
        child.close()
        self._bury(child)

    def _hear(self, event: Event) -> None:
        if isinstance(event, Pong):
            return
        if isinstance(event, (Finished, Failed)):
            with self._lock:
                self._open_jobs.discard(event.job)
                self._quiet_since = time.monotonic()
        self._tell(event)

    def _pause(self) -> float:
        """How long nothing has to be looked after."""
        with self._lock:
            if self.idle_s is None or self._open_jobs or self._rests_until is not None:
                return self._patience.ping_s
            rest = self._quiet_since + self.idle_s - time.monotonic()
        return max(_SHORTEST_PAUSE_S, min(self._patience.ping_s, rest))

    def _may_go_on(self, child: _Child) -> bool:
        """Put a child to rest that has nothing to do, and kill one that does not answer."""
        now = time.monotonic()
        with self._lock:
            if self._rests_until is not None:
                is_late = now > self._rests_until
            else:
                is_late = child.is_silent(self._patience)
                is_idle = self.idle_s is not None and now - self._quiet_since >= self.idle_s
                if not is_late and is_idle and not self._open_jobs and not self._closing:
                    self._rests_until = now + self._patience.rest_s
                    child.send(Shutdown(0))
        if is_late:
            logger.error("the %s worker does not answer and is killed", self._name)
            child.process.kill()
        return not is_late

    def _bury(self, child: _Child) -> None:
        """Take leave of a child that ended: wake another where commands wait, else tell."""
        with self._lock:
            self._child = None
            was_at_rest, self._rests_until = self._rests_until is not None, None
            waiting, self._waiting = self._waiting, []
            if was_at_rest and waiting and not self._closing and self._wake(waiting):
                return
            lost, self._open_jobs = sorted(self._open_jobs), set()
            is_death = not self._closing and (not was_at_rest or bool(lost))
        for job in lost:
            self._tell(Failed(job, Problem(self._died)))
        if is_death:
            logger.error("the %s worker died with exit code %s", self._name, child.exit_code)
            self._tell(WorkerDied(0, self._name, child.exit_code))

    def _wake(self, waiting: list[Command]) -> bool:
        try:
            child = self._start()
        except OSError:
            logger.exception("the %s worker does not start", self._name)
            return False
        for command in waiting:
            child.send(command)
        return True

    def _tell(self, event: Event) -> None:
        try:
            self._post(event)
        except Exception:
            # A border: whoever hears badly must not make us deaf.
            logger.exception("hearing %s", type(event).__name__)


class _Child:
    """A process, and the thread that writes to it: who sends never waits for a full pipe."""

    def __init__(self, name: str, serve: Serve) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        # Not a daemon: the index worker has a child of its own, and both end with their pipe.
        self.process = context.Process(target=serve, args=(theirs,), name=f"carrel-{name}")
        try:
            self.process.start()
        except OSError:
            self._pipe.close()
            raise
        finally:
            theirs.close()
        self._silent_s = 0.0
        self._has_spoken = False
        self._outbox: queue.SimpleQueue[memoryview | None] = queue.SimpleQueue()
        self._writer = threading.Thread(target=self._write, name=f"{name}-writer", daemon=True)
        self._writer.start()

    @property
    def exit_code(self) -> int | None:
        """How it ended."""
        return self.process.exitcode

    def send(self, command: Command) -> None:
        """Put a command behind those before it."""
        # Made into bytes here: what cannot be sent fails where it was said.
        self._outbox.put(ForkingPickler.dumps(command))

    def listen(self, wait_s: float) -> Event | None:
        """Wait for an event, and ask for a sign of life where none came; raises EOFError."""
        begun = time.monotonic()
        if self._pipe.poll(wait_s):
            event: Event = self._pipe.recv()
            self._silent_s, self._has_spoken = 0.0, True
            return event
        # A computer that slept in between was silent itself.
        self._silent_s += min(time.monotonic() - begun, 2 * wait_s)
        self.send(Ping(0))
        return None

    def is_silent(self, patience: Patience) -> bool:
        """Tell whether nothing came for so long that nothing will."""
        if patience.heartbeat_s is None:
            return False
        starting = 0.0 if self._has_spoken else patience.start_s
        return self._silent_s > max(patience.heartbeat_s, starting)

    def close(self) -> None:
        """Wait for its end; a pipe that somebody still writes to is left to them."""
        self.process.join(_JOIN_S)
        self._outbox.put(None)
        self._writer.join(_JOIN_S)
        if not self._writer.is_alive():
            self._pipe.close()

    def _write(self) -> None:
        # A pipe that breaks is reported by the listener, with every open job.
        with contextlib.suppress(OSError):
            while (message := self._outbox.get()) is not None:
                self._pipe.send_bytes(message)
