"""The bar above a screen that lies over the conversation."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from desktop.ui.icon import tool_button
from desktop.ui.theme import Theme


class ScreenHeader(QFrame):
    """A title, what can be done on the screen, and the way back. Signal: `closed()`."""

    closed = Signal()

    def __init__(self, title: str, theme: Theme, *actions: QPushButton) -> None:
        super().__init__()
        self.setObjectName("header")
        label = QLabel(title)
        label.setProperty("title", True)
        back = tool_button("close", self.tr("Back to the conversation"), theme.dim)
        back.clicked.connect(self.closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 8, 16, 8)
        row.addWidget(label)
        row.addStretch()
        for button in (*actions, back):
            row.addWidget(button)
