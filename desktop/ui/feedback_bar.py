"""Thumbs under an answer, a row to say why, and a field for the answer one wanted."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain import Feedback
from desktop.ui.feedback_form import FeedbackForm
from desktop.ui.icon import icon, tool_button
from desktop.ui.theme import Theme


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
        self._theme = theme
        self._connect_thumbs(theme)
        self._feedback: Feedback | None = None
        self._answer = ""
        self._form: FeedbackForm | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_feedback(self, feedback: Feedback | None, answer: str = "") -> None:
        """Show a rating given before; `answer` is what a better one is made from."""
        before, self._feedback, self._answer = self._feedback, feedback, answer
        rating = feedback.rating if feedback else ""
        self.good.setChecked(rating == "up")
        self.bad.setChecked(rating == "down")
        if self._form is not None:
            self._fill(self._form)
            self._drop_removed(self._form, before.correction if before else "")

    def write_better(self) -> None:
        """Open the field for a better answer, which begins as the answer that is there."""
        form = self._opened()
        if self._feedback is None:
            self._give(Feedback("down"))
        if not self._written():
            form.write(self._answer)
        self.show()
        form.show_field(is_open=True)
        form.focus_field()

    def _opened(self) -> FeedbackForm:
        """The form, made when it is first needed: most answers are never rated."""
        if self._form is None:
            self._form = form = FeedbackForm(self._theme)
            form.changed.connect(self._on_changed)
            form.better_asked.connect(self.write_better)
            form.finished.connect(self._on_done)
            self._layout.addWidget(form)
            self._fill(form)
        return self._form

    def _fill(self, form: FeedbackForm) -> None:
        given = self._feedback
        form.show_reason(
            given.reason if given else "", offers_tags=bool(given and given.rating == "down")
        )
        if given and given.correction and given.correction != self._written():
            form.write(given.correction)

    def _drop_removed(self, form: FeedbackForm, before: str) -> None:
        """Let a better answer that was taken back go; what was written since then stays."""
        is_gone = bool(before) and not (self._feedback and self._feedback.correction)
        if is_gone and form.written == before.strip():
            form.write("")

    def _connect_thumbs(self, theme: Theme) -> None:
        on = {self.good: icon("up", theme.good), self.bad: icon("down", theme.warning)}
        off = {self.good: self.good.icon(), self.bad: self.bad.icon()}
        for button, rating in ((self.good, "up"), (self.bad, "down")):
            button.setCheckable(True)
            button.toggled.connect(
                lambda checked, each=button: each.setIcon((on if checked else off)[each])
            )
            button.clicked.connect(lambda checked, rating=rating: self._on_thumb(rating, checked))

    def _written(self) -> str:
        """The better answer in the field; one that says the same as the answer is none."""
        if self._form is None:
            return self._feedback.correction if self._feedback else ""
        text = self._form.written
        return "" if text == self._answer.strip() else text

    def _on_thumb(self, rating: str, checked: bool) -> None:
        # What is being written is kept first, so that the rating before can be put back whole.
        self._on_changed()
        if not checked:
            self.show_feedback(None, self._answer)
            self.hide()
            self.unrated.emit()
            return
        # A better answer that was written stays, whichever thumb is up.
        self._give(Feedback("up" if rating == "up" else "down", "", self._written()))
        self._opened().show_field(is_open=bool(self._written()))
        self.show()

    def _on_changed(self) -> None:
        if self._feedback is None or self._form is None:
            return
        reason = self._form.reason.as_text()
        given = replace(self._feedback, reason=reason, correction=self._written())
        if given != self._feedback:
            self._give(given)

    def _on_done(self) -> None:
        self._on_changed()
        # The button goes with the form: without a word from us the keyboard would be anywhere.
        (self.bad if self.bad.isChecked() else self.good).setFocus()
        self.hide()

    def _give(self, feedback: Feedback) -> None:
        self.show_feedback(feedback, self._answer)
        self.rated.emit(feedback)
