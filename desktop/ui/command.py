"""What the window can do, by name: the one list behind shortcuts, the palette and the key sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a person can do; `keys` in Qt's portable words, several parted by "; ", or none."""

    title: str
    keys: str
    run: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the palette: what it is called, what stands at its end, what it does."""

    title: str
    note: str
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


def of_commands(commands: Sequence[Command]) -> list[Entry]:
    """Commands as entries, with their first key."""
    return [Entry(each.title, first_key(each.keys), each.run) for each in commands]


def first_key(keys: str) -> str:
    """The first of a command's keys, in the words of this system."""
    shortcuts = QKeySequence.listFromString(keys) if keys else []
    return shortcuts[0].toString(QKeySequence.SequenceFormat.NativeText) if shortcuts else ""
