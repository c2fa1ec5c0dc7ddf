"""One group of settings: a heading, and below it rows that each say what they do."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.settings import Settings
from desktop.ui.embedder_box import EmbedderBox
from desktop.ui.icon import tool_button
from desktop.ui.plain_label import plain_label
from desktop.ui.quiet_wheel import QuietWheel
from desktop.ui.scale import scaled

Place = Literal["window", "engine", "index", "chat", "sampling"]
_NUMBER_WIDTH = 140
# Like a line of text, in the colours of the palette: the arrow keys and the wheel are its buttons.
_NUMBER_SHEET = """
QAbstractSpinBox { border: 1px solid palette(mid); border-radius: 8px; padding: 5px 8px;
    background: palette(base); }
QAbstractSpinBox:focus { border: 2px solid palette(highlight); padding: 4px 7px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: 0; }
QAbstractSpinBox:disabled { background: palette(alternate-base); color: palette(placeholder-text); }
QLineEdit { border: 0; padding: 0; background: transparent; }
"""

_DEFAULTS = Settings()
Editor = QComboBox | QSpinBox | QDoubleSpinBox | QCheckBox


@dataclass(slots=True)
class _Field:
    """A setting and the widget it is edited with; `shown` is how the widget says it unchanged.

    A value that the widget cannot say exactly stays what it is until the user changes it.
    """

    place: Place
    name: str
    editor: Editor
    reset: QToolButton
    shown: object = None


class SettingsSection(QWidget):
    """Shows some settings and gives them back changed; its parts are named by its subclasses."""

    def __init__(self) -> None:
        super().__init__()
        self._quiet = QuietWheel(self)
        self._fields: list[_Field] = []
        self._words: list[str] = []
        self._settings = Settings()
        self._form = QFormLayout()
        self._form.setVerticalSpacing(14)
        self._form.setHorizontalSpacing(18)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._heading = plain("")
        self._heading.setProperty("title", True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._heading)
        layout.addLayout(self._form)

    def set_title(self, title: str) -> None:
        """Name the group."""
        self._heading.setText(title)
        self.setAccessibleName(title)

    def show_matching(self, text: str) -> bool:
        """Show only the rows that are about a text, all for none; tells whether there is any."""
        wanted = _folded(text).split()
        title = _folded(self._heading.text())
        n_shown = 0
        for row, words in enumerate(self._words):
            is_meant = all(each in words or each in title for each in wanted)
            self._form.setRowVisible(row, is_meant)
            n_shown += is_meant
        self.setVisible(n_shown > 0)
        return n_shown > 0

    @property
    def edited(self) -> frozenset[str]:
        """The settings that have a row here, as "place.name"."""
        return frozenset(f"{each.place}.{each.name}" for each in self._fields)

    @property
    def label_width(self) -> int:
        """How wide the widest label is."""
        return max((each.sizeHint().width() for each in self._labels()), default=0)

    def set_label_width(self, width: int) -> None:
        """Give every label this width, so that sections stand in line."""
        for label in self._labels():
            label.setMinimumWidth(width)

    def show_settings(self, settings: Settings) -> None:
        """Show these values."""
        self._settings = settings
        for field in self._fields:
            _write(field.editor, getattr(getattr(settings, field.place), field.name))
            field.shown = _read(field.editor)
            self._offer_reset(field)

    def changed(self, settings: Settings) -> Settings:
        """These settings, with the values of this section as they are chosen now."""
        for field in self._fields:
            section = getattr(settings, field.place)
            value = _read(field.editor)
            if value == field.shown:
                value = getattr(getattr(self._settings, field.place), field.name)
            section = replace(section, **{field.name: value})
            settings = replace(settings, **{field.place: section})
        return settings

    def edit(self, place: Place, name: str, label: str, editor: Editor, words: str = "") -> None:
        """Add a row that edits one setting."""
        called = label or getattr(editor, "text", str)()
        colour = self.palette().placeholderText().color().name()
        reset = tool_button("again", self.tr("Reset “{name}”").format(name=called), colour, 16)
        room = reset.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        reset.setSizePolicy(room)
        field = _Field(place, name, editor, reset)
        reset.clicked.connect(lambda: self._on_reset(field))
        _on_change(editor, lambda: self._offer_reset(field))
        self._fields.append(field)
        self._quiet.watch(editor)
        if isinstance(editor, QAbstractSpinBox):
            editor.lineEdit().setAccessibleName(label)
        cell = QWidget()
        line = QHBoxLayout(cell)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(editor, 1)
        if isinstance(editor, QAbstractSpinBox):
            line.addStretch(2)
        line.addWidget(reset)
        editor.setAccessibleName(called)
        editor.setAccessibleDescription(words)
        self.add_row(label, cell, words, f"{called} {name.replace('_', ' ')}")

    def add_row(self, label: str, widget: QWidget, words: str = "", called: str = "") -> None:
        """Add a row; the line below the widget explains it, `called` is also searched for."""
        self._words.append(_folded(f"{label} {called} {words}"))
        if not called:
            widget.setAccessibleName(label or widget.accessibleName())
            widget.setAccessibleDescription(words)
        if not words:
            self._form.addRow(label, widget)
            return
        note = plain(words)
        note.setProperty("dim", True)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(widget)
        column.addWidget(note)
        # Without a label, the form would take the note's height for that of a narrow one.
        self._form.addRow(QLabel(label), column)

    def _offer_reset(self, field: _Field) -> None:
        default = getattr(getattr(_DEFAULTS, field.place), field.name)
        field.reset.setVisible(_read(field.editor) != default)

    def _on_reset(self, field: _Field) -> None:
        _write(field.editor, getattr(getattr(_DEFAULTS, field.place), field.name))
        field.editor.setFocus()

    def _labels(self) -> list[QWidget]:
        role = QFormLayout.ItemRole.LabelRole
        places = (self._form.itemAt(row, role) for row in range(self._form.rowCount()))
        widgets = (place.widget() for place in places if place is not None)
        return [each for each in widgets if each is not None]


def choice(entries: Sequence[tuple[str, object]]) -> QComboBox:
    """A list of values to choose from, each with its words."""
    box = QComboBox()
    for text, value in entries:
        box.addItem(text, value)
    return box


def number(low: float, high: float, step: float, lowest: str = "") -> QDoubleSpinBox:
    """A number with two decimals; `lowest` is what the smallest one is called."""
    box = QDoubleSpinBox()
    box.setRange(low, high)
    box.setSingleStep(step)
    box.setDecimals(2)
    _dress(box, lowest)
    return box


def whole(high: int, lowest: str = "") -> QSpinBox:
    """A whole number from 0; `lowest` is what 0 is called."""
    box = QSpinBox()
    box.setRange(0, high)
    _dress(box, lowest)
    return box


def plain(text: str) -> QLabel:
    """Words that wrap and can be copied."""
    label = plain_label(text)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _dress(box: QAbstractSpinBox, lowest: str) -> None:
    box.setSpecialValueText(lowest)
    box.setStyleSheet(_NUMBER_SHEET)
    box.setFixedWidth(scaled(_NUMBER_WIDTH))
    box.lineEdit().setTextMargins(6, 0, 6, 0)


def _on_change(editor: Editor, act: Callable[[], None]) -> None:
    match editor:
        case QComboBox():
            editor.currentIndexChanged.connect(act)
        case QCheckBox():
            editor.toggled.connect(act)
        case _:
            editor.valueChanged.connect(act)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _read(editor: Editor) -> object:
    match editor:
        case QComboBox():
            return editor.currentData()
        case QCheckBox():
            return editor.isChecked()
        case _:
            return editor.value()


def _write(editor: Editor, value: object) -> None:
    match editor:
        case EmbedderBox():
            editor.show_value(str(value))
        case QComboBox():
            if editor.findData(value) < 0:
                editor.addItem(str(value), value)
            editor.setCurrentIndex(editor.findData(value))
        case QCheckBox():
            editor.setChecked(bool(value))
        case QSpinBox():
            assert isinstance(value, int)
            editor.setValue(min(value, editor.maximum()))
        case QDoubleSpinBox():
            assert isinstance(value, (int, float))
            editor.setValue(value)
