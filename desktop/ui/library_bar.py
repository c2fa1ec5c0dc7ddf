"""What is shown of the documents: a collection, a part of a name, a state; and the collections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from desktop.domain import Document
from desktop.library import DEFAULT_COLLECTION
from desktop.ui.clear_button import offer_clear
from desktop.ui.document_model import Choice, collection_name
from desktop.ui.elided_box import ElidedBox
from desktop.ui.icon import icon, tool_button
from desktop.ui.scale import scaled
from desktop.ui.theme import Theme

_TYPING_MS = 150
_NARROWEST, _WORDS, _WIDEST_STATE = 90, 150, 200


class LibraryBar(QWidget):
    """Chooses documents, and offers what can be done with the chosen collection.

    Signals: `chosen(Choice)`, `made()`, `renamed(str)` and `deleted(str)` with a collection.
    """

    chosen = Signal(object)
    made = Signal()
    renamed = Signal(str)
    deleted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._names: tuple[str, ...] = ()
        self._collections = ElidedBox()
        self._collections.setAccessibleName(self.tr("Collection"))
        self._collections.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._collections.currentIndexChanged.connect(self._on_chosen)
        self._words = QLineEdit()
        self._words.setAccessibleName(self.tr("Filter by name"))
        self._words.setPlaceholderText(self.tr("Filter by name"))
        offer_clear(self._words)
        # Filtering 100,000 documents takes longer than from one letter to the next.
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._on_chosen)
        self._words.textChanged.connect(self._typing.start)
        self._words.returnPressed.connect(self._on_chosen)
        self._states = ElidedBox()
        self._states.setAccessibleName(self.tr("State"))
        for words, state in (
            (self.tr("All states"), "all"),
            (self.tr("Ready"), "ready"),
            (self.tr("Still being read"), "open"),
            (self.tr("Left out, or could not be read"), "left_out"),
        ):
            self._states.addItem(words, state)
        self._states.currentIndexChanged.connect(self._on_chosen)
        # In a small window they say less, instead of pushing the sidebar away.
        for widget in (self._collections, self._states):
            widget.setMinimumWidth(scaled(_NARROWEST))
        self._words.setMinimumWidth(scaled(_WORDS))
        self._states.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._states.setMaximumWidth(scaled(_WIDEST_STATE))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._collections)
        row.addWidget(self._make_menu())
        row.addWidget(self._words, 1)
        row.addWidget(self._states)
        self.show_collections((DEFAULT_COLLECTION,), ())

    @property
    def choice(self) -> Choice:
        """What is shown."""
        collection = self._collections.currentData() or ""
        return Choice(collection, self._words.text(), self._states.currentData())

    def show_collections(self, names: tuple[str, ...], documents: Iterable[Document]) -> None:
        """Offer these collections, each with how many documents it has."""
        self._names = names
        counts = Counter(each.collection for each in documents)
        before = self._collections.currentData() or ""
        words = self.tr("All collections")
        items = [("", f"{words} · {counts.total()}")]
        items += [(name, f"{collection_name(name)} · {counts[name]}") for name in names]
        shown = [
            (self._collections.itemData(n), self._collections.itemText(n))
            for n in range(self._collections.count())
        ]
        if items == shown:
            return
        self._collections.blockSignals(True)
        self._collections.clear()
        for name, text in items:
            symbol = icon("collection", self._theme.dim, 16) if name else QIcon()
            self._collections.addItem(symbol, text, name)
        self._collections.setCurrentIndex(max(self._collections.findData(before), 0))
        self._collections.blockSignals(False)
        self._refresh()
        if before and before not in names:
            self.chosen.emit(self.choice)

    def show_collection(self, name: str) -> None:
        """Show the documents of a collection."""
        self._collections.setCurrentIndex(max(self._collections.findData(name), 0))

    def reset(self) -> None:
        """Show every document of the collection again."""
        self._words.clear()
        self._states.setCurrentIndex(0)
        if self._typing.isActive():
            self._on_chosen()

    def take_over(self, before: LibraryBar) -> None:
        """Choose what another bar chooses."""
        choice = before.choice
        self._words.setText(choice.words)
        self._states.setCurrentIndex(self._states.findData(choice.state))
        self.show_collection(choice.collection)
        if self._typing.isActive():
            self._on_chosen()

    def _make_menu(self) -> QToolButton:
        button = tool_button("more", self.tr("Collections"), self._theme.dim)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        menu.addAction(self.tr("New collection…"), self.made.emit)
        self._rename = menu.addAction(
            self.tr("Rename this collection…"), lambda: self.renamed.emit(self.choice.collection)
        )
        menu.addSeparator()
        self._delete = menu.addAction(
            self.tr("Remove this collection…"), lambda: self.deleted.emit(self.choice.collection)
        )
        button.setMenu(menu)
        return button

    def _on_chosen(self) -> None:
        self._typing.stop()
        self._refresh()
        self.chosen.emit(self.choice)

    def _refresh(self) -> None:
        is_own = self.choice.collection not in ("", DEFAULT_COLLECTION)
        self._rename.setEnabled(is_own)
        self._delete.setEnabled(is_own)
