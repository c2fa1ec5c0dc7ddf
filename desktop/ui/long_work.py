"""Notices that long work has ended while nobody looked at the window, and has it said."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop import library_update
from desktop.chat import update as chat_update

_LONG_READING_S = 30.0
_LONG_ANSWER_S = 20.0
Clock = Callable[[], float]


class LongWork(QObject):
    """Follows answers and the reading of documents.

    `tell` shows a notification; `is_wanted` says whether one may be shown now: nobody looks at the
    window, and the settings allow it.
    """

    def __init__(
        self,
        tell: Callable[[str], None],
        is_wanted: Callable[[], bool],
        clock: Clock = time.monotonic,
    ) -> None:
        super().__init__()
        self._tell, self._is_wanted, self._clock = tell, is_wanted, clock
        self._reading_since: float | None = None
        self._answers: dict[int, float] = {}

    def on_library_update(self, update: library_update.Update) -> None:
        """Take what the library says."""
        if isinstance(update, library_update.IndexingMoved) and self._reading_since is None:
            self._reading_since = self._clock()
        elif isinstance(update, library_update.IndexingEnded):
            since, self._reading_since = self._reading_since, None
            if update.summary is None or update.is_rescan:
                return
            words = self.tr("Reading documents has ended: {n} files")
            self._end(since, _LONG_READING_S, words.format(n=update.summary.files))

    def on_chat_update(self, update: chat_update.Update) -> None:
        """Take what asking says."""
        if not isinstance(update, (chat_update.TurnAdded, chat_update.TurnChanged)):
            return
        turn = update.turn
        if turn.state == "streaming":
            self._answers.setdefault(turn.id, self._clock())
        elif (since := self._answers.pop(turn.id, None)) is not None and turn.state != "stopped":
            words = self.tr("The answer is ready")
            if turn.problem is not None:
                words = self.tr("The answer could not be finished")
            self._end(since, _LONG_ANSWER_S, words)

    def _end(self, since: float | None, long_s: float, words: str) -> None:
        if since is not None and self._clock() - since > long_s and self._is_wanted():
            self._tell(words)
