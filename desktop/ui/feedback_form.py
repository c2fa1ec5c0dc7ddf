"""The reasons for a rating, and the answer one would have wanted."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.feedback import Reason, reason_of
from desktop.ui.feedback_tags import FeedbackTags
from desktop.ui.icon import icon
from desktop.ui.text_field import TextField
from desktop.ui.theme import Theme

_LINES = 6
_SAVED_MS = 800
"""After the last letter: what is written survives a crash."""


class FeedbackForm(QWidget):
    """Tags, words and a better answer.

    Signals: `changed()` when any of them is to be kept, `better_asked()`, `finished()`.
    """

    changed = Signal()
    better_asked = Signal()
    finished = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._better = QPushButton(icon("edit", theme.dim), self.tr("Write a better answer"))
        self._better.clicked.connect(self.better_asked)
        done = QPushButton(self.tr("Done"))
        done.clicked.connect(self.finished)
        self._tags = FeedbackTags(self._better, done)
        self._tags.changed.connect(self.changed)
        self._hint = QLabel(self.tr("The answer as you would have wanted it:"))
        self._hint.setProperty("dim", True)
        self._correction = TextField(self.tr("Better answer"), theme, _LINES)
        self._correction.left.connect(self.changed)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.changed)
        self._correction.textChanged.connect(lambda: self._soon.start(_SAVED_MS))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for widget in (self._tags, self._hint, self._correction):
            layout.addWidget(widget)
        self.show_field(is_open=False)

    @property
    def reason(self) -> Reason:
        """What is chosen and said."""
        return self._tags.reason

    @property
    def written(self) -> str:
        """What stands in the field for a better answer."""
        return self._correction.toPlainText().strip()

    def show_reason(self, reason: str, *, offers_tags: bool) -> None:
        """Show a reason given before."""
        self._tags.show_reason(reason_of(reason), offers_tags=offers_tags)

    def write(self, correction: str) -> None:
        """Put a better answer into the field."""
        self._correction.setPlainText(correction)

    def show_field(self, *, is_open: bool) -> None:
        """Show the field for a better answer, or the way to it."""
        self._hint.setVisible(is_open)
        self._correction.setVisible(is_open)
        self._better.setVisible(not is_open)

    def focus_field(self) -> None:
        """Let a better answer be written."""
        self._correction.setFocus()
        self._correction.moveCursor(QTextCursor.MoveOperation.End)
