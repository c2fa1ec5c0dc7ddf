"""The folders that are kept in step: a button for each, above the documents."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from desktop.domain import Document, Folder
from desktop.ui.document_model import collection_name
from desktop.ui.flow_layout import FlowLayout
from desktop.ui.icon import icon
from desktop.ui.theme import Theme
from desktop.ui.words import tip

_MOST_SHOWN = 12


class FolderBar(QWidget):
    """A button a folder, with what can be done with it in its menu.

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
        self._layout = FlowLayout(self, spacing=8)
        self._counts: dict[int, int] = {}
        self._folders: tuple[Folder, ...] = ()
        self._buttons: list[tuple[Folder, QPushButton]] = []
        self._collection = ""
        self._names: tuple[str, ...] = ()
        self.hide()

    def show_folders(self, folders: tuple[Folder, ...], documents: tuple[Document, ...]) -> None:
        """Show folders with how many of the documents lie in each."""
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

    def _make_buttons(self) -> None:
        while (item := self._layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        folders = [e for e in self._folders if self._collection in ("", e.collection)]
        self._buttons = [(each, self._button(each)) for each in folders[:_MOST_SHOWN]]
        for _, button in self._buttons:
            self._layout.addWidget(button)
        self.setVisible(bool(folders))

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


def _count(folder: Folder, documents: tuple[Document, ...]) -> int:
    # There may be 100,000 of them: a `Path` for each would stall the window.
    inside, collection = os.path.join(folder.path, ""), folder.collection
    return sum(
        each.state == "ready" and each.collection == collection and each.path.startswith(inside)
        for each in documents
    )
