"""Everything about one preset, in fields."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.inference import Preset
from desktop.presets.file import MAX_NAME, MAX_VALUE
from desktop.presets.presets import Fault
from desktop.presets.variable import variables_in
from desktop.ui.plain_label import plain_label
from desktop.ui.quiet_wheel import QuietWheel
from desktop.ui.scale import scaled
from desktop.ui.theme import Theme

_LENGTHS = (128, 256, 512, 1024, 2048, 4096)
_TEMPERATURES = (0.0, 0.2, 0.4, 0.7, 1.0, 1.3)
_NARROW, _SHORTEST = 480, 12
_TEXT_LINES, _QUESTION_LINES, _SCHEMA_LINES = 6, 3, 4
_SHEET = """
QPlainTextEdit {{ border: 1px solid {line}; border-radius: 8px; padding: 3px 5px;
    background: {page}; }}
QPlainTextEdit:focus {{ border: 2px solid {accent}; padding: 2px 4px; }}
QPlainTextEdit:read-only, QLineEdit:read-only, QComboBox:disabled {{ background: {side};
    color: {dim}; }}
"""


class PresetForm(QWidget):
    """Shows a preset and gives it back as it is written now.

    Signals: `edited()` when anything is changed by hand.
    """

    edited = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setStyleSheet(
            _SHEET.format(
                line=theme.line,
                page=theme.page,
                accent=theme.accent,
                side=theme.side,
                dim=theme.dim,
            )
        )
        self._shown = Preset("")
        self._first: dict[str, str] = {}
        self._fields: dict[str, QLineEdit] = {}
        self.name = QLineEdit()
        self.name.setMaxLength(MAX_NAME)
        self._system, self._question = _text(_TEXT_LINES), _text(_QUESTION_LINES)
        self._schema = _text(_SCHEMA_LINES)
        self._use = QComboBox()
        for words, use in (
            (self.tr("Passages that answer the question"), "passages"),
            (self.tr("Whole documents"), "documents"),
            (self.tr("None"), "none"),
        ):
            self._use.addItem(words, use)
        _may_shrink(self._use)
        self._thinks = QCheckBox(self.tr("Let the model reason first"))
        self._thinks.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._length = self._choice(tuple((f"{each}", each) for each in _LENGTHS), 0)
        self._heat = self._choice(tuple((f"{each}", each) for each in _TEMPERATURES), None)
        self._faults = {name: plain_label() for name in ("name", "system", "question", "schema")}
        for fault in self._faults.values():
            fault.setProperty("badge", True)
        self._variables = QWidget()
        self._grid = QFormLayout(self._variables)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._form = QFormLayout(self)
        self._lay_out()
        self._connect()

    def show_preset(self, preset: Preset, title: str, *, is_editable: bool) -> None:
        """Show a preset under a title."""
        self._shown, self._first = preset, dict(preset.variables)
        with (
            QSignalBlocker(self),
            QSignalBlocker(self._system),
            QSignalBlocker(self._question),
            QSignalBlocker(self._schema),
        ):
            self.name.setText(title)
            self._system.setPlainText(preset.system)
            self._question.setPlainText(preset.question)
            self._schema.setPlainText(preset.schema)
            _choose(self._use, preset.use)
            _choose(self._length, preset.max_tokens)
            _choose(self._heat, dict(preset.sampling).get("temperature"))
            self._thinks.setChecked(preset.thinks)
            self._drop_fields()
            self._show_variables()
        self.show_faults(())
        for text in (self.name, self._system, self._question, self._schema):
            text.setReadOnly(not is_editable)
        for field in self._fields.values():
            field.setReadOnly(not is_editable)
        for widget in (self._use, self._length, self._heat, self._thinks):
            widget.setEnabled(is_editable)

    def preset(self) -> Preset:
        """The preset as the fields say it now."""
        heat = self._heat.currentData()
        others = [pair for pair in self._shown.sampling if pair[0] != "temperature"]
        written = replace(
            self._shown,
            name=" ".join(self.name.text().split()),
            system=self._system.toPlainText().strip(),
            question=self._question.toPlainText().strip(),
            use=self._use.currentData(),
            sampling=tuple(others if heat is None else [("temperature", heat), *others]),
            max_tokens=self._length.currentData(),
            schema=self._schema.toPlainText().strip(),
            thinks=self._thinks.isChecked(),
        )
        first = {**self._first, **{name: field.text() for name, field in self._fields.items()}}
        variables = tuple((name, first.get(name, "").strip()) for name in variables_in(written))
        return replace(written, variables=variables)

    def fit(self, width: int) -> None:
        """Put the names above the fields where there is no room for them beside."""
        policy = QFormLayout.RowWrapPolicy
        is_narrow = width < scaled(_NARROW)
        self._form.setRowWrapPolicy(policy.WrapAllRows if is_narrow else policy.DontWrapRows)

    def show_faults(self, faults: tuple[Fault, ...]) -> None:
        """Say beside its field why a preset cannot be kept."""
        words: dict[str, str] = {each.field: self._words(each) for each in faults}
        for name, label in self._faults.items():
            label.setText(words.get(name, ""))
            label.setAccessibleName(words.get(name, ""))
            label.setVisible(name in words)

    def focus_fault(self, fault: Fault) -> None:
        """Go to the field that is wrong."""
        widgets: dict[str, QWidget] = {
            "name": self.name,
            "system": self._system,
            "question": self._question,
            "schema": self._schema,
        }
        widgets[fault.field].setFocus()

    def _choice(self, entries: tuple[tuple[str, object], ...], default: object) -> QComboBox:
        box = QComboBox()
        box.addItem(self.tr("As in the settings"), default)
        for words, value in entries:
            box.addItem(words, value)
        _may_shrink(box)
        return box

    def _lay_out(self) -> None:
        form = self._form
        form.setContentsMargins(18, 14, 14, 16)
        form.setVerticalSpacing(14)
        form.setHorizontalSpacing(14)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._row(self.tr("Name"), self.name, "", "name")
        self._row(
            self.tr("Instruction"),
            self._system,
            self.tr(
                "What the model is told first. A word in braces, such as {language}, becomes a"
                " field above the message; {{language}} stays as it is. Empty: Carrel's own."
            ),
            "system",
        )
        self._row(
            self.tr("Question"),
            self._question,
            self.tr("What is sent; {message} stands for what you write."),
            "question",
        )
        self._variables_row = self._row(
            self.tr("Variables"),
            self._variables,
            self.tr("What a field means while it is empty."),
        )
        self._lay_out_answer()

    def _lay_out_answer(self) -> None:
        self._row(self.tr("Documents"), self._use, "")
        self._row(self.tr("Reasoning"), self._thinks, self.tr("It is shown folded."))
        self._row(
            self.tr("JSON schema"),
            self._schema,
            self.tr(
                "The answer follows it. {fields} alone: an object with the fields listed in that"
                " variable. Empty: free text."
            ),
            "schema",
        )
        self._row(self.tr("Longest answer"), self._length, self.tr("In tokens."))
        self._row(
            self.tr("Temperature"),
            self._heat,
            self.tr("0 takes the likeliest words; higher values vary more."),
        )

    def _row(self, label: str, widget: QWidget, words: str, field: str = "") -> QWidget:
        widget.setAccessibleName(label)
        column = QWidget()
        inside = QVBoxLayout(column)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(3)
        inside.addWidget(widget)
        if field:
            inside.addWidget(self._faults[field])
        if words:
            widget.setAccessibleDescription(words)
            note = plain_label(words)
            note.setProperty("dim", True)
            inside.addWidget(note)
        caption = QLabel(label)
        caption.setBuddy(widget)
        self._form.addRow(caption, column)
        return column

    def _connect(self) -> None:
        self.name.textChanged.connect(self.edited)
        for text in (self._system, self._question, self._schema):
            text.textChanged.connect(self._on_text_changed)
        QuietWheel(self, self._use, self._length, self._heat)
        for box in (self._use, self._length, self._heat):
            box.currentIndexChanged.connect(self.edited)
        self._thinks.toggled.connect(self.edited)

    def _on_text_changed(self) -> None:
        self._show_variables()
        self.edited.emit()

    def _show_variables(self) -> None:
        names = variables_in(self.preset())
        if names != tuple(self._fields):
            self._first.update({name: field.text() for name, field in self._fields.items()})
            self._drop_fields()
            for name in names:
                self._add_field(name)
        self._form.setRowVisible(self._variables_row, bool(self._fields))

    def _drop_fields(self) -> None:
        while self._grid.rowCount():
            self._grid.removeRow(0)
        self._fields.clear()

    def _add_field(self, name: str) -> None:
        field = QLineEdit(self._first.get(name, ""))
        field.setMaxLength(MAX_VALUE)
        field.setAccessibleName(self.tr("Default value of {name}").format(name=name))
        field.setReadOnly(self.name.isReadOnly())
        field.textChanged.connect(self.edited)
        self._fields[name] = field
        self._grid.addRow(f"{{{name}}}", field)

    def _words(self, fault: Fault) -> str:
        match fault.kind:
            case "missing" if fault.field == "name":
                return self.tr("Give it a name.")
            case "missing":
                return self.tr("Put {message} where your message goes.")
            case "taken":
                return self.tr("Another preset has this name.")
            case "variables":
                return self.tr("There can be {n} variables at most.").format(n=fault.detail)
            case "long":
                return self.tr("There can be {n} characters at most.").format(n=fault.detail)
            case "not_json":
                line, _, column = fault.detail.partition(":")
                words = self.tr("This is not a JSON schema: see line {line}, column {column}.")
                return words.format(line=line, column=column)


def _text(n_lines: int) -> QPlainTextEdit:
    text = QPlainTextEdit()
    text.setTabChangesFocus(True)
    text.setFixedHeight(text.fontMetrics().lineSpacing() * n_lines + 18)
    return text


def _may_shrink(box: QComboBox) -> None:
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(_SHORTEST)


def _choose(box: QComboBox, value: object) -> None:
    if box.findData(value) < 0:
        box.addItem(str(value), value)
    box.setCurrentIndex(box.findData(value))
