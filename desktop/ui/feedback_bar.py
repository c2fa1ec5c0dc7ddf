"""Thumbs under an answer, a row to say why, and a field for the answer one wanted."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.domain import Feedback
from desktop.feedback import reason_of
from desktop.ui.feedback_tags import FeedbackTags
from desktop.ui.icon import icon, tool_button
from desktop.ui.text_field import TextField
from desktop.ui.theme import Theme

_LINES = 6
_SAVED_MS = 800
"""After the last letter: what is written survives a crash."""


class FeedbackBar(QWidget):
    """The reasons for a rating and a better answer; the thumbs stand among the answer's actions.

    Signals: `rated(Feedback)`, `unrated()`.
    """

    rated = Signal(object)
    unrated = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.good = tool_button("up", self.tr("Good answer"), theme.dim)
        self.bad = tool_button("down", self.tr("Bad answer"), theme.dim)
        self._connect_thumbs(theme)
        self._feedback: Feedback | None = None
        self._answer = ""
        self._better = QPushButton(icon("edit", theme.dim), self.tr("Write a better answer"))
        self._better.clicked.connect(self.write_better)
        done = QPushButton(self.tr("Done"))
        done.clicked.connect(self._on_done)
        self._tags = FeedbackTags(self._better, done)
        self._tags.changed.connect(self._on_changed)
        self._hint = QLabel(self.tr("The answer as you would have wanted it:"))
        self._hint.setProperty("dim", True)
        self._correction = TextField(self.tr("Better answer"), theme, _LINES)
        self._correction.left.connect(self._on_changed)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._on_changed)
        self._correction.textChanged.connect(lambda: self._soon.start(_SAVED_MS))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for widget in (self._tags, self._hint, self._correction):
            layout.addWidget(widget)
        self._show_field(is_open=False)
        self.hide()

    def show_feedback(self, feedback: Feedback | None, answer: str = "") -> None:
        """Show a rating given before; `answer` is what a better one is made from."""
        self._feedback, self._answer = feedback, answer
        rating = feedback.rating if feedback else ""
        self.good.setChecked(rating == "up")
        self.bad.setChecked(rating == "down")
        reason = reason_of(feedback.reason if feedback else "")
        self._tags.show_reason(reason, offers_tags=rating == "down")
        if feedback and feedback.correction and feedback.correction != self._written():
            self._correction.setPlainText(feedback.correction)

    def write_better(self) -> None:
        """Open the field for a better answer, which begins as the answer that is there."""
        if self._feedback is None:
            self._give(Feedback("down"))
        if not self._written():
            self._correction.setPlainText(self._answer)
        self.show()
        self._show_field(is_open=True)
        self._correction.setFocus()
        self._correction.moveCursor(QTextCursor.MoveOperation.End)

    def _connect_thumbs(self, theme: Theme) -> None:
        on = {self.good: icon("up", theme.good), self.bad: icon("down", theme.warning)}
        off = {self.good: self.good.icon(), self.bad: self.bad.icon()}
        for button, rating in ((self.good, "up"), (self.bad, "down")):
            button.setCheckable(True)
            button.toggled.connect(
                lambda checked, each=button: each.setIcon((on if checked else off)[each])
            )
            button.clicked.connect(lambda checked, rating=rating: self._on_thumb(rating, checked))

    def _show_field(self, *, is_open: bool) -> None:
        self._hint.setVisible(is_open)
        self._correction.setVisible(is_open)
        self._better.setVisible(not is_open)

    def _written(self) -> str:
        """The better answer in the field; one that says the same as the answer is none."""
        text = self._correction.toPlainText().strip()
        return "" if text == self._answer.strip() else text

    def _on_thumb(self, rating: str, checked: bool) -> None:
        if not checked:
            self._feedback = None
            self.hide()
            self.unrated.emit()
            return
        # A better answer that was written stays, whichever thumb is up.
        self._give(Feedback("up" if rating == "up" else "down", "", self._written()))
        self._show_field(is_open=bool(self._written()))
        self.show()

    def _on_changed(self) -> None:
        if self._feedback is None:
            return
        reason = self._tags.reason.as_text()
        given = replace(self._feedback, reason=reason, correction=self._written())
        if given != self._feedback:
            self._give(given)

    def _on_done(self) -> None:
        self._on_changed()
        self.hide()

    def _give(self, feedback: Feedback) -> None:
        self.show_feedback(feedback, self._answer)
        self.rated.emit(feedback)
