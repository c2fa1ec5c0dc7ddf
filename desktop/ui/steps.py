"""Long work that must happen in the window's thread, done in slices between which it breathes."""

from __future__ import annotations

import time
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.errors import AppError

_SLICE_S = 0.02


class Steps(QObject):
    """Goes through an iterator, a slice of time at once.

    Signals: `advanced(object)` with each value, `ended()`, `failed(AppError)`; one of the last two
    comes once, unless `stop` came first.
    """

    advanced = Signal(object)
    ended = Signal()
    failed = Signal(object)

    def __init__(self, steps: Iterator[object], parent: QObject) -> None:
        super().__init__(parent)
        self._steps = steps
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_timeout)

    def start(self) -> None:
        """Begin with the next turn of the event loop."""
        self._timer.start(0)

    def stop(self) -> None:
        """Take no further step."""
        self._timer.stop()

    def _on_timeout(self) -> None:
        until = time.monotonic() + _SLICE_S
        try:
            while time.monotonic() < until and self._timer.isActive():
                self.advanced.emit(next(self._steps))
        except StopIteration:
            self._timer.stop()
            self.ended.emit()
        except AppError as error:
            self._timer.stop()
            self.failed.emit(error)
