"""A line of text that ends in an ellipsis where there is no room for it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from desktop.ui.scale import scaled

_SMALLEST = 60


class ElidedLabel(QLabel):
    """Shows as much of a text as fits; the whole of it is its name and its tool tip.

    It wishes to be `wished` pixels wide before scaling, whatever its text, so that what stands
    beside it stays where it is.
    """

    def __init__(
        self, mode: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle, wished: int = _SMALLEST
    ) -> None:
        super().__init__()
        self._mode = mode
        self._wished = scaled(wished)
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(scaled(_SMALLEST))

    def show_text(self, text: str) -> None:
        """Show another text."""
        self._whole = text
        self.setAccessibleName(text)
        self.setToolTip("<qt>" + text.replace("&", "&amp;").replace("<", "&lt;") + "</qt>")
        self._fit()

    def sizeHint(self) -> QSize:
        """The size wished for (Qt)."""
        return QSize(max(self._wished, self.minimumWidth()), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """The least it needs (Qt)."""
        return QSize(self.minimumWidth(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut anew (Qt)."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        elided = self.fontMetrics().elidedText(self._whole, self._mode, self.width() or _SMALLEST)
        self.setText(elided)
