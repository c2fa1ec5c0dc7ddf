"""Where a question is put in other words."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout

from desktop.ui.composer import MessageEdit


class _Words(MessageEdit):
    """Enter asks, Escape leaves; an input method that composes gets both."""

    cancelled = Signal()

    def event(self, event: QEvent) -> bool:
        """Keep Escape from the window, which would stop an answer (Qt)."""
        is_escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if is_escape and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Escape (Qt)."""
        if event.key() == Qt.Key.Key_Escape and not self.is_composing:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)


@dataclass(frozen=True, slots=True)
class Draft:
    """Words of a question that are not saved yet, and where the cursor is in them."""

    text: str
    position: int
    has_focus: bool


class QuestionEdit(QFrame):
    """A question as text that can be changed.

    Signals: `saved(str)`, `cancelled()`.
    """

    saved = Signal(str)
    cancelled = Signal()

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setObjectName("composer")
        self.setProperty("active", True)
        self._words = _Words()
        self._words.setAccessibleName(self.tr("Edit question"))
        # A field that would grow takes half of what is free below a short conversation.
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._words.setPlainText(text)
        self._words.moveCursor(QTextCursor.MoveOperation.End)
        self._words.submitted.connect(self._on_submitted)
        self._words.cancelled.connect(self.cancelled)
        self._words.textChanged.connect(self._refresh)
        self._save = QPushButton(self.tr("Save and ask"))
        self._save.setProperty("primary", True)
        self._save.clicked.connect(self._on_submitted)
        cancel = QPushButton(self.tr("Cancel"))
        cancel.clicked.connect(self.cancelled)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(cancel)
        row.addWidget(self._save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 8, 8)
        layout.addWidget(self._words)
        layout.addLayout(row)
        self.setFocusProxy(self._words)

    def draft(self) -> Draft:
        """The words as they are now."""
        has_focus = self.window().focusWidget() is self._words
        return Draft(self._words.toPlainText(), self._words.textCursor().position(), has_focus)

    def resume(self, draft: Draft) -> None:
        """Go on with words that were begun elsewhere."""
        self._words.setPlainText(draft.text)
        cursor = self._words.textCursor()
        cursor.setPosition(draft.position)
        self._words.setTextCursor(cursor)
        if draft.has_focus:
            self._words.setFocus()

    def _on_submitted(self) -> None:
        if text := self._words.toPlainText().strip():
            self.saved.emit(text)

    def _refresh(self) -> None:
        self._save.setEnabled(bool(self._words.toPlainText().strip()))
