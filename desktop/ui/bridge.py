"""Worker events and use-case updates become Qt signals here, and only here."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.messages import Event


class Bridge(QObject):
    """Brings everything into the thread of the window."""

    arrived = Signal(object)
    """A worker's `Event`; queued, as it comes from a listening thread."""
    chat_updated = Signal(object)
    library_updated = Signal(object)
    relayed = Signal(object)
    """Another start of the program asks for this window, with the paths it was given."""

    def post(self, event: Event) -> None:
        """Pass an event on; call it from any thread."""
        self.arrived.emit(event)
