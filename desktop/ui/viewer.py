"""Where a citation opens: the page or the text with the passage marked, beside the conversation."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.domain import Citation, Language, Problem
from desktop.library import Library
from desktop.library_update import PageOpened
from desktop.messages import PageImage, TextPage
from desktop.ui.elided_label import ElidedLabel
from desktop.ui.icon import icon, tool_button
from desktop.ui.page_view import PageView
from desktop.ui.reading_view import ReadingView
from desktop.ui.scale import scaled
from desktop.ui.table_view import TableView
from desktop.ui.theme import Theme
from desktop.wording import file_name, place, sentence, spot, tidy

_ZOOMS = (0.6, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
_A4_POINTS = 595
"""How wide most pages are; others are drawn a little too fine or too coarse."""
_MIN_WIDTH = 360
_WIDEST_NAME = 220


class Viewer(QWidget):
    """Shows citations of one answer, one at a time.

    Signals: `closed()`.
    """

    closed = Signal()

    def __init__(self, library: Library, theme: Theme, language: Language) -> None:
        super().__init__()
        self.setObjectName("viewer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(_MIN_WIDTH)
        self._library = library
        self._language = language
        self._citations: tuple[Citation, ...] = ()
        self._citation: Citation | None = None
        self._page: int | None = None
        self._n_pages = 0
        self._page_name = ""
        self._zoom = _ZOOMS.index(1.0)
        self._request = -1
        self._title = ElidedLabel()
        self._title.setProperty("title", True)
        self._pages = PageView(theme.mark)
        self._text = ReadingView(theme.mark)
        self._table = TableView(theme.mark)
        self._message = QLabel()
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self._message.setWordWrap(True)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._message.setMargin(24)
        self._stack = QStackedWidget()
        for widget in (self._message, self._pages, self._text, self._table):
            self._stack.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._make_header(theme))
        layout.addWidget(self._stack, 1)
        self.hide()

    def open(self, citation: Citation, citations: tuple[Citation, ...]) -> None:
        """Open a citation; `citations` are those to step through."""
        self._citations = citations
        self._citation, self._page = citation, citation.page
        self.show()
        self._load()

    def take_over(self, before: Viewer) -> None:
        """Open what another window has open."""
        if before._citation is not None:
            self.open(before._citation, before._citations)

    @property
    def zoom(self) -> float:
        """How much larger than usual things are shown."""
        return _ZOOMS[self._zoom]

    def set_zoom(self, zoom: float) -> None:
        """Show what is opened next this much larger, or as near to it as there is."""
        self._zoom = min(range(len(_ZOOMS)), key=lambda n: abs(_ZOOMS[n] - zoom))

    def show_opened(self, opened: PageOpened) -> None:
        """Show what was asked for, or why it cannot be shown."""
        if opened.request != self._request or self._citation is None:
            return
        if isinstance(opened.content, PageImage):
            self._n_pages, self._page_name = opened.content.n_pages, ""
            # The page is as wide as the view, so the view must have its place first.
            self._stack.setCurrentWidget(self._pages)
            self._pages.show_page(opened.content, _ZOOMS[self._zoom])
        elif isinstance(opened.content, TextPage):
            self._show_text(opened.content, self._citation)
        else:
            self._show_problem(opened.content)
        self._refresh()

    def _show_text(self, page: TextPage, citation: Citation) -> None:
        self._n_pages, self._page_name = page.n_pages or 0, page.place
        start, end, passage = citation.start, citation.end, citation.text
        if page.page != citation.page:
            start, end, passage = 0, 0, ""
        view = self._table if page.is_table else self._text
        # Only what is shown has its place, and what is marked is scrolled to.
        self._stack.setCurrentWidget(view)
        view.show_zoom(_ZOOMS[self._zoom])
        if page.is_table:
            self._table.show_text(page.text, start, end, passage, page.repeats)
        else:
            self._text.show_text(page.text, start, end, passage)

    def _make_header(self, theme: Theme) -> QFrame:
        header = QFrame()
        header.setObjectName("header")
        self._previous = tool_button("previous", self.tr("Previous citation"), theme.dim)
        self._next = tool_button("next", self.tr("Next citation"), theme.dim)
        self._previous.clicked.connect(lambda: self._step(-1))
        self._next.clicked.connect(lambda: self._step(1))
        self._page_label = QLabel()
        self._page_label.setProperty("dim", True)
        self._page_label.setTextFormat(Qt.TextFormat.PlainText)
        self._page_back = QPushButton(self.tr("Previous page"))
        self._page_on = QPushButton(self.tr("Next page"))
        self._page_back.clicked.connect(lambda: self._turn_page(-1))
        self._page_on.clicked.connect(lambda: self._turn_page(1))
        self._smaller = tool_button("smaller", self.tr("Smaller"), theme.dim)
        self._larger = tool_button("larger", self.tr("Larger"), theme.dim)
        self._smaller.clicked.connect(lambda: self._change_zoom(-1))
        self._larger.clicked.connect(lambda: self._change_zoom(1))
        outside = tool_button("outside", self.tr("Open in its own program"), theme.dim)
        outside.clicked.connect(self._on_outside)
        close = tool_button("close", self.tr("Close the document"), theme.dim)
        close.clicked.connect(self._on_close)
        document = QLabel()
        document.setPixmap(icon("document", theme.dim, 16).pixmap(scaled(16)))
        top = QHBoxLayout()
        for widget in (document, self._title):
            top.addWidget(widget, widget is self._title)
        for button in (self._previous, self._next, outside, close):
            top.addWidget(button)
        bottom = QHBoxLayout()
        for each in (self._page_back, self._page_label, self._page_on):
            bottom.addWidget(each)
        bottom.addStretch()
        bottom.addWidget(self._smaller)
        bottom.addWidget(self._larger)
        self._page_row = QWidget()
        self._page_row.setLayout(bottom)
        bottom.setContentsMargins(0, 0, 0, 0)
        layout = QVBoxLayout(header)
        layout.setContentsMargins(14, 8, 10, 8)
        layout.addLayout(top)
        layout.addWidget(self._page_row)
        return header

    def _load(self) -> None:
        citation = self._citation
        if citation is None:
            return
        if self._stack.currentWidget() is self._message:
            self._message.setText(self.tr("Opening {name}…").format(name=file_name(citation.path)))
        if self._page is None:
            self._request = self._library.open_text(citation.path)
        else:
            is_cited_page = self._page == citation.page
            width = self._stack.width() * _ZOOMS[self._zoom]
            scale = max(width / _A4_POINTS, 0.5) * self.devicePixelRatioF()
            self._request = self._library.open_page(
                citation.path,
                self._page,
                citation.start,
                citation.text if is_cited_page else "",
                scale,
            )
        self._refresh()

    def _refresh(self) -> None:
        citation = self._citation
        if citation is None:
            return
        where = place(citation.path, citation.page, self._language, citation.place)
        self._title.show_text(f"[{citation.n}] {where}" if citation.n else where)
        numbers = [each.n for each in self._citations]
        for button in (self._previous, self._next):
            button.setVisible(len(numbers) > 1)
        self._page_row.setVisible(self._page is not None)
        if self._page is not None:
            self._page_label.setText(self._page_words(citation.path, self._page))
            self._page_back.setEnabled(self._page > 1)
            self._page_on.setEnabled(self._page < self._n_pages)
        self._smaller.setEnabled(self._zoom > 0)
        self._larger.setEnabled(self._zoom < len(_ZOOMS) - 1)

    def _page_words(self, path: str, page: int) -> str:
        words = f"{page} / {self._n_pages or '…'}"
        if not self._page_name:
            return words
        name = spot(path, page, self._language, self._page_name)
        metrics = self._page_label.fontMetrics()
        return f"{metrics.elidedText(name, Qt.TextElideMode.ElideRight, _WIDEST_NAME)}   {words}"

    def _show_problem(self, problem: Problem) -> None:
        words = sentence(problem, self._language)
        if self._citation is not None and self._citation.text:
            # The file may be gone; what was quoted from it is kept with the answer.
            words += "\n\n“" + tidy(self._citation.text) + "”"
        self._message.setText(words)
        self._stack.setCurrentWidget(self._message)

    def _step(self, by: int) -> None:
        numbers = [each.n for each in self._citations]
        if self._citation is None or not numbers:
            return
        at = numbers.index(self._citation.n) if self._citation.n in numbers else 0
        self.open(self._citations[(at + by) % len(numbers)], self._citations)

    def _turn_page(self, by: int) -> None:
        if self._page is not None:
            self._page += by
            self._load()

    def _change_zoom(self, by: int) -> None:
        self._zoom = min(max(self._zoom + by, 0), len(_ZOOMS) - 1)
        view = self._stack.currentWidget()
        if isinstance(view, (ReadingView, TableView)):
            view.show_zoom(_ZOOMS[self._zoom])
            self._refresh()
        else:
            self._load()

    def _on_outside(self) -> None:
        if self._citation is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(self._citation.path))

    def _on_close(self) -> None:
        self.hide()
        self._citation = None
        self._stack.setCurrentWidget(self._message)
        self.closed.emit()
