"""The line a text is looked for with in what is open: how often it stands there, and where."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit

from desktop.ui.icon import tool_button
from desktop.ui.scale import scaled
from desktop.ui.theme import Theme

_WIDEST = 360
_COUNT_WIDTH = 90


class FindBar(QFrame):
    """Enter goes to the next place, Shift+Enter to the one before, Esc closes.

    `name` is what the field is called. Signals: `changed(str)`, `stepped(int)` with 1 or -1,
    `closed()`.
    """

    changed = Signal(str)
    stepped = Signal(int)
    closed = Signal()

    def __init__(self, name: str, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("find")
        self.line = QLineEdit()
        self.line.setPlaceholderText(name)
        self.line.setAccessibleName(name)
        self.line.setMaximumWidth(scaled(_WIDEST))
        self.line.textChanged.connect(self.changed)
        self._count = QLabel()
        self._count.setProperty("dim", True)
        self._count.setMinimumWidth(scaled(_COUNT_WIDTH))
        before = tool_button("up-arrow", self.tr("Previous place"), theme.dim)
        before.clicked.connect(lambda: self.stepped.emit(-1))
        after = tool_button("unfolded", self.tr("Next place"), theme.dim)
        after.clicked.connect(lambda: self.stepped.emit(1))
        close = tool_button("close", self.tr("Close"), theme.dim)
        close.clicked.connect(self.close_bar)
        self._steps = (before, after)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 6, 16, 6)
        row.addStretch(1)
        for widget in (self.line, self._count, before, after, close):
            row.addWidget(widget, 10 if widget is self.line else 0)
        self.hide()

    def open_bar(self, text: str = "") -> None:
        """Show the bar, with a text to look for where one is given."""
        self.show()
        if text:
            self.line.setText(text)
        self.line.selectAll()
        self.line.setFocus()
        self.changed.emit(self.line.text())

    def close_bar(self) -> None:
        """Put the bar away; what was typed is there again next time."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def show_count(self, at: int, n: int) -> None:
        """Say at which of `n` places one is, counted from 1; 0 of 0 where there is none."""
        words = self.tr("{at} of {n}").format(at=at, n=n) if n else self.tr("Not found")
        self._count.setText(words if self.line.text().strip() else "")
        self._count.setAccessibleName(self._count.text())
        for button in self._steps:
            button.setEnabled(n > 0)

    def event(self, event: QEvent) -> bool:
        """Keep Esc from being the window's Stop (Qt)."""
        is_key = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if is_key and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on, go back, or close (Qt)."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.stepped.emit(-1 if is_back else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)
