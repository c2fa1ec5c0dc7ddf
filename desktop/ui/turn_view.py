"""One answer on the screen, with everything it rests on."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain import Citation, Language, Turn
from desktop.filter import filter_words
from desktop.ui.answer_actions import AnswerActions
from desktop.ui.answer_notice import AnswerNotice
from desktop.ui.ask import Ask
from desktop.ui.evidence import CitationChips, Evidence
from desktop.ui.feedback_bar import FeedbackBar
from desktop.ui.hints import MarkHints
from desktop.ui.markup import with_marks
from desktop.ui.passage_card import Hint, hint_of
from desktop.ui.plain_label import plain_label
from desktop.ui.prose_view import ProseView
from desktop.ui.reasoning_view import ReasoningView
from desktop.ui.theme import Theme
from desktop.wording import narrowed, refusal

_FLUSH_MS = 50
_SLOWDOWN = 10
_NAME_CHARS = 80


class AnswerView(QWidget):
    """An answer as it grows: quotes, thoughts, prose, notice, citations, actions.

    `question` is what it answers, `language` that of the window.

    Signals: `citation_opened(Turn, Citation)`, `asked(Turn, str)` with an `Ask`,
    `rated(Turn, Feedback)` and `unrated(Turn)`.
    """

    citation_opened = Signal(object, object)
    asked = Signal(object, str)
    rated = Signal(object, object)
    unrated = Signal(object)

    def __init__(
        self, turn: Turn, question: str, theme: Theme, language: Language, n_documents: int
    ) -> None:
        super().__init__()
        self.turn = turn
        self._question, self._language = question, language
        self._is_last = True
        self._pieces: list[str] = [turn.text]
        self._last_cost_ms = 0.0
        self._evidence = Evidence(theme, language)
        self._doubt = plain_label(is_dim=True)
        self._reasoning = ReasoningView(theme)
        self._prose = ProseView(theme)
        self._legend = plain_label(is_dim=True)
        self._waiting = plain_label(is_dim=True)
        self._notice = AnswerNotice(question, language, n_documents)
        self._chips = CitationChips(theme, language)
        self._feedback = FeedbackBar(theme)
        self._actions = AnswerActions((self._feedback.good, self._feedback.bad), theme)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._lay_out()
        self._connect()
        self.show_turn(turn)

    @property
    def so_far(self) -> Turn:
        """The turn with all that was heard of it, which may be ahead of what was saved."""
        if self.turn.state != "streaming":
            return self.turn
        return replace(self.turn, text="".join(self._pieces), reasoning=self._reasoning.text)

    def show_turn(self, turn: Turn) -> None:
        """Show everything about a turn as it is now."""
        is_done = turn.state != "streaming"
        if is_done or len(turn.text) >= len("".join(self._pieces)):
            self._pieces = [turn.text]
        # What was heard piece by piece is ahead of what was saved, unless the answer begins anew.
        begins = self.turn.state != "streaming"
        if is_done or begins or len(turn.reasoning) >= len(self._reasoning.text):
            self._reasoning.show_text(turn.reasoning)
        self.turn = turn
        self._evidence.show_quotes(turn.quotes, turn.citations)
        self._doubt.setText(refusal("weak", self._language, 0))
        self._doubt.setVisible(turn.verdict == "weak" and bool(turn.quotes))
        self._chips.show_citations(self._cited_below())
        self._notice.show_turn(turn, is_last=self._is_last)
        self._actions.show_turn(turn)
        self._feedback.show_feedback(turn.feedback if is_done else None, turn.text)
        self._draw()

    def show_versions(self, versions: Sequence[int]) -> None:
        """Offer the other answers to the same question."""
        self._actions.show_versions(self.turn.id, versions)

    def focus_version(self, what: Ask) -> None:
        """Put the keyboard on the way to another version."""
        self._actions.focus_version(what)

    def show_last(self, is_last: bool) -> None:
        """Offer to go on only below the last answer."""
        if is_last == self._is_last:
            return
        self._is_last = is_last
        self._notice.show_turn(self.turn, is_last=is_last)

    def grow(self, piece: str) -> None:
        """Add a piece of answer; it is drawn with the next frame."""
        self._pieces.append(piece)
        self._draw_soon()

    def think(self, piece: str) -> None:
        """Add a piece of what the model thinks before it answers."""
        self._reasoning.grow(piece)
        self._draw_soon()

    def read(self, share: float) -> None:
        """Show how much of a long prompt the model has read."""
        words = self.tr("Reading the prompt… {n} %").format(n=round(share * 100))
        self._waiting.setText(words)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for widget in (
            self._evidence,
            self._doubt,
            self._reasoning,
            self._prose,
            self._legend,
            self._waiting,
            self._notice,
            self._chips,
            self._actions,
            self._feedback,
        ):
            layout.addWidget(widget)

    def _connect(self) -> None:
        self._evidence.opened.connect(self._on_opened)
        self._chips.opened.connect(self._on_opened)
        self._prose.cited.connect(self._on_cited)
        self._prose.view_added.connect(lambda view: MarkHints(view, self._hint_for))
        for each in (self._notice, self._actions):
            each.asked.connect(self._on_asked)
        self._feedback.rated.connect(lambda given: self.rated.emit(self.turn, given))
        self._feedback.unrated.connect(lambda: self.unrated.emit(self.turn))
        self._timer.timeout.connect(self._draw)

    def _draw_soon(self) -> None:
        if not self._timer.isActive():
            self._timer.start(max(_FLUSH_MS, int(self._last_cost_ms * _SLOWDOWN)))

    def _draw(self) -> None:
        begun = time.perf_counter()
        text = "".join(self._pieces).strip()
        is_done = self.turn.state != "streaming"
        self._legend.setText(self._legend_text() if is_done else "")
        self._legend.setVisible(bool(self._legend.text()))
        is_waiting = not is_done and not text
        self._reasoning.show_thinking(is_waiting)
        self._waiting.setText(self._waiting_text())
        self._waiting.setVisible(is_waiting and not self._reasoning.text.strip())
        self._prose.setVisible(bool(text))
        if text:
            marked = with_marks(self.turn.text, self.turn.supports) if is_done else text
            self._prose.set_name(self.tr("Answer: {text}").format(text=text[:_NAME_CHARS]))
            self._prose.show_markdown(marked, is_growing=not is_done)
        self._last_cost_ms = (time.perf_counter() - begun) * 1000

    def _cited_below(self) -> tuple[Citation, ...]:
        turn = self.turn
        if turn.state == "streaming":
            return ()
        # A quote shows its own; below stand those that only the prose rests on.
        quoted = {each.n for each in turn.quotes}
        return tuple(each for each in turn.citations if each.n not in quoted)

    def _waiting_text(self) -> str:
        if self.turn.quotes or self.turn.route == "conversation":
            return self.tr("Writing…")
        return self.tr("Looking in your documents…")

    def _legend_text(self) -> str:
        turn = self.turn
        lines = []
        if turn.text and any(not each.citations for each in turn.supports):
            lines.append(self.tr("[?] None of the passages says this."))
        elif turn.quotes and not turn.text and turn.state == "complete":
            words = self.tr("Answered with quotes only: no model at hand writes this language.")
            lines.append(words)
        if turn.verdict in ("grounded", "weak"):
            lines.append(narrowed(filter_words(self._question), self._language))
        return "\n".join(each for each in lines if each)

    def _on_asked(self, what: Ask) -> None:
        if what == "correct":
            self._feedback.write_better()
        else:
            self.asked.emit(self.turn, what)

    def _on_opened(self, citation: Citation) -> None:
        self.citation_opened.emit(self.turn, citation)

    def _hint_for(self, n: int) -> Hint | None:
        if n == 0:
            words = self.tr(
                "Nothing that was found in your documents says this sentence. It may be what the"
                " model knows or guesses: check it before you rely on it."
            )
            return Hint(self.tr("[?] Without a source"), words)
        quoted = next((each.text for each in self.turn.quotes if each.n == n), "")
        found = next((each for each in self.turn.citations if each.n == n), None)
        return hint_of(found, self._language, quoted) if found is not None else None

    def _on_cited(self, n: int) -> None:
        for each in self.turn.citations:
            if each.n == n:
                self._on_opened(each)
