"""The dialogs of moving conversations: how far it is, and what a file would bring in."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from desktop.transfer.reading import Contents
from desktop.ui.plain_label import plain_label
from desktop.wording import file_name

_WIDTH = 440
_WHOLE = 1000
_LATER_MS = 300


class TransferProgress(QDialog):
    """A bar over the window while conversations are read or written; it can be given up.

    Signals: `cancelled()`.
    """

    cancelled = Signal()

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Conversations"))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.open)
        self._label = plain_label(words)
        self._bar = QProgressBar()
        self._bar.setRange(0, _WHOLE)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(words)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("Cancel"))
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setIcon(QIcon())
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        for widget in (self._label, self._bar, buttons):
            layout.addWidget(widget)
        self.setMinimumWidth(_WIDTH)

    def begin(self) -> None:
        """Come up when it takes longer than a moment."""
        self._soon.start(_LATER_MS)

    def show_share(self, share: float, words: str) -> None:
        """Show how much is done, 0 to 1."""
        self._bar.setValue(round(_WHOLE * share))
        self._label.setText(words)

    def reject(self) -> None:
        """Give up (Qt)."""
        self.cancelled.emit()
        super().reject()

    def done(self, result: int) -> None:
        """Go, also where it never came up (Qt)."""
        self._soon.stop()
        super().done(result)
        self.deleteLater()


class ImportDialog(QDialog):
    """Says what a file holds and asks whether to take it in; `with_copies` is what was answered."""

    def __init__(self, path: str, contents: Contents, n_new: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._n, self._n_new = len(contents.trees), n_new
        self.setWindowTitle(self.tr("Import conversations"))
        kinds = QDialogButtonBox.StandardButton
        self._buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        self._buttons.button(kinds.Ok).setProperty("primary", True)
        self._buttons.button(kinds.Cancel).setText(self.tr("Cancel"))
        for button in self._buttons.buttons():
            button.setIcon(QIcon())
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._copies = QCheckBox(self.tr("Import these once more, as copies"))
        self._copies.toggled.connect(self._refresh)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        for line in self._lines(path, contents):
            layout.addWidget(plain_label(line))
        layout.addWidget(self._copies)
        self._copies.setVisible(n_new < self._n)
        layout.addWidget(self._buttons, 0, Qt.AlignmentFlag.AlignBottom)
        self.setMinimumWidth(_WIDTH)
        self._refresh()
        self._buttons.button(kinds.Ok).setFocus()

    @property
    def with_copies(self) -> bool:
        """Tell whether conversations that are here already are wanted, too."""
        return self._copies.isChecked()

    def _lines(self, path: str, contents: Contents) -> list[str]:
        source = "ChatGPT" if contents.kind == "chatgpt" else "Carrel"
        words = self.tr("{name} holds {n} conversations of {source}.")
        if self._n == 1:
            words = self.tr("{name} holds one conversation of {source}.")
        lines = [words.format(name=file_name(path), n=self._n, source=source)]
        if contents.n_empty:
            words = self.tr("Without a word in them, and left out: {n}")
            lines.append(words.format(n=contents.n_empty))
        if self._n_new < self._n:
            words = self.tr("Here already, and passed over: {n}")
            lines.append(words.format(n=self._n - self._n_new))
        return lines

    def _refresh(self) -> None:
        n = self._n if self._copies.isChecked() else self._n_new
        button = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        button.setText(self.tr("Import {n}").format(n=n) if n else self.tr("Nothing to import"))
        button.setEnabled(bool(n))
