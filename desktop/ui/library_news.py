"""What the library says, on the screens that list documents: many changes are shown together."""

from __future__ import annotations

import time
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop import library_update
from desktop.ui.conversation_page import ConversationPage
from desktop.ui.library_view import LibraryView
from desktop.ui.parts import Parts
from desktop.ui.steps import Steps

_COALESCE_MS = 150
_REST = 4
"""A list that takes long to show is shown again after so many times as long."""


class LibraryNews(QObject):
    """Keeps the documents on the screen as they are.

    Signals: `listed(tuple[Document])` with all of them, `read()` when what was added has been read,
    `said(str | Problem)` with what a person should hear.
    """

    listed = Signal(object)
    read = Signal()
    said = Signal(object)

    def __init__(
        self, parts: Parts, shelf: LibraryView, page: ConversationPage, window: QWidget
    ) -> None:
        super().__init__(window)
        self._parts, self._shelf, self._page = parts, shelf, page
        # A folder brings thousands of changes.
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._begin)
        self._steps: Steps | None = None
        self._is_asked = False

    def on_update(self, update: library_update.Update) -> None:
        """Show what the library says."""
        match update:
            case library_update.DocumentsChanged() | library_update.FoldersChanged():
                self._show_soon()
            case library_update.DocumentMoved():
                self._shelf.show_document(update.document)
                self._show_soon()
            case library_update.LibraryFailed():
                self.said.emit(update.problem)
            case library_update.IndexingEnded():
                self._on_ended(update)
            case (
                library_update.IndexHealed()
                | library_update.IndexingHeld()
                | library_update.IndexingMoved()
                | library_update.RecognitionEnded()
                | library_update.RecognitionMoved()
            ):
                self._shelf.show_moved(update)

    def stop(self) -> None:
        """Show nothing any more: the window closes."""
        self._timer.stop()
        if self._steps is not None:
            self._steps.stop()

    def _on_ended(self, ended: library_update.IndexingEnded) -> None:
        words = ""
        if ended.is_rescan:
            self._shelf.hide_progress()
        else:
            self.read.emit()
            words = self._shelf.show_end(ended.summary)
        self._page.on_documents_changed()
        if ended.problem is not None:
            self.said.emit(ended.problem)
        elif words:
            self.said.emit(words)

    def _show_soon(self) -> None:
        self._is_asked = True
        if self._steps is None and not self._timer.isActive():
            self._timer.start(_COALESCE_MS)

    def _begin(self) -> None:
        self._is_asked = False
        begun = time.monotonic()
        self._steps = Steps(self._showing(), self)
        self._steps.ended.connect(lambda: self._on_shown(time.monotonic() - begun))
        self._steps.start()

    def _on_shown(self, seconds: float) -> None:
        if self._steps is not None:
            self._steps.deleteLater()
            self._steps = None
        if self._is_asked:
            self._timer.start(max(_COALESCE_MS, round(_REST * seconds * 1000)))

    def _showing(self) -> Iterator[None]:
        """Show the documents as they are now, a screen at a time: there may be 100,000 of them."""
        library = self._parts.library
        documents = library.public_documents()
        yield
        self._shelf.show_collections(library.public_collections(), documents)
        yield
        self._shelf.show_documents(documents)
        yield
        self._shelf.folders.show_folders(library.folders(), documents)
        yield
        self.listed.emit(documents)
        yield
        self._page.on_documents_changed()
        library.forget_private(self._parts.conversations.kept())
