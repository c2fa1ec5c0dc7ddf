"""Opens the settings over the window, and measures the computer while they are open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.catalog import Catalog
from desktop.domain import Language
from desktop.engine_messages import LoadModel
from desktop.settings import Settings
from desktop.tuning import MeasuringEnded, Tuning, Update

if TYPE_CHECKING:
    from desktop.ui.settings_dialog import SettingsDialog


class SettingsChoice(QObject):
    """Lets a user change settings.

    Signals: `saved(Settings)`; `measured()` when threads and batch were found that the model is to
    be loaded with; `move_asked()` for another home, `report_asked()`.
    """

    saved = Signal(object)
    measured = Signal()
    move_asked = Signal()
    report_asked = Signal()

    def __init__(self, tuning: Tuning, catalog: Catalog, window: QWidget) -> None:
        super().__init__(window)
        self.tuning = tuning
        self._catalog = catalog
        self._window = window
        self._dialog: SettingsDialog | None = None
        self._model: LoadModel | None = None

    def open(
        self, settings: Settings, home: str, *, is_answering: bool, can_move: bool = False
    ) -> None:
        """Show the settings; what is saved comes as a signal."""
        if self._dialog is not None:
            return
        self._model = self._catalog.choose(settings.engine)
        from desktop.ui.settings_dialog import SettingsDialog  # dialogs are loaded when they open

        self._dialog = dialog = SettingsDialog(settings, home, self._window, can_move=can_move)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.measure_asked.connect(self._on_measure_asked)
        dialog.measure_cancelled.connect(self.tuning.cancel)
        dialog.move_asked.connect(self.move_asked)
        dialog.report_asked.connect(self.report_asked)
        dialog.accepted.connect(lambda: self.saved.emit(dialog.settings()))
        dialog.finished.connect(self._on_finished)
        if self._model is not None:
            dialog.show_kept(self.tuning.kept(self._model))
        self.note_answering(is_answering=is_answering)
        dialog.open()

    def note_answering(self, *, is_answering: bool) -> None:
        """Let measuring wait while an answer is being written."""
        if self._dialog is None:
            return
        if self._model is None:
            self._dialog.show_hindrance("no_model")
        else:
            self._dialog.show_hindrance("answering" if is_answering else "none")

    def on_update(self, update: Update, language: Language) -> None:
        """Show how far measuring is, or how it ended."""
        if self._dialog is not None:
            self._dialog.on_tuning_update(update, language)
        if isinstance(update, MeasuringEnded) and update.tuned is not None:
            self.measured.emit()

    def _on_measure_asked(self) -> None:
        if self._model is not None:
            self.tuning.measure(self._model)

    def _on_finished(self) -> None:
        self._dialog = None
        self.tuning.cancel()
