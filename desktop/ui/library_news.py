"""What the library says, on the screens that list documents: many changes are shown together."""

from __future__ import annotations

import time
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop import library_update
from desktop.domain import Document
from desktop.errors import AppError
from desktop.ui.conversation_page import ConversationPage
from desktop.ui.library_view import LibraryView
from desktop.ui.parts import Parts
from desktop.ui.steps import Steps

_COALESCE_MS = 150
_REST_FACTOR = 4
"""How many times as long as showing the documents took the window is left to others before the
documents are shown again."""
_LONGEST_REST_MS = 2_000


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
        self._window = window
        # A folder brings thousands of changes.
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_timer_timeout)
        self._steps: Steps | None = None
        self._spent_s = 0.0
        self._is_asked = self._is_stopped = False

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
        self._is_stopped = True
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
        if self._steps is None and not self._timer.isActive() and not self._is_stopped:
            self._timer.start(_COALESCE_MS)

    def _on_timer_timeout(self) -> None:
        self._is_asked, self._spent_s = False, 0.0
        self._steps = Steps(self._showing(), self)
        self._steps.ended.connect(self._on_steps_ended)
        self._steps.failed.connect(self._on_steps_failed)
        self._steps.start()

    def _on_steps_ended(self) -> None:
        if self._steps is not None:
            self._steps.deleteLater()
            self._steps = None
        if self._is_asked and not self._is_stopped:
            rest = min(round(_REST_FACTOR * self._spent_s * 1000), _LONGEST_REST_MS)
            self._timer.start(max(_COALESCE_MS, rest))

    def _on_steps_failed(self, error: AppError) -> None:
        self.said.emit(error.problem)
        # What comes next is shown all the same.
        self._on_steps_ended()

    def _showing(self) -> Iterator[None]:
        """Show the documents as they are now, a screen at a time: there may be 100,000 of them."""
        for show in (
            self._show_collections,
            self._show_documents,
            self._show_folders,
            self._list,
            self._tell_page,
        ):
            # A window that was made anew leaves a hidden one behind.
            if not self._window.isVisible():
                return
            begun = time.monotonic()
            show()
            self._spent_s += time.monotonic() - begun
            yield

    @property
    def _documents(self) -> tuple[Document, ...]:
        # Asked for by every step: between two of them the library may have said something.
        return self._parts.library.public_documents()

    def _show_collections(self) -> None:
        self._shelf.show_collections(self._parts.library.public_collections(), self._documents)

    def _show_documents(self) -> None:
        self._shelf.show_documents(self._documents)

    def _show_folders(self) -> None:
        self._shelf.folders.show_folders(self._parts.library.folders(), self._documents)

    def _list(self) -> None:
        self.listed.emit(self._documents)

    def _tell_page(self) -> None:
        self._page.on_documents_changed()
        self._parts.library.forget_private(self._parts.conversations.kept())
