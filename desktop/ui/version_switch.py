"""Which version of a turn is shown, and the way to the others."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from desktop.ui.ask import Ask
from desktop.ui.icon import tool_button
from desktop.ui.plain_label import plain_label
from desktop.ui.theme import Theme

_SIZE = 14


class VersionSwitch(QWidget):
    """ "‹ 2 / 3 ›" under a turn that has versions; nothing under others.

    Signals: `asked(str)` with "earlier" or "later".
    """

    asked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._parts: tuple[QToolButton, QLabel, QToolButton] | None = None
        self.hide()

    def show_versions(self, turn_id: int, versions: Sequence[int]) -> None:
        """Show which of its versions a turn is."""
        self.setVisible(len(versions) > 1)
        if turn_id not in versions or len(versions) < 2:
            return
        n, of = versions.index(turn_id) + 1, len(versions)
        # Made when there is a choice: most turns have one version.
        self._parts = self._parts or self._lay_out()
        earlier, label, later = self._parts
        label.setText(f"{n} / {of}")
        label.setAccessibleName(self.tr("Version {n} of {of}").format(n=n, of=of))
        earlier.setEnabled(n > 1)
        later.setEnabled(n < of)

    def focus(self, what: Ask) -> None:
        """Keep the keyboard where it was, so that a key pressed again goes on."""
        if self._parts is None:
            return
        earlier, _, later = self._parts
        wanted, other = (earlier, later) if what == "earlier" else (later, earlier)
        (wanted if wanted.isEnabled() else other).setFocus()

    def _lay_out(self) -> tuple[QToolButton, QLabel, QToolButton]:
        earlier = tool_button("previous", self.tr("Earlier version"), self._theme.dim, _SIZE)
        earlier.clicked.connect(lambda: self.asked.emit("earlier"))
        later = tool_button("next", self.tr("Later version"), self._theme.dim, _SIZE)
        later.clicked.connect(lambda: self.asked.emit("later"))
        label = plain_label(is_dim=True, wraps=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for widget in (earlier, label, later):
            row.addWidget(widget)
        return earlier, label, later
