"""Python's search for garbage among old objects, kept for moments when nothing moves."""

from __future__ import annotations

import gc

from PySide6.QtCore import QAbstractEventDispatcher, QObject, QTimer, Signal

_LOOK_MS = 250
_QUIET = 3
"""So many awakenings between two looks are the look itself and a cursor that blinks."""
_SOME, _MANY = 10, 200
"""Collections of younger objects after which one of all is due, and after which it is overdue."""
_NEVER = 1_000_000


class IdleCollector(QObject):
    """Collects all generations only while the event loop of its thread has nothing to do.

    A collection of everything stops the window for tens of milliseconds, and without this it would
    come in the midst of scrolling or of a streaming answer.

    Signals: `collected()` after each.
    """

    collected = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        self._n_awakenings = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._on_look)

    def begin(self) -> None:
        """Take what is there now for lasting, and look for quiet moments from now on."""
        gc.freeze()
        young, middle, _ = self._thresholds
        gc.set_threshold(young, middle, _NEVER)
        QAbstractEventDispatcher.instance().awake.connect(self._on_awake)
        self._timer.start()

    def end(self) -> None:
        """Leave it to Python again."""
        if self._timer.isActive():
            self._timer.stop()
            QAbstractEventDispatcher.instance().awake.disconnect(self._on_awake)
            gc.set_threshold(*self._thresholds)
            gc.unfreeze()

    def _on_awake(self) -> None:
        self._n_awakenings += 1

    def _on_look(self) -> None:
        n_young = gc.get_count()[2]
        is_quiet, self._n_awakenings = self._n_awakenings <= _QUIET, 0
        if n_young >= _MANY or (n_young >= _SOME and is_quiet):
            gc.collect()
            self.collected.emit()
