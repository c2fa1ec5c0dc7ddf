"""What is to stand beside an answer: another try, another model, temperature, preset or version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QStackedWidget, QWidget

from desktop.domain import Turn
from desktop.ui.elided_box import ElidedBox
from desktop.ui.plain_label import plain_label
from desktop.ui.quiet_wheel import QuietWheel
from desktop.ui.scale import scaled
from desktop.ui.settings_section import number

_WARM = 0.8
_NARROWEST = 120


@dataclass(frozen=True, slots=True)
class Offers:
    """What there is to choose from; pairs of what is shown and what is meant."""

    models: Sequence[tuple[str, str]]
    presets: Sequence[tuple[str, str]]
    versions: Sequence[tuple[str, Turn]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was chosen; nothing of it is another try with everything as it is."""

    model: str | None = None
    temperature: float | None = None
    preset: str | None = None
    version: Turn | None = None


class CompareSetup(QWidget):
    """One line to choose in. Signal: `asked(Wanted)`."""

    asked = Signal(object)

    def __init__(self, offers: Offers) -> None:
        super().__init__()
        self._kinds = QComboBox()
        self._kinds.setAccessibleName(self.tr("Compare with"))
        self._models = _box(self.tr("Other model"), offers.models)
        self._presets = _box(self.tr("Other preset"), offers.presets)
        self._versions = _box(self.tr("Version"), offers.versions)
        self._temperature = number(0.0, 2.0, 0.1)
        self._temperature.setValue(_WARM)
        self._temperature.setAccessibleName(self.tr("Temperature"))
        self._details = QStackedWidget()
        self._offer(self.tr("Another try"), QWidget(), "again")
        if offers.versions:
            self._offer(self.tr("A version that is there"), self._versions, "version")
        if offers.models:
            self._offer(self.tr("Another model"), self._models, "model")
        self._offer(self.tr("Another temperature"), self._temperature, "temperature")
        self._offer(self.tr("Another preset"), self._presets, "preset")
        self._kinds.currentIndexChanged.connect(self._details.setCurrentIndex)
        QuietWheel(self, self._kinds, self._models, self._presets, self._versions)
        self.begin = QPushButton(self.tr("Compare"))
        self.begin.setProperty("primary", True)
        self.begin.clicked.connect(lambda: self.asked.emit(self.wanted))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(plain_label(self.tr("Set beside this answer:"), wraps=False))
        row.addWidget(self._kinds)
        row.addWidget(self._details, 1)
        row.addWidget(self.begin)

    @property
    def wanted(self) -> Wanted:
        """What is chosen now."""
        match self._kinds.currentData():
            case "model":
                return Wanted(model=self._models.currentData())
            case "temperature":
                return Wanted(temperature=self._temperature.value())
            case "preset":
                return Wanted(preset=self._presets.currentData())
            case "version":
                return Wanted(version=self._versions.currentData())
            case _:
                return Wanted()

    def _offer(self, words: str, detail: QWidget, kind: str) -> None:
        self._kinds.addItem(words, kind)
        self._details.addWidget(detail)


def _box(name: str, entries: Sequence[tuple[str, object]]) -> QComboBox:
    box = ElidedBox()
    box.setAccessibleName(name)
    # Long names are cut, instead of making the dialog wider than the screen.
    box.setMinimumWidth(scaled(_NARROWEST))
    for words, value in entries:
        box.addItem(words, value)
    return box
