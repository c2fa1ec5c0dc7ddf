"""What every worker process does alike: settle in, read commands, answer each job exactly once."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable
from multiprocessing.connection import Connection

import psutil

from desktop.domain import Problem
from desktop.errors import AppError
from desktop.messages import Cancel, Command, Event, Failed, Finished, Ping, Pong, Shutdown

logger = logging.getLogger(__name__)

_LOW_PRIORITY = 10


def settle() -> None:
    """Make a child process behave: no core dumps, no reports, Ctrl+C is its parent's business."""
    # onnxruntime reports its use to its maker some seconds after it was loaded, unless told not to.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    # The trace of a library that gives up reads hundreds of megabytes of symbols.
    os.environ["RUST_BACKTRACE"] = "0"
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        import resource
    except ImportError:  # not on Windows
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def give_way() -> None:
    """Let this process compute only what others leave it, as far as the system can."""
    process = psutil.Process()
    if sys.platform == "win32":
        process.nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
    else:
        process.nice(_LOW_PRIORITY)


class Desk:
    """Commands in, events out: a reader thread keeps the pipe empty so that Cancel is seen at once.

    `take` blocks for the next command of a kind; `is_cancelled` may be asked from any thread.
    """

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self.on_change: Callable[[], None] = lambda: None
        """Called in the reader thread when something came in or the pipe closed."""
        self._send_lock = threading.Lock()
        self._ready = threading.Condition()
        self._waiting: deque[Command] = deque()
        self._in_hand: list[Command] = []
        self._cancelled: set[int] = set()
        self._is_closed = False
        threading.Thread(target=self._read, name="commands", daemon=True).start()

    def is_cancelled(self, job: int) -> bool:
        """Tell whether a job should stop now."""
        return self._is_closed or job in self._cancelled

    def is_wanted(self) -> bool:
        """Tell whether a command waits, or the process should end."""
        return self._is_closed or bool(self._waiting)

    def has(self, wanted: Callable[[Command], bool]) -> bool:
        """Tell whether such a command waits."""
        with self._ready:
            return any(map(wanted, self._waiting))

    def wait(self, seconds: float) -> bool:
        """Wait until a command waits or the process should end; False when the time is over."""
        with self._ready:
            return self._ready.wait_for(self.is_wanted, seconds)

    def send(self, event: Event) -> None:
        """Answer; from any thread. An owner that is gone is noticed by the reader."""
        with self._send_lock:
            try:
                self._pipe.send(event)
            except OSError:
                self._is_closed = True

    def take(
        self,
        wanted: Callable[[Command], bool] = lambda _: True,
        waits_for: Callable[[Command], bool] = lambda _: False,
    ) -> Command | None:
        """Wait for the next command that is wanted; None when the process should end.

        It is not taken before those that came earlier and that it `waits_for` are done. Whoever
        takes a command gives it to `work`.
        """
        with self._ready:
            while not self._is_closed:
                if (command := self._next(wanted, waits_for)) is not None:
                    self._waiting.remove(command)
                    self._in_hand.append(command)
                    return command
                self._ready.wait()
        return None

    def _next(
        self, wanted: Callable[[Command], bool], waits_for: Callable[[Command], bool]
    ) -> Command | None:
        if any(map(waits_for, self._in_hand)):
            return None
        for command in self._waiting:
            if wanted(command):
                return command
            if waits_for(command):
                return None
        return None

    def work(self, command: Command, run: Callable[[Command], None]) -> None:
        """Run one job and end it with exactly one event."""
        try:
            self._work(command, run)
        finally:
            with self._ready:
                self._in_hand.remove(command)
                self._ready.notify_all()

    def _work(self, command: Command, run: Callable[[Command], None]) -> None:
        if self.is_cancelled(command.job):
            self.send(Finished(command.job, cancelled=True))
            return
        try:
            run(command)
        except AppError as error:
            self.send(Failed(command.job, error.problem))
        except Exception:
            logger.exception("job %d (%s)", command.job, type(command).__name__)
            self.send(Failed(command.job, Problem("bug")))
        else:
            self.send(Finished(command.job, cancelled=self.is_cancelled(command.job)))
        self._cancelled.discard(command.job)

    def _read(self) -> None:
        try:
            while not isinstance(command := self._pipe.recv(), Shutdown):
                if isinstance(command, Ping):
                    self.send(Pong(command.job))
                    continue
                with self._ready:
                    if isinstance(command, Cancel):
                        self._cancelled.add(command.job)
                    else:
                        self._waiting.append(command)
                    self._ready.notify_all()
                self.on_change()
        except (EOFError, OSError):
            logger.info("the owner is gone")
        finally:
            # Whatever ended it: a process that hears nothing any more must end too.
            with self._ready:
                self._is_closed = True
                self._ready.notify_all()
            self.on_change()
