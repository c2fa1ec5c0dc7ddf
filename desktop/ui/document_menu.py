"""What can be done with the chosen documents, as a menu at the pointer or at the row in hand."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from desktop.domain import Document, Language
from desktop.ui.document_model import collection_name
from desktop.ui.outside import open_outside, show_in_folder

Chosen = tuple[Document, ...]


class DocumentMenu(QObject):
    """Makes the menu of documents.

    Signals: `opened(Document)`, `retried(tuple[int])`, `removed(tuple[Document])`,
    `moved(tuple[Document], str)` with a collection, "" for a new one, `said(str)`.
    """

    opened = Signal(object)
    retried = Signal(object)
    removed = Signal(object)
    moved = Signal(object, str)
    said = Signal(str)

    def __init__(self, language: Language, parent: QWidget) -> None:
        super().__init__(parent)
        self._language, self._over = language, parent
        self.names: tuple[str, ...] = ()

    def menu(self, documents: Chosen) -> QMenu:
        """The menu of some documents, at least one."""
        first, is_one = documents[0], len(documents) == 1
        menu = QMenu(self._over)
        menu.setAccessibleName(self.tr("Documents"))
        self._add(menu, self.tr("Open"), lambda: self.opened.emit(first), is_one)
        self._add(
            menu,
            self.tr("Open in its own program"),
            lambda: self._tell(open_outside(first.path, self._language)),
            is_one,
        )
        self._add(
            menu,
            self.tr("Show in its folder"),
            lambda: self._tell(show_in_folder(first.path, self._language)),
            is_one,
        )
        self._add(menu, self.tr("Copy the path"), lambda: self._copy(documents))
        menu.addSeparator()
        menu.addMenu(self._collections(menu, documents))
        retryable = tuple(each.id for each in documents if each.state != "ready")
        self._add(menu, self.tr("Try again"), lambda: self.retried.emit(retryable), bool(retryable))
        menu.addSeparator()
        self._add(menu, self.tr("Remove"), lambda: self.removed.emit(documents))
        return menu

    def _collections(self, parent: QMenu, documents: Chosen) -> QMenu:
        menu = QMenu(self.tr("Move to the collection"), parent)
        held = {each.collection for each in documents}
        for name in self.names:
            text = collection_name(name).replace("&", "&&")
            run = self._mover(documents, name)
            self._add(menu, text, run, held != {name})
        menu.addSeparator()
        self._add(menu, self.tr("New collection…"), self._mover(documents, ""))
        return menu

    def _mover(self, documents: Chosen, name: str) -> Callable[[], None]:
        return lambda: self.moved.emit(documents, name)

    def _add(
        self, menu: QMenu, words: str, run: Callable[[], None], is_offered: bool = True
    ) -> None:
        menu.addAction(words, run).setEnabled(is_offered)

    def _copy(self, documents: Chosen) -> None:
        QApplication.clipboard().setText("\n".join(each.path for each in documents))
        self.said.emit(self.tr("Path copied"))

    def _tell(self, words: str) -> None:
        if words:
            self.said.emit(words)
