"""The model that answers: its picker, and what the settings say about it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.catalog import Inspected
from desktop.domain import Language, Problem
from desktop.errors import AppError
from desktop.inference import Fit, ModelInfo
from desktop.ui.file_choice import choose_model
from desktop.ui.model_picker import ModelPicker
from desktop.ui.parts import Parts
from desktop.wording import sentence


class ModelChoice(QObject):
    """Keeps the chosen model in the settings and answers with it.

    Signals: `shown(str)` with the name of the model in use, `complained(str)`.
    """

    shown = Signal(str)
    complained = Signal(str)

    def __init__(
        self, parts: Parts, language: Language, picker: ModelPicker, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._window = parent
        self._parts = parts
        self._language: Language = language
        self._narrowed: set[str] = set()
        self._picker = picker
        picker.picked.connect(self._on_picked)
        picker.file_asked.connect(self.choose_file)
        picker.opened.connect(self._on_opened)

    def show_models(self) -> None:
        """List the models at hand and use the chosen one."""
        settings = self._parts.settings.current.engine
        self._picker.show_models(self._parts.catalog.models(settings.model), settings.model)
        model = self._parts.catalog.choose(settings)
        if model is not None and self._parts.catalog.is_quarantined(model.path):
            self._parts.chat.use_model(None, Problem("model_quarantined", model.path))
        else:
            self._parts.chat.use_model(model)
        self.shown.emit(self._picker.currentText())

    def note_ready(self, model: ModelInfo, fit: Fit) -> None:
        """Say, once for each model, that its context window had to be made smaller."""
        is_narrowed = fit.context_tokens < fit.wanted_context_tokens
        if is_narrowed and model.path not in self._narrowed:
            self._narrowed.add(model.path)
            words = self.tr("The context window was made smaller to fit into memory: {n} tokens.")
            self.complained.emit(words.format(n=fit.context_tokens))

    def show_details(self, found: Inspected) -> None:
        """Show what a model file is and whether it fits."""
        self._picker.show_details(found, self._language)

    def choose_file(self) -> None:
        """Let a model file be chosen that is anywhere on this computer."""
        path = choose_model(self._window, self.tr("Choose a model file"))
        if path is None:
            return
        problem = self._parts.catalog.check(path)
        if problem is None:
            self._on_picked(str(path))
        else:
            self.complained.emit(sentence(problem, self._language))

    def _on_opened(self) -> None:
        settings = self._parts.settings.current.engine
        models = self._parts.catalog.models(settings.model)
        self._parts.inspection.inspect([str(each.path) for each in models], settings)

    def _on_picked(self, path: str) -> None:
        self._parts.catalog.forgive(path)
        settings = self._parts.settings.current
        try:
            changed = replace(settings, engine=replace(settings.engine, model=path))
            self._parts.settings.change(changed)
        except AppError as error:
            self.complained.emit(sentence(error.problem, self._language))
        self.show_models()
