"""The variables of the chosen preset, small fields above the message."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from desktop.domain import Language
from desktop.inference import ChosenPreset, Preset
from desktop.presets.file import MAX_VALUE
from desktop.presets.included import label
from desktop.presets.variable import variables_in
from desktop.ui.flow_layout import FlowLayout
from desktop.ui.scale import scaled
from desktop.ui.words import tip

_FIELD = 190


class PresetVariables(QWidget):
    """A field for each variable; an empty one means what it shows in grey.

    Signals: `edited()` with every key, `finished()` when a field is left.
    """

    edited = Signal()
    finished = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language: Language = language
        self._fields: dict[str, QLineEdit] = {}
        self._needed: list[QLineEdit] = []
        self._layout = FlowLayout(self, spacing=12)
        self.hide()

    def show_preset(self, preset: Preset | None, chosen: ChosenPreset) -> None:
        """Show the variables of a preset with the values chosen for them."""
        while (item := self._layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._fields.clear()
        self._needed.clear()
        first, given = dict(preset.variables if preset else ()), dict(chosen.values)
        for name in variables_in(preset) if preset else ():
            hint = self._hint(preset, name) or first.get(name, "")
            self._layout.addWidget(self._field(name, given.get(name, ""), hint))
        self.setVisible(bool(self._fields))

    def values(self) -> dict[str, str]:
        """What stands in the fields."""
        return {name: field.text().strip() for name, field in self._fields.items()}

    def focus_empty(self) -> None:
        """Go to the first field that needs a value, or that whose value is of no use."""
        empty = [each for each in self._needed if not each.text().strip()]
        for field in (empty or list(self._fields.values()))[:1]:
            field.setFocus()

    def _hint(self, preset: Preset | None, name: str) -> str:
        # Its first value depends on the message: Chinese goes into English.
        is_translation = preset is not None and preset.name == "translate" and name == "language"
        return self.tr("Chinese ⇄ English") if is_translation else ""

    def _field(self, name: str, value: str, hint: str) -> QWidget:
        words = label(name, self._language)
        field = QLineEdit(value)
        field.setMaxLength(MAX_VALUE)
        field.setAccessibleName(words)
        self._explain(field, hint)
        field.setMinimumWidth(scaled(_FIELD))
        field.textChanged.connect(self.edited)
        field.editingFinished.connect(self.finished)
        self._fields[name] = field
        caption = QLabel(words)
        caption.setTextFormat(Qt.TextFormat.PlainText)
        caption.setProperty("dim", True)
        caption.setBuddy(field)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(caption)
        row.addWidget(field)
        return holder

    def _explain(self, field: QLineEdit, hint: str) -> None:
        words = self.tr("Empty means: {value}").format(value=hint)
        if not hint:
            hint, words = self.tr("to be filled in"), self.tr("Needs a value")
            self._needed.append(field)
        field.setPlaceholderText(hint)
        field.setAccessibleDescription(words)
        field.setToolTip(tip(words))
