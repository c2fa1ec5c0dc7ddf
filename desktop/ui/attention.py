"""Hears of every key and every move of the mouse in the program's windows."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject

_INPUTS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
    }
)


class Attention(QObject):
    """An event filter of the application that calls `touched`."""

    def __init__(self, touched: Callable[[], None]) -> None:
        super().__init__()
        self._touched = touched

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # Qt's name
        """Note what a hand did, and let it pass."""
        if event.type() in _INPUTS:
            self._touched()
        return False
