"""Thumbs under an answer, and a row to say why."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from desktop.domain import Feedback
from desktop.feedback import REASONS
from desktop.ui.flow_layout import FlowLayout
from desktop.ui.icon import icon, tool_button
from desktop.ui.scale import scaled
from desktop.ui.theme import Theme

_FIELD = 300


class FeedbackBar(QWidget):
    """The reasons for a rating; the two thumbs stand among the answer's actions.

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
        self._chips: dict[str, QPushButton] = {}
        self._words = QLineEdit()
        self._words.setPlaceholderText(self.tr("Say more (optional)"))
        self._words.setAccessibleName(self.tr("Reason in your words"))
        self._words.editingFinished.connect(self._on_words)
        done = QPushButton(self.tr("Done"))
        done.clicked.connect(self._on_done)
        self._why = QLabel(self.tr("Why?"))
        layout = FlowLayout(self)
        layout.addWidget(self._why)
        texts = (
            self.tr("Wrong"),
            self.tr("Not in the document"),
            self.tr("Incomplete"),
            self.tr("Unclear"),
            self.tr("Too long"),
            self.tr("Other"),
        )
        for reason, text in zip(REASONS, texts, strict=True):
            chip = QPushButton(text)
            chip.setProperty("chip", True)
            chip.setCheckable(True)
            chip.clicked.connect(self._on_words)
            self._chips[reason] = chip
            layout.addWidget(chip)
        self._words.setMinimumWidth(scaled(_FIELD))
        layout.addWidget(self._words)
        layout.addWidget(done)
        self.hide()

    def _connect_thumbs(self, theme: Theme) -> None:
        on = {self.good: icon("up", theme.good), self.bad: icon("down", theme.warning)}
        off = {self.good: self.good.icon(), self.bad: self.bad.icon()}
        for button, rating in ((self.good, "up"), (self.bad, "down")):
            button.setCheckable(True)
            button.toggled.connect(
                lambda checked, each=button: each.setIcon((on if checked else off)[each])
            )
            button.clicked.connect(lambda checked, rating=rating: self._on_thumb(rating, checked))

    def show_feedback(self, feedback: Feedback | None) -> None:
        """Show a rating given before."""
        self._feedback = feedback
        rating = feedback.rating if feedback else ""
        self.good.setChecked(rating == "up")
        self.bad.setChecked(rating == "down")
        given = feedback.reason.split("; ") if feedback else []
        for reason, chip in self._chips.items():
            chip.setChecked(reason in given)
        with QSignalBlocker(self._words):
            self._words.setText("; ".join(each for each in given if each not in REASONS))

    def _on_thumb(self, rating: str, checked: bool) -> None:
        if not checked:
            self._feedback = None
            self.hide()
            self.unrated.emit()
            return
        self._give(Feedback("up" if rating == "up" else "down"))
        for widget in (self._why, *self._chips.values()):
            widget.setVisible(rating == "down")
        self.show()

    def _on_words(self) -> None:
        if self._feedback is None:
            return
        reasons = [reason for reason, chip in self._chips.items() if chip.isChecked()]
        words = self._words.text().strip()
        reason = "; ".join([*reasons, *([words] if words else [])])
        if reason != self._feedback.reason:
            self._give(Feedback(self._feedback.rating, reason))

    def _on_done(self) -> None:
        self._on_words()
        self.hide()

    def _give(self, feedback: Feedback) -> None:
        self._feedback = feedback
        self.show_feedback(feedback)
        self.rated.emit(feedback)
