"""Shows what a report holds, part by part, before it is saved."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.report import ReportPart
from desktop.ui.plain_label import plain_label
from desktop.ui.scale import resize, scaled

_WIDTH, _HEIGHT = 820, 600
_LIST_WIDTH, _ROW = 200, 36


class ReportDialog(QDialog):
    """Lets parts be read and left out; `chosen` is what is to be saved."""

    def __init__(self, parts: Sequence[ReportPart], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Report"))
        self._parts = tuple(parts)
        self._list = self._make_list()
        self._text = QPlainTextEdit()
        self._text.setObjectName("reading")
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(self.tr("What this part says"))
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Save | kinds.Cancel)
        self._save = buttons.button(kinds.Save)
        self._save.setText(self.tr("Save…"))
        self._save.setProperty("primary", True)
        buttons.button(kinds.Cancel).setText(self.tr("Cancel"))
        for button in buttons.buttons():
            button.setIcon(QIcon())
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        middle = QHBoxLayout()
        middle.addWidget(self._list)
        middle.addWidget(self._text, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(plain_label(self._about()))
        layout.addLayout(middle, 1)
        layout.addWidget(buttons)
        resize(self, _WIDTH, _HEIGHT)
        self._list.setCurrentRow(0)

    @property
    def chosen(self) -> tuple[ReportPart, ...]:
        """The parts that are not left out."""
        checked = Qt.CheckState.Checked
        return tuple(
            part
            for row, part in enumerate(self._parts)
            if self._list.item(row).checkState() == checked
        )

    def _about(self) -> str:
        return self.tr(
            "For somebody who helps you: how Carrel and this computer are, never what your"
            " documents or conversations say, nor what they are called. Nothing is sent: read it,"
            " leave out what you like, and save it where you want."
        )

    def _make_list(self) -> QListWidget:
        listed = QListWidget()
        listed.setObjectName("lines")
        listed.setAccessibleName(self.tr("Parts of the report"))
        listed.setFixedWidth(scaled(_LIST_WIDTH))
        for part in self._parts:
            item = QListWidgetItem(part.name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            item.setSizeHint(QSize(0, scaled(_ROW)))
            listed.addItem(item)
        listed.currentRowChanged.connect(lambda row: self._text.setPlainText(self._parts[row].text))
        listed.itemChanged.connect(lambda _: self._save.setEnabled(bool(self.chosen)))
        return listed
