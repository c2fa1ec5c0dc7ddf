"""Finds a text in the conversation that is open, in turns on the screen and in those above it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QLabel, QTextEdit, QWidget

from desktop.ui.evidence import QuoteCard
from desktop.ui.find_bar import FindBar
from desktop.ui.prose_view import ProseView
from desktop.ui.text_view import TextView
from desktop.ui.theme import ON_MARK, Theme
from desktop.ui.transcript import Transcript

_AROUND = (20, 2, 12, 6)


@dataclass(frozen=True, slots=True)
class Place:
    """One place where the text stands: in rich text at a cursor, or in a quote at an offset."""

    widget: TextView | QLabel
    cursor: QTextCursor | None = None
    start: int = 0


class ConversationFind(QObject):
    """Marks every place where a text stands, and goes from one to the next.

    A place is a turn and a count within it: turns above what is drawn are counted by their text
    and drawn when one goes there.
    """

    def __init__(self, transcript: Transcript, bar: FindBar, theme: Theme) -> None:
        super().__init__(bar)
        self._transcript, self._bar = transcript, bar
        # In line with the title above it.
        bar.setContentsMargins(*_AROUND)
        self._mark, self._current = QColor(theme.mark), QColor(theme.accent)
        self._on_current = QColor(theme.on_accent)
        self._text = ""
        self._places: list[tuple[int, int]] = []
        self._at = -1
        self._place: Place | None = None
        bar.sought.connect(self._on_sought)
        bar.stepped.connect(self._on_stepped)
        bar.closed.connect(self._on_closed)
        transcript.drew.connect(self._on_drew)

    def open(self) -> None:
        """Let a text be typed."""
        self._bar.begin()

    def _on_sought(self, text: str) -> None:
        self._text = text.strip()
        self._places = self._count()
        # What one has in mind was mostly said last.
        self._at = len(self._places) - 1
        self._show()

    def _on_stepped(self, by: int) -> None:
        was = self._places[self._at] if 0 <= self._at < len(self._places) else None
        self._places = self._count()
        if not self._places:
            self._at = -1
        elif was in self._places:
            self._at = (self._places.index(was) + by) % len(self._places)
        else:
            self._at = len(self._places) - 1
        self._show()

    def _on_closed(self) -> None:
        self._bar.leave()
        self._text, self._places, self._at = "", [], -1
        self._paint(None)
        self._transcript.setFocus()

    def _on_drew(self, view: QWidget) -> None:
        if not self._text:
            return
        self._mark_in(view)
        for prose in view.findChildren(ProseView):
            # A long text comes piece by piece.
            prose.drawn.connect(lambda: self._mark_in(view))

    def _count(self) -> list[tuple[int, int]]:
        if not self._text:
            return []
        found: list[tuple[int, int]] = []
        for turn in self._transcript.turns:
            view = self._transcript.view(turn.id)
            if view is None:
                said = "\n".join((*(each.text for each in turn.quotes), turn.text))
                n = said.lower().count(self._text.lower())
            else:
                n = len(_places(view, self._text))
            found += [(turn.id, each) for each in range(n)]
        return found

    def _show(self) -> None:
        self._bar.show_count(self._at, len(self._places), is_done=True)
        if not self._places:
            self._paint(None)
            return
        turn_id, nth = self._places[self._at]
        view = self._transcript.reveal(turn_id)
        here = _places(view, self._text) if view is not None else []
        current = here[min(nth, len(here) - 1)] if here else None
        self._paint(current)
        if current is not None:
            # What was just drawn has its place when the layout is done.
            QTimer.singleShot(0, self, lambda: self._go_to(current))

    def _go_to(self, place: Place) -> None:
        widget = place.widget
        corner = QPoint(0, 0)
        if isinstance(widget, TextView) and place.cursor is not None:
            corner = widget.cursorRect(place.cursor).topLeft()
        content = self._transcript.widget()
        assert content is not None
        at = widget.mapTo(content, corner)
        self._transcript.ensureVisible(at.x(), at.y(), 0, self._transcript.height() // 3)

    def _paint(self, current: Place | None) -> None:
        self._place = current
        self._mark_in(self._transcript)
        for label in self._transcript.findChildren(QLabel):
            if label.hasSelectedText():
                label.setSelection(0, 0)
        if current is not None and isinstance(current.widget, QLabel):
            current.widget.setSelection(current.start, len(self._text))

    def _mark_in(self, widget: QWidget) -> None:
        for view in widget.findChildren(TextView):
            view.setExtraSelections([self._marked(each) for each in _cursors(view, self._text)])

    def _marked(self, cursor: QTextCursor) -> QTextEdit.ExtraSelection:
        is_current = self._place is not None and self._place.cursor == cursor
        form = QTextCharFormat()
        form.setBackground(self._current if is_current else self._mark)
        form.setForeground(self._on_current if is_current else QColor(ON_MARK))
        selection = QTextEdit.ExtraSelection()
        selection.cursor = cursor
        selection.format = form
        return selection


def _places(view: QWidget, text: str) -> list[Place]:
    """Where a text stands in a turn, from top to bottom."""
    widgets: list[QWidget] = [*view.findChildren(TextView)]
    widgets += [each for card in view.findChildren(QuoteCard) for each in card.findChildren(QLabel)]
    shown = [each for each in widgets if each.isVisibleTo(view)]
    shown.sort(key=lambda each: each.mapTo(view, QPoint()).y())
    return [place for each in shown for place in _places_in(each, text)]


def _places_in(widget: QWidget, text: str) -> list[Place]:
    if isinstance(widget, TextView):
        return [Place(widget, each) for each in _cursors(widget, text)]
    if not isinstance(widget, QLabel) or not text:
        return []
    found, at = [], -1
    folded, wanted = widget.text().lower(), text.lower()
    while (at := folded.find(wanted, at + 1)) >= 0:
        found.append(Place(widget, start=at))
    return found


def _cursors(view: TextView, text: str) -> list[QTextCursor]:
    found: list[QTextCursor] = []
    document = view.document()
    cursor = document.find(text, 0) if text else QTextCursor()
    while not cursor.isNull():
        found.append(cursor)
        cursor = document.find(text, cursor)
    return found
