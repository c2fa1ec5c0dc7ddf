"""Asks where the home is to be moved to, and for a yes once it is known that it can be."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.errors import AppError
from desktop.home_move import check, plan
from desktop.paths import Home
from desktop.ui.file_choice import choose_folder
from desktop.ui.parts import Look
from desktop.ui.question import ask
from desktop.ui.words import size
from desktop.wording import sentence

_FOLDER = "Carrel"


class HomeChoice(QObject):
    """Leads to a move.

    Signals: `chosen(Path)` with the new home, `complained(str)`.
    """

    chosen = Signal(object)
    complained = Signal(str)

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._look, self._window = look, window

    def ask(self) -> None:
        """Let a folder be chosen, look whether it can be the home, and ask."""
        folders = choose_folder(self._window, self.tr("Where to keep everything"))
        if folders:
            self.offer(folders[0])

    def offer(self, folder: Path) -> None:
        """Look whether a folder, or one inside it that is ours alone, can be the home, and ask."""
        home = Home(Path(self._look.home))
        target = folder if not any(folder.iterdir()) else folder / _FOLDER
        planned = plan(home)
        try:
            check(home, target, planned)
        except AppError as error:
            self.complained.emit(sentence(error.problem, self._look.language))
            return
        words = self.tr(
            "Carrel closes, moves {size} to {path}, looks whether every byte has arrived, and opens"
            " again. Your documents stay where they are."
        ).format(size=size(planned.size_bytes), path=target)
        ask(self._window, words, "", self.tr("Move"), lambda: self.chosen.emit(target))
