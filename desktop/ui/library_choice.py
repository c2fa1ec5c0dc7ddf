"""What a person does with documents, and with the folders that are kept in step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from desktop.domain import Document, Folder
from desktop.library import Library
from desktop.ui.folder_dialog import FolderDialog
from desktop.ui.library_view import LibraryView

Say = Callable[[str, Callable[[], None]], None]


class LibraryChoice(QObject):
    """Does what the library screen asks for; `say` shows words with a way back."""

    def __init__(self, library: Library, shelf: LibraryView, say: Say, window: QWidget) -> None:
        super().__init__(window)
        self._library, self._say, self._window = library, say, window
        shelf.removed.connect(self._on_removed)
        shelf.retried.connect(library.retry)
        shelf.cancelled.connect(library.cancel)
        shelf.paused.connect(lambda is_on: library.pacing.hold("paused", is_on=is_on))
        bar = shelf.folders
        bar.looked_at.connect(lambda folder: library.rescan((folder.path,)))
        bar.chosen_in.connect(self._on_chosen_in)
        bar.forgotten.connect(self._on_forgotten)

    def _on_removed(self, documents: tuple[Document, ...]) -> None:
        self._library.remove(tuple(each.id for each in documents))

        def undo() -> None:
            for collection in sorted({each.collection for each in documents}):
                paths = [Path(each.path) for each in documents if each.collection == collection]
                self._library.add(tuple(paths), collection)

        words = self.tr("Documents removed: {n}. The files stay where they are.")
        self._say(words.format(n=len(documents)), undo)

    def _on_chosen_in(self, folder: Folder) -> None:
        dialog = FolderDialog(folder, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(
            lambda: self._library.choose_in_folder(folder, dialog.only, dialog.left_out)
        )
        dialog.open()

    def _on_forgotten(self, folder: Folder) -> None:
        self._library.forget_folder(folder)
        words = self.tr("Folder removed: {name}. The files stay where they are.")
        self._say(
            words.format(name=Path(folder.path).name), lambda: self._library.take_back(folder)
        )
