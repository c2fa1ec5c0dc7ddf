"""Labels that show a text as it is: most of what Carrel shows comes from somebody's file."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel


def plain_label(text: str = "", *, is_dim: bool = False, wraps: bool = True) -> QLabel:
    """Make a label that never takes its text for HTML."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wraps)
    label.setProperty("dim", is_dim)
    return label


def message_label() -> QLabel:
    """Words in the middle of an otherwise empty view, which keys can come to."""
    label = plain_label("")
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setMargin(24)
    label.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return label
