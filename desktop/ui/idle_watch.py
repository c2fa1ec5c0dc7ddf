"""Lets documents wait while this computer is used, where that is wanted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from desktop.idleness import Idleness
from desktop.ui.attention import Attention

_LOOK_MS = 5_000


class IdleWatch(QObject):
    """Looks every few seconds; `hold` is told whether documents are to wait."""

    def __init__(self, application: QApplication, hold: Callable[[bool], None]) -> None:
        super().__init__(application)
        self._application, self._hold = application, hold
        self._idleness = Idleness()
        self._attention = Attention(self._idleness.touch)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_look)

    def apply(self, *, only_when_idle: bool) -> None:
        """Begin to look, or let documents be read at any time."""
        if only_when_idle:
            self._application.installEventFilter(self._attention)
            self._timer.start(_LOOK_MS)
            self._on_look()
        else:
            self.stop()
            self._hold(False)

    def stop(self) -> None:
        """Look no more."""
        self._application.removeEventFilter(self._attention)
        self._timer.stop()

    def _on_look(self) -> None:
        self._hold(self._idleness.is_used())
