"""Keeps the words of a message that was not sent: for a switch, a restart, a crash."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QPlainTextEdit

from desktop.chat.conversations import Conversations
from desktop.errors import AppError

_PAUSE_MS = 1000  # each save waits for the disk: not at every letter


class Drafts(QObject):
    """Keeps what stands in `message` as the draft of the conversation that is open.

    It is saved when another is opened, when `keep` is called, and where typing pauses.
    """

    def __init__(
        self, conversations: Conversations, message: QPlainTextEdit, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._conversations, self._message = conversations, message
        self._at: int | None = None
        self._kept: str | None = None  # as it is on the disk; None until a conversation is open
        self._unsaved: dict[int | None, str] = {}  # what could not be saved
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.keep)
        message.textChanged.connect(self._pause.start)

    def open(self, conversation_id: int | None) -> str:
        """Keep the words of one conversation; the words another was left with."""
        self.keep()
        kept = self._conversations.draft(conversation_id)
        self._at, self._kept = conversation_id, kept
        return self._unsaved.get(conversation_id, kept)

    def begin(self, conversation_id: int) -> None:
        """Go on with the words of a new page in the conversation it became."""
        before, had = self._at, self._kept
        self._at, self._kept = conversation_id, ""
        self.keep()
        # Only now: what was on the disk stays there until it is somewhere else.
        self._unsaved.pop(before, None)
        if had:
            with suppress(AppError):
                self._conversations.keep_draft(before, "")

    def keep(self) -> None:
        """Save the words as they are now."""
        self._pause.stop()  # after the last call the store may be closed
        if self._kept is None:
            return
        words = self._message.toPlainText()
        try:
            if words != self._kept:
                self._conversations.keep_draft(self._at, words)
        except AppError:
            # Nothing is lost yet, and what is asked next says what is wrong with the disk.
            self._unsaved[self._at] = words
        else:
            self._kept = words
            self._unsaved.pop(self._at, None)

    def take_over(self, before: Drafts) -> None:
        """Go on with the words of another window."""
        before.keep()
        self._unsaved = dict(before._unsaved)
        self._kept = None  # what this window showed so far was older
