"""Hears of files that the system wants opened: macOS names them in an event, not in words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFileOpenEvent


class FileOpening(QObject):
    """An event filter of the application that calls `asked` with a path."""

    def __init__(self, asked: Callable[[tuple[str, ...]], None]) -> None:
        super().__init__()
        self._asked = asked

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a file that is to be opened (Qt)."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self._asked((event.file(),))
            return True
        return super().eventFilter(watched, event)
