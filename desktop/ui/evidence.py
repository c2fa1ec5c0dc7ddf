"""What an answer rests on: quotes above it, chips below it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.chat.sources import citation_of_quote
from desktop.domain import Citation, Language, Quote
from desktop.ui.flow_layout import FlowLayout
from desktop.ui.hints import HoverHint
from desktop.ui.icon import icon
from desktop.ui.passage_card import hint_of
from desktop.ui.theme import Theme
from desktop.wording import place, tidy


class CitationChip(QPushButton):
    """A numbered button that opens a citation."""

    def __init__(self, citation: Citation, language: Language, theme: Theme) -> None:
        where = place(citation.path, citation.page, language, citation.place)
        super().__init__(
            icon("document", theme.dim, 14), f"{citation.n}  {where}".replace("&", "&&")
        )
        self.setProperty("chip", True)
        self.setAccessibleName(
            self.tr("Open citation {n}: {place}").format(n=citation.n, place=where)
        )


class QuoteCard(QFrame):
    """One verbatim sentence and where it stands; a row of a table below its header."""

    opened = Signal()

    def __init__(
        self,
        citation: Citation,
        passage: Citation,
        columns: str,
        language: Language,
        theme: Theme,
    ) -> None:
        super().__init__()
        self.setObjectName("quote")
        hint = hint_of(passage, language, citation.text)
        text = QLabel("“" + tidy(citation.text) + "”")
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setWordWrap(True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        text.setAccessibleName(self.tr("Quote: {text}").format(text=tidy(citation.text)))
        chip = CitationChip(citation, language, theme)
        chip.clicked.connect(self.opened)
        HoverHint(chip, hint)
        HoverHint(text, hint)
        row = QHBoxLayout()
        row.addWidget(chip)
        row.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 9, 12, 9)
        layout.setSpacing(6)
        if columns:
            caption = QLabel(tidy(columns))
            caption.setTextFormat(Qt.TextFormat.PlainText)
            caption.setWordWrap(True)
            caption.setProperty("dim", True)
            layout.addWidget(caption)
        layout.addWidget(text)
        layout.addLayout(row)


class Evidence(QWidget):
    """The quotes of an answer, each as a card.

    Signals: `opened(Citation)` of the quoted sentence alone.
    """

    opened = Signal(object)

    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__()
        self._theme, self._language = theme, language
        self._shown: tuple[Quote, ...] = ()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self.hide()

    def show_quotes(self, quotes: tuple[Quote, ...], citations: Sequence[Citation]) -> None:
        """Show these quotes instead of those before."""
        if quotes == self._shown:
            return
        self._shown = quotes
        _clear(self._layout)
        by_number = {each.n: each for each in citations}
        for quote in quotes:
            citation = citation_of_quote(quote, citations)
            passage = by_number.get(quote.n, citation)
            card = QuoteCard(citation, passage, quote.columns, self._language, self._theme)
            card.opened.connect(lambda citation=citation: self.opened.emit(citation))
            self._layout.addWidget(card)
        self.setVisible(bool(quotes))


class CitationChips(QWidget):
    """The citations of an answer in a row that wraps.

    Signals: `opened(Citation)`.
    """

    opened = Signal(object)

    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__()
        self._theme, self._language = theme, language
        self._shown: tuple[Citation, ...] = ()
        self._layout = FlowLayout(self)
        self.hide()

    def show_citations(self, citations: tuple[Citation, ...]) -> None:
        """Show these citations instead of those before."""
        if citations == self._shown:
            return
        self._shown = citations
        _clear(self._layout)
        for citation in citations:
            chip = CitationChip(citation, self._language, self._theme)
            HoverHint(chip, hint_of(citation, self._language))
            chip.clicked.connect(lambda _=False, citation=citation: self.opened.emit(citation))
            self._layout.addWidget(chip)
        self.setVisible(bool(citations))


def _clear(layout: QVBoxLayout | FlowLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.deleteLater()
