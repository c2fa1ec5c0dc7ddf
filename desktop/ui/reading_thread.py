"""A file of conversations, read beside the window's thread; the store is not touched there."""

from __future__ import annotations

import logging
import threading
import time
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.domain import Problem
from desktop.errors import AppError
from desktop.transfer.reading import StoppedError, read

logger = logging.getLogger(__name__)

_BETWEEN_S = 0.1


class ReadingThread(QObject):
    """Reads one file.

    Signals: `moved(float)` with the share that is read, then `done(Contents)` or `failed(Problem)`,
    neither after `stop`.
    """

    moved = Signal(float)
    done = Signal(object)
    failed = Signal(object)

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._is_stopped = threading.Event()
        self._said_at = 0.0

    def start(self) -> None:
        """Begin."""
        # A daemon: a window that is closed does not wait for it.
        threading.Thread(target=self._run, name="reading conversations", daemon=True).start()

    def stop(self) -> None:
        """Read no further."""
        self._is_stopped.set()

    @property
    def is_stopped(self) -> bool:
        """Tell whether nobody wants to know any more."""
        return self._is_stopped.is_set()

    def _run(self) -> None:
        try:
            contents = read(self._path, self._watch)
        except StoppedError:
            return
        except AppError as error:
            self._say(error.problem)
        except BaseException:
            # The border of a thread: nobody else would ever hear of it.
            logger.exception("while conversations were read")
            self._say(Problem("bug"))
        else:
            if not self._is_stopped.is_set():
                self.done.emit(contents)

    def _say(self, problem: Problem) -> None:
        if not self._is_stopped.is_set():
            self.failed.emit(problem)

    def _watch(self, share: float) -> bool:
        now = time.monotonic()
        if now - self._said_at >= _BETWEEN_S:
            self._said_at = now
            self.moved.emit(share)
        return not self._is_stopped.is_set()
