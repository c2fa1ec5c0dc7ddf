"""How a conversation is held: the presets at hand, and the way to edit them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy

from desktop.domain import Language
from desktop.inference import Preset
from desktop.presets.included import DEFAULT, is_included
from desktop.ui.elided_box import ElidedBox
from desktop.ui.preset_words import about, title
from desktop.ui.scale import scaled
from desktop.ui.words import tip

_NARROWEST, _WIDEST = 86, 240


class PresetPicker(ElidedBox):
    """Lists presets, those that came with the program first; the last entry edits them.

    Signals: `picked(str)` with a name; `edit_asked()`.
    """

    picked = Signal(str)
    edit_asked = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language: Language = language
        self._current = 0
        self.setAccessibleName(self.tr("Preset"))
        self.setMinimumContentsLength(10)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(scaled(_NARROWEST))
        self.setMaximumWidth(scaled(_WIDEST))
        self.activated.connect(self._on_activated)

    def show_presets(self, presets: tuple[Preset, ...], chosen: str) -> None:
        """Show these presets; one that is gone shows as the default, which it then means."""
        self.clear()
        was_included = True
        for each in presets:
            if was_included and not is_included(each.name):
                self.insertSeparator(self.count())
            was_included = is_included(each.name)
            self.addItem(title(each, self._language), each.name)
            self._describe(self.count() - 1, about(each, self._language))
        self.insertSeparator(self.count())
        self.addItem(self.tr("Edit presets…"), None)
        self._describe(self.count() - 1, self.tr("Make, change, import and export presets"))
        self._show(max(self.findData(chosen), self.findData(DEFAULT)))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel alone: it would change the preset unseen (Qt)."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the list where an arrow would choose what nobody sees (Qt)."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.showPopup()
        else:
            super().keyPressEvent(event)

    def _describe(self, index: int, words: str) -> None:
        self.setItemData(index, tip(words), Qt.ItemDataRole.ToolTipRole)
        self.setItemData(index, words, Qt.ItemDataRole.AccessibleDescriptionRole)

    def _show(self, index: int) -> None:
        self._current = index
        self.setCurrentIndex(index)
        self.setToolTip(self.itemData(index, Qt.ItemDataRole.ToolTipRole))
        words = self.itemData(index, Qt.ItemDataRole.AccessibleDescriptionRole)
        self.setAccessibleDescription(words)

    def _on_activated(self, index: int) -> None:
        name = self.itemData(index)
        if name is None:
            self.setCurrentIndex(self._current)
            self.edit_asked.emit()
        elif index != self._current:
            self._show(index)
            self.picked.emit(name)
