"""Going to a turn: it stays in its place until everything above it has found its height."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QScrollArea, QTextEdit, QWidget

from desktop.ui.prose_view import ProseView

_SETTLED_MS = 400


class TurnAim(QObject):
    """Keeps a scroll area at one of the widgets in it for a moment.

    Signals: `ended()` when scrolling is free again.
    """

    ended = Signal()

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self._view: QWidget | None = None
        self._words: tuple[str, ...] = ()
        self._below_top, self._share = 0, 0.0
        self.is_keeping = False
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.timeout.connect(self._on_settled)

    @property
    def is_on(self) -> bool:
        """Tell whether there is a place to keep."""
        return self._view is not None

    def take(self, view: QWidget, words: Sequence[str], below_top: int, share: float = 0.0) -> None:
        """Go to a widget, or to the first of these words that is found in it, and select that.

        `share` is how much of the widget is above the place.
        """
        self._view, self._words, self._below_top = view, tuple(words), below_top
        self._share = share
        QTimer.singleShot(0, self, self.keep)
        # Texts find their height only when they are shown: until then the place moves.
        self._settled.start(_SETTLED_MS)

    def prolong(self) -> None:
        """Keep the place for another moment, while as much comes as goes and no range changes."""
        QTimer.singleShot(0, self, self.keep)
        self._settled.start(_SETTLED_MS)

    def drop(self) -> None:
        """Keep no place."""
        self._view = None

    def is_at(self, view: QWidget) -> bool:
        """Tell whether a widget is the one whose place is kept."""
        return self._view is view

    def keep(self) -> None:
        """Go there once more, where it moved."""
        if (y := self._y()) is not None:
            self.is_keeping = True
            self._area.verticalScrollBar().setValue(y - self._below_top)
            self.is_keeping = False

    def lacking(self) -> int:
        """How many pixels below (above, if negative) are missing to come to the place."""
        if (y := self._y()) is None:
            return 0
        place, bar = y - self._below_top, self._area.verticalScrollBar()
        return place if place < 0 else max(place - bar.maximum(), 0)

    def give_way(self) -> None:
        """Keep the place where somebody has scrolled it meanwhile."""
        if not self.is_keeping and (y := self._y()) is not None:
            self._below_top = y - self._area.verticalScrollBar().value()

    def _y(self) -> int | None:
        """Where the place is in what is scrolled."""
        flow = self._area.widget()
        if self._view is None or flow is None:
            return None
        texts = self._view.findChildren(QTextEdit)
        found = next((each for each in texts if _select(each, self._words)), None)
        if found is not None:
            return found.mapTo(flow, found.cursorRect().topLeft()).y()
        return self._view.mapTo(flow, QPoint(0, 0)).y() + round(self._share * self._view.height())

    def _on_settled(self) -> None:
        if self._view is not None and any(
            not each.is_drawn for each in self._area.findChildren(ProseView)
        ):
            self._settled.start(_SETTLED_MS)
            return
        self._view = None
        self.ended.emit()


def _select(edit: QTextEdit, words: Sequence[str]) -> bool:
    """Select the first of these words that a text holds."""
    for word in words:
        edit.moveCursor(QTextCursor.MoveOperation.Start)
        if edit.find(word):
            return True
    return False
