"""What was deleted, when it will be gone, and the way back."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QMessageBox,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.chat.trash import Trash, gone_at
from desktop.domain import Conversation, Language
from desktop.ui.parts import Try
from desktop.ui.plain_label import plain_label
from desktop.ui.scale import scaled
from desktop.ui.steps import Steps

_SIZE = (640, 420)
_ROW = 36
_DAY_S = 24 * 3600
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class TrashDialog(QDialog):
    """Lists what is in the trash; Delete deletes for good what is chosen, after a question.

    Signals: `restored()` when conversations are back, `forgotten()` when some are gone for good.
    """

    restored = Signal()
    forgotten = Signal()

    def __init__(self, trash: Trash, language: Language, attempt: Try, parent: QWidget) -> None:
        super().__init__(parent)
        self._trash, self._try = trash, attempt
        self._language: Language = language
        self._rows: tuple[Conversation, ...] = ()
        self.setWindowTitle(self.tr("Trash"))
        self._table = self._make_table()
        self._empty = plain_label(
            self.tr("The trash is empty. What you delete stays here for thirty days."), is_dim=True
        )
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._restore = self._button(self.tr("Restore"), self._on_restore)
        self._restore.setProperty("primary", True)
        self._delete = self._button(self.tr("Delete for good…"), self._on_delete)
        self._clear = self._button(self.tr("Empty the trash…"), self._on_clear)
        close = self._button(self.tr("Close"), self.accept)
        row = QHBoxLayout()
        row.addWidget(self._clear)
        row.addStretch()
        for button in (self._delete, self._restore, close):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self._table, 1)
        layout.addWidget(self._empty, 1)
        layout.addLayout(row)
        self.resize(*_SIZE)
        self._fill()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete for good on Delete (Qt)."""
        if event.key() == Qt.Key.Key_Delete and self._chosen():
            self._on_delete()
        else:
            super().keyPressEvent(event)

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, 3)
        table.setAccessibleName(self.tr("Deleted conversations"))
        table.setHorizontalHeaderLabels(
            [self.tr("Conversation"), self.tr("Deleted"), self.tr("Gone for good")]
        )
        header = table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setHighlightSections(False)
        header.setDefaultAlignment(_LEFT)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(scaled(_ROW))
        table.setShowGrid(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.itemSelectionChanged.connect(self._refresh)
        table.doubleClicked.connect(self._on_restore)
        return table

    def _button(self, words: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: run())
        return button

    def _fill(self) -> None:
        self._rows = self._trash.conversations()
        self._table.setRowCount(len(self._rows))
        for n, each in enumerate(self._rows):
            words = (each.title, self._day(each.deleted_at or 0), self._gone(each))
            for column, text in enumerate(words):
                self._table.setItem(n, column, QTableWidgetItem(text))
        self._table.setVisible(bool(self._rows))
        self._empty.setVisible(not self._rows)
        if self._rows:
            self._table.selectRow(0)
        self._refresh()

    def _gone(self, conversation: Conversation) -> str:
        when = gone_at(conversation)
        days = max(round((when - time.time()) / _DAY_S), 0)
        if days == 0:
            return self._day(when)
        words = self.tr("{date} (in 1 day)") if days == 1 else self.tr("{date} (in {n} days)")
        return words.format(date=self._day(when), n=days)

    def _day(self, seconds: float) -> str:
        locale, form = (
            ("zh_CN", "yyyy年M月d日") if self._language == "zh" else ("en_GB", "d MMM yyyy")
        )
        day = time.localtime(seconds)
        return QLocale(locale).toString(QDate(day.tm_year, day.tm_mon, day.tm_mday), form)

    def _refresh(self) -> None:
        has_chosen = bool(self._chosen())
        self._restore.setEnabled(has_chosen)
        self._delete.setEnabled(has_chosen)
        self._clear.setEnabled(bool(self._rows))

    def _chosen(self) -> tuple[Conversation, ...]:
        rows = sorted({each.row() for each in self._table.selectedIndexes()})
        return tuple(self._rows[n] for n in rows)

    def _on_restore(self) -> None:
        ids = tuple(each.id for each in self._chosen())
        if ids and self._try(lambda: self._trash.bring_back(ids)):
            self._fill()
            self.restored.emit()

    def _on_delete(self) -> None:
        self._delete_for_good(self._chosen(), self._words_for(self._chosen()))

    def _words_for(self, chosen: tuple[Conversation, ...]) -> str:
        if len(chosen) != 1:
            return self.tr(
                "{n} conversations will be deleted for good, with the files attached to them."
            ).format(n=len(chosen))
        words = self.tr("“{title}” will be deleted for good, with the files attached to it.")
        return words.format(title=chosen[0].title)

    def _on_clear(self) -> None:
        words = self._words_for(self._rows)
        if len(self._rows) > 1:
            words = self.tr(
                "Everything in the trash will be deleted for good: {n} conversations, with the"
                " files attached to them."
            ).format(n=len(self._rows))
        self._delete_for_good(self._rows, words)

    def _delete_for_good(self, conversations: tuple[Conversation, ...], words: str) -> None:
        if not conversations or not self._is_sure(words):
            return
        self.setEnabled(False)

        def done() -> None:
            self.setEnabled(True)
            self._fill()
            self.forgotten.emit()

        def refused(error: Exception) -> None:
            def again() -> None:
                raise error

            self._try(again)
            done()

        # A long conversation takes a while: the window breathes after each.
        steps = Steps(self._one_by_one(conversations), self)
        steps.ended.connect(done)
        steps.failed.connect(refused)
        steps.start()

    def _one_by_one(self, conversations: tuple[Conversation, ...]) -> Iterator[int]:
        for each in conversations:
            self._trash.delete_for_good([each.id])
            yield each.id

    def _is_sure(self, words: str) -> bool:
        kinds = QMessageBox.StandardButton
        words = words + "\n" + self.tr("There is no way back.")
        box = QMessageBox(
            QMessageBox.Icon.Question, self.windowTitle(), words, kinds.Ok | kinds.Cancel, self
        )
        # A title is shown as it is, whatever stands in it.
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.button(kinds.Ok).setText(self.tr("Delete for good"))
        box.button(kinds.Cancel).setText(self.tr("Cancel"))
        box.setDefaultButton(kinds.Cancel)
        return box.exec() == kinds.Ok
