"""Where the viewer gets its pages: from those it has, or from the library, with the next ones."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain import Citation, Problem
from desktop.page_messages import PageImage
from desktop.ui.page_cache import Content, PageCache, PageKey
from desktop.viewing import PageOpened, Viewing

_A4_POINTS = 595
_STILL_MS = 150


class PageSource(QObject):
    """Asks for one page at a time, and for its neighbours when it has been shown for a moment.

    Signals: `opened(PageImage | TextPage | Problem)` with the page that was asked for last.
    """

    opened = Signal(object)

    def __init__(self, viewing: Viewing) -> None:
        super().__init__()
        self._viewing = viewing
        self._cache = PageCache()
        self._asked: dict[int, PageKey] = {}
        self._wanted: PageKey | None = None
        self._neighbours: tuple[PageKey, ...] = ()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._ask_for_neighbours)

    def open(self, citation: Citation, page: int | None, width: int) -> None:
        """Ask for a page of a cited document, so many pixels wide; `opened` follows."""
        if self._wanted is not None and self._wanted.path != citation.path:
            self.clear()
        self._wanted = _key(citation, page, width)
        self._timer.stop()
        kept = self._cache.get(self._wanted)
        if kept is not None:
            self._show(citation, kept)
            return
        self._citation = citation
        # What was to come next is not: the page that is wanted now comes first.
        for request, key in list(self._asked.items()):
            if key != self._wanted:
                self._viewing.forget(request)
                del self._asked[request]
        self._ask(self._wanted)

    def take(self, opened: PageOpened) -> None:
        """Take what the library opened."""
        key = self._asked.pop(opened.request, None)
        if key is None:
            return
        if not isinstance(opened.content, Problem):
            self._cache.put(key, opened.content)
        if key != self._wanted:
            return
        if isinstance(opened.content, Problem):
            self.opened.emit(opened.content)
        else:
            self._show(self._citation, opened.content)

    def clear(self) -> None:
        """Forget what was opened: the next time the file may be another."""
        self._timer.stop()
        self._cache.clear()
        for request in self._asked:
            self._viewing.forget(request)
        self._asked.clear()
        self._wanted = None

    def _show(self, citation: Citation, content: Content) -> None:
        assert self._wanted is not None
        page, width, n_pages = self._wanted.page, self._wanted.width, content.n_pages or 0
        self._neighbours = tuple(
            _key(citation, each, width)
            for each in ((page + 1, page - 1) if page is not None else ())
            if 1 <= each <= n_pages
        )
        if isinstance(content, PageImage):
            self._timer.start(_STILL_MS)
        self.opened.emit(content)

    def _ask_for_neighbours(self) -> None:
        for key in self._neighbours:
            if self._cache.get(key) is None:
                self._ask(key)

    def _ask(self, key: PageKey) -> None:
        if key in self._asked.values():
            return
        if key.page is None:
            request = self._viewing.open_text(key.path)
        else:
            scale = key.width / _A4_POINTS
            request = self._viewing.open_page(key.path, key.page, key.start, key.text, scale)
        self._asked[request] = key


def _key(citation: Citation, page: int | None, width: int) -> PageKey:
    passage = citation.text if page == citation.page else ""
    return PageKey(citation.path, page, width, citation.start, passage)
