"""The feedback screen: how much there is, a filter, and a row for each rating and comparison."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.feedback import FORMER_REASONS, REASONS, Kind, counts, matching, tags_of
from desktop.tree import Judged
from desktop.ui.feedback_model import ANSWER, QUESTION, WHEN, FeedbackModel
from desktop.ui.feedback_words import tag_name
from desktop.ui.plain_label import plain_label
from desktop.ui.screen_header import ScreenHeader
from desktop.ui.search_line import SearchLine
from desktop.ui.theme import Theme

_WIDTHS = {2: 152, 3: 136, 4: 112, WHEN: 100}
_ROW = 36


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

    Signals: `entered()` when the screen comes into sight, `opened(Judged)`, `edit_asked(Judged)`,
    `deleted(tuple[Judged])`, `export_asked()`, `closed()`.
    """

    entered = Signal()
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
        self._counts = plain_label(is_dim=True)
        self._search = SearchLine(self.tr("Find in feedback"), theme)
        self._search.textChanged.connect(self._refresh)
        self._kinds, self._tags = self._make_kinds(), self._make_tags()
        self._model = FeedbackModel(theme)
        self._table = self._make_table()
        self._search.left.connect(self._table.setFocus)
        self.setFocusProxy(self._table)
        self._message = plain_label(is_dim=True)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._message)
        self._stack.addWidget(self._table)
        self._export = QPushButton(self.tr("Export…"))
        self._export.clicked.connect(self.export_asked)
        self._open = self._button(self.tr("Open"), self._on_open)
        self._edit = self._button(self.tr("Edit…"), self._on_edit)
        self._delete = self._button(self.tr("Delete"), self._on_delete)
        self._lay_out(theme)
        self._refresh()

    def show_judged(self, judged: tuple[Judged, ...]) -> None:
        """Show these judgements; what was chosen stays so."""
        chosen = {_key(each) for each in self._chosen()}
        self._judged = judged
        self._show_tags()
        self._refresh()
        self._choose(chosen)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for what there is now (Qt)."""
        super().showEvent(event)
        self.entered.emit()

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
        box.currentIndexChanged.connect(self._refresh)
        return box

    def _make_tags(self) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(self.tr("Reason"))
        box.addItem(self.tr("All reasons"), "")
        for tag in REASONS:
            box.addItem(tag_name(tag), tag)
        box.currentIndexChanged.connect(self._refresh)
        return box

    def _show_tags(self) -> None:
        """Offer a tag of earlier versions where it was given."""
        given = {tag for each in self._judged for tag in tags_of(each)}
        for tag in FORMER_REASONS:
            if tag in given and self._tags.findData(tag) < 0:
                self._tags.addItem(tag_name(tag), tag)

    def _make_table(self) -> FeedbackTable:
        table = FeedbackTable()
        table.setAccessibleName(self.tr("Feedback"))
        table.setModel(self._model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(_ROW)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        for column in (QUESTION, ANSWER):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            table.setColumnWidth(column, width)
        table.opened.connect(self._on_open)
        table.edit_asked.connect(self._on_edit)
        table.deleted.connect(self._on_delete)
        table.doubleClicked.connect(self._on_open)
        table.selectionModel().selectionChanged.connect(self._refresh_buttons)
        return table

    def _button(self, words: str, run: object) -> QPushButton:
        button = QPushButton(words)
        button.clicked.connect(run)
        return button

    def _lay_out(self, theme: Theme) -> None:
        header = ScreenHeader(self.tr("Feedback"), theme, self._export)
        header.closed.connect(self.closed)
        filters = QHBoxLayout()
        filters.addWidget(self._search, 1)
        filters.addWidget(self._kinds)
        filters.addWidget(self._tags)
        below = QHBoxLayout()
        below.addWidget(self._counts, 1)
        for button in (self._delete, self._edit, self._open):
            below.addWidget(button)
        body = QVBoxLayout()
        body.setContentsMargins(20, 12, 20, 12)
        body.setSpacing(10)
        body.addLayout(filters)
        body.addWidget(self._stack, 1)
        body.addLayout(below)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(header)
        layout.addLayout(body, 1)

    def _refresh(self) -> None:
        found = matching(
            self._judged,
            self._search.text(),
            self._kinds.currentData(),
            self._tags.currentData(),
        )
        self._model.show_judged(found)
        n = counts(self._judged)
        words = self.tr("{up} good · {down} bad · {corrected} corrected · {compared} compared")
        self._counts.setText(
            words.format(up=n.up, down=n.down, corrected=n.corrected, compared=n.compared)
        )
        self._message.setText(self._nothing())
        self._stack.setCurrentIndex(1 if found else 0)
        self._export.setEnabled(bool(self._judged))
        for widget in (self._search, self._kinds, self._tags):
            widget.setEnabled(bool(self._judged))
        self._refresh_buttons()

    def _nothing(self) -> str:
        if self._judged:
            return self.tr("No feedback like this. Choose another filter, or other words.")
        return self.tr(
            "Nothing was rated yet. The thumbs under an answer say whether it is good; “Compare”"
            " sets another answer beside it.\nWhat you say stays on this computer; from here it"
            " can be exported to train a model with."
        )

    def _refresh_buttons(self) -> None:
        chosen = self._chosen()
        self._open.setEnabled(len(chosen) == 1)
        self._edit.setEnabled(len(chosen) == 1 and chosen[0].feedback is not None)
        self._delete.setEnabled(bool(chosen))

    def _chosen(self) -> tuple[Judged, ...]:
        rows = sorted({each.row() for each in self._table.selectedIndexes()})
        return tuple(self._model.judged(row) for row in rows)

    def _choose(self, keys: set[tuple[int, int]]) -> None:
        selection = QItemSelection()
        for row in range(self._model.rowCount()):
            if _key(self._model.judged(row)) in keys:
                selection.select(self._model.index(row, 0), self._model.index(row, WHEN))
        flags = QItemSelectionModel.SelectionFlag
        self._table.selectionModel().select(selection, flags.ClearAndSelect)

    def _on_open(self) -> None:
        if len(chosen := self._chosen()) == 1:
            self.opened.emit(chosen[0])

    def _on_edit(self) -> None:
        if len(chosen := self._chosen()) == 1 and chosen[0].feedback is not None:
            self.edit_asked.emit(chosen[0])

    def _on_delete(self) -> None:
        if chosen := self._chosen():
            self.deleted.emit(chosen)


def _key(judged: Judged) -> tuple[int, int]:
    return judged.turn_id, judged.preference.rejected_id if judged.preference else 0
