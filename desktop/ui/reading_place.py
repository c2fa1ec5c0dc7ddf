"""Where somebody is in a conversation when its window is made anew."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint

from desktop.ui.question_edit import Draft
from desktop.ui.question_view import QuestionView
from desktop.ui.transcript import Transcript


@dataclass(frozen=True, slots=True)
class _Top:
    """The turn at the upper edge: so much of it is above, or it begins so far below."""

    turn_id: int
    share: float
    below_top: int


class ReadingPlace:
    """Notes where a transcript is scrolled to and which questions are being changed in it."""

    def __init__(self, transcript: Transcript) -> None:
        self._transcript = transcript
        self._top: _Top | None = None
        self._drafts: dict[int, Draft] = {}

    def note(self) -> None:
        """Take down how it is now, before letters of another size move everything."""
        self._top = None if self._transcript.is_at_end else self._find_top()
        self._drafts = dict(self._transcript.drafts)
        for turn in self._transcript.turns:
            view = self._transcript.view(turn.id)
            if isinstance(view, QuestionView) and (draft := view.draft) is not None:
                self._drafts[turn.id] = draft

    def take_over(self, before: ReadingPlace) -> None:
        """Be where another transcript of the same turns was."""
        transcript, top = self._transcript, before._top
        if top is not None and transcript.reveal(top.turn_id) is not None:
            transcript.go_to(top.turn_id, (), top.below_top, top.share)
        for turn_id, draft in before._drafts.items():
            view = transcript.view(turn_id)
            if isinstance(view, QuestionView):
                view.resume(draft)
            else:
                # Its turn is not drawn yet.
                transcript.drafts[turn_id] = draft

    def _find_top(self) -> _Top | None:
        viewport = self._transcript.viewport()
        for turn in self._transcript.turns:
            if (view := self._transcript.view(turn.id)) is None:
                continue
            y = view.mapTo(viewport, QPoint(0, 0)).y()
            if y + view.height() > 0:
                return _Top(turn.id, max(-y, 0) / max(view.height(), 1), max(y, 0))
        return None
