"""What a model thought before it answered: plain text, folded until somebody wants to read it."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from desktop.ui.icon import icon
from desktop.ui.scale import scaled
from desktop.ui.theme import Theme

_FLUSH_MS = 50
_TALLEST = 220


class ReasoningView(QWidget):
    """One line that says that the model thinks or thought, and unfolds to its thoughts."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._pieces: list[str] = []
        self._is_thinking = False
        # Made when they are wanted: a long conversation has many answers, few with thoughts, and
        # fewer of those are unfolded.
        self._head: QPushButton | None = None
        self._thoughts: _Thoughts | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._draw)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self.hide()

    @property
    def text(self) -> str:
        """Everything thought so far."""
        return "".join(self._pieces)

    def show_text(self, text: str) -> None:
        """Show these thoughts instead of those before, folded or not as it was."""
        self._pieces = [text]
        self._draw()

    def show_thinking(self, is_thinking: bool) -> None:
        """Say that the model still thinks, or that it is done."""
        if is_thinking != self._is_thinking:
            self._is_thinking = is_thinking
            self._draw()

    def grow(self, piece: str) -> None:
        """Add a piece of thought; it is drawn with the next frame."""
        self._pieces.append(piece)
        if not self._timer.isActive():
            self._timer.start(_FLUSH_MS)

    def _draw(self) -> None:
        text = self.text.strip()
        self.setVisible(bool(text))
        if not text:
            return
        self._head = head = self._head or self._make_head()
        is_open = head.isChecked()
        head.setIcon(icon("unfolded" if is_open else "folded", self._theme.dim, 16))
        head.setText(self._words(is_open=is_open))
        if self._thoughts is not None and is_open:
            self._thoughts.show_text(text, follows=self._is_thinking)

    def _make_head(self) -> QPushButton:
        head = QPushButton()
        head.setProperty("flat", True)
        head.setStyleSheet(
            f"QPushButton {{ color: {self._theme.dim}; padding: 3px 8px 3px 2px; }}"
            " QPushButton:checked:!hover { background: transparent; }"
        )
        head.setCheckable(True)
        head.toggled.connect(self._on_toggled)
        self._layout.addWidget(head, 0, Qt.AlignmentFlag.AlignLeft)
        return head

    def _words(self, *, is_open: bool) -> str:
        state = self.tr("Thinking…") if self._is_thinking else self.tr("Thought for a while")
        action = self.tr("Hide") if is_open else self.tr("Show")
        return f"{state} · {action}"

    def _on_toggled(self, checked: bool) -> None:
        if self._thoughts is None:
            self._thoughts = _Thoughts(self._theme)
            self._layout.addWidget(self._thoughts)
        self._thoughts.setVisible(checked)
        self._draw()


class _Thoughts(QPlainTextEdit):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._shown = ""
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("What the model thought"))
        self.setStyleSheet(
            "QPlainTextEdit {"
            f" color: {theme.dim}; border-left: 3px solid {theme.line}; padding-left: 8px; }}"
            f" QPlainTextEdit:focus {{ border-left: 3px solid {theme.accent}; }}"
        )
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def show_text(self, text: str, *, follows: bool) -> None:
        """Show a text, keeping its end in sight if it `follows` and the end was in sight.

        A text that goes on with the one before leaves selection and place alone.
        """
        bar = self.verticalScrollBar()
        was_at_end = bar.value() >= bar.maximum()
        if self._shown and text.startswith(self._shown):
            cursor = QTextCursor(self.document())
            cursor.movePosition(QTextCursor.MoveOperation.End)
            cursor.insertText(text[len(self._shown) :])
        else:
            self.setPlainText(text)
        self._shown = text
        if follows and was_at_end:
            bar.setValue(bar.maximum())

    def _fit(self) -> None:
        height = 2 * self.document().documentMargin() + 2
        block = self.document().begin()
        while block.isValid() and height < _TALLEST:
            height += self.blockBoundingRect(block).height()
            block = block.next()
        self.setFixedHeight(min(math.ceil(height), scaled(_TALLEST)))
