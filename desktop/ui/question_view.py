"""One question on the screen, in its bubble."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain import Turn
from desktop.ui.pin_button import PinButton
from desktop.ui.text_view import TextView
from desktop.ui.theme import Theme

_WIDEST_BUBBLE = 560
_NAME_CHARS = 80


class QuestionView(QWidget):
    """What the user said, on the right.

    Signals: `asked(Turn, str)` with "pin" or "unpin".
    """

    asked = Signal(object, str)

    def __init__(self, turn: Turn, theme: Theme) -> None:
        super().__init__()
        self.turn = turn
        text = TextView(theme)
        text.show_plain(turn.text)
        text.fit_width(_WIDEST_BUBBLE)
        text.setAccessibleName(self.tr("You: {text}").format(text=turn.text[:_NAME_CHARS]))
        # As wide as its text, but narrower where the window is.
        text.setMinimumWidth(0)
        bubble = QFrame()
        bubble.setObjectName("bubble")
        inside = QVBoxLayout(bubble)
        inside.setContentsMargins(14, 8, 12, 8)
        inside.addWidget(text)
        bubble.setMaximumWidth(text.maximumWidth() + 14 + 12)
        self._pin = PinButton(theme, is_quiet=True)
        self._pin.asked.connect(lambda what: self.asked.emit(self.turn, what))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addStretch(1)
        row.addWidget(self._pin)
        row.addWidget(bubble, 100)
        self.show_turn(turn)

    def show_turn(self, turn: Turn) -> None:
        """Show whether the question is pinned; what was said never changes."""
        self.turn = turn
        self._pin.show_pinned(turn.is_pinned)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Offer the pin (Qt)."""
        super().enterEvent(event)
        self._pin.show_near(True)

    def leaveEvent(self, event: QEvent) -> None:
        """Put the pin away (Qt)."""
        super().leaveEvent(event)
        self._pin.show_near(False)
