"""Shows the card of a citation while somebody points at it, or comes to it by keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QCursor, QFocusEvent
from PySide6.QtWidgets import QTextBrowser, QWidget

from desktop.ui.markup import CITE
from desktop.ui.passage_card import Hint, card_over

_POINTED_MS = 350
_KEYS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
_LEAVES = (QEvent.Type.Leave, QEvent.Type.FocusOut, QEvent.Type.Hide, QEvent.Type.MouseButtonPress)
_NEAR = QSize(2, 18)


class HoverHint(QObject):
    """The card of a widget that stands for a citation."""

    def __init__(self, widget: QWidget, hint: Hint, about: QWidget | None = None) -> None:
        super().__init__(widget)
        self._widget, self._hint, self._about = widget, hint, about or widget
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._show)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait whether somebody means it (Qt)."""
        is_key = isinstance(event, QFocusEvent) and event.reason() in _KEYS
        if event.type() == QEvent.Type.Enter or (event.type() == QEvent.Type.FocusIn and is_key):
            self._timer.start(_POINTED_MS)
        elif event.type() in _LEAVES:
            self._timer.stop()
            card_over(self._widget).hide()
        return super().eventFilter(watched, event)

    def _show(self) -> None:
        about = self._about
        if about.isVisible():
            beside = QRect(about.mapToGlobal(QPoint(0, 0)), about.size())
            card_over(about).show_hint(self._hint, beside)


class MarkHints(QObject):
    """The cards of the numbered marks in prose; `hint_for` says what a number stands for.

    The mark of a sentence without a source says what it means, also when it is clicked.
    """

    def __init__(self, prose: QTextBrowser, hint_for: Callable[[int], Hint | None]) -> None:
        super().__init__(prose)
        self._prose, self._hint_for = prose, hint_for
        self._n: int | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._show)
        prose.highlighted.connect(self._on_highlighted)
        prose.anchorClicked.connect(self._on_clicked)
        prose.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the card away with the pointer (Qt)."""
        if event.type() in (QEvent.Type.Leave, QEvent.Type.Hide):
            self._leave()
        return super().eventFilter(watched, event)

    def _on_highlighted(self, url: QUrl) -> None:
        number = url.toString()
        if not number.startswith(CITE):
            self._leave()
            return
        self._n = int(number.removeprefix(CITE))
        self._timer.start(_POINTED_MS)

    def _on_clicked(self, url: QUrl) -> None:
        if url.toString() == f"{CITE}0":
            self._n = 0
            self._timer.stop()
            # After the click that the card would go away with.
            QTimer.singleShot(0, self, self._show)

    def _leave(self) -> None:
        if self._n is not None:
            self._n = None
            self._timer.stop()
            card_over(self._prose).hide()

    def _show(self) -> None:
        if self._n is None or not self._prose.isVisible():
            return
        if (hint := self._hint_for(self._n)) is not None:
            card_over(self._prose).show_hint(hint, self._place())

    def _place(self) -> QRect:
        viewport = self._prose.viewport()
        if viewport.underMouse():
            return QRect(QCursor.pos() - QPoint(0, _NEAR.height() // 2), _NEAR)
        at = self._prose.cursorRect()
        return QRect(viewport.mapToGlobal(at.topLeft()), at.size())
