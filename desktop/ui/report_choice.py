"""Makes a report, shows it and saves what is left of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from desktop.errors import AppError
from desktop.paths import Home
from desktop.ui.file_choice import choose_export
from desktop.ui.parts import Look, Parts
from desktop.wording import sentence

_NAME = "carrel-report.zip"


class ReportChoice(QObject):
    """Opens the report over the window; `say` shows how it went."""

    def __init__(
        self, parts: Parts, look: Look, say: Callable[[str], None], window: QWidget
    ) -> None:
        super().__init__(window)
        self._parts, self._look, self._say, self._window = parts, look, say, window

    def open(self) -> None:
        """Show the report."""
        # Only here: most windows never show one.
        from desktop.report import make_report, write_report
        from desktop.ui.report_dialog import ReportDialog

        documents = self._parts.library.public_documents()
        parts = make_report(Home(Path(self._look.home)), self._parts.settings.current, documents)
        dialog = ReportDialog(parts, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._save(lambda path: write_report(dialog.chosen, path)))
        dialog.open()

    def _save(self, write: Callable[[Path], None]) -> None:
        path = choose_export(self._window, self.tr("Save the report"), _NAME, "ZIP (*.zip)")
        if path is None:
            return
        try:
            write(path)
        except AppError as error:
            self._say(sentence(error.problem, self._look.language))
        else:
            self._say(self.tr("Report saved: {name}").format(name=path.name))
