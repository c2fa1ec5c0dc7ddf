"""A button that is there for the pointer when it comes near, and for the keyboard always."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFocusEvent, QIcon
from PySide6.QtWidgets import QToolButton

from desktop.ui.icon import icon
from desktop.ui.scale import scaled

SIZE = 18


class QuietButton(QToolButton):
    """Drawn only while it is in focus or `show_near` says so; it keeps its place."""

    def __init__(self, name: str, label: str, colour: str) -> None:
        super().__init__()
        self._drawn = icon(name, colour, SIZE)
        self._is_near = False
        self.setIconSize(QSize(scaled(SIZE), scaled(SIZE)))
        self.setToolTip(label)
        self.setAccessibleName(label)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._draw()

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
        self.setIcon(self._drawn if self._is_near or self.hasFocus() else QIcon())
