"""What a key that was pressed is called, as a `Command` calls it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence


def name_of(event: QKeyEvent) -> str:
    """The portable name of a key with its modifiers; those of the keypad have the same."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    key = event.key()
    if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
        # On many keyboards a plus needs the Shift key.
        modifiers &= ~Qt.KeyboardModifier.ShiftModifier
    return QKeySequence(modifiers.value | key).toString(QKeySequence.SequenceFormat.PortableText)
