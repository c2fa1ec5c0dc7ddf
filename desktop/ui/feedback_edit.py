"""A rating as it was given, to be changed: thumb, reasons, and the answer one wanted."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.domain import Feedback, Turn
from desktop.feedback import reason_of
from desktop.tree import Judged
from desktop.ui.compare_pane import ComparePane
from desktop.ui.feedback_tags import FeedbackTags
from desktop.ui.parts import Look
from desktop.ui.plain_label import plain_label
from desktop.ui.save_buttons import save_buttons
from desktop.ui.scale import resize
from desktop.ui.text_field import TextField

_SIZE = (680, 600)
_ANY = 16_777_215
_LINES = 4


class FeedbackEdit(QDialog):
    """Changes one rating. Signal: `saved(Feedback)`."""

    saved = Signal(object)

    def __init__(self, judged: Judged, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        assert judged.feedback is not None
        given = judged.feedback
        self.setWindowTitle(self.tr("Edit feedback"))
        self._good = QRadioButton(self.tr("Good answer"))
        self._bad = QRadioButton(self.tr("Bad answer"))
        (self._good if given.rating == "up" else self._bad).setChecked(True)
        self._good.toggled.connect(self._on_toggled)
        self._tags = FeedbackTags()
        self._tags.show_reason(reason_of(given.reason), offers_tags=given.rating == "down")
        answer = ComparePane(self.tr("Answer"), look.theme, look.language)
        answer.show_turn(
            Turn(judged.turn_id, judged.conversation_id, None, "assistant", judged.answer, 0.0)
        )
        self._correction = TextField(self.tr("Better answer"), look.theme, _LINES)
        self._correction.setPlainText(given.correction)
        self._correction.setMinimumHeight(self._correction.height())
        self._correction.setMaximumHeight(_ANY)
        self._correction.setPlaceholderText(self.tr("None was written"))
        thumbs = QHBoxLayout()
        thumbs.addWidget(self._good)
        thumbs.addWidget(self._bad)
        thumbs.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(10)
        question = plain_label(judged.question)
        question.setProperty("title", True)
        layout.addWidget(question)
        layout.addWidget(answer, 1)
        layout.addLayout(thumbs)
        layout.addWidget(self._tags)
        layout.addWidget(QLabel(self.tr("The answer as you would have wanted it:")))
        layout.addWidget(self._correction, 1)
        buttons = save_buttons()
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        resize(self, *_SIZE)
        self._correction.setFocus()

    def _on_toggled(self, is_good: bool) -> None:
        self._tags.show_reason(self._tags.reason, offers_tags=not is_good)

    def _on_accepted(self) -> None:
        rating = "up" if self._good.isChecked() else "down"
        correction = self._correction.toPlainText().strip()
        reason = self._tags.reason.as_text()
        self.saved.emit(Feedback("up" if rating == "up" else "down", reason, correction))
        self.accept()
