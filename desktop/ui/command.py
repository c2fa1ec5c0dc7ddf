"""What the window can do, by name: the one list behind shortcuts, the palette and the key sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a person can do; `keys` in Qt's portable words, several parted by "; ", or none."""

    title: str
    keys: str
    run: Callable[[], object]


def install(commands: Iterable[Command], window: QWidget) -> None:
    """Let keys call these commands everywhere in a window."""
    for command in commands:
        action = QAction(command.title, window)
        if command.keys:
            action.setShortcuts(QKeySequence.listFromString(command.keys))
        run = command.run
        action.triggered.connect(lambda _checked=False, run=run: run())
        window.addAction(action)
