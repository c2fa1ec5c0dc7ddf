"""Sizes that grow with the letters: whoever enlarges the text enlarges everything around it."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget

POINTS = 10.5
"""The size of letters, in points, at which a pixel of the design is a pixel on the screen."""
_FRAME = 40


def scaled(pixels: float) -> int:
    """Pixels of the design as logical pixels at the letters' size in use."""
    return round(pixels * factor())


def resize(window: QWidget, width: float, height: float) -> None:
    """Give a window a size of the design, as far as the screen has room with its frame."""
    room = window.screen().availableGeometry()
    window.resize(
        min(scaled(width), room.width() - _FRAME), min(scaled(height), room.height() - 2 * _FRAME)
    )


def factor() -> float:
    """How much larger the letters in use are than those of the design."""
    size = QApplication.font().pointSizeF()
    return size / POINTS if size > 0 else 1.0
