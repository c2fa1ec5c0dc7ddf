"""Keeps what people think of answers, and shows it where it was given."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop.domain import Feedback, Turn
from desktop.errors import AppError
from desktop.feedback import Ratings
from desktop.ui.transcript import Transcript


class RatingChoice(QObject):
    """Does what the thumbs of a transcript ask for.

    Signals: `failed(AppError)` when a rating cannot be kept.
    """

    failed = Signal(object)

    def __init__(self, ratings: Ratings, transcript: Transcript) -> None:
        super().__init__(transcript)
        self._ratings, self._transcript = ratings, transcript
        transcript.rated.connect(self._on_rated)
        transcript.unrated.connect(self._on_unrated)

    def _on_rated(self, turn: Turn, feedback: Feedback) -> None:
        self._change(lambda: self._ratings.rate(turn, feedback))

    def _on_unrated(self, turn: Turn) -> None:
        if not self._change(lambda: self._ratings.clear(turn)):
            # Its thumb says that it is kept still.
            self._transcript.change(turn)

    def _change(self, keep: Callable[[], Turn]) -> bool:
        try:
            self._transcript.change(keep())
        except AppError as error:
            self.failed.emit(error)
            return False
        return True
