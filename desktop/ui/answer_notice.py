"""What there is to say about an answer that did not end as it should, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from desktop.domain import REFUSED, Language, Turn
from desktop.filter import filter_words, without_filter
from desktop.language import language_of
from desktop.ui.ask import Ask
from desktop.ui.plain_label import plain_label
from desktop.wording import refusal, sentence

_GO_ON: tuple[Ask, ...] = ("resume", "again")


class AnswerNotice(QFrame):
    """A sentence about an answer, with buttons.

    `language` is that of the window.

    Signals: `asked(str)` with an `Ask`.
    """

    asked = Signal(str)

    def __init__(self, question: str, language: Language, n_documents: int) -> None:
        super().__init__()
        self.setObjectName("notice")
        self._question, self._language, self._n_documents = question, language, n_documents
        self._label = plain_label()
        self._buttons: dict[Ask, QPushButton] = {}
        self.hide()

    def show_turn(self, turn: Turn, *, is_last: bool) -> None:
        """Say what there is to say about a turn; only the last may be answered anew."""
        words, asks = self._say(turn) if turn.state != "streaming" else ("", ())
        self.setVisible(bool(words))
        if not words and not self._buttons:
            return
        # Made when there is something to say: most answers end as they should.
        self._buttons = self._buttons or self._lay_out()
        self._label.setText(words)
        self._label.setAccessibleName(words)
        for name, button in self._buttons.items():
            button.setVisible(name in asks and (is_last or name == "nearest"))

    def _lay_out(self) -> dict[Ask, QPushButton]:
        buttons: dict[Ask, QPushButton] = {}
        row = QHBoxLayout()
        choices: tuple[tuple[Ask, str], ...] = (
            ("nearest", self.tr("Show the nearest passages")),
            ("plainly", self.tr("Answer without documents")),
            ("resume", self.tr("Continue")),
            ("again", self.tr("Try again")),
        )
        for name, text in choices:
            button = QPushButton(text)
            button.clicked.connect(lambda _=False, name=name: self.asked.emit(name))
            buttons[name] = button
            row.addWidget(button)
        row.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.addWidget(self._label)
        layout.addLayout(row)
        return buttons

    def _say(self, turn: Turn) -> tuple[str, tuple[Ask, ...]]:
        if turn.problem is not None:
            return sentence(turn.problem, self._language), _GO_ON if turn.text else ("again",)
        if turn.state == "interrupted":
            return self.tr("This answer was interrupted."), _GO_ON
        if turn.state == "stopped":
            return self.tr("You stopped this answer."), _GO_ON
        if turn.verdict in REFUSED and not turn.text:
            return self._refusal(turn), _asks(turn)
        if turn.finish == "length":
            return self.tr("This answer reached its longest length."), _GO_ON
        if turn.finish == "repeats":
            # To go on would be to go on in circles.
            return self.tr("The model began to repeat itself and was stopped."), ("again",)
        return "", ()

    def _refusal(self, turn: Turn) -> str:
        asked_in, chosen = language_of(without_filter(self._question)), filter_words(self._question)
        return refusal(turn.verdict, self._language, self._n_documents, asked_in, chosen)


def _asks(turn: Turn) -> tuple[Ask, ...]:
    """Passages that are shown or cannot be there are not offered."""
    return ("plainly",) if turn.citations or turn.verdict == "unmatched" else ("nearest", "plainly")
