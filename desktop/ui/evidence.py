"""What an answer rests on: quotes above it, chips below it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.domain import Citation, Language, Quote
from desktop.ui.flow_layout import FlowLayout
from desktop.ui.icon import icon
from desktop.ui.theme import Theme
from desktop.wording import place, tidy

_TIP_CHARS = 400


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
        # A tool tip is rich text if it looks like it; a passage must not be taken for HTML.
        passage = tidy(citation.text)[:_TIP_CHARS]
        self.setToolTip("<qt>" + _escaped(passage) + "</qt>")


class QuoteCard(QFrame):
    """One verbatim sentence and where it stands; a row of a table below its header."""

    opened = Signal()

    def __init__(self, citation: Citation, columns: str, language: Language, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("quote")
        text = QLabel("“" + tidy(citation.text) + "”")
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setWordWrap(True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        text.setAccessibleName(self.tr("Quote: {text}").format(text=tidy(citation.text)))
        chip = CitationChip(citation, language, theme)
        chip.clicked.connect(self.opened)
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
            document_id = by_number[quote.n].document_id if quote.n in by_number else 0
            citation = Citation(
                quote.n,
                quote.path,
                quote.page,
                quote.start,
                quote.end,
                quote.text,
                document_id,
                quote.place,
            )
            card = QuoteCard(citation, quote.columns, self._language, self._theme)
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
            chip.clicked.connect(lambda _=False, citation=citation: self.opened.emit(citation))
            self._layout.addWidget(chip)
        self.setVisible(bool(citations))


def _clear(layout: QVBoxLayout | FlowLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.deleteLater()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
