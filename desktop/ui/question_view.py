"""One question on the screen, in its bubble."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain import Turn
from desktop.ui.ask import Ask
from desktop.ui.pin_button import PinButton
from desktop.ui.plain_label import plain_label
from desktop.ui.question_edit import Draft, QuestionEdit
from desktop.ui.quiet_button import QuietButton
from desktop.ui.scale import scaled
from desktop.ui.text_view import MOST_CHARS, TextView
from desktop.ui.theme import Theme
from desktop.ui.version_switch import VersionSwitch

_WIDEST_BUBBLE = 560
_NAME_CHARS = 80


class QuestionView(QWidget):
    """What the user said, on the right; it can be copied, pinned, and asked in other words.

    Signals: `asked(Turn, str)` with an `Ask`, `edited(Turn, str)` with the new words, `left()`
    when it stays as it is after all.
    """

    asked = Signal(object, str)
    edited = Signal(object, str)
    left = Signal()

    def __init__(self, turn: Turn, theme: Theme) -> None:
        super().__init__()
        self.turn = turn
        self._edit: QuestionEdit | None = None
        self._pin = PinButton(theme, is_quiet=True)
        self._pin.asked.connect(lambda what: self.asked.emit(self.turn, what))
        self._copy = QuietButton("copy", self.tr("Copy question"), theme.dim)
        self._copy.clicked.connect(lambda: QApplication.clipboard().setText(self.turn.text))
        self._change = QuietButton("edit", self.tr("Edit question"), theme.dim)
        self._change.clicked.connect(self.edit)
        self._switch = VersionSwitch(theme)
        self._switch.asked.connect(lambda what: self.asked.emit(self.turn, what))
        self._bubble = self._make_bubble(theme)
        self._bubble_row = QWidget()
        row = QHBoxLayout(self._bubble_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addStretch(1)
        for button in (self._pin, self._copy, self._change):
            row.addWidget(button)
        row.addSpacing(4)
        row.addWidget(self._bubble, 100)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)
        self._layout.addWidget(self._bubble_row)
        self._layout.addWidget(self._switch, 0, Qt.AlignmentFlag.AlignRight)
        self.show_turn(turn)

    @property
    def so_far(self) -> Turn:
        """The turn; nothing is added to a question."""
        return self.turn

    def show_turn(self, turn: Turn) -> None:
        """Show whether the question is pinned; what was said never changes."""
        self.turn = turn
        self._pin.show_pinned(turn.is_pinned)

    def show_versions(self, versions: Sequence[int]) -> None:
        """Offer the other versions of this question."""
        self._switch.show_versions(self.turn.id, versions)

    def focus_version(self, what: Ask) -> None:
        """Put the keyboard on the way to another version."""
        self._switch.focus(what)

    def edit(self) -> None:
        """Turn the bubble into a place to write."""
        self._opened().setFocus()

    @property
    def draft(self) -> Draft | None:
        """The new words, None where nobody changes the question."""
        return self._edit.draft() if self._edit is not None else None

    def resume(self, draft: Draft | None) -> None:
        """Go on with new words that were begun in another window."""
        if draft is not None:
            self._opened().resume(draft)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Offer what can be done (Qt)."""
        super().enterEvent(event)
        self._show_near(True)

    def leaveEvent(self, event: QEvent) -> None:
        """Put it away (Qt)."""
        super().leaveEvent(event)
        self._show_near(False)

    def _opened(self) -> QuestionEdit:
        if self._edit is None:
            self._edit = QuestionEdit(self.turn.text)
            # It stays open until the new words are saved: they may be refused.
            self._edit.saved.connect(lambda text: self.edited.emit(self.turn, text))
            self._edit.cancelled.connect(self._on_cancelled)
            self._layout.insertWidget(0, self._edit)
            self._bubble_row.hide()
        return self._edit

    def _make_bubble(self, theme: Theme) -> QFrame:
        text = TextView(theme)
        text.show_plain(self.turn.text)
        text.fit_width(scaled(_WIDEST_BUBBLE))
        text.setAccessibleName(self.tr("You: {text}").format(text=self.turn.text[:_NAME_CHARS]))
        # As wide as its text, but narrower where the window is.
        text.setMinimumWidth(0)
        bubble = QFrame()
        bubble.setObjectName("bubble")
        inside = QVBoxLayout(bubble)
        inside.setContentsMargins(14, 8, 12, 8)
        inside.addWidget(text)
        if len(self.turn.text) > MOST_CHARS:
            words = self.tr(
                "Only the first {n} characters are shown here. The rest is kept, too:"
                " “Copy question” gives all of it."
            )
            inside.addWidget(plain_label(words.format(n=f"{MOST_CHARS:,}"), is_dim=True))
        bubble.setMaximumWidth(text.maximumWidth() + 14 + 12)
        return bubble

    def _show_near(self, is_near: bool) -> None:
        for button in (self._pin, self._copy, self._change):
            button.show_near(is_near)

    def _on_cancelled(self) -> None:
        if self._edit is not None:
            self._bubble_row.show()
            self._edit.hide()
            self._edit.deleteLater()
            self._edit = None
            self.left.emit()
