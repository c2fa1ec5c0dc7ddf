"""The button that measures this computer, how far it is, and what came of it in words."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.domain import Language
from desktop.tuning import MeasuringEnded, MeasuringMoved, Tuned, Update
from desktop.wording import sentence

Hindrance = Literal["none", "answering", "no_model"]
"""Why nothing can be measured: it would take turns with the answer that is being written."""


class MeasureRow(QWidget):
    """Asks for a measurement and shows it.

    Signals: `asked()`, `cancelled()`.
    """

    asked = Signal()
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._button = QPushButton(self.tr("Measure this computer"))
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("Measuring"))
        self._cancel = QPushButton(self.tr("Cancel"))
        self._cancel.setAccessibleName(self.tr("Cancel measuring"))
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._use = QLabel(self.tr("Used when Threads is Automatic."))
        self._use.setTextFormat(Qt.TextFormat.PlainText)
        self._use.setWordWrap(True)
        self._is_used = True
        self._has_result = False
        for button in (self._button, self._cancel):
            # Return is for Save.
            button.setAutoDefault(False)
        row = QHBoxLayout()
        row.addWidget(self._button)
        row.addWidget(self._progress, 1)
        row.addWidget(self._cancel)
        row.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self._words)
        layout.addWidget(self._use)
        self._button.clicked.connect(self._on_asked)
        self._cancel.clicked.connect(self.cancelled)
        self._show_running(is_running=False)
        self._say("")

    def show_hindrance(self, hindrance: Hindrance) -> None:
        """Let measuring be asked for, or say why it cannot be now."""
        words = {
            "none": "",
            "answering": self.tr("Wait until the answer is finished."),
            "no_model": self.tr("There is no model to measure."),
        }[hindrance]
        self._button.setEnabled(hindrance == "none")
        self._button.setToolTip(words)
        self._button.setAccessibleDescription(words)

    def show_use(self, *, is_used: bool) -> None:
        """Say when the result counts, where the threads are chosen by hand."""
        self._is_used = is_used
        self._use.setVisible(self._has_result and not is_used)

    def show_kept(self, tuned: Tuned | None) -> None:
        """Show what was measured before."""
        self._say(self._result(tuned, 0.0) if tuned else "", is_result=tuned is not None)

    def show_update(self, update: Update, language: Language) -> None:
        """Show how far measuring is, or how it ended."""
        match update:
            case MeasuringMoved():
                self._progress.setValue(round(update.share * 100))
            case MeasuringEnded():
                had_focus = self._cancel.hasFocus()
                self._show_running(is_running=False)
                if had_focus:
                    self._button.setFocus()
                if update.problem is not None:
                    self._say(sentence(update.problem, language))
                elif update.tuned is not None:
                    self._say(self._result(update.tuned, update.before_tok_s), is_result=True)
                else:
                    self._say(self.tr("Cancelled; nothing was changed."))

    def _on_asked(self) -> None:
        self._progress.setValue(0)
        self._show_running(is_running=True)
        self._cancel.setFocus()
        self._say(self.tr("Measuring: other programs at work make it worse."))
        self.asked.emit()

    def _show_running(self, *, is_running: bool) -> None:
        self._button.setVisible(not is_running)
        self._progress.setVisible(is_running)
        self._cancel.setVisible(is_running)

    def _result(self, tuned: Tuned, before_tok_s: float) -> str:
        one, many = self.tr("1 thread"), self.tr("{n} threads").format(n=tuned.threads)
        words = self.tr("{threads}, batches of {batch}: {n} tokens/s").format(
            threads=one if tuned.threads == 1 else many, batch=tuned.batch, n=f"{tuned.tok_s:.0f}"
        )
        if before_tok_s:
            words += self.tr("; was {n}").format(n=f"{before_tok_s:.0f}")
        return words

    def _say(self, words: str, *, is_result: bool = False) -> None:
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self._has_result = is_result
        self.show_use(is_used=self._is_used)
