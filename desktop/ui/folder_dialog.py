"""What of a folder is read, as patterns."""

from __future__ import annotations

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.domain import Folder
from desktop.ui.plain_label import plain_label
from desktop.ui.scale import scaled

_WIDTH = 520
_LINES = 5
_FIELD = """
QPlainTextEdit { border: 1px solid palette(mid); border-radius: 8px; padding: 5px; }
QPlainTextEdit:focus { border: 2px solid palette(highlight); padding: 4px; }
"""


class FolderDialog(QDialog):
    """Asks which files of a folder are read; `only` and `left_out` are what was answered."""

    def __init__(self, folder: Folder, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("What is read of this folder"))
        self._only = self._field(self.tr("Only files like"), folder.only, "*.pdf")
        self._left_out = self._field(self.tr("Leave out"), folder.left_out, "Drafts/")
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Save | kinds.Cancel)
        buttons.button(kinds.Save).setText(self.tr("Save"))
        buttons.button(kinds.Save).setProperty("primary", True)
        buttons.button(kinds.Cancel).setText(self.tr("Cancel"))
        for button in buttons.buttons():
            button.setIcon(QIcon())
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(8)
        layout.addWidget(plain_label(folder.path, is_dim=True))
        for field in (self._only, self._left_out):
            label = plain_label(field.accessibleName())
            label.setBuddy(field)
            layout.addWidget(label)
            layout.addWidget(field)
        words = self.tr(
            "One pattern a line, as in a .gitignore file: *.pdf, Drafts/, 2019/**. Empty means all"
            " files. Ignore files in the folder hold too; hidden files are never read."
        )
        layout.addWidget(plain_label(words, is_dim=True))
        layout.addWidget(buttons)
        width = scaled(_WIDTH)
        self.resize(width, layout.totalHeightForWidth(width))

    @property
    def only(self) -> tuple[str, ...]:
        """The patterns of what is read; empty for everything."""
        return _lines(self._only)

    @property
    def left_out(self) -> tuple[str, ...]:
        """The patterns of what is not."""
        return _lines(self._left_out)

    def _field(self, name: str, lines: tuple[str, ...], hint: str) -> QPlainTextEdit:
        field = QPlainTextEdit("\n".join(lines))
        field.setAccessibleName(name)
        field.setPlaceholderText(hint)
        field.setTabChangesFocus(True)
        field.setStyleSheet(_FIELD)
        field.setFixedHeight(field.fontMetrics().lineSpacing() * _LINES + 18)
        return field


def _lines(field: QPlainTextEdit) -> tuple[str, ...]:
    return tuple(each.strip() for each in field.toPlainText().splitlines() if each.strip())
