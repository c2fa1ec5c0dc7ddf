"""How the window looks and speaks, changed by keys or at the first start."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain import Language
from desktop.settings import SettingsFile, WindowSettings
from desktop.ui import theme
from desktop.ui.parts import Try


class LookChoice(QObject):
    """Changes the look in the settings; `attempt` says in words what cannot be saved.

    Signals: `changed()` when the window is to be made anew.
    """

    changed = Signal()

    def __init__(self, settings: SettingsFile, attempt: Try, window: QWidget) -> None:
        super().__init__(window)
        self._settings, self._try = settings, attempt

    def zoom(self, by: int) -> None:
        """Make everything a step larger or smaller, or of the normal size by 0."""
        window = self._settings.current.window
        self._change(replace(window, zoom=theme.next_zoom(window.zoom, by)))

    def speak(self, language: Language) -> None:
        """Use another language."""
        self._change(replace(self._settings.current.window, language=language))

    def _change(self, window: WindowSettings) -> None:
        settings = self._settings.current
        if window == settings.window:
            return
        if self._try(lambda: self._settings.change(replace(settings, window=window))):
            # The button that was pressed goes with this window.
            QTimer.singleShot(0, self.changed.emit)
