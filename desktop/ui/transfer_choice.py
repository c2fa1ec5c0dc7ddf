"""What a person does with conversations and files: export some or all, import, give up half way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.chat.archive import Archive
from desktop.domain import Problem
from desktop.errors import AppError
from desktop.transfer.reading import Contents
from desktop.transfer.writing import ENDINGS, ExportFile, Format, file_name, pieces
from desktop.tree import Tree
from desktop.ui.file_choice import choose_conversations, choose_export
from desktop.ui.parts import Look, Parts
from desktop.ui.reading_thread import ReadingThread
from desktop.ui.steps import Steps
from desktop.ui.transfer_dialog import ImportDialog, TransferProgress
from desktop.wording import file_name as shown_name
from desktop.wording import sentence


class TransferChoice(QObject):
    """Asks where to or where from, then works in slices under a bar that can be cancelled.

    Signals: `said(str)` with what became of it, `imported()` when there are new conversations.
    """

    said = Signal(str)
    imported = Signal()

    def __init__(self, parts: Parts, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._archive: Archive = parts.conversations.archive
        self._conversations = parts.conversations
        self._look, self._window = look, window
        self._reading: ReadingThread | None = None
        self._progress: TransferProgress | None = None
        self._path, self._words = Path(), ""

    # Out

    def export(self, conversation_ids: tuple[int, ...], format_: Format) -> None:
        """Write conversations to a file that is asked for; no ids mean all."""
        titles = {each.id: each.title for each in self._conversations.newest_first()}
        ids = tuple(each for each in conversation_ids or titles if each in titles)
        if not ids:
            self.said.emit(self.tr("There is nothing to export yet."))
            return
        title = titles[ids[0]] if len(ids) == 1 else self.tr("Conversations")
        path = self._ask_where(title, format_)
        if path is None:
            return
        try:
            file = ExportFile(path)
        except AppError as error:
            self._complain(error)
            return
        self._write(ids, format_, title, file, path)

    def _ask_where(self, title: str, format_: Format) -> Path | None:
        ending = ENDINGS[format_]
        pattern = f"*{ending}"
        name = file_name(title, format_)
        return choose_export(self._window, self.tr("Export conversations"), name, pattern)

    def _write(
        self, ids: tuple[int, ...], format_: Format, title: str, file: ExportFile, path: Path
    ) -> None:
        name = shown_name(str(path))
        words = self.tr("Writing {name}…").format(name=name)
        progress = self._show_progress(words)
        n_begun = 0

        def told() -> Iterator[Tree]:
            nonlocal n_begun
            for tree in self._archive.trees(ids):
                n_begun += 1
                yield tree

        def write(piece: object) -> None:
            file.write(cast(str, piece))
            progress.show_share(n_begun / (len(ids) + 1), words)

        def done() -> None:
            file.finish()
            words = self.tr("{n} conversations were written to {name}.")
            if len(ids) == 1:
                words = self.tr("The conversation was written to {name}.")
            self.said.emit(words.format(n=len(ids), name=name))

        steps = self._begin(
            _each(pieces(told(), format_, self._look.language, title), write), progress, done
        )
        steps.failed.connect(lambda _: file.abandon())
        progress.cancelled.connect(file.abandon)

    # In

    def import_asked(self) -> None:
        """Ask for a file and take its conversations in."""
        path = choose_conversations(self._window, self.tr("Import conversations"))
        if path is not None:
            self.import_file(path)

    def import_file(self, path: Path) -> None:
        """Read a file, say what it holds, and take in what is wanted of it."""
        self._path = path
        self._words = self.tr("Reading {name}…").format(name=shown_name(str(path)))
        self._progress = self._show_progress(self._words)
        # Slots of this object, which end with it: the thread may outlive the window.
        self._reading = reading = ReadingThread(path)
        self._progress.cancelled.connect(reading.stop)
        reading.moved.connect(self._on_moved)
        reading.failed.connect(self._on_unread)
        reading.done.connect(self._on_read)
        reading.start()

    def _on_moved(self, share: float) -> None:
        # What was sent before Cancel may come after it.
        if self._progress is not None and not self._is_given_up():
            self._progress.show_share(share, self._words)

    def _on_unread(self, problem: Problem) -> None:
        if not self._is_given_up():
            self._close_progress()
            self.said.emit(sentence(problem, self._look.language))

    def _on_read(self, contents: Contents) -> None:
        if self._is_given_up():
            return
        self._close_progress()
        new = self._archive.new_among(contents.trees)
        dialog = ImportDialog(str(self._path), contents, len(new), self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(
            lambda: self._take_in(contents.trees if dialog.with_copies else new)
        )
        dialog.open()

    def _is_given_up(self) -> bool:
        return self._reading is None or self._reading.is_stopped

    def _close_progress(self) -> None:
        progress, self._progress = self._progress, None
        if progress is not None:
            progress.accept()

    def _take_in(self, trees: tuple[Tree, ...]) -> None:
        n_turns = sum(len(each.turns) for each in trees)
        n_kept = 0
        words = self.tr("Importing {n} conversations…").format(n=len(trees))
        progress = self._show_progress(words)

        def keep(n: object) -> None:
            nonlocal n_kept
            n_kept += cast(int, n)
            progress.show_share(n_kept / max(n_turns, 1), words)

        def done() -> None:
            words = self.tr("{n} conversations were imported.").format(n=len(trees))
            self.said.emit(words if len(trees) > 1 else self.tr("One conversation was imported."))
            self.imported.emit()

        steps = self._begin(_each(self._archive.take_in(trees), keep), progress, done)
        steps.failed.connect(lambda _: self._give_up())
        progress.cancelled.connect(self._give_up)

    def _give_up(self) -> None:
        """Leave nothing of what was taken in half."""
        steps = Steps(self._archive.give_up(), self)
        steps.failed.connect(self._complain)
        steps.ended.connect(steps.deleteLater)
        steps.start()

    # Both

    def _show_progress(self, words: str) -> TransferProgress:
        progress = TransferProgress(words, self._window)
        progress.begin()
        return progress

    def _begin(
        self, work: Iterator[object], progress: TransferProgress, done: Callable[[], None]
    ) -> Steps:
        """Go through some work; `done` is called when it is whole."""

        def finish() -> Iterator[object]:
            yield from work
            done()

        steps = Steps(finish(), self)
        steps.ended.connect(progress.accept)
        steps.failed.connect(progress.accept)
        steps.failed.connect(self._complain)
        progress.cancelled.connect(steps.stop)
        steps.start()
        return steps

    def _complain(self, error: AppError) -> None:
        self.said.emit(sentence(error.problem, self._look.language))


def _each(values: Iterator[object], take: Callable[[object], None]) -> Iterator[object]:
    for value in values:
        take(value)
        yield value
