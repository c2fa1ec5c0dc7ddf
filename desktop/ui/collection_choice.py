"""Which collections the open conversation is answered from, as a menu beside the message."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from desktop.chat.conversations import Conversations
from desktop.errors import AppError
from desktop.library import Library
from desktop.ui.document_model import collection_name
from desktop.ui.icon import icon
from desktop.ui.scale import scaled
from desktop.ui.theme import Theme

_WIDEST, _AROUND = 180, 60


class CollectionChoice(QObject):
    """Keeps the choice of each conversation; none chosen means all.

    Signals: `failed(AppError)` when the choice could not be kept.
    """

    failed = Signal(object)

    def __init__(
        self, conversations: Conversations, library: Library, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._conversations, self._library = conversations, library
        self._conversation_id: int | None = None
        self._wanted: tuple[str, ...] = ()
        self._shown: object = None
        self.picker = QPushButton(icon("collection", theme.dim, 16), "")
        self.picker.setProperty("flat", True)
        self.picker.setMaximumWidth(scaled(_WIDEST))
        self._menu = QMenu(self.picker)
        self._menu.setToolTipsVisible(True)
        self.picker.setMenu(self._menu)
        self.picker.hide()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The chosen collections that are still there; empty for all."""
        names = self._library.public_collections()
        return tuple(each for each in self._wanted if each in names)

    def open(self, conversation_id: int | None) -> None:
        """Show the choice of a conversation."""
        self._conversation_id = conversation_id
        self._wanted = ()
        if conversation_id is not None:
            self._wanted = self._conversations.collections(conversation_id)
        self.refresh()

    def begin(self, conversation_id: int) -> None:
        """A conversation has begun: what was chosen for it is kept with it."""
        self._conversation_id = conversation_id
        if self._wanted:
            self._keep()

    def rename(self, before: str, after: str) -> None:
        """Follow a collection to its new name."""
        self._wanted = tuple(after if each == before else each for each in self._wanted)

    def refresh(self, *, is_in_use: bool = True) -> None:
        """Offer the collections there are, where there are several and documents are used."""
        names = self._library.public_collections()
        self.picker.setVisible(len(names) > 1 and is_in_use)
        state = (names, self._wanted)
        if state == self._shown:
            return
        self._shown = state
        self._fill(names)
        words = self._words()
        text = words.replace("&", "&&")
        elided = self.picker.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideRight, scaled(_WIDEST - _AROUND)
        )
        self.picker.setText(elided)
        name = self.tr("Searched collections: {names}").format(names=words)
        self.picker.setAccessibleName(name)
        self.picker.setToolTip(self.tr("Choose which documents answer in this conversation"))

    def _fill(self, names: tuple[str, ...]) -> None:
        self._menu.clear()
        chosen = self.chosen
        everything = self._menu.addAction(self.tr("All collections"), lambda: self._choose(()))
        everything.setCheckable(True)
        everything.setChecked(not chosen)
        self._menu.addSeparator()
        for name in names:
            action = self._menu.addAction(collection_name(name).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(name in chosen)
            action.toggled.connect(lambda is_on, name=name: self._toggle(name, is_on=is_on))

    def _words(self) -> str:
        chosen = self.chosen
        if not chosen:
            return self.tr("All collections")
        return ", ".join(map(collection_name, chosen))

    def _toggle(self, name: str, *, is_on: bool) -> None:
        rest = tuple(each for each in self.chosen if each != name)
        self._choose((*rest, name) if is_on else rest)

    def _choose(self, names: tuple[str, ...]) -> None:
        self._wanted = names
        self._keep()
        self.refresh()

    def _keep(self) -> None:
        if self._conversation_id is None:
            return
        try:
            self._conversations.choose_collections(self._conversation_id, self._wanted)
        except AppError as error:
            self.failed.emit(error)
