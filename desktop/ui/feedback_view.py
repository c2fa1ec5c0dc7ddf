"""The feedback screen: how much there is, filters, and a row for each rating and comparison."""

from __future__ import annotations

from PySide6.QtCore import QDate, QItemSelectionModel, QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.feedback import Period, counts
from desktop.tree import Judged
from desktop.ui.feedback_filters import FeedbackFilters
from desktop.ui.feedback_model import ANSWER, QUESTION, WHEN, FeedbackModel
from desktop.ui.plain_label import plain_label
from desktop.ui.row_selection import rows_in, selection_of
from desktop.ui.scale import scaled
from desktop.ui.screen_header import ScreenHeader
from desktop.ui.theme import Theme

_WIDTHS = {2: 152, 3: 136, 4: 112}
_ROW, _AROUND = 36, 28


class FeedbackTable(QTableView):
    """The rows; Enter opens, F2 edits, Delete deletes.

    Signals: `opened()`, `edit_asked()`, `deleted()`.
    """

    opened = Signal()
    edit_asked = Signal()
    deleted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the buttons do (Qt)."""
        keys = {
            Qt.Key.Key_Return: self.opened,
            Qt.Key.Key_Enter: self.opened,
            Qt.Key.Key_F2: self.edit_asked,
            Qt.Key.Key_Delete: self.deleted,
        }
        if (asked := keys.get(Qt.Key(event.key()))) is not None:
            asked.emit()
        else:
            super().keyPressEvent(event)


class FeedbackView(QWidget):
    """Shows judgements.

    Signals: `entered()` when the screen comes into sight, `period_chosen()`, `opened(Judged)`,
    `edit_asked(Judged)`, `deleted(tuple[Judged])`, `export_asked()`, `closed()`.
    """

    entered = Signal()
    period_chosen = Signal()
    opened = Signal(object)
    edit_asked = Signal(object)
    deleted = Signal(object)
    export_asked = Signal()
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._judged: tuple[Judged, ...] = ()
        self._is_empty = True
        self._counts = plain_label(is_dim=True)
        self._filters = FeedbackFilters(theme)
        self._filters.changed.connect(self._refresh)
        self._filters.period_chosen.connect(self.period_chosen)
        self._model = FeedbackModel(theme)
        self._table = self._make_table()
        self._filters.left.connect(self._table.setFocus)
        self.setFocusProxy(self._table)
        self._message = plain_label(is_dim=True)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._clear = self._button(self.tr("Clear filters"), self._on_clear)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._make_nothing())
        self._stack.addWidget(self._table)
        self._export = QPushButton(self.tr("Export…"))
        self._export.clicked.connect(self.export_asked)
        self._open = self._button(self.tr("Open"), self._on_open)
        self._edit = self._button(self.tr("Edit…"), self._on_edit)
        self._delete = self._button(self.tr("Delete"), self._on_delete)
        self._lay_out(theme)
        self._refresh()

    @property
    def period(self) -> Period:
        """The time whose judgements are wanted."""
        return self._filters.period

    def show_judged(self, judged: tuple[Judged, ...], *, is_empty: bool) -> None:
        """Show the judgements of the time; what was chosen stays so.

        `is_empty` where there are none of any time.
        """
        chosen = {_key(each) for each in self._chosen()}
        self._judged, self._is_empty = judged, is_empty
        self._filters.offer_tags(judged)
        self._refresh()
        self._choose(chosen)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for what there is now (Qt)."""
        super().showEvent(event)
        self.entered.emit()

    def _make_table(self) -> FeedbackTable:
        table = FeedbackTable()
        table.setAccessibleName(self.tr("Feedback"))
        table.setModel(self._model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(scaled(_ROW))
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        for column in (QUESTION, ANSWER):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        for column, width in {**_WIDTHS, WHEN: _day_width(table)}.items():
            table.setColumnWidth(column, width)
        table.opened.connect(self._on_open)
        table.edit_asked.connect(self._on_edit)
        table.deleted.connect(self._on_delete)
        table.doubleClicked.connect(self._on_open)
        table.selectionModel().selectionChanged.connect(self._refresh_buttons)
        return table

    def _make_nothing(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setSpacing(12)
        column.addStretch()
        column.addWidget(self._message)
        column.addWidget(self._clear, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()
        return page

    def _button(self, words: str, run: object) -> QPushButton:
        button = QPushButton(words)
        button.clicked.connect(run)
        return button

    def _lay_out(self, theme: Theme) -> None:
        header = ScreenHeader(self.tr("Feedback"), theme, self._export)
        header.closed.connect(self.closed)
        below = QHBoxLayout()
        below.addWidget(self._counts, 1)
        for button in (self._delete, self._edit, self._open):
            below.addWidget(button)
        body = QVBoxLayout()
        body.setContentsMargins(20, 12, 20, 12)
        body.setSpacing(10)
        body.addWidget(self._filters)
        body.addWidget(self._stack, 1)
        body.addLayout(below)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(header)
        layout.addLayout(body, 1)

    def _refresh(self) -> None:
        found = self._filters.matching(self._judged)
        self._model.show_judged(found)
        n = counts(self._judged)
        words = self.tr("{up} good · {down} bad · {corrected} corrected · {compared} compared")
        self._counts.setText(
            words.format(up=n.up, down=n.down, corrected=n.corrected, compared=n.compared)
        )
        self._message.setText(self._nothing())
        self._stack.setCurrentIndex(1 if found else 0)
        self._clear.setVisible(not self._is_empty)
        self._export.setEnabled(not self._is_empty)
        self._filters.setEnabled(not self._is_empty)
        self._refresh_buttons()

    def _nothing(self) -> str:
        if not self._is_empty:
            return self.tr("No feedback fits these filters.")
        return self.tr(
            "Nothing was rated yet. The thumbs under an answer say whether it is good; “Compare”"
            " sets another answer beside it.\nWhat you say stays on this computer; from here it"
            " can be exported to train a model with."
        )

    def _refresh_buttons(self) -> None:
        chosen = self._chosen()
        self._open.setEnabled(len(chosen) == 1)
        self._edit.setEnabled(len(chosen) == 1)
        self._delete.setEnabled(bool(chosen))

    def _chosen(self) -> tuple[Judged, ...]:
        rows = rows_in(self._table.selectionModel())
        return tuple(self._model.judged(row) for row in rows)

    def _choose(self, keys: set[tuple[int, int]]) -> None:
        every = range(self._model.rowCount())
        rows = [row for row in every if _key(self._model.judged(row)) in keys]
        flags = QItemSelectionModel.SelectionFlag
        selection = selection_of(self._model, rows, WHEN)
        self._table.selectionModel().select(selection, flags.ClearAndSelect)

    def _on_clear(self) -> None:
        self._filters.clear()
        self._table.setFocus()

    def _on_open(self) -> None:
        if len(chosen := self._chosen()) == 1:
            self.opened.emit(chosen[0])

    def _on_edit(self) -> None:
        if len(chosen := self._chosen()) == 1:
            self.edit_asked.emit(chosen[0])

    def _on_delete(self) -> None:
        if chosen := self._chosen():
            self.deleted.emit(chosen)


def _day_width(table: QTableView) -> int:
    """Room for any day: to measure the days of all rows takes a while whenever they change."""
    table.ensurePolished()
    widest = QLocale().toString(QDate(2028, 12, 28), QLocale.FormatType.ShortFormat)
    words = table.fontMetrics().horizontalAdvance(widest) + scaled(_AROUND)
    return max(words, table.horizontalHeader().sectionSizeHint(WHEN))


def _key(judged: Judged) -> tuple[int, int]:
    return judged.turn_id, judged.preference.rejected_id if judged.preference else 0
