"""The ways by which files come in: chosen, dropped, attached, the samples."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.library import private_collection
from desktop.ui.attachment_chips import Attachment
from desktop.ui.conversation_page import ConversationPage
from desktop.ui.drop_overlay import DropOverlay
from desktop.ui.file_choice import choose_documents, choose_folder
from desktop.ui.library_view import LibraryView
from desktop.ui.parts import Look, Parts
from desktop.ui.screens import Screens


class FileAdding(QObject):
    """Brings files into the library, or into the open conversation only; `say` shows words.

    `say` takes a way back as well, for files that were taken out of a conversation.

    Signals: `brought(Path)` with a file of conversations that was dropped to be imported.
    """

    brought = Signal(object)

    def __init__(
        self,
        parts: Parts,
        look: Look,
        page: ConversationPage,
        screens: Screens,
        shelf: LibraryView,
        say: Callable[[str, Callable[[], None] | None], None],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._parts, self._look = parts, look
        self._page, self._screens, self._shelf = page, screens, shelf
        self._say, self._window = say, window
        page.composer.attach_asked.connect(self._on_attach_asked)
        page.composer.chips.taken_out.connect(self._on_taken_out)
        page.composer.chips.emptied.connect(self._on_emptied)
        page.welcome.files_asked.connect(self.ask_for_files)
        page.welcome.samples_asked.connect(self.add_samples)
        overlay = DropOverlay(window)
        overlay.dropped.connect(self.add)
        overlay.attached.connect(self._on_attached)
        overlay.brought.connect(self.brought)
        overlay.refused.connect(self._on_refused)
        self._overlay = overlay

    def claim_drops(self) -> None:
        """Let files be dropped everywhere on the window, now that everything is on it."""
        self._overlay.claim_drops()

    def add(self, paths: tuple[Path, ...]) -> None:
        """Bring files into the library and show how it goes."""
        if not paths:
            return
        self._parts.library.add(paths, self._shelf.target)
        if self._screens.shown is self._page:
            names = ", ".join(path.name for path in paths[:3]) + (" …" if len(paths) > 3 else "")
            self._say(self.tr("Reading {names}").format(names=names), None)

    def ask_for_files(self) -> None:
        """Let files be chosen."""
        self.add(choose_documents(self._window, self.tr("Add files to your documents")))

    def ask_for_folder(self) -> None:
        """Let a folder be chosen that is kept in step."""
        self.add(choose_folder(self._window, self.tr("Add a folder to your documents")))

    def add_samples(self) -> None:
        """Add the documents that came with Carrel."""
        self.add((self._look.samples,))

    def _on_attached(self, paths: tuple[Path, ...]) -> None:
        self._screens.go_home()
        self._page.attach(paths)

    def _on_attach_asked(self) -> None:
        title = self.tr("Attach files to this conversation")
        if paths := choose_documents(self._window, title):
            self._page.attach(paths)

    def _on_taken_out(self, attachment: Attachment) -> None:
        self._parts.library.remove((attachment.document_id,))
        self._offer_back((Path(attachment.path),), 1)

    def _on_emptied(self) -> None:
        """Take all files out, and what is kept in step of them: a folder would bring new ones."""
        attached, library = self._page.attached(), self._parts.library
        if not attached:
            return
        folders = [Path(each.path) for each in library.folders(attached[0].collection)]
        files = [Path(each.path) for each in attached]
        alone = [each for each in files if not any(each.is_relative_to(one) for one in folders)]
        library.remove_collection(attached[0].collection)
        self._offer_back((*folders, *alone), len(files))

    def _offer_back(self, paths: tuple[Path, ...], n_files: int) -> None:
        """Say that so many files were taken out; Undo attaches these paths again."""
        conversation_id = self._page.conversation_id
        if conversation_id is None:
            return
        collection = private_collection(conversation_id)

        def undo() -> None:
            self._parts.library.add(paths, collection)
            self._page.on_documents_changed()  # a question waits for them again

        words = self.tr("Attached files removed: {n}. The files stay where they are.")
        self._say(words.format(n=n_files), undo)

    def _on_refused(self) -> None:
        self._say(self.tr("Only files and folders of this computer can be dropped here."), None)
