"""The line at the bottom: offline, how conversations are kept, the model at work, documents."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStatusBar

from desktop.domain import Speed
from desktop.ui.icon import icon
from desktop.ui.theme import Theme


class StatusLine(QStatusBar):
    """Says what is going on in a few words."""

    def __init__(self, theme: Theme, *, is_encrypted: bool) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        lock = QLabel()
        lock.setPixmap(icon("lock", theme.good, 14).pixmap(14))
        lock.setContentsMargins(10, 0, 0, 0)
        self.addWidget(lock)
        self.addWidget(_label(self.tr("Offline: nothing leaves this computer")))
        if not is_encrypted:
            badge = _label(self.tr("Conversations stored unencrypted"))
            badge.setProperty("badge", True)
            self.addWidget(badge)
        self._model = self._speed = self._context = ""
        self._documents = ""
        self._right = _label("")
        self._right.setContentsMargins(0, 0, 12, 0)
        self.addPermanentWidget(self._right)

    def show_model(self, name: str, device: str) -> None:
        """Say which model works, and on what."""
        self._model = f"{name} · {device}" if device else name
        self._refresh()

    def show_speed(self, speed: Speed) -> None:
        """Say how fast the last answer came."""
        self._speed = self.tr("{n} tokens/s").format(n=f"{speed.tok_s:.0f}") if speed.tok_s else ""
        self._refresh()

    def show_context(self, n_tokens: int, context_tokens: int) -> None:
        """Say how much of the context window the last prompt took."""
        self._context = self.tr("context {used} / {all}").format(used=n_tokens, all=context_tokens)
        self._refresh()

    def show_documents(self, n_ready: int, n_waiting: int) -> None:
        """Say how many documents can be searched."""
        self._documents = self.tr("documents: {n}").format(n=n_ready)
        if n_waiting:
            self._documents += self.tr(", being read: {n}").format(n=n_waiting)
        self._refresh()

    def _refresh(self) -> None:
        parts = (self._model, self._speed, self._context, self._documents)
        self._right.setText(" · ".join(each for each in parts if each))


def _label(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
