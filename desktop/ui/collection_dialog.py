"""Asks what a collection is to be called."""

from __future__ import annotations

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from desktop.collecting import MOST_CHARS, refuse
from desktop.ui.plain_label import plain_label
from desktop.ui.scale import scaled

_WIDTH = 420


class CollectionDialog(QDialog):
    """A name that no other collection has; `name` is what was answered."""

    def __init__(self, title: str, name: str, taken: tuple[str, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._taken = taken
        self._field = QLineEdit(name)
        self._field.setAccessibleName(self.tr("Name of the collection"))
        self._field.setPlaceholderText(self.tr("For example: Contracts"))
        self._field.selectAll()
        self._field.textChanged.connect(self._refresh)
        self._complaint = plain_label(is_dim=True)
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Save | kinds.Cancel)
        self._save = buttons.button(kinds.Save)
        self._save.setText(self.tr("Save"))
        self._save.setProperty("primary", True)
        self._save.setDefault(True)
        buttons.button(kinds.Cancel).setAutoDefault(False)
        buttons.button(kinds.Cancel).setText(self.tr("Cancel"))
        for button in buttons.buttons():
            button.setIcon(QIcon())
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(8)
        layout.addWidget(plain_label(self._field.accessibleName()))
        layout.addWidget(self._field)
        layout.addWidget(self._complaint)
        layout.addWidget(buttons)
        self.setMinimumWidth(scaled(_WIDTH))
        self._refresh()

    @property
    def name(self) -> str:
        """The name, with single spaces."""
        return " ".join(self._field.text().split())

    def _refresh(self) -> None:
        refusal = refuse(self.name, self._taken)
        words = {
            None: "",
            "empty": "",
            "taken": self.tr("There is a collection of this name already."),
            "private": self.tr("A name cannot begin with “@”."),
            "long": self.tr("At most {n} characters.").format(n=MOST_CHARS),
        }[refusal]
        self._complaint.setText(words or self.tr("Search in it alone with in:NAME."))
        self._save.setEnabled(refusal is None)
        layout = self.layout()
        if layout is not None:
            # What is said may take another line.
            needed = layout.totalHeightForWidth(max(self.width(), self.minimumWidth()))
            self.resize(self.width(), max(self.height(), needed))
