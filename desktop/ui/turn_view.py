"""One turn on the screen: a question in its bubble, or an answer with everything it rests on."""

from __future__ import annotations

import time
from typing import Literal

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.domain import Citation, Language, Turn
from desktop.ui.elided_label import ElidedLabel
from desktop.ui.evidence import CitationChips, Evidence
from desktop.ui.feedback_bar import FeedbackBar
from desktop.ui.icon import tool_button
from desktop.ui.markup import with_marks
from desktop.ui.text_view import TextView
from desktop.ui.theme import Theme
from desktop.wording import refusal, sentence

_WIDEST_BUBBLE = 560
_FLUSH_MS = 50
_SLOWDOWN = 10
_NAME_CHARS = 80

Ask = Literal["again", "resume", "nearest", "plainly"]


class QuestionView(QWidget):
    """What the user said, on the right."""

    def __init__(self, turn: Turn, theme: Theme) -> None:
        super().__init__()
        self.turn = turn
        text = TextView(theme)
        text.show_plain(turn.text)
        text.fit_width(_WIDEST_BUBBLE)
        text.setAccessibleName(self.tr("You: {text}").format(text=turn.text[:_NAME_CHARS]))
        bubble = QFrame()
        bubble.setObjectName("bubble")
        inside = QVBoxLayout(bubble)
        inside.setContentsMargins(14, 8, 12, 8)
        inside.addWidget(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(bubble)


class AnswerView(QWidget):
    """An answer as it grows: quotes, prose, notice, citations, actions.

    `asked` is the language of the question, `language` that of the window.

    Signals: `citation_opened(Turn, Citation)`, `asked(Turn, str)` with an `Ask`,
    `rated(Turn, Feedback)` and `unrated(Turn)`.
    """

    citation_opened = Signal(object, object)
    asked = Signal(object, str)
    rated = Signal(object, object)
    unrated = Signal(object)

    def __init__(
        self, turn: Turn, asked: Language, theme: Theme, language: Language, n_documents: int
    ) -> None:
        super().__init__()
        self.turn = turn
        self._asked, self._language = asked, language
        self._n_documents = n_documents
        self._is_last = True
        self._pieces: list[str] = [turn.text]
        self._last_cost_ms = 0.0
        self._evidence = Evidence(theme, language)
        self._evidence.opened.connect(self._on_opened)
        self._doubt = _label(dim=True)
        self._prose = TextView(theme)
        self._prose.cited.connect(self._on_cited)
        self._waiting = _label(dim=True)
        self._notice = _Notice()
        self._notice.asked.connect(self._on_asked)
        self._chips = CitationChips(theme, language)
        self._chips.opened.connect(self._on_opened)
        self._feedback = FeedbackBar(theme)
        self._feedback.rated.connect(lambda given: self.rated.emit(self.turn, given))
        self._feedback.unrated.connect(lambda: self.unrated.emit(self.turn))
        self._copy = tool_button("copy", self.tr("Copy answer"), theme.dim)
        self._copy.clicked.connect(self._on_copy)
        self._again = tool_button("again", self.tr("Try again"), theme.dim)
        self._again.clicked.connect(lambda: self._on_asked("again"))
        self._speed = ElidedLabel()
        self._speed.setProperty("dim", True)
        self._legend = _label(dim=True)
        self._actions = self._make_actions()
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._draw)
        self.show_turn(turn)

    def show_turn(self, turn: Turn) -> None:
        """Show everything about a turn as it is now."""
        self.turn = turn
        if turn.state != "streaming" or len(turn.text) >= len("".join(self._pieces)):
            self._pieces = [turn.text]
        is_done = turn.state != "streaming"
        self._evidence.show_quotes(turn.quotes, turn.citations)
        self._doubt.setText(refusal("weak", self._language, 0))
        self._doubt.setVisible(turn.verdict == "weak" and bool(turn.quotes))
        self._chips.show_citations(self._cited_below())
        self._show_notice()
        self._actions.setVisible(is_done)
        self._speed.show_text(self._speed_text())
        self._feedback.show_feedback(turn.feedback if is_done else None)
        self._waiting.setText(self._waiting_text())
        self._draw()

    def show_last(self, is_last: bool) -> None:
        """Offer another try only on the last answer: elsewhere it would hide what follows."""
        self._is_last = is_last
        self._again.setVisible(is_last)
        self._show_notice()

    def grow(self, piece: str) -> None:
        """Add a piece of answer; it is drawn with the next frame."""
        self._pieces.append(piece)
        if not self._timer.isActive():
            self._timer.start(max(_FLUSH_MS, int(self._last_cost_ms * _SLOWDOWN)))

    def _make_actions(self) -> QWidget:
        actions = QWidget()
        row = QHBoxLayout(actions)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for button in (self._copy, self._again, self._feedback.good, self._feedback.bad):
            row.addWidget(button)
        row.addSpacing(8)
        row.addWidget(self._speed, 1)
        return actions

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for widget in (
            self._evidence,
            self._doubt,
            self._prose,
            self._legend,
            self._waiting,
            self._notice,
            self._chips,
            self._actions,
            self._feedback,
        ):
            layout.addWidget(widget)

    def _draw(self) -> None:
        begun = time.perf_counter()
        text = "".join(self._pieces).strip()
        is_done = self.turn.state != "streaming"
        self._legend.setText(self._legend_text() if is_done else "")
        self._legend.setVisible(bool(self._legend.text()))
        self._waiting.setVisible(not is_done and not text)
        self._prose.setVisible(bool(text))
        if text:
            marked = with_marks(self.turn.text, self.turn.supports) if is_done else text
            self._prose.show_markdown(marked)
            self._prose.setAccessibleName(self.tr("Answer: {text}").format(text=text[:_NAME_CHARS]))
        self._last_cost_ms = (time.perf_counter() - begun) * 1000

    def _cited_below(self) -> tuple[Citation, ...]:
        turn = self.turn
        if turn.state == "streaming":
            return ()
        # A quote shows its own; below stand those that only the prose rests on.
        quoted = {each.n for each in turn.quotes}
        return tuple(each for each in turn.citations if each.n not in quoted)

    def _waiting_text(self) -> str:
        if self.turn.quotes:
            return self.tr("Writing…")
        return self.tr("Looking in your documents…")

    def _show_notice(self) -> None:
        turn = self.turn
        if turn.state == "streaming":
            self._notice.hide()
            return
        if turn.problem is not None:
            asks: tuple[Ask, ...] = ("resume", "again") if turn.text else ("again",)
            self._say(sentence(turn.problem, self._language), asks)
        elif turn.state == "interrupted":
            self._say(self.tr("This answer was interrupted."), ("resume", "again"))
        elif turn.state == "stopped":
            self._say(self.tr("You stopped this answer."), ("resume", "again"))
        elif turn.verdict in ("nothing", "language") and not turn.text:
            nearest: tuple[Ask, ...] = () if turn.citations else ("nearest",)
            words = refusal(turn.verdict, self._language, self._n_documents, self._asked)
            self._say(words, (*nearest, "plainly"))
        else:
            self._notice.hide()

    def _say(self, words: str, asks: tuple[Ask, ...]) -> None:
        changes_nothing = tuple(each for each in asks if each == "nearest")
        self._notice.say(words, asks if self._is_last else changes_nothing)

    def _legend_text(self) -> str:
        turn = self.turn
        if turn.text and any(not each.citations for each in turn.supports):
            return self.tr("[?] None of the passages says this.")
        if turn.quotes and not turn.text and turn.state == "complete":
            return self.tr("Answered with quotes only: no model at hand writes this language.")
        return ""

    def _speed_text(self) -> str:
        speed = self.turn.speed
        parts = [self.turn.model] if self.turn.model else []
        if speed.tok_s:
            parts.append(self.tr("{n} tokens/s").format(n=f"{speed.tok_s:.0f}"))
        return " · ".join(parts)

    def _on_opened(self, citation: Citation) -> None:
        self.citation_opened.emit(self.turn, citation)

    def _on_cited(self, n: int) -> None:
        for each in self.turn.citations:
            if each.n == n:
                self._on_opened(each)

    def _on_asked(self, what: str) -> None:
        self.asked.emit(self.turn, what)

    def _on_copy(self) -> None:
        quotes = "\n".join(f"“{each.text}” [{each.n}]" for each in self.turn.quotes)
        QApplication.clipboard().setText("\n\n".join(p for p in (quotes, self.turn.text) if p))


class _Notice(QFrame):
    """A sentence about an answer, and what can be done."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self._label = _label(dim=False)
        self._buttons: dict[str, QPushButton] = {}
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
            self._buttons[name] = button
            row.addWidget(button)
        row.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.addWidget(self._label)
        layout.addLayout(row)

    def say(self, words: str, asks: tuple[Ask, ...]) -> None:
        """Show a sentence with these choices."""
        self._label.setText(words)
        self._label.setAccessibleName(words)
        for name, button in self._buttons.items():
            button.setVisible(name in asks)
        self.show()


def _label(*, dim: bool) -> QLabel:
    label = QLabel()
    label.setProperty("dim", dim)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
