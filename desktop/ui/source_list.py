"""Every document a conversation cites, with the passages; one click opens each at its place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.chat.sources import Cited, Source
from desktop.domain import Language
from desktop.ui.icon import icon, tool_button
from desktop.ui.plain_label import plain_label
from desktop.ui.theme import Theme
from desktop.ui.words import tip
from desktop.wording import file_name, spot, tidy

_CITED = Qt.ItemDataRole.UserRole
_SNIPPET_CHARS = 160
_TREE = """
QTreeWidget {{ background: {page}; border: 1px solid transparent; outline: 0; color: {text}; }}
QTreeWidget::item {{ padding: 5px 4px; border-radius: 6px; }}
QTreeWidget::item:selected, QTreeWidget::item:hover {{ background: {selected}; color: {text}; }}
QTreeWidget::branch, QTreeWidget::branch:selected {{ background: {page}; }}
QTreeWidget:focus {{ border: 1px solid {accent}; }}
"""


class SourceList(QWidget):
    """The sources of a conversation.

    Signals: `opened(Citation, tuple[Citation])` with what to step through, `closed()`.
    """

    opened = Signal(object, object)
    closed = Signal()

    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__()
        self._theme, self._language = theme, language
        self.shown: tuple[Source, ...] = ()
        self._tree = QTreeWidget()
        self._tree.setHeaderHidden(True)
        self._tree.header().setAccessibleName(self.tr("Sources of this conversation"))
        self._tree.setIndentation(14)
        self._tree.setRootIsDecorated(False)
        self._tree.setAllColumnsShowFocus(False)
        self._tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._tree.setAccessibleName(self.tr("Sources of this conversation"))
        self._tree.setStyleSheet(
            _TREE.format(
                page=theme.page, text=theme.text, selected=theme.selected, accent=theme.accent
            )
        )
        self._tree.itemActivated.connect(self._on_activated)
        self._tree.itemClicked.connect(self._on_activated)
        self.setFocusProxy(self._tree)
        self._empty = plain_label(is_dim=True)
        self._empty.setText(
            self.tr(
                "No document has been cited in this conversation yet. Ask something that your"
                " documents answer: what the answer rests on is listed here."
            )
        )
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setMargin(24)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._tree)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._make_header())
        layout.addWidget(self._stack, 1)

    def show_sources(self, sources: Sequence[Source]) -> None:
        """Show these sources instead of those before."""
        if tuple(sources) == self.shown:
            return  # what is chosen stays chosen
        self.shown = tuple(sources)
        self._tree.clear()
        for source in sources:
            self._tree.addTopLevelItem(self._document(source))
        self._tree.expandAll()
        self._stack.setCurrentIndex(1 if sources else 0)
        n_cited = sum(len(each.cited) for each in sources)
        words = self.tr("documents: {n} · passages: {m}")
        self._count.setText(words.format(n=len(sources), m=n_cited) if sources else "")
        first = self._tree.topLevelItem(0)
        if first is not None and (passage := first.child(0)) is not None:
            self._tree.setCurrentItem(passage)

    def _make_header(self) -> QFrame:
        header = QFrame()
        header.setObjectName("header")
        title = plain_label(self.tr("Sources of this conversation"))
        title.setProperty("title", True)
        self._count = plain_label(is_dim=True)
        close = tool_button("close", self.tr("Close the sources"), self._theme.dim)
        close.clicked.connect(self.closed)
        row = QHBoxLayout(header)
        row.setContentsMargins(14, 8, 10, 8)
        row.addWidget(title, 1)
        row.addWidget(self._count, 1)
        row.addWidget(close)
        return header

    def _document(self, source: Source) -> QTreeWidgetItem:
        item = QTreeWidgetItem([file_name(source.path)])
        item.setIcon(0, icon("document", self._theme.dim, 16))
        font = item.font(0)
        font.setBold(True)
        item.setFont(0, font)
        item.setToolTip(0, tip(source.path))
        item.setData(0, _CITED, source.cited[0])
        for cited in source.cited:
            item.addChild(self._passage(cited))
        return item

    def _passage(self, cited: Cited) -> QTreeWidgetItem:
        citation = cited.citation
        where = spot(citation.path, citation.page, self._language, citation.place)
        start = f"[{citation.n}]  {where} · " if where else f"[{citation.n}]  "
        item = QTreeWidgetItem([start + tidy(citation.text)[:_SNIPPET_CHARS]])
        asked = self.tr("Cited in the answer to: {question}")
        item.setToolTip(0, tip(asked.format(question=tidy(cited.question)[:_SNIPPET_CHARS])))
        item.setData(0, _CITED, cited)
        return item

    def _on_activated(self, item: QTreeWidgetItem) -> None:
        cited = item.data(0, _CITED)
        self.opened.emit(cited.citation, cited.beside)
