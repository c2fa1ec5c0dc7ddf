"""The Qt application: the names a desktop knows the program by, and files it wants opened."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from desktop.ui import accessible_area


class Application(QApplication):
    """The one application of this process.

    Signals: `files_asked(tuple[str, ...])` where the system wants files opened: macOS names them in
    an event, not in words.
    """

    files_asked = Signal(tuple)

    def __init__(self, arguments: Sequence[str]) -> None:
        super().__init__(arguments)
        self.setApplicationName("carrel")
        self.setApplicationDisplayName("Carrel")
        self.setDesktopFileName("carrel")
        accessible_area.install()

    def event(self, event: QEvent) -> bool:
        """Take a file that is to be opened (Qt)."""
        # Not in an event filter: one of the application would hear every event of every widget.
        if isinstance(event, QFileOpenEvent) and event.file():
            self.files_asked.emit((event.file(),))
            return True
        return super().event(event)
