"""Python's search for garbage: in the window's thread alone, and of old objects only at rest."""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QAbstractEventDispatcher, QObject, QTimer, Signal

_LOOK_MS = 250
_QUIET = 3
"""So many awakenings between two looks are the look itself and a cursor that blinks."""
_OFF_S = 0.08
"""A look that comes later or sooner than it should by more than this shows that there is work."""
_SOME, _MANY = 50_000, 2_000_000
"""New objects after which a collection of all is due, and after which it is overdue."""


class IdleCollector(QObject):
    """Collects young objects now and then, and all while the event loop has nothing to do.

    Python itself collects in whichever thread makes an object: from one that listens to a worker
    it would take widgets apart beside the window that draws them. And a collection of everything
    stops the window for tens of milliseconds, in the midst of scrolling or of a streaming answer.

    Signals: `collected()` after each collection of everything.
    """

    collected = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._n_awakenings = self._n_new = 0
        self._looked_at = 0.0
        self._n_quiet = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._on_look)

    def begin(self) -> None:
        """Take what is there now for lasting, and collect here alone from now on."""
        gc.disable()
        gc.freeze()
        QAbstractEventDispatcher.instance().awake.connect(self._on_awake)
        self._timer.start()

    def end(self) -> None:
        """Leave it to Python again."""
        if self._timer.isActive():
            self._timer.stop()
            QAbstractEventDispatcher.instance().awake.disconnect(self._on_awake)
            gc.unfreeze()
            gc.enable()

    def _on_awake(self) -> None:
        self._n_awakenings += 1

    def _on_look(self) -> None:
        n_young, n_middle, _ = gc.get_count()
        most_young, most_middle, _ = gc.get_threshold()
        now = time.monotonic()
        is_on_time = abs(now - self._looked_at - _LOOK_MS / 1000) < _OFF_S
        is_quiet = is_on_time and self._n_awakenings <= _QUIET
        # One quarter of a second is also quiet where other programs have all processors.
        self._n_quiet = self._n_quiet + 1 if is_quiet else 0
        self._n_awakenings, self._looked_at = 0, now
        n_new = self._n_new + n_young
        if n_new >= _MANY or (n_new >= _SOME and self._n_quiet > 1):
            gc.collect()
            self._n_new = 0
            self.collected.emit()
        elif n_young > most_young:
            gc.collect(1 if n_middle > most_middle else 0)
            self._n_new = n_new
