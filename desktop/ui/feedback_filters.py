"""What is shown of feedback: words, a time, a rating, a reason."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QWidget

from desktop.feedback import FORMER_REASONS, REASONS, Kind, Period, matching, tags_of
from desktop.tree import Judged
from desktop.ui.feedback_words import tag_name
from desktop.ui.scale import scaled
from desktop.ui.search_line import SearchLine
from desktop.ui.theme import Theme

_NARROWEST, _LINE = 90, 180
_SOON_MS = 150
"""After the last letter: ten thousand texts are looked through."""


class FeedbackFilters(QWidget):
    """A line and three boxes.

    Signals: `changed()`, `period_chosen()` when other feedback is to be read, `left()` for the
    list below.
    """

    changed = Signal()
    period_chosen = Signal()
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._search = SearchLine(self.tr("Find in feedback"), theme)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.changed)
        self._search.textChanged.connect(lambda: self._soon.start(_SOON_MS))
        self._search.left.connect(self._on_left)
        self._periods, self._kinds, self._tags = (
            self._make_periods(),
            self._make_kinds(),
            self._make_tags(),
        )
        self._periods.currentIndexChanged.connect(self.period_chosen)
        self._choices = QWidget()
        choices = QHBoxLayout(self._choices)
        choices.setContentsMargins(0, 0, 0, 0)
        for box in self._boxes:
            box.setMinimumWidth(scaled(_NARROWEST))
            choices.addWidget(box, 1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._search, 1)
        self._row.addWidget(self._choices)
        for box in (self._kinds, self._tags):
            box.currentIndexChanged.connect(self._change_now)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in two lines where one has no room (Qt)."""
        super().resizeEvent(event)
        is_narrow = self.width() < scaled(_LINE) + self._choices.sizeHint().width()
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.TopToBottom if is_narrow else ways.LeftToRight)

    @property
    def period(self) -> Period:
        """The time that is chosen."""
        period: Period = self._periods.currentData()
        return period

    def matching(self, judged: Iterable[Judged]) -> tuple[Judged, ...]:
        """What of the feedback of the time is to be shown."""
        kind, tag = self._kinds.currentData(), self._tags.currentData()
        return matching(judged, self._search.text(), kind, tag)

    def offer_tags(self, judged: Iterable[Judged]) -> None:
        """Offer a tag of earlier versions where it was given."""
        given = {tag for each in judged for tag in tags_of(each)}
        for tag in FORMER_REASONS:
            if tag in given and self._tags.findData(tag) < 0:
                self._tags.addItem(tag_name(tag), tag)

    def clear(self) -> None:
        """Show everything again."""
        with QSignalBlocker(self):
            self._search.clear()
            for box in self._boxes:
                box.setCurrentIndex(0)
        self._soon.stop()
        self.period_chosen.emit()

    def _change_now(self) -> None:
        self._soon.stop()
        self.changed.emit()

    def _on_left(self) -> None:
        if self._soon.isActive():
            self._change_now()
        self.left.emit()

    @property
    def _boxes(self) -> tuple[QComboBox, ...]:
        return (self._periods, self._kinds, self._tags)

    def _make_periods(self) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(self.tr("Time"))
        periods: tuple[tuple[str, Period], ...] = (
            (self.tr("All time"), "all"),
            (self.tr("Today"), "today"),
            (self.tr("Last 7 days"), "week"),
            (self.tr("Last 30 days"), "month"),
            (self.tr("This year"), "year"),
        )
        for words, period in periods:
            box.addItem(words, period)
        return box

    def _make_kinds(self) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(self.tr("Rating"))
        kinds: tuple[tuple[str, Kind | None], ...] = (
            (self.tr("All ratings"), None),
            (self.tr("Good"), "up"),
            (self.tr("Bad"), "down"),
            (self.tr("Corrected"), "corrected"),
            (self.tr("Compared"), "compared"),
        )
        for words, kind in kinds:
            box.addItem(words, kind)
        return box

    def _make_tags(self) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(self.tr("Reason"))
        box.addItem(self.tr("All reasons"), "")
        for tag in REASONS:
            box.addItem(tag_name(tag), tag)
        return box
