"""A conversation on the screen; only the last turns are widgets until somebody scrolls up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.domain import Language, Turn
from desktop.ui.ask import Ask
from desktop.ui.attic import Attic
from desktop.ui.question_edit import Draft
from desktop.ui.question_view import QuestionView
from desktop.ui.scale import scaled
from desktop.ui.theme import Theme
from desktop.ui.turn_aim import TurnAim
from desktop.ui.turn_view import AnswerView
from desktop.ui.undrawn import Undrawn

_WINDOW = 8
_AROUND, _FEW = 4, 2
_ENOUGH = 48
"""More turns than these are drawn only near: each costs memory, a layout of all of them time."""
_AHEAD, _FAR = 3, 4
"""Turns come in one by one before one gets there and go behind; in heights of what is seen."""
_COLUMN = 820
_MARGIN = 20
_NEAR = 40
_BELOW_TOP = 60
_MOST_AT_ONCE = 24
"""No more turns than these are drawn before the first picture of a place one goes to."""
_NONE: Mapping[int, tuple[int, ...]] = {}


class Transcript(QScrollArea):
    """Shows turns and keeps the end in sight while an answer grows, unless the user scrolled away.

    Signals: those of `AnswerView` and `QuestionView`, and `drew(object)` with each view that comes.
    """

    citation_opened = Signal(object, object)
    asked = Signal(object, str)
    rated = Signal(object, object)
    unrated = Signal(object)
    edited = Signal(object, str)
    left = Signal()
    drew = Signal(object)

    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__()
        self._theme, self._language = theme, language
        self._views: dict[int, QuestionView | AnswerView] = {}
        self._undrawn = Undrawn()
        self._versions: Mapping[int, tuple[int, ...]] = {}
        self.drafts: dict[int, Draft] = {}
        self._aim, self._attic = TurnAim(self), Attic(self)
        self._aim.ended.connect(lambda: self._on_scrolled(self.verticalScrollBar().value()))
        self._is_holding = self._is_settling = False
        self._filling = QTimer(self, singleShot=True)
        self._filling.timeout.connect(self._fill)
        self._n_documents = 0
        self._questions: dict[int, str] = {}
        self._follows = True
        self.setWidgetResizable(True)
        self.setAccessibleName(self.tr("Conversation"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._flow = QWidget()
        self._flow.setObjectName("flow")
        column = QWidget()
        column.setMaximumWidth(scaled(_COLUMN))
        centred = QHBoxLayout(self._flow)
        centred.setContentsMargins(0, 0, 0, 0)
        centred.addStretch(1)
        centred.addWidget(column, 100)
        centred.addStretch(1)
        self._column = QVBoxLayout(column)
        self._column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, 16)
        self._column.setSpacing(18)
        self._column.addStretch()
        self.setWidget(self._flow)
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(self._on_range_changed)
        bar.valueChanged.connect(self._on_scrolled)
        bar.sliderReleased.connect(self._on_released)

    @property
    def is_empty(self) -> bool:
        """Tell whether there is no turn to show."""
        return not self._views

    @property
    def is_at_end(self) -> bool:
        """Tell whether the end is kept in sight."""
        return self._follows

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The branch that is shown, oldest turn first."""
        drawn = sorted((each.so_far for each in self._views.values()), key=lambda each: each.id)
        return (*self._undrawn.older, *drawn, *self._undrawn.newer)

    def view(self, turn_id: int) -> QuestionView | AnswerView | None:
        """A turn's view, None while it is not drawn."""
        return self._views.get(turn_id)

    def reveal(self, turn_id: int) -> QuestionView | AnswerView | None:
        """Draw what is around a turn; None where the branch has no such turn."""
        self._follows = False
        self._aim.drop()
        if turn_id not in self._views and any(each.id == turn_id for each in self.turns):
            self.show_turns(self.turns, self._n_documents, self._versions, turn_id)
        # The layout tells where things stand only after it was asked to.
        self._column.activate()
        return self._views.get(turn_id)

    def show_turns(
        self,
        turns: tuple[Turn, ...],
        n_documents: int,
        versions: Mapping[int, tuple[int, ...]] = _NONE,
        at: int | None = None,
        n_drawn: int = _WINDOW,
    ) -> None:
        """Show a conversation from its end, or around the turn `at`; so many turns at once."""
        self._n_documents, self._versions = n_documents, versions
        self._aim.drop()
        for turn_id in list(self._views):
            self._put_away(turn_id)
        shown = {each.id for each in turns}
        self.drafts = {each: draft for each, draft in self.drafts.items() if each in shown}
        self._questions = {each.id: each.text for each in turns if each.role == "user"}
        place = next((n for n, each in enumerate(turns) if each.id == at), len(turns))
        end = min(place + _AROUND, len(turns))
        begin = max(end - n_drawn, 0)
        self._undrawn.older, self._undrawn.newer = list(turns[:begin]), list(turns[end:])
        self._follows = at is None
        for turn in turns[begin:end]:
            self._insert(turn, self._column.count() - 1)
        self._settle()
        self._filling.start(0)

    def go_to(
        self,
        turn_id: int,
        words: Sequence[str] = (),
        below_top: int = _BELOW_TOP,
        share: float = 0.0,
    ) -> None:
        """Bring a turn into sight, with the first of these words selected where it is found.

        `share` is how much of the turn is above the place.
        """
        if (view := self._views.get(turn_id)) is not None:
            self._follows = False
            self._is_holding = False
            self._aim.take(view, words, below_top, share)
            self._cover()
            self._filling.start(0)

    def go_to_start(self) -> None:
        """Go to the first turn of the conversation."""
        if turns := self.turns:
            self.reveal(turns[0].id)
            self.go_to(turns[0].id, below_top=_MARGIN)

    def go_to_end(self) -> None:
        """Go to the last turn of the conversation and stay there while it grows."""
        if self._undrawn.newer:
            self.show_turns(self.turns, self._n_documents, self._versions)
        self._aim.drop()
        self._follows = True
        self._to_end()

    def offset_of(self, turn_id: int) -> int:
        """How far below the upper edge a turn begins."""
        view = self._views.get(turn_id)
        return view.mapTo(self.viewport(), QPoint(0, 0)).y() if view else _BELOW_TOP

    def focus_version(self, turn_id: int, what: Ask) -> None:
        """Put the keyboard on the way from a turn to another version of it."""
        if (view := self._views.get(turn_id)) is not None:
            view.focus_version(what)

    def edit_last(self) -> None:
        """Put the last question in other words."""
        if self._undrawn.newer:
            self.go_to_end()
        questions = {n: each for n, each in self._views.items() if isinstance(each, QuestionView)}
        if questions:
            questions[max(questions)].edit()
            self.go_to(max(questions))

    def add(self, turn: Turn, n_documents: int) -> None:
        """Put a new turn at the end and go there."""
        if self._undrawn.newer:
            # From far above to the end: a few at once, since an answer is about to stream.
            self.show_turns(self.turns, n_documents, self._versions, n_drawn=_FEW)
        self._n_documents = n_documents
        self._aim.drop()
        self._follows = True
        self._insert(turn, self._column.count() - 1)
        QTimer.singleShot(0, self._to_end)

    def change(self, turn: Turn) -> None:
        """Show a turn as it is now."""
        if (view := self._views.get(turn.id)) is not None:
            view.show_turn(turn)
        else:
            self._undrawn.change(turn)

    def grow(self, turn_id: int, piece: str) -> None:
        """Add a piece of answer."""
        if isinstance(view := self._views.get(turn_id), AnswerView):
            view.grow(piece)
        else:
            self._undrawn.grow(turn_id, text=piece)

    def think(self, turn_id: int, piece: str) -> None:
        """Add a piece of what the model thinks before it answers."""
        if isinstance(view := self._views.get(turn_id), AnswerView):
            view.think(piece)
        else:
            self._undrawn.grow(turn_id, reasoning=piece)

    def read(self, turn_id: int, share: float) -> None:
        """Show how much of a long prompt the model has read."""
        if isinstance(view := self._views.get(turn_id), AnswerView):
            view.read(share)

    def _insert(self, turn: Turn, place: int) -> None:
        view: QuestionView | AnswerView
        if turn.role == "user":
            view = QuestionView(turn, self._theme)
            view.edited.connect(self.edited)
            view.left.connect(self.left)
            view.resume(self.drafts.pop(turn.id, None))
            self._questions[turn.id] = turn.text
        else:
            question = self._questions.get(turn.parent_id or 0, "")
            view = AnswerView(turn, question, self._theme, self._language, self._n_documents)
            view.citation_opened.connect(self.citation_opened)
            view.rated.connect(self.rated)
            view.unrated.connect(self.unrated)
        view.asked.connect(self.asked)
        view.show_versions(self._versions.get(turn.id, ()))
        self._views[turn.id] = view
        self._column.insertWidget(place, view)
        # At once: a layout shows it later, and gives it no room until then.
        view.show()
        if isinstance(view, AnswerView):
            self._mark_last()
        self.drew.emit(view)

    def _mark_last(self) -> None:
        answers = [each for each in self._views.values() if isinstance(each, AnswerView)]
        last = max(answers, key=lambda each: each.turn.id)
        for each in answers:
            each.show_last(each is last and not self._undrawn.newer)

    def _on_scrolled(self, value: int) -> None:
        bar = self.verticalScrollBar()
        if self._is_settling:
            return
        if self._aim.is_on:
            self._aim.give_way()
            if self._aim.is_keeping or not self._is_holding:
                # Nobody scrolls here, or a turn that was gone to comes into its place first.
                return
        else:
            self._follows = value >= bar.maximum() - _NEAR and not self._undrawn.newer
        self._fill()

    def _fill(self) -> None:
        """Draw what comes next above or below, one frame at a time, until there is enough."""
        bar, ahead = self.verticalScrollBar(), _AHEAD * self.viewport().height()
        if not self.isVisible() or bar.isSliderDown():
            return
        # The nearer one is, the more at once.
        above, below = bar.value(), bar.maximum() - bar.value()
        if below <= ahead and self._undrawn.newer and (below < above or not self._undrawn.older):
            self._show_newer(1 if 2 * below > ahead else 2)
        elif above <= ahead and self._undrawn.older:
            self._show_older(1 if 2 * above > ahead else 2)
        else:
            return
        self._filling.start(0)

    def _on_released(self) -> None:
        """Who drags the bar to its end means the end of the conversation, drawn or not."""
        bar = self.verticalScrollBar()
        if bar.value() == bar.minimum() and self._undrawn.older:
            self.go_to_start()
        elif bar.value() == bar.maximum() and self._undrawn.newer:
            self.go_to_end()
        else:
            self._fill()

    def _show_older(self, n: int) -> None:
        """Put some older turns above; what is read stays where it is."""
        self._hold()
        page, self._undrawn.older = self._undrawn.older[-n:], self._undrawn.older[:-n]
        for place, turn in enumerate(page):
            self._insert(turn, place)
        while self._is_far(last := max(self._views)):
            self._undrawn.newer.insert(0, self._put_away(last))
        self._settle()

    def _show_newer(self, n: int) -> None:
        """Put some newer turns below; what is read stays where it is."""
        self._hold()
        page, self._undrawn.newer = self._undrawn.newer[:n], self._undrawn.newer[n:]
        for turn in page:
            self._insert(turn, self._column.count() - 1)
        while self._is_far(first := min(self._views)):
            self._undrawn.older.append(self._put_away(first))
        self._settle()

    def _settle(self) -> None:
        """Give everything its place now: what is painted before that jumps."""
        if not self.isVisible():
            return
        self._is_settling = True
        # Texts know how tall they are when they know how wide.
        for _ in range(2):
            self._column.activate()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        if self._aim.is_on:
            self._aim.keep()
        elif self._follows:
            self._to_end()
        self._is_settling = False

    def _cover(self) -> None:
        """Draw as many turns as it takes to come to the place that is kept."""
        self._settle()
        for _ in range(_MOST_AT_ONCE):
            lacking = self._aim.lacking()
            if lacking > 0 and self._undrawn.newer:
                self._show_newer(1)
            elif lacking < 0 and self._undrawn.older:
                self._show_older(1)
            else:
                return

    def _is_far(self, turn_id: int) -> bool:
        """Tell whether a turn can go: one nearer than others come in would come back at once."""
        view, height = self._views[turn_id], self.viewport().height()
        if len(self._views) <= _ENOUGH or view.turn.state == "streaming":
            return False
        top = self.offset_of(turn_id)
        return top > (1 + _FAR) * height or top + view.height() < -_FAR * height

    def _hold(self) -> None:
        """Keep what is seen in its place, not once, but until what comes has found its height."""
        if self._follows:
            return
        if self._aim.is_on:
            self._aim.prolong()
            return
        self._is_holding = True
        for turn_id in sorted(self._views):
            top = self.offset_of(turn_id)
            if top + self._views[turn_id].height() > 0:
                self._aim.take(self._views[turn_id], (), top)
                return

    def _put_away(self, turn_id: int) -> Turn:
        """Draw a turn no more that is far from what is seen; new words for a question stay."""
        view = self._views[turn_id]
        if isinstance(view, QuestionView) and (draft := view.draft) is not None:
            # Whoever scrolls back may be writing elsewhere by then.
            self.drafts[turn_id] = replace(draft, has_focus=False)
        return self._take_out(turn_id)

    def _take_out(self, turn_id: int) -> Turn:
        """Draw a turn no more; tells what is known of it."""
        view = self._views.pop(turn_id)
        if self._aim.is_at(view):
            self._aim.drop()
        focused = self.focusWidget()
        if focused is not None and view.isAncestorOf(focused):
            # Else Qt hands the focus on, and scrolls to wherever that is.
            self.setFocus()
        self._column.removeWidget(view)
        self._attic.take(view)
        return view.so_far

    def _on_range_changed(self) -> None:
        if self._aim.is_on:
            self._aim.keep()
        elif self._follows:
            self._to_end()
        self._filling.start(0)

    def _to_end(self) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum())
