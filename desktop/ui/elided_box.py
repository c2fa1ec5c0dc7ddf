"""A box to choose from whose entry ends in an ellipsis where there is no room for it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox

_PADDING = 2
_BESIDE_SYMBOL = 4


class ElidedBox(QComboBox):
    """Shows as much of the chosen entry as fits; its name is the whole of it."""

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """Cut what does not fit (Qt)."""
        super().initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        kind = QStyle.ComplexControl.CC_ComboBox
        room = self.style().subControlRect(kind, option, part, self).width() - _PADDING
        if not option.currentIcon.isNull():
            room -= option.iconSize.width() + _BESIDE_SYMBOL
        elide = Qt.TextElideMode.ElideRight
        option.currentText = self.fontMetrics().elidedText(option.currentText, elide, room)
