"""The reasons of a rating: a chip for each tag, and a line for words of one's own."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from desktop.feedback import FORMER_REASONS, REASONS, Reason
from desktop.ui.feedback_words import tag_name
from desktop.ui.flow_layout import FlowLayout
from desktop.ui.scale import scaled

_FIELD = 220


class FeedbackTags(QWidget):
    """Chips and words; further widgets can stand behind them. Signal: `changed()`."""

    changed = Signal()

    def __init__(self, *behind: QWidget) -> None:
        super().__init__()
        self._chips: dict[str, QPushButton] = {}
        self._why = QLabel(self.tr("Why?"))
        self._words = QLineEdit()
        self._words.setPlaceholderText(self.tr("Say more (optional)"))
        self._words.setAccessibleName(self.tr("Reason in your words"))
        self._words.setMinimumWidth(scaled(_FIELD))
        self._words.editingFinished.connect(self.changed)
        layout = FlowLayout(self)
        layout.addWidget(self._why)
        for tag in (*REASONS, *FORMER_REASONS):
            chip = QPushButton(tag_name(tag))
            chip.setProperty("chip", True)
            chip.setCheckable(True)
            chip.clicked.connect(self.changed)
            self._chips[tag] = chip
            layout.addWidget(chip)
        layout.addWidget(self._words)
        for widget in behind:
            layout.addWidget(widget)
        self.show_reason(Reason(), offers_tags=True)

    @property
    def reason(self) -> Reason:
        """What is chosen and written."""
        tags = tuple(tag for tag, chip in self._chips.items() if chip.isChecked())
        return Reason(tags, self._words.text().strip())

    def show_reason(self, reason: Reason, *, offers_tags: bool) -> None:
        """Show a reason given before; tags that are not offered any more where they were given."""
        for tag, chip in self._chips.items():
            chip.setChecked(tag in reason.tags)
            chip.setVisible(chip.isChecked() or (offers_tags and tag in REASONS))
        self._why.setVisible(offers_tags)
        with QSignalBlocker(self._words):
            self._words.setText(reason.words)
            self._words.setCursorPosition(0)
