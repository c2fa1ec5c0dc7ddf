"""A short message at the bottom of the window, with a way to undo what it says."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget
from shiboken6 import isValid

from desktop.ui.announcement import announce
from desktop.ui.scale import scaled

_SHOWN_MS, _UNDO_MS = 4_000, 8_000
_ABOVE = 150
_WIDEST = 560


class Toast(QFrame):
    """One message at a time; it goes by itself."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self._over = parent
        parent.installEventFilter(self)
        self._undo: Callable[[], None] | None = None
        self._waiting = ""
        self._before: QWidget | None = None
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._button = QPushButton(self.tr("Undo"))
        # A click leaves the keyboard where it is.
        self._button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._button.clicked.connect(self._on_undo)
        # Heard only while the button is there; a field with words to undo keeps the key.
        keys = QKeySequence(QKeySequence.StandardKey.Undo)
        self._button.setShortcut(keys)
        self._keys = keys.toString(QKeySequence.SequenceFormat.NativeText)
        self._button.setToolTip(self._keys)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 12, 10)
        row.addWidget(self._label)
        row.addWidget(self._button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_over)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.hide()

    def say(self, words: str, undo: Callable[[], None] | None = None) -> None:
        """Show a message for a while; one that cannot be undone comes after one that can."""
        before = self._undo if self.isVisible() else None
        if before is not None and undo is None:
            self._waiting = words
        elif before is not None and undo is not None:
            self._show(words, partial(_both, undo, before))
        else:
            self._show(words, undo)
        announce(self, words if undo is None else f"{words} {self._hint()}")

    def _show(self, words: str, undo: Callable[[], None] | None) -> None:
        self._undo = undo
        if (here := self._over.focusWidget()) is not self._button:
            self._before = here
        self._label.setWordWrap(
            self._label.fontMetrics().horizontalAdvance(words) > scaled(_WIDEST)
        )
        self._label.setFixedWidth(
            min(self._label.fontMetrics().horizontalAdvance(words) + 8, scaled(_WIDEST))
        )
        self._label.setText(words)
        self._label.setAccessibleName(words)
        self._button.setVisible(undo is not None)
        self.show()
        self.adjustSize()
        self._place()
        self.raise_()
        self._timer.start(_SHOWN_MS if undo is None else _UNDO_MS)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in place when the window changes its size (Qt)."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        parent = self._over
        self.move((parent.width() - self.width()) // 2, parent.height() - self.height() - _ABOVE)

    def hideEvent(self, event: QHideEvent) -> None:
        """What was undoable is no more (Qt)."""
        super().hideEvent(event)
        self._undo = None

    def _hint(self) -> str:
        return self.tr("{keys} undoes it.").format(keys=self._keys)

    def _on_undo(self) -> None:
        undo, self._undo = self._undo, None
        self._go()
        if undo is not None:
            undo()
        self._show_waiting()

    def _go(self) -> None:
        """Hide, and give the keyboard back to what had it."""
        before, self._before = self._before, None
        if self._button.hasFocus() and before is not None and isValid(before):
            before.setFocus()
        self.hide()

    def _on_over(self) -> None:
        self._go()
        self._show_waiting()

    def _show_waiting(self) -> None:
        words, self._waiting = self._waiting, ""
        if words and not self.isVisible():
            self._show(words, None)


def _both(one: Callable[[], None], other: Callable[[], None]) -> None:
    one()
    other()
