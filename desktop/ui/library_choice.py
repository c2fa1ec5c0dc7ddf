"""What a person does with documents, and with the folders that are kept in step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain import Document, Folder
from desktop.library import Library
from desktop.ui.document_model import collection_name
from desktop.ui.folder_bar import documents_in
from desktop.ui.library_view import LibraryView
from desktop.ui.question import ask

Say = Callable[..., None]
_MANY = 20
"""So many documents are not removed by one slip of the hand."""


class LibraryChoice(QObject):
    """Does what the library screen asks for; `say` shows words with a way back.

    Signals: `collection_renamed(str, str)`.
    """

    collection_renamed = Signal(str, str)

    def __init__(self, library: Library, shelf: LibraryView, say: Say, window: QWidget) -> None:
        super().__init__(window)
        self._library, self._say, self._window = library, say, window
        self._shelf = shelf
        shelf.removed.connect(self._on_removed)
        shelf.retried.connect(library.retry)
        shelf.cancelled.connect(library.cancel)
        shelf.paused.connect(lambda is_on: library.pacing.hold("paused", is_on=is_on))
        shelf.menu.said.connect(say)
        shelf.menu.moved.connect(self._on_moved)
        shelf.bar.made.connect(self._on_made)
        shelf.bar.renamed.connect(self._on_renamed)
        shelf.bar.deleted.connect(self._on_deleted)
        bar = shelf.folders
        bar.looked_at.connect(lambda folder: library.rescan((folder.path,)))
        bar.chosen_in.connect(self._on_chosen_in)
        bar.forgotten.connect(self._on_forgotten)
        bar.moved.connect(self._on_folder_moved)

    def _on_removed(self, documents: tuple[Document, ...]) -> None:
        if len(documents) < _MANY:
            self._remove(documents)
            return
        ask(
            self._window,
            self.tr("Remove {n} documents?").format(n=len(documents)),
            self.tr(
                "What was read of them is forgotten; bringing them back means reading them again."
                " The files stay where they are."
            ),
            self.tr("Remove"),
            lambda: self._remove(documents),
        )

    def _remove(self, documents: tuple[Document, ...]) -> None:
        self._library.remove(tuple(each.id for each in documents))

        def undo() -> None:
            for collection in sorted({each.collection for each in documents}):
                paths = [Path(each.path) for each in documents if each.collection == collection]
                self._library.add(tuple(paths), collection)

        words = self.tr("Documents removed: {n}. The files stay where they are.")
        self._say(words.format(n=len(documents)), undo)

    def _on_chosen_in(self, folder: Folder) -> None:
        self._ask_in(folder, folder)

    def _ask_in(self, folder: Folder, wished: Folder) -> None:
        """Ask what is read of a folder, beginning with the patterns of `wished`."""
        from desktop.ui.folder_dialog import FolderDialog  # dialogs are loaded when they open

        dialog = FolderDialog(wished, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(
            lambda: self._on_dialog_accepted(folder, dialog.only, dialog.left_out)
        )
        dialog.open()

    def _on_dialog_accepted(
        self, folder: Folder, only: tuple[str, ...], left_out: tuple[str, ...]
    ) -> None:
        if (only, left_out) == (folder.only, folder.left_out):
            return
        change = partial(self._choose_in, folder, only, left_out)
        inside = documents_in(folder.path, folder.collection, self._library.public_documents())
        if not inside:
            change()
            return
        ask(
            self._window,
            self.tr("Change what is read of {name}?").format(name=_name_of(folder)),
            self.tr(
                "Documents in it: {n}. Those that no longer fit are forgotten; bringing them back"
                " means reading them again. The files stay where they are."
            ).format(n=len(inside)),
            self.tr("Change"),
            change,
            # No is no word about the patterns that were written: they are there to go on with.
            lambda: self._ask_in(folder, replace(folder, only=only, left_out=left_out)),
        )

    def _choose_in(self, folder: Folder, only: tuple[str, ...], left_out: tuple[str, ...]) -> None:
        choose = self._library.choose_in_folder
        choose(folder, only, left_out)
        words = self.tr("What is read of {name} was changed.").format(name=_name_of(folder))
        self._say(words, lambda: choose(folder, folder.only, folder.left_out))

    def _on_forgotten(self, folder: Folder) -> None:
        name = _name_of(folder)
        ask(
            self._window,
            self.tr("Remove the folder {name} with its documents?").format(name=name),
            self.tr(
                "What was read of them is forgotten; bringing them back means reading them again."
                " The files stay where they are."
            ),
            self.tr("Remove"),
            lambda: self._forget(folder),
        )

    def _forget(self, folder: Folder) -> None:
        self._library.forget_folder(folder)
        words = self.tr("Folder removed: {name}. The files stay where they are.")
        self._say(words.format(name=_name_of(folder)), lambda: self._library.take_back(folder))

    # Collections

    def _on_made(self) -> None:
        self._name(self.tr("New collection"), "", self._make)

    def _make(self, name: str) -> None:
        self._library.collecting.make(name)
        self._say(self.tr("Collection made: {name}").format(name=name))

    def _on_renamed(self, before: str) -> None:
        if not self._may_change(before):
            return

        def rename(after: str) -> None:
            self._rename(before, after)
            words = self.tr("Collection renamed: {name}")
            self._say(words.format(name=after), lambda: self._rename(after, before))

        self._name(self.tr("Rename the collection"), before, rename)

    def _rename(self, before: str, after: str) -> None:
        self._library.collecting.rename(before, after)
        self.collection_renamed.emit(before, after)

    def _on_deleted(self, name: str) -> None:
        if not self._may_change(name):
            return
        n_documents = len(self._library.documents(name))
        ask(
            self._window,
            self.tr("Remove the collection {name}?").format(name=name),
            self.tr(
                "Documents in it that are forgotten: {n}. Bringing them back means reading them"
                " again; to keep them, move them to another collection first. The files stay where"
                " they are."
            ).format(n=n_documents),
            self.tr("Remove"),
            lambda: self._library.remove_collection(name),
        )

    def _on_moved(self, documents: tuple[Document, ...], name: str) -> None:
        if not all(self._may_change(each) for each in {e.collection for e in documents}):
            return
        if not name:
            self._name(self.tr("New collection"), "", lambda made: self._move(documents, made))
            return
        self._move(documents, name)

    def _on_folder_moved(self, folder: Folder, name: str) -> None:
        if not self._may_change(folder.collection):
            return
        move, before = self._library.collecting.move_folder, folder.collection
        has_way_back = not self._has_some_of(folder, name)
        move(folder.path, before, name)

        def undo() -> None:
            if self._may_change(name):
                move(folder.path, name, before)

        words = self.tr("Folder moved to {name}")
        self._say(words.format(name=collection_name(name)), undo if has_way_back else None)

    def _has_some_of(self, folder: Folder, name: str) -> bool:
        """What was in the other collection before would come along on the way back."""
        return any(
            each.collection == name and each.path == folder.path for each in self._library.folders()
        ) or bool(documents_in(folder.path, name, self._library.public_documents()))

    def _move(self, documents: tuple[Document, ...], name: str) -> None:
        moved = tuple(each for each in documents if each.collection != name)
        self._library.collecting.move(tuple(each.id for each in moved), name)

        def undo() -> None:
            for collection in sorted({each.collection for each in moved}):
                ids = tuple(each.id for each in moved if each.collection == collection)
                self._library.collecting.move(ids, collection)

        words = self.tr("Documents moved to {name}: {n}")
        self._say(words.format(name=collection_name(name), n=len(moved)), undo)

    def _may_change(self, collection: str) -> bool:
        """What is being read into a collection would miss that it is called otherwise."""
        is_reading = self._library.is_reading(collection)
        if is_reading:
            self._say(self.tr("Documents are just being read into it. Wait, or stop that first."))
        return not is_reading

    def _name(self, title: str, before: str, run: Callable[[str], None]) -> None:
        taken = tuple(each for each in self._library.public_collections() if each != before)
        from desktop.ui.collection_dialog import (
            CollectionDialog,  # dialogs are loaded when they open
        )

        dialog = CollectionDialog(title, before, (*taken, collection_name(taken[0])), self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def on_accepted() -> None:
            if dialog.name != before:
                run(dialog.name)

        dialog.accepted.connect(on_accepted)
        dialog.open()


def _name_of(folder: Folder) -> str:
    return Path(folder.path).name or folder.path
