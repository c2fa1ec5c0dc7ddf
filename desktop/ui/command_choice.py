"""Shows the palette and the sheet of keys, with what can be done and opened at that moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.command import Command, Entry, of_commands
from desktop.ui.parts import Look, Parts
from desktop.wording import file_name


class CommandChoice(QObject):
    """Opens the palette or the sheet over the window.

    Signals: `conversation_opened(int)`, `document_opened(Document)`.
    """

    conversation_opened = Signal(int)
    document_opened = Signal(object)

    def __init__(
        self, parts: Parts, look: Look, commands: Callable[[], tuple[Command, ...]], window: QWidget
    ) -> None:
        super().__init__(window)
        self._parts, self._look, self._window = parts, look, window
        self._commands = commands

    def show_palette(self) -> None:
        """Let the user find a command, a conversation or a document by its name."""
        from desktop.ui.command_palette import CommandPalette  # dialogs are loaded when they open

        entries = [*of_commands(self._commands()), *self._conversations()]
        palette = CommandPalette(entries, self._look.theme, self._window, self._documents())
        palette.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        palette.open()

    def show_keys(self) -> None:
        """List the keys."""
        from desktop.ui.key_sheet import KeySheet  # dialogs are loaded when they open

        sheet = KeySheet(self._commands(), self._window)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.open()

    def _conversations(self) -> list[Entry]:
        kind = self.tr("Conversation")
        return [
            Entry(each.title, kind, partial(self.conversation_opened.emit, each.id))
            for each in self._parts.conversations.newest_first()
        ]

    def _documents(self) -> Iterator[Entry]:
        kind = self.tr("Document")
        for each in self._parts.library.public_documents():
            if each.state == "ready":
                yield Entry(file_name(each.path), kind, partial(self.document_opened.emit, each))
