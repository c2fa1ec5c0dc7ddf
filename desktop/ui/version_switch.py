"""Which version of a turn is shown, and the way to the others."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

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
        self._earlier = tool_button("previous", self.tr("Earlier version"), theme.dim, _SIZE)
        self._earlier.clicked.connect(lambda: self.asked.emit("earlier"))
        self._later = tool_button("next", self.tr("Later version"), theme.dim, _SIZE)
        self._later.clicked.connect(lambda: self.asked.emit("later"))
        self._label = plain_label(is_dim=True)
        self._label.setWordWrap(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for widget in (self._earlier, self._label, self._later):
            row.addWidget(widget)
        self.hide()

    def show_versions(self, turn_id: int, versions: Sequence[int]) -> None:
        """Show which of its versions a turn is."""
        self.setVisible(len(versions) > 1)
        if turn_id not in versions:
            return
        n, of = versions.index(turn_id) + 1, len(versions)
        self._label.setText(f"{n} / {of}")
        self._label.setAccessibleName(self.tr("Version {n} of {of}").format(n=n, of=of))
        self._earlier.setEnabled(n > 1)
        self._later.setEnabled(n < of)

    def focus(self, what: Ask) -> None:
        """Keep the keyboard where it was, so that a key pressed again goes on."""
        wanted, other = (
            (self._earlier, self._later) if what == "earlier" else (self._later, self._earlier)
        )
        (wanted if wanted.isEnabled() else other).setFocus()
