"""A pin on a turn: while it is in, the turn is part of every prompt of its conversation."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QIcon
from PySide6.QtWidgets import QToolButton

from desktop.ui.icon import icon
from desktop.ui.scale import scaled
from desktop.ui.theme import Theme

_SIZE = 18


class PinButton(QToolButton):
    """Shows whether a turn is pinned and asks to change it.

    A quiet one is drawn only while it is pinned, in focus or `show_near` says that the pointer is
    near: it keeps its place, so that nothing moves and the keyboard reaches it.

    Signals: `asked(str)` with "pin" or "unpin".
    """

    asked = Signal(str)

    def __init__(self, theme: Theme, *, is_quiet: bool = False) -> None:
        super().__init__()
        self._theme, self._is_quiet = theme, is_quiet
        self._is_near = False
        self.setCheckable(True)
        self.setIconSize(QSize(scaled(_SIZE), scaled(_SIZE)))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.toggled.connect(self._draw)
        self.clicked.connect(self._on_clicked)
        self._draw()

    def show_pinned(self, is_pinned: bool) -> None:
        """Show whether the turn is pinned."""
        self.setChecked(is_pinned)

    def show_near(self, is_near: bool) -> None:
        """Come out while the pointer is near."""
        self._is_near = is_near
        self._draw()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Come out for the keyboard (Qt)."""
        super().focusInEvent(event)
        self._draw()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Go back (Qt)."""
        super().focusOutEvent(event)
        self._draw()

    def _draw(self) -> None:
        # A screen reader says the name and whether the button is down.
        label = self.tr("Keep this in every prompt of the conversation")
        self.setAccessibleName(label)
        if self.isChecked():
            label = self.tr("Kept in every prompt; press to let it go")
        self.setToolTip(label)
        if self.isChecked():
            self.setIcon(icon("pin", self._theme.accent, _SIZE))
        elif not self._is_quiet or self._is_near or self.hasFocus():
            self.setIcon(icon("pin", self._theme.dim, _SIZE))
        else:
            self.setIcon(QIcon())

    def _on_clicked(self, checked: bool) -> None:
        self.asked.emit("pin" if checked else "unpin")
