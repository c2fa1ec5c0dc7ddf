"""One of two answers side by side; who wrote it is said only when something was decided."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.domain import Language, Turn
from desktop.ui.plain_label import plain_label
from desktop.ui.text_view import TextView
from desktop.ui.theme import Theme
from desktop.wording import sentence

_FLUSH_MS, _SLOWDOWN = 50, 10


class ComparePane(QFrame):
    """An answer as it grows."""

    def __init__(self, name: str, theme: Theme, language: Language) -> None:
        super().__init__()
        self.setObjectName("pane")
        self._theme = theme
        self._frame(theme.line)
        self._language = language
        self.turn: Turn | None = None
        self._awaits_model = False
        self._pieces: list[str] = []
        self._cost_ms = 0.0
        self._name = plain_label(name)
        self._name.setProperty("title", True)
        self._about = plain_label(is_dim=True)
        self._state = plain_label(is_dim=True)
        self._prose = TextView(theme)
        self._prose.setAccessibleName(name)
        self._prose.code_asked.connect(lambda n: self._prose.copy_text(self._prose.codes[n]))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._draw)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        for widget in (self._prose, self._state):
            column.addWidget(widget)
        column.addStretch()
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(name)
        area.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 8, 12)
        layout.addWidget(self._name)
        layout.addWidget(self._about)
        layout.addWidget(area, 1)
        self._about.hide()
        self.show_turn(None)

    @property
    def is_done(self) -> bool:
        """Tell whether there is an answer that does not grow any more."""
        return self.turn is not None and self.turn.state != "streaming" and bool(self.turn.text)

    def show_turn(self, turn: Turn | None) -> None:
        """Show an answer as it is now, or that there is none yet."""
        grown = "".join(self._pieces)
        is_same = turn is not None and self.turn is not None and turn.id == self.turn.id
        self.turn = turn
        is_growing = turn is not None and turn.state == "streaming"
        if not (is_same and is_growing and turn and len(grown) > len(turn.text)):
            self._pieces = [turn.text if turn else ""]
        self._draw()

    def grow(self, piece: str) -> None:
        """Add a piece; it is drawn with the next frame."""
        self._awaits_model = False
        self._pieces.append(piece)
        if not self._timer.isActive():
            self._timer.start(max(_FLUSH_MS, int(self._cost_ms * _SLOWDOWN)))

    def await_model(self) -> None:
        """Say that a model is loaded, until it writes or thinks."""
        self._awaits_model = True
        self._draw()

    def note_thinking(self) -> None:
        """Say that the model is there."""
        if self._awaits_model:
            self._awaits_model = False
            self._draw()

    def name(self, about: str, *, is_better: bool) -> None:
        """Say who wrote it, and whether it was found better."""
        if is_better:
            self._frame(self._theme.good)
        self._about.setText(about)
        self._about.setVisible(bool(about))

    def _frame(self, colour: str) -> None:
        self.setStyleSheet(
            f"QFrame#pane {{ background: {self._theme.page}; border: 1px solid {colour};"
            " border-radius: 12px; }"
        )

    def _draw(self) -> None:
        begun = time.perf_counter()
        text = "".join(self._pieces).strip()
        self._prose.setVisible(bool(text))
        if text:
            self._prose.show_markdown(text)
        words = self._words(text)
        self._state.setText(words)
        self._state.setVisible(bool(words))
        self._cost_ms = (time.perf_counter() - begun) * 1000

    def _words(self, text: str) -> str:
        turn = self.turn
        if turn is None:
            return self.tr("The other answer will stand here.")
        if turn.state == "streaming":
            return "" if text else self._waiting_words()
        if turn.problem is not None:
            return sentence(turn.problem, self._language)
        if turn.state == "stopped":
            return self.tr("Stopped here.")
        return "" if text else self.tr("Nothing was written.")

    def _waiting_words(self) -> str:
        return self.tr("Loading the model…") if self._awaits_model else self.tr("Writing…")
