"""What is to be replaced before feedback is handed out: kinds, words of one's own, passages."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop.redaction import DEFAULT_KINDS, KINDS, Kind, Rules
from desktop.ui.plain_label import plain_label
from desktop.ui.text_field import TextField
from desktop.ui.theme import Theme

_LINES = 4
_TYPED_MS = 250


class FeedbackRules(QWidget):
    """Boxes and a field. Signal: `changed()`."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._boxes: dict[Kind, QCheckBox] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(plain_label(self.tr("Replace what names people:"), is_dim=True))
        for kind in KINDS:
            box = QCheckBox()
            box.setChecked(kind in DEFAULT_KINDS)
            box.toggled.connect(self.changed)
            self._boxes[kind] = box
            layout.addWidget(box)
        layout.addSpacing(6)
        self._n_words = plain_label(is_dim=True)
        layout.addWidget(self._n_words)
        self._words = TextField(self.tr("Words to replace"), theme, _LINES)
        self._words.setPlaceholderText(self.tr("Names, firms, places: one a line"))
        layout.addWidget(self._words)
        layout.addSpacing(6)
        self._without = QCheckBox(self.tr("Leave out all passages"))
        self._without.setToolTip(
            self.tr("Nothing of your documents is written but what questions and answers say")
        )
        self._without.toggled.connect(self.changed)
        layout.addWidget(self._without)
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.timeout.connect(self.changed)
        self._words.textChanged.connect(lambda: self._typed.start(_TYPED_MS))
        self.show_counts({})

    @property
    def rules(self) -> Rules:
        """What is chosen and written."""
        lines = (each.strip() for each in self._words.toPlainText().splitlines())
        kinds = frozenset(kind for kind, box in self._boxes.items() if box.isChecked())
        return Rules(kinds, tuple(each for each in lines if each))

    @property
    def leaves_out_passages(self) -> bool:
        """Tell whether no passage is written."""
        return self._without.isChecked()

    def show_counts(self, counts: Mapping[Kind, int]) -> None:
        """Say how much of each kind is replaced."""
        for kind, box in self._boxes.items():
            n = counts.get(kind, 0)
            box.setText(f"{self._name(kind)} ({n})" if n else self._name(kind))
            box.setAccessibleName(box.text())
        words = self.tr("Also replace:")
        if n := counts.get("word", 0):
            words = self.tr("Also replace ({n}):").format(n=n)
        self._n_words.setText(words)

    def _name(self, kind: Kind) -> str:
        names: dict[Kind, str] = {
            "email": self.tr("E-mail addresses"),
            "phone": self.tr("Telephone numbers"),
            "id": self.tr("Chinese identity numbers"),
            "iban": self.tr("Bank accounts (IBAN)"),
            "card": self.tr("Payment cards"),
            "ip": self.tr("IP addresses"),
            "path": self.tr("Paths in home folders"),
            "file": self.tr("Names of files"),
        }
        return names[kind]
