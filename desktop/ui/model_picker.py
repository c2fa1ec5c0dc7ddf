"""Which model answers: those at hand, and a way to choose a file."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy

from desktop.catalog import Inspected, ModelFile
from desktop.domain import Language
from desktop.inference import ModelInfo
from desktop.ui.elided_box import ElidedBox
from desktop.ui.scale import scaled
from desktop.ui.words import size, tip
from desktop.wording import sentence

_NARROWEST, _WIDEST = 86, 300


class ModelPicker(ElidedBox):
    """Lists models; the last entry asks for a file.

    Signals: `picked(str)` with a path, empty for the model that came with the program;
    `file_asked()`; `opened()` when the list is about to be seen, the time to find out more about
    what is in it.
    """

    picked = Signal(str)
    file_asked = Signal()
    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._current = 0
        self._models: tuple[ModelFile, ...] = ()
        self._known: dict[str, str] = {}
        self.setAccessibleName(self.tr("Model"))
        self.setMaximumWidth(scaled(_WIDEST))
        self.setMinimumContentsLength(14)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(scaled(_NARROWEST))
        self.activated.connect(self._on_activated)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel alone: it would change the model unseen (Qt)."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the list where an arrow would choose what nobody sees (Qt)."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.showPopup()
        else:
            super().keyPressEvent(event)

    def show_models(self, models: tuple[ModelFile, ...], chosen: str) -> None:
        """Show these models; a chosen one that is gone is still shown, as missing."""
        self.clear()
        self._models = models
        for each in models:
            self.addItem(each.name, "" if each.is_starter else str(each.path))
            self._describe(self.count() - 1, each)
        if self.findData(chosen) < 0:
            self.addItem(chosen or self.tr("No model: quotes only"), chosen)
        self.insertSeparator(self.count())
        self.addItem(self.tr("Choose a model file…"), None)
        self._current = max(self.findData(chosen), 0)
        self.setCurrentIndex(self._current)
        self._show_about()

    def show_details(self, found: Inspected, language: Language) -> None:
        """Say more of a model, now that its file was looked into."""
        lines = []
        if found.info is not None:
            lines += self._facts(found.info)
        if found.fit is not None:
            lines.append(self.tr("needs about {size}").format(size=size(found.fit.needed_bytes)))
        if found.problem is not None:
            lines.append(sentence(found.problem, language))
        self._known[found.path] = "\n".join(lines)
        for index, each in enumerate(self._models):
            if str(each.path) == found.path:
                self._describe(index, each)
        self._show_about()

    def showPopup(self) -> None:
        """Ask for more about the models before their list is seen (Qt)."""
        self.opened.emit()
        super().showPopup()

    def _facts(self, model: ModelInfo) -> list[str]:
        kind = filter(None, (model.architecture, model.quantization, size(model.size_bytes)))
        licence = self.tr("licence: {name}").format(name=model.licence)
        if not model.licence:
            licence = self.tr("licence not stated")
        window = self.tr("context window {n} tokens").format(n=model.context_tokens)
        return [" · ".join(kind), window, licence]

    def _describe(self, index: int, model: ModelFile) -> None:
        lines = [self._known.get(str(model.path)) or size(model.size_bytes)]
        if model.is_starter:
            words = self.tr(
                "Came with Carrel: small and fast, for a first look. A larger GGUF model writes"
                " better answers."
            )
            lines.append(words)
        else:
            lines.append(str(model.path))
        about = "\n".join(lines)
        self.setItemData(index, tip(about), Qt.ItemDataRole.ToolTipRole)
        self.setItemData(index, about, Qt.ItemDataRole.AccessibleDescriptionRole)

    def _show_about(self) -> None:
        """Let the closed list say the same of its model as the open one."""
        self.setToolTip(self.itemData(self._current, Qt.ItemDataRole.ToolTipRole) or "")
        words = self.itemData(self._current, Qt.ItemDataRole.AccessibleDescriptionRole)
        self.setAccessibleDescription(words or "")

    def _on_activated(self, index: int) -> None:
        path = self.itemData(index)
        if path is None:
            self.setCurrentIndex(self._current)
            self.file_asked.emit()
        else:
            self._current = index
            self._show_about()
            self.picked.emit(path)
