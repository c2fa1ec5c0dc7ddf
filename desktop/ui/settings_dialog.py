"""What a user can change, each with a line that says what it does."""

from __future__ import annotations

import os
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.settings import Settings

_CONTEXTS = (2048, 4096, 8192, 16384, 32768)
_LENGTHS = (128, 256, 512, 1024, 2048)


class SettingsDialog(QDialog):
    """Shows settings and gives them back changed."""

    def __init__(self, settings: Settings, home: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self.setMinimumWidth(560)
        self._settings = settings
        self._theme = _choice(
            (
                (self.tr("As the system"), "system"),
                (self.tr("Light"), "light"),
                (self.tr("Dark"), "dark"),
            )
        )
        self._language = _choice(
            ((self.tr("As the system"), "system"), ("English", "en"), ("中文", "zh"))
        )
        self._context = _choice(tuple((f"{each}", each) for each in _CONTEXTS))
        cores = tuple((f"{each}", each) for each in range(1, (os.cpu_count() or 1) + 1))
        self._threads = _choice(((self.tr("As many as there are cores"), 0), *cores))
        self._tokens = _choice(tuple((f"{each}", each) for each in _LENGTHS))
        self._documents = QCheckBox(self.tr("Answer new questions from my documents"))
        self._form = QFormLayout()
        self._form.setVerticalSpacing(14)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self._add_rows(home)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(16)
        layout.addLayout(self._form)
        layout.addWidget(self._make_buttons())
        self._show(settings)

    def settings(self) -> Settings:
        """The settings as they are chosen now."""
        given = self._settings
        return replace(
            given,
            window=replace(
                given.window,
                theme=self._theme.currentData(),
                language=self._language.currentData(),
            ),
            engine=replace(
                given.engine,
                context_tokens=self._context.currentData(),
                threads=self._threads.currentData(),
            ),
            chat=replace(
                given.chat,
                max_tokens=self._tokens.currentData(),
                use_documents=self._documents.isChecked(),
            ),
        )

    def _add_rows(self, home: str) -> None:
        self._row(self.tr("Colours"), self._theme, "")
        self._row(self.tr("Language"), self._language, "")
        self._row(
            self.tr("Context window"),
            self._context,
            self.tr("How many tokens the model attends to; more needs more memory."),
        )
        self._row(
            self.tr("Threads"),
            self._threads,
            self.tr("How many processor cores the model may use."),
        )
        self._row(
            self.tr("Longest answer"),
            self._tokens,
            self.tr("In tokens; about three quarters of a word each."),
        )
        self._row("", self._documents, "")
        self._row(
            self.tr("Kept in"),
            _plain(home),
            self.tr("Conversations, index and settings; your documents stay where they are."),
        )

    def _make_buttons(self) -> QDialogButtonBox:
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        buttons.button(kinds.Ok).setText(self.tr("Save"))
        buttons.button(kinds.Ok).setProperty("primary", True)
        buttons.button(kinds.Cancel).setText(self.tr("Cancel"))
        for kind in (kinds.Ok, kinds.Cancel):
            button = buttons.button(kind)
            button.setIcon(type(button.icon())())
        reset = QPushButton(self.tr("Reset to defaults"))
        reset.clicked.connect(lambda: self._show(Settings()))
        buttons.addButton(reset, QDialogButtonBox.ButtonRole.ResetRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def _show(self, settings: Settings) -> None:
        for choice, value in (
            (self._theme, settings.window.theme),
            (self._language, settings.window.language),
            (self._context, settings.engine.context_tokens),
            (self._threads, settings.engine.threads),
            (self._tokens, settings.chat.max_tokens),
        ):
            if choice.findData(value) < 0:
                choice.addItem(str(value), value)
            choice.setCurrentIndex(choice.findData(value))
        self._documents.setChecked(settings.chat.use_documents)

    def _row(self, label: str, widget: QWidget, words: str) -> None:
        widget.setAccessibleName(label or widget.accessibleName())
        if not words:
            self._form.addRow(label, widget)
            return
        widget.setAccessibleDescription(words)
        note = _plain(words)
        note.setProperty("dim", True)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(widget)
        column.addWidget(note)
        self._form.addRow(label, column)


def _choice(entries: tuple[tuple[str, object], ...]) -> QComboBox:
    box = QComboBox()
    for text, value in entries:
        box.addItem(text, value)
    return box


def _plain(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
