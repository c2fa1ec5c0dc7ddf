"""The line at the bottom: offline, how conversations are kept, the model at work, documents."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QStatusBar

from desktop.domain import Speed
from desktop.inference import Fit
from desktop.ui.icon import icon
from desktop.ui.plain_label import plain_label
from desktop.ui.scale import scaled
from desktop.ui.theme import Theme
from desktop.ui.words import size

_GAPS = 60


class StatusLine(QStatusBar):
    """Says what is going on in a few words."""

    def __init__(self, theme: Theme, *, is_encrypted: bool) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        lock = QLabel()
        lock.setPixmap(icon("lock", theme.good, 14).pixmap(scaled(14)))
        lock.setContentsMargins(10, 0, 0, 0)
        self.addWidget(lock)
        offline = self.tr("Offline: nothing leaves this computer")
        lock.setToolTip(offline)
        lock.setAccessibleName(offline)
        self._offline = plain_label(offline, wraps=False)
        self.addWidget(self._offline)
        self._fixed: list[QLabel] = [lock]
        if not is_encrypted:
            badge = plain_label(self.tr("Conversations stored unencrypted"), wraps=False)
            badge.setProperty("badge", True)
            self.addWidget(badge)
            self._fixed.append(badge)
        self._model = self._speed = self._context = ""
        self._documents = ""
        self._right = plain_label(wraps=False)
        self._right.setContentsMargins(0, 0, 12, 0)
        self.addPermanentWidget(self._right)

    def show_model(self, name: str, fit: Fit | None) -> None:
        """Say which model works and, once it is loaded, on what and with which context window."""
        self._model, self._speed, self._context = name, "", ""
        self._right.setToolTip("")
        if fit is not None:
            self._model = f"{name} · {fit.device}"
            self._context = self.tr("context {n}").format(n=fit.context_tokens)
            self._right.setToolTip(self._about(fit))
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

    def _about(self, fit: Fit) -> str:
        lines = [
            self.tr("Threads: {n}").format(n=fit.threads),
            self.tr("Batch: {n}").format(n=fit.batch),
            self.tr("Layers on the graphics card: {n}").format(n=fit.gpu_layers),
            self.tr("Memory: about {size}").format(size=size(fit.needed_bytes)),
        ]
        if fit.context_tokens < fit.wanted_context_tokens:
            smaller = self.tr("Context window: {n}, not {wanted}: model or memory allow no more")
            lines.append(smaller.format(n=fit.context_tokens, wanted=fit.wanted_context_tokens))
        return "\n".join(lines)

    def _refresh(self) -> None:
        parts = (self._model, self._speed, self._context, self._documents)
        words = " · ".join(each for each in parts if each)
        metrics = self._right.fontMetrics()
        taken = sum(each.sizeHint().width() for each in self._fixed)
        room = max(self.width() - taken - scaled(_GAPS), 0)
        # The lock says the same, with a tool tip.
        wished = self._offline.sizeHint().width() + metrics.horizontalAdvance(words)
        self._offline.setVisible(wished <= room)
        self._right.setAccessibleName(words)
        self._right.setText(metrics.elidedText(words, Qt.TextElideMode.ElideRight, room))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say less where there is less room (Qt)."""
        super().resizeEvent(event)
        self._refresh()
