"""The search screen: passages as one types, from the index alone; no model is needed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.domain import Document, Language
from desktop.library import is_unfinished
from desktop.searching import Searched, Searching
from desktop.ui.flow_layout import FlowLayout
from desktop.ui.passage_list import PassageList
from desktop.ui.plain_label import plain_label
from desktop.ui.scale import scaled
from desktop.ui.screen_header import ScreenHeader
from desktop.ui.search_edit import SearchEdit
from desktop.ui.theme import Theme
from desktop.ui.words import tip
from desktop.wording import narrowed, refusal, sentence

_TYPED_MS = 150
_SLOW_MS = 400
_INDEXED_MS = 1_500


class SearchView(QWidget):
    """Asks for what is typed and shows the passages that come.

    Signals: `opened(Passage)`, `said(str)` with words for the toast, `files_asked()`, `closed()`.
    """

    opened = Signal(object)
    said = Signal(str)
    files_asked = Signal()
    closed = Signal()

    def __init__(self, searching: Searching, theme: Theme, language: Language) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._searching, self._language = searching, language
        self._found = Searched("")
        self._n_ready, self._n_unfinished = 0, 0
        self.edit = SearchEdit(theme)
        self.setFocusProxy(self.edit)
        self.passages = PassageList(theme, language)
        self._status = plain_label(is_dim=True)
        self._message = plain_label(is_dim=True)
        self._add = QPushButton(self.tr("Add files…"))
        self._timer = QTimer(self)
        self._slow = QTimer(self)
        for timer in (self._timer, self._slow):
            timer.setSingleShot(True)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._make_message())
        self._stack.addWidget(self.passages)
        self._lay_out(theme)
        self._connect()
        self._refresh()

    def show_found(self, found: Searched) -> None:
        """Show what was found, or why nothing could be."""
        if found.text != self._text:
            return
        self._slow.stop()
        is_same = found.text == self._found.text
        if found.problem is not None:
            # What was found before stays: a date may still be being typed.
            found = replace(found, passages=self._found.passages)
        else:
            self.passages.show_passages(found.passages, keeps_choice=is_same)
        self._found = found
        self._refresh()

    def show_documents(self, documents: tuple[Document, ...]) -> None:
        """Take the documents as they are now; what is new may have what is looked for."""
        n_ready = sum(each.state == "ready" for each in documents)
        has_grown = n_ready != self._n_ready
        self._n_ready, self._n_unfinished = n_ready, sum(map(is_unfinished, documents))
        if has_grown and self._text and self.isVisible() and not self._timer.isActive():
            self._timer.start(_INDEXED_MS)
        self._refresh()

    def take_over(self, before: SearchView) -> None:
        """Show what another search screen looked for."""
        self.edit.setText(before.edit.text())

    # What Qt tells

    def showEvent(self, event: QShowEvent) -> None:
        """Look again: documents may have changed (Qt)."""
        super().showEvent(event)
        self._timer.start(0)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks (Qt)."""
        super().hideEvent(event)
        self._timer.stop()
        self._slow.stop()
        self._searching.drop()

    # Inside

    @property
    def _text(self) -> str:
        return self.edit.text().strip()

    def _lay_out(self, theme: Theme) -> None:
        header = ScreenHeader(self.tr("Search documents"), theme)
        header.closed.connect(self.closed)
        body = QVBoxLayout()
        body.setContentsMargins(20, 14, 20, 12)
        body.setSpacing(10)
        for widget in (self.edit, self._make_chips(), self._status):
            body.addWidget(widget)
        body.addWidget(self._stack, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(header)
        layout.addLayout(body, 1)

    def _make_chips(self) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row)
        label = plain_label(self.tr("Only:"), is_dim=True, wraps=False)
        label.setMinimumHeight(scaled(26))
        flow.addWidget(label)
        for words, meaning in (
            (self.tr("type:"), self.tr("Files of a kind, for instance type:pdf or type:docx,xlsx")),
            (self.tr("in:"), self.tr("Files in a folder or a collection: in:Contracts")),
            (self.tr("file:"), self.tr("Files whose name has a word in it: file:lease")),
            (self.tr("after:"), self.tr("Files changed in 2024 or later: after:2024")),
            (self.tr("before:"), self.tr("Files changed before June 2024: before:2024-06")),
        ):
            chip = QPushButton(words)
            chip.setProperty("chip", True)
            chip.setToolTip(tip(meaning))
            chip.setAccessibleName(meaning)
            chip.clicked.connect(lambda _=False, words=words: self.edit.put(words))
            flow.addWidget(chip)
        return row

    def _make_message(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addStretch()
        column.addWidget(self._message)
        column.addSpacing(12)
        column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch()
        return page

    def _connect(self) -> None:
        self.edit.textChanged.connect(self._on_text_changed)
        self.edit.stepped.connect(self.passages.step)
        self.edit.copy_asked.connect(self.passages.copy_chosen)
        self.edit.returnPressed.connect(self._on_return)
        self.passages.opened.connect(self.opened)
        self.passages.copied.connect(lambda: self.said.emit(self.tr("Passage copied")))
        self._add.clicked.connect(self.files_asked)
        self._timer.timeout.connect(self._search)
        self._slow.timeout.connect(lambda: self._say(self.tr("Searching…")))

    def _search(self) -> None:
        if not self._text:
            return
        self._slow.start(_SLOW_MS)
        self._searching.search(self._text)

    def _on_text_changed(self) -> None:
        self._searching.drop()
        self._slow.stop()
        if self._text:
            self._timer.start(_TYPED_MS)
            return
        self._timer.stop()
        self._found = Searched("")
        self.passages.show_passages((), keeps_choice=False)
        self._refresh()

    def _on_return(self) -> None:
        if self._found.text == self._text and self._found.problem is None:
            self.passages.open_chosen()
        else:
            self._timer.start(0)

    def _refresh(self) -> None:
        """Say how much was found, or why nothing is shown."""
        found = self._found
        self._stack.setCurrentIndex(bool(found.passages))
        if found.problem is not None:
            self._say(sentence(found.problem, self._language))
        else:
            self._say(self._count_words() if found.passages else self._reading_words())
        has_any = bool(self._n_ready or self._n_unfinished)
        self._add.setVisible(not has_any)
        words = self._empty_words(has_any=has_any)
        self._message.setText(words)
        self._message.setAccessibleName(words)

    def _say(self, words: str) -> None:
        self._status.setText(words)
        self._status.setAccessibleName(words)

    def _count_words(self) -> str:
        found = self._found
        parts = [
            self.tr("Passages: {n}").format(n=len(found.passages)),
            narrowed(found.filter_words, self._language),
            self._reading_words(),
        ]
        return " · ".join(each for each in parts if each)

    def _reading_words(self) -> str:
        if not self._n_unfinished:
            return ""
        words = self.tr("Still being read, not found yet: {n} documents")
        return words.format(n=self._n_unfinished)

    def _empty_words(self, *, has_any: bool) -> str:
        found = self._found
        if not has_any:
            return self.tr("No documents yet. Add some, or drop them on this window.")
        if not found.text or found.problem is not None:
            return self.tr(
                "Passages are shown while you type. Enter opens one in its document, Ctrl+C copies"
                " it with its source."
            )
        if found.filter_words and not found.n_documents:
            return refusal("unmatched", self._language, 0, filter_words=found.filter_words)
        if found.filter_words:
            words = self.tr("Nothing like that in the documents that match {filter}.")
            return words.format(filter=found.filter_words)
        return self.tr("Nothing like that in your documents. Try other words, or fewer.")
