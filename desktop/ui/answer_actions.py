"""What can be done with a finished answer, in one row under it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from desktop.domain import Turn
from desktop.ui.ask import Ask
from desktop.ui.flow_layout import FlowLayout
from desktop.ui.icon import tool_button
from desktop.ui.pin_button import PinButton
from desktop.ui.plain_label import plain_label
from desktop.ui.scale import scaled
from desktop.ui.theme import Theme
from desktop.ui.version_switch import VersionSwitch

_NARROWEST = 60


class AnswerActions(QWidget):
    """Versions, copy, another try, what was sent, pin, thumbs, more, and the model with its speed.

    Signals: `asked(str)` with an `Ask`.
    """

    asked = Signal(str)

    def __init__(self, thumbs: tuple[QToolButton, ...], theme: Theme) -> None:
        super().__init__()
        self._switch = VersionSwitch(theme)
        self._switch.asked.connect(self.asked)
        copy = tool_button("copy", self.tr("Copy answer"), theme.dim)
        copy.clicked.connect(lambda: self.asked.emit("copy"))
        again = tool_button("again", self.tr("Try again"), theme.dim)
        again.clicked.connect(lambda: self.asked.emit("again"))
        self._compare = tool_button("compare", self.tr("Compare with another answer"), theme.dim)
        self._compare.clicked.connect(lambda: self.asked.emit("compare"))
        self._sent = tool_button("sent", self.tr("What was sent"), theme.dim)
        self._sent.clicked.connect(lambda: self.asked.emit("sent"))
        self._pin = PinButton(theme)
        self._pin.asked.connect(self.asked)
        self._more = tool_button("more", self.tr("More about this answer"), theme.dim)
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._more.setMenu(self._make_menu())
        self._speed = plain_label(is_dim=True, wraps=False)
        self._speed.setMinimumWidth(scaled(_NARROWEST))
        # Large letters in a narrow window take two lines.
        row = FlowLayout(self, 2)
        for button in (self._switch, copy, again, self._compare, self._sent, self._pin):
            row.addWidget(button)
        for widget in (*thumbs, self._more, self._speed):
            row.addWidget(widget)

    def show_turn(self, turn: Turn) -> None:
        """Offer what this turn has, once it is finished."""
        self.setVisible(turn.state != "streaming")
        # Quotes alone and refusals come without a model: then nothing was sent to one.
        self._sent.setVisible(bool(turn.model))
        self._compare.setVisible(bool(turn.text))
        self._pin.show_pinned(turn.is_pinned)
        self._speed.setText(self._speed_text(turn))

    def show_versions(self, turn_id: int, versions: Sequence[int]) -> None:
        """Offer the other answers to the same question."""
        self._switch.show_versions(turn_id, versions)

    def focus_version(self, what: Ask) -> None:
        """Put the keyboard on the way to another version."""
        self._switch.focus(what)

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        asks: tuple[tuple[str, Ask], ...] = (
            (self.tr("Write a better answer…"), "correct"),
            (self.tr("Copy as Markdown"), "copy_markdown"),
            (self.tr("Copy the whole conversation"), "copy_all"),
            (self.tr("Continue in a new conversation from here"), "fork"),
        )
        for words, what in asks:
            menu.addAction(words, partial(self.asked.emit, what))
        return menu

    def _speed_text(self, turn: Turn) -> str:
        parts = [turn.model] if turn.model else []
        if turn.speed.tok_s:
            parts.append(self.tr("{n} tokens/s").format(n=f"{turn.speed.tok_s:.0f}"))
        return " · ".join(parts)
