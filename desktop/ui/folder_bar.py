"""The folders that are kept in step: a button for each, above the documents."""

from __future__ import annotations

import os
from bisect import bisect_left, bisect_right
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QMenu, QPushButton, QScrollArea, QWidget

from desktop.domain import Document, Folder
from desktop.ui.document_model import collection_name
from desktop.ui.flow_layout import FlowLayout
from desktop.ui.icon import icon
from desktop.ui.theme import Theme
from desktop.ui.words import tip

_MOST_SHOWN, _MOST_LINES = 12, 4
_SPACING = 8


class FolderBar(QScrollArea):
    """A button a folder, with what can be done with it in its menu; many are shown when asked for.

    Signals: `looked_at(Folder)`, `chosen_in(Folder)` to choose what is read, `forgotten(Folder)`,
    `moved(Folder, str)` with a collection.
    """

    looked_at = Signal(object)
    chosen_in = Signal(object)
    forgotten = Signal(object)
    moved = Signal(object, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shows_all = False
        self._more = QPushButton()
        self._more.clicked.connect(self._on_more_clicked)
        flow = QWidget()
        flow.setObjectName("flow")
        self._layout = FlowLayout(flow, _SPACING)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setWidget(flow)
        policy = self.sizePolicy()
        policy.setVerticalPolicy(policy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.verticalScrollBar().rangeChanged.connect(self._on_scroll_bar_range_changed)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_application_focus_changed)
        self._counts: dict[int, int] = {}
        self._folders: tuple[Folder, ...] = ()
        self._buttons: list[tuple[Folder, QPushButton]] = []
        self._collection = ""
        self._names: tuple[str, ...] = ()
        self.hide()

    def show_folders(self, folders: tuple[Folder, ...], documents: tuple[Document, ...]) -> None:
        """Show folders with how many of the documents, given by path, lie in each."""
        counts = {each.id: _count(each, documents) for each in folders}
        if folders == self._folders and counts == self._counts:
            return
        is_same = folders == self._folders
        self._folders, self._counts = folders, counts
        if not is_same:
            self._make_buttons()
        for folder, button in self._buttons:
            # While it is read, its button keeps the keyboard and the menu that is open.
            button.setText(self._words(folder))

    def show_collections(self, names: tuple[str, ...], chosen: str) -> None:
        """Show the folders of the chosen collection, "" for all; the others can take them in."""
        if (names, chosen) != (self._names, self._collection):
            self._names, self._collection = names, chosen
            self._make_buttons()

    def heightForWidth(self, width: int) -> int:
        """The height of all lines, as long as they leave room for the documents (Qt)."""
        most = _MOST_LINES * (self._layout.minimumSize().height() + _SPACING) - _SPACING
        return min(self._layout.heightForWidth(width), most)

    def sizeHint(self) -> QSize:
        """A line; the height follows from the width (Qt)."""
        return self._layout.minimumSize()

    def minimumSizeHint(self) -> QSize:
        """The same (Qt)."""
        return self._layout.minimumSize()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow what the folders need (Qt)."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def _on_application_focus_changed(self, _: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.isAncestorOf(now):
            self.ensureWidgetVisible(now, 0, 0)

    def _on_scroll_bar_range_changed(self) -> None:
        # What has the keyboard has found its place only now.
        self._on_application_focus_changed(None, self.window().focusWidget())

    def _make_buttons(self) -> None:
        focused = self.window().focusWidget()
        in_hand = next((folder.id for folder, each in self._buttons if each is focused), None)
        while (item := self._layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self._more:
                widget.hide()
                widget.deleteLater()
        folders = [e for e in self._folders if self._collection in ("", e.collection)]
        shown = folders if self._shows_all else folders[:_MOST_SHOWN]
        self._buttons = [(each, self._button(each)) for each in shown]
        for folder, button in self._buttons:
            self._layout.addWidget(button)
            # The layout would show it later, and what is hidden takes no keyboard.
            button.show()
            if folder.id == in_hand:
                button.setFocus()
        self._offer_more(len(folders) - _MOST_SHOWN)
        self._layout.invalidate()
        self.updateGeometry()
        self.setVisible(bool(folders))

    def _offer_more(self, n_more: int) -> None:
        self._layout.addWidget(self._more)
        words = self.tr("Fewer") if self._shows_all else self.tr("{n} more").format(n=n_more)
        self._more.setText(words)
        self._more.setVisible(n_more > 0)

    def _on_more_clicked(self) -> None:
        self._shows_all = not self._shows_all
        self._make_buttons()
        if self._shows_all:
            _, first = self._buttons[_MOST_SHOWN]
            first.setFocus()

    def _button(self, folder: Folder) -> QPushButton:
        name = Path(folder.path).name or folder.path
        button = QPushButton(icon("folder", self._theme.dim), self._words(folder))
        button.setToolTip(tip(self._about(folder)))
        button.setAccessibleName(self.tr("Folder {name}").format(name=name))
        button.setAccessibleDescription(self._about(folder))
        menu = QMenu(button)
        menu.addAction(self.tr("Look again now"), lambda: self.looked_at.emit(folder))
        menu.addAction(self.tr("Choose what is read…"), lambda: self.chosen_in.emit(folder))
        if others := [each for each in self._names if each != folder.collection]:
            target = menu.addMenu(self.tr("Move to the collection"))
            for each in others:
                words = collection_name(each).replace("&", "&&")
                target.addAction(words, partial(self.moved.emit, folder, each))
        menu.addSeparator()
        menu.addAction(self.tr("Remove with its documents"), lambda: self.forgotten.emit(folder))
        button.setMenu(menu)
        return button

    def _words(self, folder: Folder) -> str:
        state = str(self._counts[folder.id]) if folder.is_there else self.tr("not reachable")
        return f"{Path(folder.path).name or folder.path} · {state}"

    def _about(self, folder: Folder) -> str:
        lines = [folder.path]
        if folder.is_there:
            lines.append(self.tr("Kept in step: new, changed and deleted files are noticed."))
        else:
            lines.append(self.tr("It cannot be reached now; its documents stay, and can be asked."))
        if folder.only:
            lines.append(self.tr("Only: {names}").format(names=", ".join(folder.only[:5])))
        if folder.left_out:
            lines.append(self.tr("Left out: {names}").format(names=", ".join(folder.left_out[:5])))
        return "\n".join(lines)


def documents_in(
    path: str, collection: str, documents: tuple[Document, ...]
) -> tuple[Document, ...]:
    """Those of all documents, given by path, that lie in a folder and a collection."""
    # There may be 100,000 of them, and many folders: only those inside are looked at.
    inside = os.path.join(path, "")
    first = bisect_left(documents, inside, key=lambda each: each.path)
    end = bisect_right(documents, inside, first, key=lambda each: each.path[: len(inside)])
    return tuple(each for each in documents[first:end] if each.collection == collection)


def _count(folder: Folder, documents: tuple[Document, ...]) -> int:
    inside = documents_in(folder.path, folder.collection, documents)
    return sum(each.state == "ready" for each in inside)
