"""Looks for a text in the open document and goes through the places where it stands."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.find_bar import FindBar
from desktop.ui.match_steps import MatchSteps
from desktop.ui.page_view import PageView
from desktop.ui.reading_view import ReadingView
from desktop.ui.table_view import TableView
from desktop.viewing import FoundInDocument, Viewing
from desktop.wording import tidy


class Finder(QObject):
    """Marks what is found on the page that is shown, in whichever view shows it.

    Signals: `page_wanted(int)` where the next place stands on another page, `left()`.
    """

    page_wanted = Signal(int)
    left = Signal()

    def __init__(self, viewing: Viewing, bar: FindBar) -> None:
        super().__init__()
        self._viewing, self._bar = viewing, bar
        self._steps = MatchSteps()
        self._path = ""
        self._page: int | None = None
        self._view: QWidget | None = None
        self._is_on_its_way = False
        bar.sought.connect(self._on_sought)
        bar.stepped.connect(self.step)
        bar.closed.connect(self.leave)

    @property
    def is_open(self) -> bool:
        """Tell whether somebody is searching."""
        return not self._bar.isHidden()

    def begin(self) -> None:
        """Let somebody type what is looked for, beginning with what is selected."""
        view, selected = self._view, ""
        if isinstance(view, PageView):
            selected = tidy(view.selected_text)
        elif isinstance(view, ReadingView):
            selected = tidy(view.textCursor().selectedText())
        self._bar.begin(selected)

    def show_page(self, path: str, page: int | None, view: QWidget) -> None:
        """Mark what was found on a page that is shown now."""
        is_other = path != self._path
        self._path, self._page, self._view = path, page, view
        if is_other:
            self.stop()
        scrolls, self._is_on_its_way = self._is_on_its_way, False
        self._mark(scrolls=scrolls)

    def take(self, found: FoundInDocument) -> None:
        """Take where a text stands, as far as the document has been searched."""
        if found.path != self._path or found.text != self._bar.text or not self.is_open:
            return
        if self._steps.take(found, self._page):
            self._go()
        else:
            self._mark(scrolls=False)

    def step(self, by: int) -> None:
        """Go to the next place, or begin to search."""
        if not self.is_open:
            self.begin()
            return
        self._steps.step(by, self._page)
        self._go()

    def leave(self) -> None:
        """Search no more and go back to reading."""
        self.stop()
        self.left.emit()

    def stop(self) -> None:
        """Search no more."""
        self._viewing.stop_finding()
        self._steps.clear()
        self._bar.leave()
        self._mark(scrolls=False)

    def _on_sought(self, text: str) -> None:
        self._steps.clear()
        if text and self._path:
            self._steps.is_done = False
            self._viewing.find(self._path, text)
        else:
            self._viewing.stop_finding()
        self._mark(scrolls=False)

    def _go(self) -> None:
        match = self._steps.match
        if match is not None and match.page is not None and match.page != self._page:
            self._is_on_its_way = True
            self.page_wanted.emit(match.page)
            return
        self._mark(scrolls=True)

    def _mark(self, *, scrolls: bool) -> None:
        steps, view = self._steps, self._view
        self._bar.show_count(steps.current, len(steps.matches), is_done=steps.is_done)
        here, current = steps.on_page(self._page)
        if isinstance(view, PageView):
            view.show_found([each.boxes for each in here], current, scrolls=scrolls)
        elif isinstance(view, (ReadingView, TableView)):
            view.show_found([(each.start, each.end) for each in here], current, scrolls=scrolls)
