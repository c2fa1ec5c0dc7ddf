"""The left side of the presets' dialog: the list, and what brings presets in and out."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from desktop.domain import Language
from desktop.inference import Preset
from desktop.presets.included import is_included
from desktop.ui.preset_list import PresetList
from desktop.ui.scale import scaled
from desktop.ui.theme import Theme

_WIDTH = 250
_SHARE = 0.38


class PresetSide(QWidget):
    """Shows every preset.

    Signals: `chosen(str)` with a name, `new_asked()`, `duplicate_asked()`, `delete_asked()`,
    `import_asked()`, `export_asked(bool)`: all of the user's own, or the one that is shown.
    """

    chosen = Signal(str)
    new_asked = Signal()
    duplicate_asked = Signal()
    delete_asked = Signal()
    import_asked = Signal()
    export_asked = Signal(bool)

    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._list = PresetList(theme, language)
        # Queued: what follows may fill the list anew, and Qt is still at work in the old one.
        self._list.chosen.connect(self.chosen, Qt.ConnectionType.QueuedConnection)
        self._list.delete_asked.connect(self.delete_asked)
        new, duplicate = _button(self.tr("New")), _button(self.tr("Duplicate"))
        new.clicked.connect(self.new_asked)
        duplicate.clicked.connect(self.duplicate_asked)
        import_ = _button(self.tr("Import…"))
        import_.clicked.connect(self.import_asked)
        self._export = _button(self.tr("Export…"))
        menu = QMenu(self._export)
        self._export_this = menu.addAction(self.tr("This preset…"))
        self._export_this.triggered.connect(lambda: self.export_asked.emit(False))
        every = menu.addAction(self.tr("All my presets…"))
        every.triggered.connect(lambda: self.export_asked.emit(True))
        self._export.setMenu(menu)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 10, 4, 14)
        layout.setSpacing(8)
        layout.addWidget(self._list, 1)
        layout.addLayout(_row(new, duplicate))
        layout.addLayout(_row(import_, self._export))

    def show_presets(self, presets: tuple[Preset, ...], current: str) -> None:
        """Show these presets, one of them chosen."""
        self._list.show_presets(presets, current)
        self._export.setEnabled(any(not is_included(each.name) for each in presets))
        self._export_this.setEnabled(not is_included(current))

    def fit(self, width: int) -> None:
        """Be as wide as usual, narrower in a dialog of so small a width."""
        wanted = min(scaled(_WIDTH), round(_SHARE * width))
        self.setFixedWidth(max(wanted, self.minimumSizeHint().width()))

    def choose(self, name: str) -> None:
        """Mark a preset as the one that is shown."""
        self._list.choose(name)


def _button(text: str) -> QPushButton:
    button = QPushButton(text)
    button.setAutoDefault(False)
    return button


def _row(*buttons: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.setContentsMargins(8, 0, 8, 0)
    for button in buttons:
        row.addWidget(button, 1)
    return row
