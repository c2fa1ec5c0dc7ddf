"""Where a citation opens: the page or the text with the passage marked, beside the conversation."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.domain import Citation, Language, Problem
from desktop.library import Library
from desktop.page_messages import PageImage, TextPage
from desktop.ui.finder import Finder
from desktop.ui.keys import name_of
from desktop.ui.outside import open_outside
from desktop.ui.page_source import PageSource
from desktop.ui.page_view import PageView
from desktop.ui.plain_label import message_label
from desktop.ui.reading_view import ReadingView
from desktop.ui.scale import scaled
from desktop.ui.source_list import SourceList
from desktop.ui.table_view import TableView
from desktop.ui.theme import Theme
from desktop.ui.viewer_bar import ViewerBar
from desktop.viewing import FoundInDocument, PageOpened
from desktop.wording import file_name, place, sentence, spot, tidy

_ZOOMS = (0.4, 0.6, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
_MIN_WIDTH = 380
_NARROWEST_PICTURE = 300
_SETTLED_MS = 200


class Viewer(QWidget):
    """Shows citations of one answer, one at a time, or the list of all sources.

    Signals: `closed()`, `said(str)` with words about what was done or could not be.
    """

    closed = Signal()
    said = Signal(str)

    def __init__(self, library: Library, theme: Theme, language: Language) -> None:
        super().__init__()
        self.setObjectName("viewer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(scaled(_MIN_WIDTH))
        self._language = language
        self._citations: tuple[Citation, ...] = ()
        self._citation: Citation | None = None
        self._page: int | None = None
        self._n_pages = 0
        self._page_name = ""
        self._zoom, self._fits_page = 1.0, False
        self._shown: object = None
        self._after: Callable[[], None] | None = None
        self._source = PageSource(library.viewing)
        self._bar = ViewerBar(theme)
        self._finder = Finder(library.viewing, self._bar.search)
        self._pages = PageView(theme.mark)
        self._text = ReadingView(theme.mark)
        self._table = TableView(theme.mark)
        self._message = message_label()
        self.sources = SourceList(theme, language)
        self._stack = QStackedWidget()
        self._faces = QStackedWidget()
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._lay_out()
        self._connect()
        self._keys = self._make_keys()
        self._bar.offer_list(False)
        self.hide()

    def open(self, citation: Citation, citations: tuple[Citation, ...], page: int = 0) -> None:
        """Open a citation, or another page of its document; step through `citations`."""
        self._citations = citations
        self._citation, self._page = citation, page or citation.page
        self._faces.setCurrentIndex(0)
        self.show()
        self._load()

    def take_over(self, before: Viewer) -> None:
        """Open what another window has open."""
        if before._citation is not None:
            self.open(before._citation, before._citations, before._page or 0)
        if before._faces.currentWidget() is before.sources:
            self.sources.show_sources(before.sources.shown)
            self.show_sources()

    @property
    def zoom(self) -> float:
        """How much larger than usual things are shown."""
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        """Show what is opened next this much larger, or as near to it as there is."""
        self._zoom = min(_ZOOMS, key=lambda each: abs(each - zoom))

    def show_sources(self) -> None:
        """Show the list of all sources instead of a document."""
        self._bar.offer_list(True)
        self._faces.setCurrentWidget(self.sources)
        self.show()
        self.sources.setFocus()

    def take_focus(self) -> None:
        """Let keys scroll, turn and search from now on."""
        if self._faces.currentWidget() is self.sources:
            self.sources.setFocus()
        else:
            self._view.setFocus()

    def show_opened(self, opened: PageOpened) -> None:
        """Show what was asked for, or why it cannot be shown."""
        self._source.take(opened)

    def show_found(self, found: FoundInDocument) -> None:
        """Show where a text stands in the document, as far as it has been searched."""
        self._finder.take(found)

    # What Qt tells

    def event(self, event: QEvent) -> bool:
        """Take keys that no part of the viewer wanted, before the window's shortcuts do (Qt)."""
        return self._is_key(event) or super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take keys and the wheel before the view does (Qt)."""
        if isinstance(event, QWheelEvent):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._change_zoom(1 if event.angleDelta().y() > 0 else -1)
                return True
            return False
        return self._is_key(event) or super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        """The next time the file may be another (Qt)."""
        super().hideEvent(event)
        self._source.clear()
        self._finder.stop()
        self._shown = None

    # Putting together

    def _lay_out(self) -> None:
        for widget in (self._message, self._pages, self._text, self._table):
            self._stack.addWidget(widget)
        document = QWidget()
        inside = QVBoxLayout(document)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self._bar)
        inside.addWidget(self._stack, 1)
        self._faces.addWidget(document)
        self._faces.addWidget(self.sources)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._faces)

    def _connect(self) -> None:
        bar = self._bar
        bar.stepped.connect(self._step)
        bar.turned.connect(self._turn_page)
        bar.page_chosen.connect(self._on_page_chosen)
        bar.zoomed.connect(self._change_zoom)
        bar.fitted.connect(lambda is_page: self._set_zoom(1.0, fits_page=is_page))
        bar.copied.connect(self._copy_passage)
        bar.opened_outside.connect(self._on_outside)
        bar.listed.connect(self.show_sources)
        bar.find_asked.connect(self._finder.begin)
        bar.closed.connect(self._on_close)
        self._finder.page_wanted.connect(self._on_page_chosen)
        self._finder.left.connect(self.take_focus)
        self.sources.closed.connect(self._on_close)
        self._source.opened.connect(self._on_opened)
        self._settled.timeout.connect(self._load)
        for view in (self._pages, self._text, self._table):
            view.installEventFilter(self)
            view.viewport().installEventFilter(self)

    def _make_keys(self) -> dict[str, Callable[[], object]]:
        return {
            "Alt+Left": lambda: self._step(-1),
            "Alt+Right": lambda: self._step(1),
            "Ctrl+PgUp": lambda: self._turn_page(-1),
            "Ctrl+PgDown": lambda: self._turn_page(1),
            "Ctrl++": lambda: self._change_zoom(1),
            "Ctrl+=": lambda: self._change_zoom(1),
            "Ctrl+-": lambda: self._change_zoom(-1),
            "Ctrl+0": lambda: self._set_zoom(1.0),
            "Ctrl+9": lambda: self._set_zoom(1.0, fits_page=True),
            "Ctrl+F": self._finder.begin,
            "F3": lambda: self._finder.step(1),
            "Shift+F3": lambda: self._finder.step(-1),
            "Ctrl+Shift+C": self._copy_passage,
        }

    def _is_key(self, event: QEvent) -> bool:
        is_asked = event.type() == QEvent.Type.ShortcutOverride
        if not isinstance(event, QKeyEvent) or event.type() == QEvent.Type.KeyRelease:
            return False
        if self._faces.currentWidget() is self.sources:
            return False
        name = name_of(event)
        run = self._keys.get(name)
        if name == "Esc" and self._finder.is_open:
            run = self._finder.leave
        elif run is None and name in ("PgUp", "PgDown"):
            run = self._turn_at_end(1 if name == "PgDown" else -1)
        if run is None:
            return False
        event.accept()
        if not is_asked:
            run()
        return True

    # Pages

    @property
    def _view(self) -> QWidget:
        return self._stack.currentWidget() or self._message

    def _load(self) -> None:
        citation = self._citation
        if citation is None:
            return
        if self._view is self._message:
            self._message.setText(self.tr("Opening {name}…").format(name=file_name(citation.path)))
        self._refresh()
        wide = max(self._stack.width() * self._drawn_zoom(), _NARROWEST_PICTURE)
        self._source.open(citation, self._page, round(wide * self.devicePixelRatioF()))

    def _drawn_zoom(self) -> float:
        return self._pages.zoom if self._fits_page else self._zoom

    def _on_opened(self, content: PageImage | TextPage | Problem) -> None:
        citation = self._citation
        if citation is None:
            return
        if isinstance(content, PageImage):
            self._n_pages, self._page_name = content.n_pages, ""
            # The page is as wide as the view, so the view must have its place first.
            self._show_view(self._pages)
            here = (citation, self._page)
            self._pages.show_zoom(self._zoom, fits_page=self._fits_page)
            self._pages.show_page(content, is_same=self._shown == here)
            self._shown = here
        elif isinstance(content, TextPage):
            self._show_text(content, citation)
        else:
            self._show_problem(content)
        self._refresh()
        self._finder.show_page(citation.path, self._page, self._view)
        if (after := self._after) is not None:
            self._after = None
            after()

    def _show_text(self, page: TextPage, citation: Citation) -> None:
        self._n_pages, self._page_name = page.n_pages or 0, page.place
        start, end, passage = citation.start, citation.end, citation.text
        if page.page != citation.page:
            start, end, passage = 0, 0, ""
        # Only what is shown has its place, and what is marked is scrolled to.
        self._show_view(self._table if page.is_table else self._text)
        self._show_letters()
        if page.is_table:
            self._table.show_text(page.text, start, end, passage, page.repeats)
        else:
            self._text.show_text(page.text, start, end, passage)

    def _show_view(self, view: QWidget) -> None:
        """Keys go on to whichever view takes the place of another."""
        had_focus = self._view.hasFocus()
        self._stack.setCurrentWidget(view)
        if had_focus:
            view.setFocus()

    def _show_letters(self) -> None:
        view = self._view
        if isinstance(view, (ReadingView, TableView)):
            view.show_zoom(self._zoom)

    def _refresh(self) -> None:
        citation, bar = self._citation, self._bar
        if citation is None:
            return
        where = place(citation.path, citation.page, self._language, citation.place)
        bar.show_title(f"[{citation.n}] {where}" if citation.n else where)
        n_passages = len(self._citations)
        bar.show_passages(self._passage_number() + 1, n_passages)
        bar.show_passage(has_passage=bool(citation.text))
        name = ""
        if self._page is not None and self._page_name:
            name = spot(citation.path, self._page, self._language, self._page_name)
        bar.show_page(self._page, self._n_pages, name)
        bar.show_zoom(
            can_shrink=self._zoom > _ZOOMS[0],
            can_grow=self._zoom < _ZOOMS[-1],
            is_page=self._view is self._pages,
        )

    def _show_problem(self, problem: Problem) -> None:
        words = sentence(problem, self._language)
        if self._citation is not None and self._citation.text:
            # The file may be gone; what was quoted from it is kept with the answer.
            words += "\n\n“" + tidy(self._citation.text) + "”"
        self._message.setText(words)
        self._show_view(self._message)

    def _passage_number(self) -> int:
        """The passage in hand; a quote stands in the passage of its number."""
        citation = self._citation
        if citation in self._citations:
            return self._citations.index(citation)
        numbers = [each.n for each in self._citations]
        n = citation.n if citation is not None else 0
        return numbers.index(n) if n in numbers else 0

    def _step(self, by: int) -> None:
        if self._citation is not None and len(self._citations) > 1:
            at = (self._passage_number() + by) % len(self._citations)
            self.open(self._citations[at], self._citations)

    def _turn_page(self, by: int) -> None:
        if self._page is not None:
            self._on_page_chosen(self._page + by)

    def _on_page_chosen(self, page: int) -> None:
        if self._page is None or page == self._page or not 1 <= page <= max(self._n_pages, 1):
            return
        self._page = page
        self._load()

    def _turn_at_end(self, by: int) -> Callable[[], object] | None:
        """Turn the page where a view is at its end; elsewhere the key scrolls."""
        view = self._view
        if self._page is None or not isinstance(view, QAbstractScrollArea):
            return None
        bar = view.verticalScrollBar()
        at_end = bar.value() == (bar.maximum() if by > 0 else bar.minimum())
        if not at_end or not 1 <= self._page + by <= self._n_pages:
            return None

        def turn() -> None:
            if by < 0:
                # Read backwards, a page begins at its end.
                self._after = lambda: bar.setValue(bar.maximum())
            self._turn_page(by)

        return turn

    # Sizes

    def _change_zoom(self, by: int) -> None:
        now = self._drawn_zoom()
        if by > 0:
            self._set_zoom(next((each for each in _ZOOMS if each > now + 0.01), _ZOOMS[-1]))
        else:
            smaller = (each for each in reversed(_ZOOMS) if each < now - 0.01)
            self._set_zoom(next(smaller, _ZOOMS[0]))

    def _set_zoom(self, zoom: float, *, fits_page: bool = False) -> None:
        self._zoom, self._fits_page = zoom, fits_page
        if self._view is self._pages:
            self._pages.show_zoom(zoom, fits_page=fits_page)
            # At once with the picture at hand, and sharp when the size has been chosen.
            self._settled.start(_SETTLED_MS)
        else:
            self._show_letters()
        self._refresh()

    # What a person does

    def _copy_passage(self) -> None:
        citation = self._citation
        if citation is None or not citation.text:
            return
        where = place(citation.path, citation.page, self._language, citation.place)
        QApplication.clipboard().setText(f"“{tidy(citation.text)}”\n— {where}")
        self.said.emit(self.tr("Passage copied with its source"))

    def _on_outside(self) -> None:
        if self._citation is not None and (
            words := open_outside(self._citation.path, self._language)
        ):
            self.said.emit(words)

    def _on_close(self) -> None:
        self.hide()
        self._citation = None
        self._stack.setCurrentWidget(self._message)
        self.closed.emit()
