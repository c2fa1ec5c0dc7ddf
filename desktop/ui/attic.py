"""Where widgets go that are not needed any more: taking many apart at once would be felt."""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

_AT_ONCE = 3


class Attic(QObject):
    """Hides widgets and deletes them, a few with each turn of the event loop."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._widgets: deque[QWidget] = deque()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_timeout)

    def take(self, widget: QWidget) -> None:
        """Take a widget, which nobody uses any more."""
        widget.hide()
        self._widgets.append(widget)
        self._timer.start(0)

    def _on_timeout(self) -> None:
        for _ in range(min(_AT_ONCE, len(self._widgets))):
            self._widgets.popleft().deleteLater()
        if not self._widgets:
            self._timer.stop()
