"""What a screen reader says of itself, when something happens where the keyboard is not."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

_POLITE = QAccessible.AnnouncementPoliteness.Polite
_ASSERTIVE = QAccessible.AnnouncementPoliteness.Assertive


def announce(widget: QWidget, words: str, *, is_urgent: bool = False) -> None:
    """Have a screen reader say words: urgent ones at once, others when it has finished."""
    if not words or not QAccessible.isActive():
        return
    event = QAccessibleAnnouncementEvent(widget, words)
    event.setPoliteness(_ASSERTIVE if is_urgent else _POLITE)
    QAccessible.updateAccessibility(event)
