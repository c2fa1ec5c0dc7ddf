"""The passages a prompt held: where each stands, how well it matched, and its words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.domain import Language
from desktop.inference import SentPassage
from desktop.ui.elided_label import ElidedLabel
from desktop.ui.plain_label import plain_label
from desktop.ui.text_view import TextView
from desktop.ui.theme import Theme
from desktop.wording import place, tidy

_MARGIN = 20
_GAP = 10
_PAGE = 25


class SentPassagesView(QScrollArea):
    """Shows passages in the order the model read them."""

    def __init__(self, passages: tuple[SentPassage, ...], language: Language, theme: Theme) -> None:
        super().__init__()
        self._language, self._theme = language, theme
        self._rest = passages
        self.setWidgetResizable(True)
        self.setAccessibleName(self.tr("Passages"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._more = QPushButton()
        self._more.setAutoDefault(False)
        self._more.clicked.connect(self._show_more)
        column = QWidget()
        column.setObjectName("flow")
        self._cards = QVBoxLayout()
        self._cards.setSpacing(_GAP)
        layout = QVBoxLayout(column)
        layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        layout.setSpacing(_GAP)
        layout.addLayout(self._cards)
        layout.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch()
        self.setWidget(column)
        if not passages:
            self._cards.addWidget(
                plain_label(self.tr("No passage of a document was sent."), is_dim=True, wraps=False)
            )
        self._show_more()

    def _show_more(self) -> None:
        # A whole document may be hundreds of passages.
        page, self._rest = self._rest[:_PAGE], self._rest[_PAGE:]
        for passage in page:
            self._cards.addWidget(self._make_card(passage))
        self._more.setVisible(bool(self._rest))
        self._more.setText(self.tr("Show more ({n})").format(n=len(self._rest)))

    def _make_card(self, passage: SentPassage) -> QFrame:
        card = QFrame()
        card.setObjectName("quote")
        name = place(passage.path, passage.page, self._language, passage.place)
        where = ElidedLabel()
        where.show_text(name)
        where.setStyleSheet("font-weight: 600;")
        head = QHBoxLayout()
        head.addWidget(where, 1)
        head.addWidget(
            plain_label(
                self.tr("score {n}").format(n=f"{passage.score:.2f}"), is_dim=True, wraps=False
            )
        )
        text = TextView(self._theme)
        text.show_plain(tidy(passage.text))
        text.setAccessibleName(self.tr("Passage: {place}").format(place=name))
        layout = QVBoxLayout(card)
        layout.setContentsMargins(14, 9, 12, 9)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(text)
        return card
