"""A conversation on the screen; only the last turns are widgets until somebody scrolls up."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.domain import Language, Turn
from desktop.ui.question_view import QuestionView
from desktop.ui.theme import Theme
from desktop.ui.turn_view import AnswerView

_WINDOW = 60
_PAGE = 40
_COLUMN = 820
_NEAR = 40


class Transcript(QScrollArea):
    """Shows turns and keeps the end in sight while an answer grows, unless the user scrolled away.

    Signals: those of `AnswerView`.
    """

    citation_opened = Signal(object, object)
    asked = Signal(object, str)
    rated = Signal(object, object)
    unrated = Signal(object)

    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__()
        self._theme, self._language = theme, language
        self._views: dict[int, QuestionView | AnswerView] = {}
        self._older: list[Turn] = []
        self._n_documents = 0
        self._questions: dict[int, str] = {}
        self._follows = True
        self.setWidgetResizable(True)
        self.setAccessibleName(self.tr("Conversation"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        flow = QWidget()
        flow.setObjectName("flow")
        column = QWidget()
        column.setMaximumWidth(_COLUMN)
        centred = QHBoxLayout(flow)
        centred.setContentsMargins(0, 0, 0, 0)
        centred.addStretch(1)
        centred.addWidget(column, 100)
        centred.addStretch(1)
        self._column = QVBoxLayout(column)
        self._column.setContentsMargins(20, 20, 20, 16)
        self._column.setSpacing(18)
        self._column.addStretch()
        self.setWidget(flow)
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(self._on_range_changed)
        bar.valueChanged.connect(self._on_scrolled)

    @property
    def is_empty(self) -> bool:
        """Tell whether there is no turn to show."""
        return not self._views

    def show_turns(self, turns: tuple[Turn, ...], n_documents: int) -> None:
        """Show a conversation from its end."""
        self._n_documents = n_documents
        for view in self._views.values():
            self._column.removeWidget(view)
            view.hide()
            view.deleteLater()
        self._views.clear()
        self._questions = {each.id: each.text for each in turns if each.role == "user"}
        self._older = list(turns[:-_WINDOW])
        self._follows = True
        for turn in turns[-_WINDOW:]:
            self._insert(turn, self._column.count() - 1)

    def add(self, turn: Turn, n_documents: int) -> None:
        """Put a new turn at the end and go there."""
        self._n_documents = n_documents
        self._follows = True
        self._insert(turn, self._column.count() - 1)
        QTimer.singleShot(0, self._to_end)

    def change(self, turn: Turn) -> None:
        """Show a turn as it is now."""
        view = self._views.get(turn.id)
        if view is not None:
            view.show_turn(turn)
            return
        self._older = [turn if each.id == turn.id else each for each in self._older]

    def grow(self, turn_id: int, piece: str) -> None:
        """Add a piece of answer."""
        view = self._views.get(turn_id)
        if isinstance(view, AnswerView):
            view.grow(piece)

    def think(self, turn_id: int, piece: str) -> None:
        """Add a piece of what the model thinks before it answers."""
        view = self._views.get(turn_id)
        if isinstance(view, AnswerView):
            view.think(piece)

    def read(self, turn_id: int, share: float) -> None:
        """Show how much of a long prompt the model has read."""
        view = self._views.get(turn_id)
        if isinstance(view, AnswerView):
            view.read(share)

    def _insert(self, turn: Turn, place: int) -> None:
        view: QuestionView | AnswerView
        if turn.role == "user":
            view = QuestionView(turn, self._theme)
            self._questions[turn.id] = turn.text
        else:
            question = self._questions.get(turn.parent_id or 0, "")
            view = AnswerView(turn, question, self._theme, self._language, self._n_documents)
            view.citation_opened.connect(self.citation_opened)
            view.rated.connect(self.rated)
            view.unrated.connect(self.unrated)
        view.asked.connect(self.asked)
        self._views[turn.id] = view
        self._column.insertWidget(place, view)
        if isinstance(view, AnswerView):
            self._mark_last()

    def _mark_last(self) -> None:
        answers = [each for each in self._views.values() if isinstance(each, AnswerView)]
        last = max(answers, key=lambda each: each.turn.id)
        for each in answers:
            each.show_last(each is last)

    def _on_scrolled(self, value: int) -> None:
        bar = self.verticalScrollBar()
        self._follows = value >= bar.maximum() - _NEAR
        if value <= _NEAR and self._older:
            self._show_older()

    def _show_older(self) -> None:
        """Put a page of older turns above, keeping what is read where it is."""
        bar = self.verticalScrollBar()
        below = bar.maximum() - bar.value()
        page, self._older = self._older[-_PAGE:], self._older[:-_PAGE]
        for place, turn in enumerate(page):
            self._insert(turn, place)
        self._column.activate()
        QTimer.singleShot(0, lambda: bar.setValue(bar.maximum() - below))

    def _on_range_changed(self) -> None:
        if self._follows:
            self._to_end()

    def _to_end(self) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum())
