"""How far the work on documents is, with buttons that pause and stop it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from desktop.pacing import Reason
from desktop.ui.elided_label import ElidedLabel


class ProgressRow(QWidget):
    """A bar and words; hidden until there is something to show.

    Signals: `cancelled()`, `paused(bool)`.
    """

    cancelled = Signal()
    paused = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._words = ""
        self._reason: Reason | None = None
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Indexing progress"))
        self._label = ElidedLabel(Qt.TextElideMode.ElideRight)
        self._label.setProperty("dim", True)
        self._pause = QPushButton()
        self._pause.clicked.connect(lambda: self.paused.emit(self._reason != "paused"))
        self._stop = QPushButton(self.tr("Stop indexing"))
        self._stop.clicked.connect(self.cancelled)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 8)
        row.addWidget(self._bar, 1)
        row.addWidget(self._label, 2)
        row.addWidget(self._pause)
        row.addWidget(self._stop)
        self._refresh()
        self.hide()

    def show_words(self, done: int, total: int, words: str, *, can_stop: bool = True) -> None:
        """Show a share, and what is being done."""
        self._pause.setVisible(can_stop)
        self._stop.setVisible(can_stop)
        self._bar.setMaximum(max(total, 1))
        self._bar.setValue(done)
        self._words = words
        self._refresh()
        self.show()

    def show_held(self, reason: Reason | None) -> None:
        """Show why it waits, or that it goes on."""
        self._reason = reason
        self._refresh()

    def take_over(self, before: ProgressRow) -> None:
        """Show what another row shows."""
        self.show_held(before._reason)
        if not before.isHidden():
            bar = before._bar
            can_stop = not before._stop.isHidden()
            self.show_words(bar.value(), bar.maximum(), before._words, can_stop=can_stop)

    def _refresh(self) -> None:
        is_paused = self._reason == "paused"
        self._pause.setText(self.tr("Resume") if is_paused else self.tr("Pause"))
        held = self._held_words()
        self._label.show_text(f"{held} · {self._words}" if held else self._words)

    def _held_words(self) -> str:
        match self._reason:
            case "paused":
                return self.tr("Paused")
            case "answering":
                return self.tr("Waits for the answer")
            case "busy":
                return self.tr("Waits until this computer is idle")
            case _:
                return ""
