"""A column beside something larger: it scrolls up and down, and is as wide as what it holds."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class SideArea(QScrollArea):
    """Never scrolls sideways, whatever its widgets come to say."""

    def __init__(self, column: QWidget) -> None:
        super().__init__()
        self._column = column
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setWidget(column)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow what the column needs (Qt)."""
        if watched is self._column and event.type() == QEvent.Type.LayoutRequest:
            needed = self._column.minimumSizeHint().width()
            self.setMinimumWidth(needed + self.verticalScrollBar().sizeHint().width())
        return super().eventFilter(watched, event)
