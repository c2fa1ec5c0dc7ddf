"""How conversations are locked, asked where the computer offers no keyring, and the passphrase."""

from __future__ import annotations

from typing import Literal

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.plain_label import plain_label
from desktop.ui.scale import scaled

_WIDTH = 520


class StoreDialog(QDialog):
    """Asks once how a new home keeps its conversations."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Carrel")
        self.setMinimumWidth(scaled(_WIDTH))
        self._with_passphrase = QRadioButton(self.tr("Protect them with a passphrase"))
        self._with_passphrase.setChecked(True)
        self._plain = QRadioButton(self.tr("Store them unencrypted"))
        self._first, self._second = _secret(), _secret()
        self._first.setPlaceholderText(self.tr("Passphrase"))
        self._first.setAccessibleName(self.tr("Passphrase"))
        self._second.setPlaceholderText(self.tr("Passphrase once more"))
        self._second.setAccessibleName(self.tr("Passphrase once more"))
        self._warning = plain_label("", is_dim=True)
        buttons = _buttons(self, self.tr("Start"), self.tr("Quit"))
        self._ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        layout = _column(self)
        title = plain_label(self.tr("How shall your conversations be kept?"))
        title.setProperty("title", True)
        layout.addWidget(title)
        layout.addWidget(
            plain_label(
                self.tr(
                    "This computer offers no keyring to keep a key in. Choose how what you ask and"
                    " what is answered is stored on this computer. Your documents stay as they are."
                ),
                is_dim=True,
            )
        )
        for widget in (
            self._with_passphrase,
            self._first,
            self._second,
            self._plain,
            self._warning,
            buttons,
        ):
            layout.addWidget(widget)
        for field in (self._first, self._second):
            field.textChanged.connect(self._refresh)
        self._plain.toggled.connect(self._refresh)
        self._refresh()
        _be_tall_enough(self)

    @property
    def mode(self) -> Literal["passphrase", "plain"]:
        """What was chosen."""
        return "plain" if self._plain.isChecked() else "passphrase"

    @property
    def passphrase(self) -> str:
        """The passphrase, empty for a plain store."""
        return "" if self._plain.isChecked() else self._first.text()

    def _refresh(self) -> None:
        is_plain = self._plain.isChecked()
        one, other = self._first.text(), self._second.text()
        for field in (self._first, self._second):
            field.setEnabled(not is_plain)
        if is_plain:
            self._warning.setText(
                self.tr("Anyone who can read this user's files can read the conversations.")
            )
        elif one and other and one != other:
            self._warning.setText(self.tr("The two passphrases differ."))
        else:
            self._warning.setText(
                self.tr("A forgotten passphrase cannot be recovered: write it down.")
            )
        self._ok.setEnabled(is_plain or (bool(one) and one == other))


class PassphraseDialog(QDialog):
    """Asks for the passphrase of a home that has one."""

    def __init__(self, complaint: str = "") -> None:
        super().__init__()
        self.setWindowTitle("Carrel")
        self.setMinimumWidth(scaled(_WIDTH))
        self._field = _secret()
        self._field.setPlaceholderText(self.tr("Passphrase"))
        self._field.setAccessibleName(self.tr("Passphrase"))
        layout = _column(self)
        title = plain_label(self.tr("Unlock your conversations"))
        title.setProperty("title", True)
        layout.addWidget(title)
        if complaint:
            layout.addWidget(plain_label(complaint))
        layout.addWidget(self._field)
        layout.addWidget(_buttons(self, self.tr("Unlock"), self.tr("Quit")))
        _be_tall_enough(self)

    @property
    def passphrase(self) -> str:
        """What was typed."""
        return self._field.text()


class ProblemDialog(QDialog):
    """Says why Carrel cannot start, with a way to try again."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setWindowTitle("Carrel")
        self.setMinimumWidth(scaled(_WIDTH))
        layout = _column(self)
        layout.addWidget(plain_label(words))
        layout.addWidget(_buttons(self, self.tr("Try again"), self.tr("Quit")))
        _be_tall_enough(self)


def _be_tall_enough(dialog: QDialog) -> None:
    """Give lines that wrap the height they need: Qt asks for less."""
    layout, width = dialog.layout(), scaled(_WIDTH)
    assert layout is not None
    dialog.resize(width, layout.totalHeightForWidth(width))
    dialog.setMinimumHeight(dialog.height())


def _secret() -> QLineEdit:
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    return field


def _column(parent: QWidget) -> QVBoxLayout:
    layout = QVBoxLayout(parent)
    layout.setContentsMargins(24, 22, 24, 18)
    layout.setSpacing(12)
    return layout


def _buttons(dialog: QDialog, accept: str, reject: str) -> QDialogButtonBox:
    kinds = QDialogButtonBox.StandardButton
    buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
    buttons.button(kinds.Ok).setText(accept)
    buttons.button(kinds.Ok).setProperty("primary", True)
    buttons.button(kinds.Cancel).setText(reject)
    for kind in (kinds.Ok, kinds.Cancel):
        button = buttons.button(kind)
        button.setIcon(type(button.icon())())
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    return buttons
