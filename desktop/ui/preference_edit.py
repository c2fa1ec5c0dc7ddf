"""A comparison as it was decided, to be changed: which answer is better, and why."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.domain import Turn
from desktop.feedback import reason_in
from desktop.tree import Judged, Preference, no_tie
from desktop.ui.compare_pane import ComparePane
from desktop.ui.feedback_tags import FeedbackTags
from desktop.ui.parts import Look
from desktop.ui.plain_label import plain_label
from desktop.ui.save_buttons import save_buttons
from desktop.ui.scale import resize

_SIZE = (860, 600)


class PreferenceEdit(QDialog):
    """Changes one comparison. Signal: `saved(Preference)`."""

    saved = Signal(object)

    def __init__(self, judged: Judged, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        assert judged.preference is not None
        self._given: Preference = judged.preference
        self.setWindowTitle(self.tr("Edit comparison"))
        self._left = QRadioButton(self.tr("Left is better"))
        self._right = QRadioButton(self.tr("Right is better"))
        self._same = QRadioButton(self.tr("No difference"))
        self._bad = QRadioButton(self.tr("Both are bad"))
        ties = {"no difference": self._same, "both bad": self._bad}
        decided = ties.get(self._given.reason, self._left)
        decided.setChecked(True)
        self._tags = FeedbackTags()
        self._tags.show_reason(reason_in(judged), offers_tags=True)
        for each in (self._left, self._right):
            each.toggled.connect(self._refresh)
        question = plain_label(judged.question)
        question.setProperty("title", True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(question)
        layout.addLayout(self._make_answers(judged, look), 1)
        layout.addLayout(self._make_verdicts())
        layout.addWidget(self._tags)
        buttons = save_buttons()
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        resize(self, *_SIZE)
        self._refresh()
        decided.setFocus()

    def _make_answers(self, judged: Judged, look: Look) -> QHBoxLayout:
        sides = QHBoxLayout()
        sides.setSpacing(12)
        answers = (
            (self.tr("Left answer"), self._given.chosen_id, judged.answer),
            (self.tr("Right answer"), self._given.rejected_id, judged.other),
        )
        for name, turn_id, text in answers:
            pane = ComparePane(name, look.theme, look.language)
            pane.show_turn(Turn(turn_id, judged.conversation_id, None, "assistant", text, 0.0))
            sides.addWidget(pane, 1)
        return sides

    def _make_verdicts(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for each in (self._left, self._right, self._same, self._bad):
            row.addWidget(each)
        row.addStretch()
        return row

    def _refresh(self) -> None:
        # Where no answer is better there is nothing that a reason could be for.
        self._tags.setEnabled(self._left.isChecked() or self._right.isChecked())

    def _on_accepted(self) -> None:
        better, worse = self._given.chosen_id, self._given.rejected_id
        if self._right.isChecked():
            better, worse = worse, better
        reason = no_tie(self._tags.reason.as_text())
        if self._same.isChecked():
            reason = "no difference"
        elif self._bad.isChecked():
            reason = "both bad"
        self.saved.emit(Preference(better, worse, reason, self._given.created_at))
        self.accept()
