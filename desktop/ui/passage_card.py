"""A small card over the window that shows what a citation says, while somebody points at it.

It never takes the focus, and it loads nothing: what it shows came with the answer.
"""

from __future__ import annotations

import html
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QVBoxLayout, QWidget

from desktop.domain import Citation, Language
from desktop.ui.plain_label import plain_label
from desktop.wording import place, tidy

_WIDTH = 420
_MOST_CHARS = 460
_GAP, _EDGE = 6, 8
_ENDS = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.KeyPress,
    QEvent.Type.WindowDeactivate,
)


@dataclass(frozen=True, slots=True)
class Hint:
    """What a card shows; `strong` is the sentence in `text` that matters."""

    title: str
    text: str
    strong: str = ""


def hint_of(citation: Citation, language: Language, quoted: str = "") -> Hint:
    """What is shown of a citation; `quoted` is the sentence that the answer quotes of it."""
    where = place(citation.path, citation.page, language, citation.place)
    text, strong = tidy(citation.text), tidy(quoted)
    title = f"[{citation.n}] {where}" if citation.n else where
    return Hint(title, text if strong in text else strong, strong)


class PassageCard(QFrame):
    """One card at a time; Esc, a key, a click or the wheel takes it away."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._over = window
        application = QApplication.instance()
        assert application is not None
        self._keys = application
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(self.tr("Passage"))
        self._title = plain_label(is_dim=True)
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._text.setWordWrap(True)
        layout = self._layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 12)
        layout.setSpacing(5)
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        self.hide()

    def show_hint(self, hint: Hint, beside: QRect) -> None:
        """Show a card above or below a place on the screen, inside the window."""
        self._title.setText(hint.title)
        self._text.setText(_marked(hint))
        self.setAccessibleDescription(f"{hint.title}: {hint.text}")
        window = self._over
        width = min(_WIDTH, window.width() - 2 * _EDGE)
        self.setFixedWidth(width)
        self.setFixedHeight(self._layout.totalHeightForWidth(width))
        anchor = QRect(window.mapFromGlobal(beside.topLeft()), beside.size())
        self.move(self._room(anchor))
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go away with the next thing somebody does; Esc means only the card (Qt)."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            # Asked first whether it is a shortcut; only then it comes as a key.
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
            elif event.type() == QEvent.Type.KeyPress:
                self.hide()
            return True
        if event.type() in _ENDS:
            self.hide()
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        """Hear what somebody does from now on (Qt)."""
        super().showEvent(event)
        self._keys.installEventFilter(self)

    def hideEvent(self, event: QHideEvent) -> None:
        """Hear no more (Qt)."""
        super().hideEvent(event)
        self._keys.removeEventFilter(self)

    def _room(self, anchor: QRect) -> QPoint:
        window = self._over
        left = min(max(anchor.left(), _EDGE), window.width() - self.width() - _EDGE)
        above = anchor.top() - self.height() - _GAP
        below = anchor.bottom() + _GAP
        # A quote stands above its chip, and the next sentence behind its mark: neither is hidden.
        fits_below = below + self.height() <= window.height() - _EDGE
        return QPoint(left, below if fits_below or above < _EDGE else above)


def card_over(widget: QWidget) -> PassageCard:
    """The card of the window a widget is in."""
    window = widget.window()
    return window.findChild(PassageCard) or PassageCard(window)


def _marked(hint: Hint) -> str:
    """The part of a text around what matters in it, as rich text that holds nothing but words."""
    text, strong = hint.text, hint.strong[:_MOST_CHARS]
    at = text.find(strong) if strong else -1
    if at < 0:
        return html.escape(text[:_MOST_CHARS]) + _left_out(len(text) > _MOST_CHARS)
    room = (_MOST_CHARS - len(strong)) // 2
    begin, end = max(at - room, 0), at + len(strong)
    before, after = text[begin:at], text[end : end + room]
    return (
        f"{_left_out(begin > 0)}{html.escape(before)}<b>{html.escape(strong)}</b>"
        f"{html.escape(after)}{_left_out(end + room < len(text))}"
    )


def _left_out(is_cut: bool) -> str:
    return "…" if is_cut else ""
