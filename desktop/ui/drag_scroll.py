"""Scrolls to what is out of sight while somebody drags the pointer there."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

_STEP_MS = 40
_FASTEST = 120


class DragScroll(QObject):
    """Scrolls the area a widget is in, the faster the further the pointer is outside.

    Signals: `scrolled(QPoint)` with the place of the pointer on the screen.
    """

    scrolled = Signal(object)

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._pointer = QPoint()
        self._timer = QTimer(self)
        self._timer.setInterval(_STEP_MS)
        self._timer.timeout.connect(self._on_step)

    def follow(self, pointer: QPoint) -> None:
        """Scroll while this place on the screen is above or below what is seen."""
        self._pointer = pointer
        if not self._distance():
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    def stop(self) -> None:
        """Scroll no more."""
        self._timer.stop()

    def _distance(self) -> int:
        area = self._area()
        if area is None:
            return 0
        y, height = area.viewport().mapFromGlobal(self._pointer).y(), area.viewport().height()
        top = self._widget.mapTo(area.viewport(), QPoint(0, 0)).y()
        # No further than the widget goes: what is beyond cannot be dragged to.
        up = min(y, 0) if top < 0 else 0
        return up + (max(y - height, 0) if top + self._widget.height() > height else 0)

    def _area(self) -> QScrollArea | None:
        parent = self._widget.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        return parent

    def _on_step(self) -> None:
        area, distance = self._area(), self._distance()
        if area is None or not distance:
            self._timer.stop()
            return
        bar = area.verticalScrollBar()
        bar.setValue(bar.value() + max(-_FASTEST, min(_FASTEST, distance)))
        self.scrolled.emit(self._pointer)
