"""Files that come from outside: the command line, "Open with", another start of the program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.library import Library, is_unfinished
from desktop.ui.screens import Screens


class Arrival:
    """Takes files into the library and shows them: one file beside the conversation, more as rows.

    `add` brings paths into the library, `shelf` is the screen that lists documents.
    """

    def __init__(
        self,
        library: Library,
        screens: Screens,
        shelf: QWidget,
        add: Callable[[tuple[Path, ...]], None],
    ) -> None:
        self._library, self._screens, self._shelf, self._add = library, screens, shelf, add
        self._wanted = ""

    def receive(self, paths: tuple[Path, ...]) -> None:
        """Take in files and folders, and turn to where they will be seen."""
        if not paths:
            return
        is_one = len(paths) == 1 and paths[0].is_file()
        self._wanted = str(paths[0].absolute()) if is_one else ""
        # Before they are read: what is said of them depends on the screen that is shown.
        self._screens.show_screen(self._shelf) if not is_one else self._screens.go_home()
        self._add(paths)

    def show_read(self) -> None:
        """Something has been read: open the file that was asked for, once it is ready."""
        if not self._wanted:
            return
        found = [e for e in self._library.public_documents() if e.path == self._wanted]
        ready = next((each for each in found if each.state == "ready"), None)
        # What was being read before it ends first.
        if ready is None and (self._library.is_indexing or any(map(is_unfinished, found))):
            return
        self._wanted = ""
        if ready is not None:
            self._screens.open_document(ready)
