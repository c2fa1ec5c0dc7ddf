"""A pin on a turn: while it is in, the turn is part of every prompt of its conversation."""

from __future__ import annotations

from PySide6.QtCore import Signal

from desktop.ui.icon import icon
from desktop.ui.quiet_button import SIZE, QuietButton
from desktop.ui.theme import Theme


class PinButton(QuietButton):
    """Shows whether a turn is pinned and asks to change it.

    One that is not quiet is always drawn, and every one while it is pinned.

    Signals: `asked(str)` with "pin" or "unpin".
    """

    asked = Signal(str)

    def __init__(self, theme: Theme, *, is_quiet: bool = False) -> None:
        super().__init__("pin", "", theme.dim)
        self._pinned = icon("pin", theme.accent, SIZE)
        self.show_near(not is_quiet)
        self.setCheckable(True)
        self.toggled.connect(self._show_state)
        self.clicked.connect(self._on_clicked)
        self._show_state()

    def show_pinned(self, is_pinned: bool) -> None:
        """Show whether the turn is pinned."""
        self.setChecked(is_pinned)

    def _draw(self) -> None:
        if self.isChecked():
            self.setIcon(self._pinned)
        else:
            super()._draw()

    def _show_state(self) -> None:
        # A screen reader says the name and whether the button is down.
        label = self.tr("Keep this in every prompt of the conversation")
        self.setAccessibleName(label)
        self.setToolTip(
            self.tr("Kept in every prompt; press to let it go") if self.isChecked() else label
        )
        self._draw()

    def _on_clicked(self, checked: bool) -> None:
        self.asked.emit("pin" if checked else "unpin")
