"""Moves the home while nothing of it is open, and shows how far it is."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QProgressBar, QVBoxLayout

from desktop import paths
from desktop.domain import Language, Problem
from desktop.errors import AppError
from desktop.home_move import Progressed, Stopped, default_home, move
from desktop.paths import Home
from desktop.ui.plain_label import plain_label
from desktop.ui.scale import scaled
from desktop.ui.store_dialog import ProblemDialog
from desktop.ui.words import size
from desktop.wording import sentence

_LOOK_MS = 100
_WIDTH = 460

logger = logging.getLogger(__name__)


class MoveDialog(QDialog):
    """Runs a move in a thread; `problem` is why it did not come about, None where it did.

    `move` is given what to tell its progress to.
    """

    def __init__(self, move: Callable[[Progressed], None], target: str) -> None:
        super().__init__()
        self.setWindowTitle("Carrel")
        self.setWindowFlag(Qt.WindowType.WindowCloseButtonHint, on=False)
        self.problem: Problem | None = None
        self.is_stopped = False
        self._move, self._target = move, target
        self._done, self._total = 0, 0
        self._label = plain_label(self.tr("Moving everything to {path}…").format(path=target))
        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("How far the move is"))
        self._note = plain_label("", is_dim=True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("Cancel"))
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 22, 24, 18)
        layout.setSpacing(12)
        for widget in (self._label, self._bar, self._note, buttons):
            layout.addWidget(widget)
        self.resize(scaled(_WIDTH), layout.totalHeightForWidth(scaled(_WIDTH)))
        self._thread = threading.Thread(target=self._run, name="move", daemon=True)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_look)

    def run(self) -> None:
        """Move, and come back when it has ended in one way or the other."""
        self._thread.start()
        self._timer.start(_LOOK_MS)
        self.exec()
        self._thread.join()

    def show_progress(self, done: int, total: int) -> None:
        """Show how many of the bytes are written and read again."""
        if total:
            self._bar.setValue(1000 * done // total)
            self._note.setText(f"{size(done // 2)} / {size(total // 2)}")

    def reject(self) -> None:
        """Stop at the next block; the dialog closes when that has happened (Qt)."""
        self.is_stopped = True

    def _run(self) -> None:
        try:
            self._move(self._progressed)
            self.is_stopped = False
        except Stopped:
            self.is_stopped = True
        except AppError as error:
            self.problem = error.problem
        except OSError as error:
            self.problem = Problem("not_writable", self._target, type(error).__name__)
        except Exception:
            logger.exception("moving the home")
            self.problem = Problem("bug")

    def _progressed(self, done: int, total: int) -> bool:
        self._done, self._total = done, total
        return not self.is_stopped

    def _on_look(self) -> None:
        if not self._thread.is_alive():
            self._timer.stop()
            self.accept()
            return
        self.show_progress(self._done, self._total)


def move_home(home: Home, target: Path, language: Language) -> Home:
    """Move a home that is closed, and say why where that fails; returns the one to open."""
    dialog = MoveDialog(lambda told: move(home, target, paths.pointer(), told), str(target))
    dialog.run()
    if dialog.problem is not None:
        ProblemDialog(sentence(dialog.problem, language)).exec()
    return default_home()
