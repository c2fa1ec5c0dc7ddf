"""Scroll areas as screen readers see them: with the same children whatever is hidden of them."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

_KINDS = frozenset(("QScrollArea", "QAbstractScrollArea"))


def install() -> None:
    """Answer for scroll areas from now on; once in a process.

    Qt (6.11) leaves out scroll bars that are hidden, and does not look whether the child it is
    asked for is still there: a screen reader that counted three and asks for the third after the
    bars were hidden ends the process. A plain widget counts them always, and looks.
    """
    QAccessible.installFactory(_answer)


def _answer(kind: str, widget: QObject) -> QAccessibleInterface | None:
    """The interface for a widget seen as `kind`, the name of one of its classes; None for Qt's."""
    if kind in _KINDS and isinstance(widget, QWidget):
        return QAccessibleWidget(widget, QAccessible.Role.Client)
    return None
