"""The passages that were found; keys and mouse choose, open and copy them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QListView, QMenu

from desktop.domain import Language, Passage
from desktop.ui.passage_delegate import PassageDelegate
from desktop.ui.passage_model import PASSAGE, PassageModel
from desktop.ui.theme import Theme


class PassageList(QListView):
    """Passages, best first; Enter or a double click opens, Ctrl+C copies with the source.

    Signals: `opened(Passage)`, `copied()`.
    """

    opened = Signal(object)
    copied = Signal()

    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__()
        self.setObjectName("passages")
        self.setAccessibleName(self.tr("Passages found"))
        self._model = PassageModel(language)
        self._delegate = PassageDelegate(theme, language)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setMouseTracking(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # A scroll bar that comes and goes would lay every row out twice.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu)
        self.doubleClicked.connect(lambda _: self.open_chosen())

    def show_passages(self, passages: tuple[Passage, ...], *, keeps_choice: bool) -> None:
        """Show these passages; the one chosen stays chosen where it is still there."""
        chosen = self.chosen if keeps_choice else None
        self._model.show_passages(passages)
        row = None if chosen is None else self._model.row_of(chosen)
        if passages:
            self.setCurrentIndex(self._model.index(row or 0))
        if row is None:
            self.scrollToTop()

    @property
    def chosen(self) -> Passage | None:
        """The passage the keys are at."""
        found: Passage | None = self.currentIndex().data(PASSAGE)
        return found

    def step(self, by: int) -> None:
        """Choose a passage further on."""
        n = self._model.rowCount()
        if n:
            row = min(max(self.currentIndex().row() + by, 0), n - 1)
            self.setCurrentIndex(self._model.index(row))

    def open_chosen(self) -> None:
        """Open the chosen passage in its document."""
        if (chosen := self.chosen) is not None:
            self.opened.emit(chosen)

    def copy_chosen(self) -> None:
        """Put the chosen passage on the clipboard, with where it stands."""
        if (chosen := self.chosen) is not None:
            QApplication.clipboard().setText(self._model.copied(chosen))
            self.copied.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open and copy by keys (Qt)."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_chosen()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_chosen()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines break elsewhere (Qt)."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def viewportSizeHint(self) -> QSize:
        """Take the room there is (Qt)."""
        return QSize(0, 0)

    def _on_menu(self, at: QPoint) -> None:
        index = self.indexAt(at)
        if not index.isValid():
            return
        self.setCurrentIndex(index)
        menu = QMenu(self)
        menu.addAction(self.tr("Open at the passage"), self.open_chosen)
        menu.addAction(self.tr("Copy with source"), self.copy_chosen)
        menu.exec(self.viewport().mapToGlobal(at))
