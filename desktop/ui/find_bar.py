"""The line in which a text is looked for in what is open: a document or a conversation."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from desktop.ui.icon import tool_button
from desktop.ui.keys import name_of
from desktop.ui.theme import Theme

_PAUSE_MS = 200


class FindBar(QWidget):
    """A field, which place of how many is shown, and the way to the others.

    `name` is what the field is called. Signals: `sought(str)` when typing pauses, `stepped(int)`,
    `closed()`.
    """

    sought = Signal(str)
    stepped = Signal(int)
    closed = Signal()

    def __init__(self, name: str, theme: Theme) -> None:
        super().__init__()
        self._said = ""
        self.field = _Field()
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(name)
        self.field.textChanged.connect(self._on_text_changed)
        self.field.stepped.connect(self._on_stepped)
        self._count = QLabel()
        self._count.setTextFormat(Qt.TextFormat.PlainText)
        self._count.setProperty("dim", True)
        self._back = tool_button("up_arrow", self.tr("Previous match (Shift+F3)"), theme.dim, 16)
        self._on = tool_button("down_arrow", self.tr("Next match (F3)"), theme.dim, 16)
        close = tool_button("close", self.tr("Close the search"), theme.dim, 16)
        self._back.clicked.connect(lambda: self.stepped.emit(-1))
        self._on.clicked.connect(lambda: self.stepped.emit(1))
        close.clicked.connect(self.closed)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._seek)
        self._keys: dict[str, Callable[[], object]] = {
            "Esc": self.closed.emit,
            "F3": lambda: self._on_stepped(1),
            "Shift+F3": lambda: self._on_stepped(-1),
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 0)
        row.addWidget(self.field, 1)
        for widget in (self._count, self._back, self._on, close):
            row.addWidget(widget)
        self.hide()
        self.show_count(None, 0, is_done=True)

    @property
    def text(self) -> str:
        """What is looked for."""
        return self.field.text().strip()

    def event(self, event: QEvent) -> bool:
        """Take the keys of the search before they are the window's (Qt)."""
        is_asked = event.type() == QEvent.Type.ShortcutOverride
        if isinstance(event, QKeyEvent) and (is_asked or event.type() == QEvent.Type.KeyPress):
            run = self._keys.get(name_of(event))
            if run is not None:
                event.accept()
                if not is_asked:
                    run()
                return True
        return super().event(event)

    def begin(self, text: str = "") -> None:
        """Let somebody type, beginning with what is selected in the document."""
        self.show()
        if text:
            self.field.setText(text)
        self.field.selectAll()
        self.field.setFocus()
        self._seek()

    def leave(self) -> None:
        """Look for nothing any more; the words stay for the next time."""
        self._timer.stop()
        self._said = ""
        self.hide()

    def show_count(self, current: int | None, n_found: int, *, is_done: bool) -> None:
        """Say which place of how many is shown; more may be found while it is not done."""
        if n_found:
            words = self.tr("{n} of {total}").format(
                n=(current or 0) + 1, total=f"{n_found}" if is_done else f"{n_found}…"
            )
        elif not self.text:
            words = ""
        else:
            words = self.tr("Not found") if is_done else self.tr("Searching…")
        self._count.setText(words)
        self._count.setAccessibleName(words)
        for button in (self._back, self._on):
            button.setEnabled(n_found > 0)

    def _on_text_changed(self) -> None:
        self._timer.start(_PAUSE_MS)

    def _on_stepped(self, by: int) -> None:
        if self._timer.isActive():
            self._seek()
        else:
            self.stepped.emit(by)

    def _seek(self) -> None:
        self._timer.stop()
        if self.text != self._said:
            self._said = self.text
            self.sought.emit(self.text)


class _Field(QLineEdit):
    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            is_back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.stepped.emit(-1 if is_back else 1)
        else:
            super().keyPressEvent(event)
