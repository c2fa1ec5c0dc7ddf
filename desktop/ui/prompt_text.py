"""A prompt word for word, as the model was given it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.icon import icon
from desktop.ui.theme import Theme

_MARGIN = 20
_SAID_MS = 1500


class PromptView(QWidget):
    """Shows a prompt, marks of the chat template and all, and copies it."""

    def __init__(self, text: str, theme: Theme) -> None:
        super().__init__()
        self._whole = text
        self._copy = QPushButton(icon("copy", theme.dim, 16), self.tr("Copy"))
        self._copy.setAutoDefault(False)
        self._copy.clicked.connect(self._on_copied)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SAID_MS)
        self._timer.timeout.connect(lambda: self._copy.setText(self.tr("Copy")))
        note = QLabel(self.tr("{n} characters, word for word").format(n=f"{len(text):,}"))
        note.setTextFormat(Qt.TextFormat.PlainText)
        note.setProperty("dim", True)
        row = QHBoxLayout()
        row.addWidget(note, 1)
        row.addWidget(self._copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, 14, _MARGIN, _MARGIN)
        layout.setSpacing(10)
        layout.addLayout(row)
        layout.addWidget(self._make_field(text, theme), 1)

    def _make_field(self, text: str, theme: Theme) -> QPlainTextEdit:
        field = QPlainTextEdit()
        field.setReadOnly(True)
        field.setUndoRedoEnabled(False)
        field.setAccessibleName(self.tr("Prompt"))
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(self.font().pointSizeF())
        field.setFont(font)
        field.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        field.setStyleSheet(
            f"QPlainTextEdit {{ background: {theme.code}; border: 1px solid {theme.line};"
            " border-radius: 8px; padding: 6px; }"
            f" QPlainTextEdit:focus {{ border: 1px solid {theme.accent}; }}"
        )
        field.setPlainText(text)
        return field

    def _on_copied(self) -> None:
        # Not the field's text: Qt writes some characters in its own way.
        QApplication.clipboard().setText(self._whole)
        self._copy.setText(self.tr("Copied"))
        self._timer.start()
