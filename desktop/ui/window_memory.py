"""How the window was when it was closed, kept for the next start."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QMainWindow, QWidget

from desktop.settings import Settings
from desktop.ui.scale import factor, scaled
from desktop.ui.screens import Screens
from desktop.ui.viewer import Viewer


class WindowMemory:
    """Reads and restores place, shape and columns of a window, and what was open in it."""

    def __init__(
        self, window: QMainWindow, sidebar: QWidget, screens: Screens, viewer: Viewer
    ) -> None:
        self._window, self._sidebar = window, sidebar
        self._screens, self._viewer = screens, viewer

    def kept(self, settings: Settings, conversation_id: int | None) -> Settings:
        """Settings with the window as it is now."""
        self._screens.place.note()
        geometry = bytes(self._window.saveGeometry().toBase64().data()).decode("ascii")
        side, viewer = self._screens.widths
        changed = replace(
            settings.window,
            geometry=geometry,
            sidebar=self._screens.has_sidebar,
            # At the design's size, so that they fit letters of any size.
            sidebar_width=round(side / factor()),
            viewer_width=round(viewer / factor()),
            viewer_zoom=self._viewer.zoom,
            conversation=conversation_id or 0,
        )
        return replace(settings, window=changed)

    def restore(self, settings: Settings) -> None:
        """Make the window as it was; one whose screen is gone comes back on another (Qt)."""
        window = settings.window
        if window.geometry:
            geometry = QByteArray.fromBase64(window.geometry.encode("ascii"))
            self._window.restoreGeometry(geometry)
        self._sidebar.setVisible(window.sidebar)
        self._screens.set_widths(scaled(window.sidebar_width), scaled(window.viewer_width))
        self._viewer.set_zoom(window.viewer_zoom)
