"""The presets in a list: those that came with the program, then the user's own."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from desktop.domain import Language
from desktop.inference import Preset
from desktop.presets.included import is_included
from desktop.ui.icon import icon
from desktop.ui.preset_words import about, title
from desktop.ui.scale import scaled
from desktop.ui.theme import Theme
from desktop.ui.words import tip

_NAME = Qt.ItemDataRole.UserRole
_ROW, _HEADING = 36, 32


class PresetList(QListWidget):
    """Presets by name under two headings; Delete deletes.

    Signals: `chosen(str)` with a name, `delete_asked()`.
    """

    chosen = Signal(str)
    delete_asked = Signal()

    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__()
        self._lock = icon("lock", theme.dim, 14)
        self._language: Language = language
        self.setAccessibleName(self.tr("Presets"))
        self.setIconSize(QSize(scaled(14), scaled(14)))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.currentItemChanged.connect(self._on_current)

    def show_presets(self, presets: tuple[Preset, ...], current: str) -> None:
        """Show these presets, one of them chosen."""
        included = [each for each in presets if is_included(each.name)]
        own = [each for each in presets if not is_included(each.name)]
        with QSignalBlocker(self):
            self.clear()
            self._add_heading(self.tr("Came with Carrel"))
            for each in included:
                self._add(each)
            self._add_heading(self.tr("My presets"))
            for each in own:
                self._add(each)
            if not own:
                self._add_heading(self.tr("None yet"))
        self.choose(current)

    def choose(self, name: str) -> None:
        """Mark a preset as the one that is shown."""
        with QSignalBlocker(self):
            for row in range(self.count()):
                if self.item(row).data(_NAME) == name:
                    self.setCurrentRow(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete the preset on Delete (Qt)."""
        if event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit()
        else:
            super().keyPressEvent(event)

    def _add_heading(self, text: str) -> None:
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setSizeHint(QSize(0, scaled(_HEADING)))
        self.addItem(item)

    def _add(self, preset: Preset) -> None:
        name = title(preset, self._language)
        item = QListWidgetItem(name)
        item.setData(_NAME, preset.name)
        item.setToolTip(tip(about(preset, self._language)))
        item.setSizeHint(QSize(0, scaled(_ROW)))
        if is_included(preset.name):
            item.setIcon(self._lock)
            words = self.tr("{name}, came with Carrel").format(name=name)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
        self.addItem(item)

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_NAME) is not None:
            self.chosen.emit(item.data(_NAME))
