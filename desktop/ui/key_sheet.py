"""The sheet of keys (Ctrl+/): what each does, everywhere and in each part of the window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.command import Command
from desktop.ui.scale import scaled

_WIDTH, _HEIGHT = 560, 640


class KeySheet(QDialog):
    """Lists keys in groups; it scrolls where the window is small."""

    def __init__(self, commands: Sequence[Command], window: QWidget) -> None:
        super().__init__(window)
        self.setWindowTitle(self.tr("Keys"))
        grid = QGridLayout()
        grid.setContentsMargins(24, 20, 24, 12)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(7)
        grid.setColumnStretch(0, 1)
        everywhere = [(each.title, each.keys) for each in commands if each.keys]
        self._add(grid, self.tr("Everywhere"), everywhere)
        for heading, rows in self._places():
            self._add(grid, heading, rows)
        content = QWidget()
        content.setLayout(grid)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(self.tr("Keys"))
        area.setWidget(content)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(self.tr("Close"))
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 16, 14)
        layout.addWidget(area, 1)
        layout.addWidget(buttons)
        room = self.screen().availableGeometry()
        self.resize(
            min(scaled(_WIDTH), room.width() - 40), min(scaled(_HEIGHT), room.height() - 80)
        )
        area.setFocus()

    def _places(self) -> list[tuple[str, list[tuple[str, str]]]]:
        return [
            (
                self.tr("Writing a message"),
                [(self.tr("Send"), "Return"), (self.tr("New line"), "Shift+Return")],
            ),
            (
                self.tr("List of conversations"),
                [
                    (self.tr("Open"), "Return"),
                    (self.tr("Rename"), "F2"),
                    (self.tr("Delete"), "Del"),
                    (self.tr("Menu of what is chosen"), "Menu; Shift+F10"),
                ],
            ),
            (
                self.tr("Conversation"),
                [
                    (self.tr("First and last turn"), "Ctrl+Home; Ctrl+End"),
                    (self.tr("Edit the last question"), "Up"),
                ],
            ),
            self._document(),
            (
                self.tr("List of feedback"),
                [
                    (self.tr("Open"), "Return"),
                    (self.tr("Edit"), "F2"),
                    (self.tr("Delete"), "Del"),
                ],
            ),
            (
                self.tr("Comparing answers"),
                [
                    (self.tr("Left is better"), "Alt+Left"),
                    (self.tr("Right is better"), "Alt+Right"),
                    (self.tr("No difference"), "Alt+Up"),
                    (self.tr("Both are bad"), "Alt+Down"),
                ],
            ),
            (
                self.tr("Lists"),
                [
                    (self.tr("Up and down"), "Up; Down"),
                    (self.tr("A page up or down"), "PgUp; PgDown"),
                    (self.tr("Copy"), "Ctrl+C"),
                ],
            ),
        ]

    def _document(self) -> tuple[str, list[tuple[str, str]]]:
        return (
            self.tr("Open document"),
            [
                (self.tr("Search in it"), "Ctrl+F"),
                (self.tr("Next and previous match"), "F3; Shift+F3"),
                (self.tr("Next and previous passage"), "Alt+Right; Alt+Left"),
                (self.tr("Next and previous page"), "Ctrl+PgDown; Ctrl+PgUp"),
                (self.tr("Larger and smaller"), "Ctrl++; Ctrl+-"),
                (self.tr("Fit the width"), "Ctrl+0"),
                (self.tr("Fit the page"), "Ctrl+9"),
                (self.tr("Copy the passage with its source"), "Ctrl+Shift+C"),
            ],
        )

    def _add(self, grid: QGridLayout, heading: str, rows: Sequence[tuple[str, str]]) -> None:
        title = QLabel(heading)
        title.setProperty("title", True)
        if grid.rowCount() > 1:
            grid.setRowMinimumHeight(grid.rowCount(), 10)
        grid.addWidget(title, grid.rowCount(), 0, 1, 2)
        for words, keys in rows:
            row = grid.rowCount()
            what = QLabel(words)
            what.setWordWrap(True)
            key = QLabel(in_words(keys))
            key.setProperty("key", True)
            what.setAccessibleName(f"{words}: {in_words(keys)}")
            grid.addWidget(what, row, 0)
            grid.addWidget(key, row, 1, Qt.AlignmentFlag.AlignRight)


def in_words(keys: str) -> str:
    """Keys as they are called on this system."""
    native = QKeySequence.SequenceFormat.NativeText
    return "   ".join(each.toString(native) for each in QKeySequence.listFromString(keys))
