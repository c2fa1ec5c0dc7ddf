"""What can be done with a finished answer, in one row under it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from desktop.domain import Turn
from desktop.ui.elided_label import ElidedLabel
from desktop.ui.icon import tool_button
from desktop.ui.pin_button import PinButton
from desktop.ui.theme import Theme


class AnswerActions(QWidget):
    """Copy, another try, what was sent, pin, thumbs, and the model with its speed.

    Signals: `copied()`, `asked(str)` with an `Ask`.
    """

    copied = Signal()
    asked = Signal(str)

    def __init__(self, thumbs: tuple[QToolButton, ...], theme: Theme) -> None:
        super().__init__()
        copy = tool_button("copy", self.tr("Copy answer"), theme.dim)
        copy.clicked.connect(self.copied)
        self._again = tool_button("again", self.tr("Try again"), theme.dim)
        self._again.clicked.connect(lambda: self.asked.emit("again"))
        self._sent = tool_button("sent", self.tr("What was sent"), theme.dim)
        self._sent.clicked.connect(lambda: self.asked.emit("sent"))
        self._pin = PinButton(theme)
        self._pin.asked.connect(self.asked)
        self._speed = ElidedLabel()
        self._speed.setProperty("dim", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for button in (copy, self._again, self._sent, self._pin, *thumbs):
            row.addWidget(button)
        row.addSpacing(8)
        row.addWidget(self._speed, 1)

    def show_turn(self, turn: Turn) -> None:
        """Offer what this turn has, once it is finished."""
        self.setVisible(turn.state != "streaming")
        # Quotes alone and refusals come without a model: then nothing was sent to one.
        self._sent.setVisible(bool(turn.model))
        self._pin.show_pinned(turn.is_pinned)
        self._speed.show_text(self._speed_text(turn))

    def show_last(self, is_last: bool) -> None:
        """Offer another try only on the last answer: elsewhere it would hide what follows."""
        self._again.setVisible(is_last)

    def _speed_text(self, turn: Turn) -> str:
        parts = [turn.model] if turn.model else []
        if turn.speed.tok_s:
            parts.append(self.tr("{n} tokens/s").format(n=f"{turn.speed.tok_s:.0f}"))
        return " · ".join(parts)
