"""A wheel that scrolls what is around a field, and changes the field only when it was chosen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget


class QuietWheel(QObject):
    """Leaves the wheel to the scroll area around a field that has no focus."""

    def __init__(self, parent: QObject, *fields: QWidget) -> None:
        super().__init__(parent)
        for field in fields:
            self.watch(field)

    def watch(self, field: QWidget) -> None:
        """Watch over a field; it takes the focus by Tab or a click, not by the wheel."""
        field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ignore a wheel over a field without focus (Qt)."""
        is_wheel = event.type() == QEvent.Type.Wheel
        if is_wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)
