"""Two answers to one question side by side, unnamed and in random order, and which is better."""

from __future__ import annotations

import random
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop.domain import Turn
from desktop.ui.compare_pane import ComparePane
from desktop.ui.compare_setup import CompareSetup, Offers
from desktop.ui.parts import Look
from desktop.ui.plain_label import plain_label
from desktop.ui.scale import resize

Verdict = Literal["left", "right", "no difference", "both bad"]
_SIZE = (980, 640)


class CompareDialog(QDialog):
    """Shows an answer and another one.

    Signals: `asked(Wanted)` for another answer, `stopped()`, `decided(Verdict, str)` with the
    reason.
    """

    asked = Signal(object)
    stopped = Signal()
    decided = Signal(str, str)

    def __init__(
        self, turn: Turn, question: str, offers: Offers, look: Look, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Compare answers"))
        self._turn = turn
        self._is_decided = False
        self._panes = (
            ComparePane(self.tr("Left answer"), look.theme, look.language),
            ComparePane(self.tr("Right answer"), look.theme, look.language),
        )
        self.setup = CompareSetup(offers)
        self.setup.asked.connect(self.asked)
        self._stop = QPushButton(self.tr("Stop"))
        self._stop.clicked.connect(self.stopped)
        self._why = QLineEdit()
        self._why.setPlaceholderText(self.tr("Why? (optional)"))
        self._why.setAccessibleName(self.tr("Reason in your words"))
        self._status = plain_label(is_dim=True)
        self._picks = self._make_picks()
        self._close = QPushButton(self.tr("Close"))
        self._close.clicked.connect(self.accept)
        self._lay_out(question)
        # Enter in the line for a reason is not to press the first button there is.
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)
        resize(self, *_SIZE)
        self._shuffle()
        self._refresh()

    @property
    def left(self) -> Turn | None:
        """The answer on the left."""
        return self._panes[0].turn

    @property
    def right(self) -> Turn | None:
        """The answer on the right."""
        return self._panes[1].turn

    @property
    def other(self) -> Turn | None:
        """The answer that was set beside the first one."""
        return self._other.turn

    def show_other(self, turn: Turn, *, awaits_model: bool = False) -> None:
        """Set an answer beside the first one, on a side that chance decides.

        `awaits_model` where its model has to be loaded first.
        """
        self._shuffle()
        self._other.show_turn(turn)
        if awaits_model:
            self._other.await_model()
        self._status.setText("")
        self._refresh()

    def change(self, turn: Turn) -> None:
        """Show the other answer as it is now."""
        self._other.show_turn(turn)
        self._refresh()

    def grow(self, piece: str) -> None:
        """Add a piece to the other answer."""
        self._other.grow(piece)

    def note_thinking(self) -> None:
        """Say that the model of the other answer is at work."""
        self._other.note_thinking()

    def say(self, words: str) -> None:
        """Say something below the answers."""
        self._status.setText(words)

    def name(self, first: str, other: str, verdict: Verdict, words: str) -> None:
        """Say who wrote which answer, now that something was decided."""
        self._is_decided = True
        for pane, about in ((self._first, first), (self._other, other)):
            is_left = pane is self._panes[0]
            pane.name(about, is_better=verdict == ("left" if is_left else "right"))
        self.say(words)
        self._refresh()
        self._close.setFocus()

    def _shuffle(self) -> None:
        sides = list(self._panes)
        random.shuffle(sides)
        self._first, self._other = sides
        self._first.show_turn(self._turn)
        self._other.show_turn(None)

    def _make_picks(self) -> tuple[QPushButton, ...]:
        picks: tuple[tuple[str, Verdict, str], ...] = (
            (self.tr("Left is better"), "left", "Alt+Left"),
            (self.tr("No difference"), "no difference", "Alt+Up"),
            (self.tr("Both are bad"), "both bad", "Alt+Down"),
            (self.tr("Right is better"), "right", "Alt+Right"),
        )
        buttons = []
        for words, verdict, keys in picks:
            button = QPushButton(words)
            button.setShortcut(QKeySequence(keys))
            native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
            button.setToolTip(f"{words} ({native})")
            button.clicked.connect(
                lambda _=False, verdict=verdict: self.decided.emit(verdict, self._why.text())
            )
            buttons.append(button)
        return tuple(buttons)

    def _lay_out(self, question: str) -> None:
        title = plain_label(question)
        title.setProperty("title", True)
        top = QHBoxLayout()
        top.addWidget(self.setup, 1)
        top.addWidget(self._stop)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(12)
        split.setStyleSheet("QSplitter::handle { background: none; }")
        for pane in self._panes:
            split.addWidget(pane)
        picks = QHBoxLayout()
        for button in self._picks:
            picks.addWidget(button, 1)
        below = QHBoxLayout()
        below.addWidget(self._status, 1)
        below.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(title)
        layout.addLayout(top)
        layout.addWidget(split, 1)
        layout.addWidget(self._why)
        layout.addLayout(picks)
        layout.addLayout(below)

    def _refresh(self) -> None:
        other = self._other.turn
        is_growing = other is not None and other.state == "streaming"
        is_open = self._first.is_done and self._other.is_done and not self._is_decided
        for button in self._picks:
            button.setEnabled(is_open)
        self._why.setEnabled(is_open)
        self.setup.setEnabled(not is_growing and not self._is_decided)
        self.setup.begin.setVisible(not is_growing)
        self._stop.setVisible(is_growing)
