"""Which model answers: those at hand, and a way to choose a file."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy

from desktop.catalog import ModelFile
from desktop.ui.words import size

_NARROWEST, _WIDEST = 150, 300


class ModelPicker(QComboBox):
    """Lists models; the last entry asks for a file.

    Signals: `picked(str)` with a path, empty for the model that came with the program;
    `file_asked()`.
    """

    picked = Signal(str)
    file_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._current = 0
        self.setAccessibleName(self.tr("Model"))
        self.setMaximumWidth(_WIDEST)
        self.setMinimumContentsLength(14)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(_NARROWEST)
        self.activated.connect(self._on_activated)

    def show_models(self, models: tuple[ModelFile, ...], chosen: str) -> None:
        """Show these models; a chosen one that is gone is still shown, as missing."""
        self.clear()
        for each in models:
            path = "" if each.is_starter else str(each.path)
            self.addItem(each.name, path)
            tip = self.tr(
                "Came with Carrel: small and fast, for a first look. A larger GGUF model writes"
                " better answers."
            )
            about = tip if each.is_starter else f"{size(each.size_bytes)}\n{each.path}"
            self.setItemData(self.count() - 1, about, Qt.ItemDataRole.ToolTipRole)
        if self.findData(chosen) < 0:
            self.addItem(chosen or self.tr("No model: quotes only"), chosen)
        self.insertSeparator(self.count())
        self.addItem(self.tr("Choose a model file…"), None)
        self._current = max(self.findData(chosen), 0)
        self.setCurrentIndex(self._current)

    def _on_activated(self, index: int) -> None:
        path = self.itemData(index)
        if path is None:
            self.setCurrentIndex(self._current)
            self.file_asked.emit()
        else:
            self._current = index
            self.picked.emit(path)
