"""Tells a person who looks elsewhere that something has ended, in the desktop's own way.

Never with a word of a document or a conversation: others see the screen, and desktops keep lists.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QSystemTrayIcon

if TYPE_CHECKING:
    from desktop.ui.notification_bus import NotificationBus


class Notifier(QObject):
    """Shows notifications of the desktop; a click on one is a signal.

    Signals: `clicked()`.
    """

    clicked = Signal()

    def __init__(self, icon: QIcon) -> None:
        super().__init__()
        self._icon = icon
        self._bus: NotificationBus | None = None
        self._tray: QSystemTrayIcon | None = None

    def tell(self, words: str) -> None:
        """Show a notification; where the desktop shows none, nothing happens."""
        if sys.platform in ("win32", "darwin"):
            self._tell_tray(words)
            return
        if self._bus is None:
            # Only here: elsewhere there is no such bus, and most windows never need it.
            from desktop.ui.notification_bus import NotificationBus

            self._bus = NotificationBus(self.tr("Open"), self.clicked.emit)
        self._bus.tell(words)

    def close(self) -> None:
        """Leave the desktop's bus and bar."""
        if self._bus is not None:
            self._bus.close()
        if self._tray is not None:
            self._tray.hide()

    def _tell_tray(self, words: str) -> None:
        if self._tray is None:
            self._tray = QSystemTrayIcon(self._icon)
            self._tray.messageClicked.connect(self.clicked)
        self._tray.show()
        self._tray.showMessage("Carrel", words, self._icon)
