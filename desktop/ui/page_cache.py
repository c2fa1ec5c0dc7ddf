"""Pages that were opened or will be soon, so that turning back and on shows them at once."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from desktop.page_messages import PageImage, TextPage

_MOST_PAGES = 16
_MOST_BYTES = 48 << 20

Content = PageImage | TextPage


@dataclass(frozen=True, slots=True)
class PageKey:
    """Which page of which file, how many pixels wide, and the passage marked on it."""

    path: str
    page: int | None
    width: int
    start: int
    text: str


class PageCache:
    """Keeps the pages used last."""

    def __init__(self) -> None:
        self._pages: OrderedDict[PageKey, Content] = OrderedDict()

    def get(self, key: PageKey) -> Content | None:
        """A page, where it is kept."""
        found = self._pages.get(key)
        if found is not None:
            self._pages.move_to_end(key)
        return found

    def put(self, key: PageKey, content: Content) -> None:
        """Keep a page; those used longest ago go."""
        self._pages[key] = content
        self._pages.move_to_end(key)
        while len(self._pages) > 1 and self._is_full():
            self._pages.popitem(last=False)

    def clear(self) -> None:
        """Forget all: the file may have changed."""
        self._pages.clear()

    def _is_full(self) -> bool:
        n_bytes = sum(map(_size, self._pages.values()))
        return len(self._pages) > _MOST_PAGES or n_bytes > _MOST_BYTES


def _size(content: Content) -> int:
    if isinstance(content, TextPage):
        return 2 * len(content.text)
    return len(content.png) + len(content.letters.places)
