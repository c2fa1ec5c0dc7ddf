"""Which of the places where a text was found is in hand, as somebody goes through them."""

from __future__ import annotations

from desktop.page_messages import Match
from desktop.viewing import FoundInDocument


class MatchSteps:
    """The places found so far; more may follow at the end."""

    def __init__(self) -> None:
        self.matches: tuple[Match, ...] = ()
        self.is_done = True
        self.current: int | None = None

    @property
    def match(self) -> Match | None:
        """The place in hand."""
        return self.matches[self.current] if self.current is not None else None

    def clear(self) -> None:
        """Nothing is looked for."""
        self.matches, self.is_done, self.current = (), True, None

    def take(self, found: FoundInDocument, page: int | None) -> bool:
        """Take what was found so far; tells whether a first place came into hand.

        That is the first one on the page somebody reads or behind it.
        """
        self.matches, self.is_done = found.matches, found.is_done
        if self.current is not None or not self.matches:
            return False
        self.current = self._from(page)
        if self.current is None and self.is_done:
            self.current = 0
        return self.current is not None

    def step(self, by: int, page: int | None) -> None:
        """Go on or back, from the page somebody has turned to."""
        if not self.matches or self.match is None:
            return
        if self.match.page != page and page is not None:
            following = self._from(page)
            at = len(self.matches) if following is None else following
            self.current = (at if by > 0 else at - 1) % len(self.matches)
            return
        self.current = ((self.current or 0) + by) % len(self.matches)

    def on_page(self, page: int | None) -> tuple[list[Match], int | None]:
        """The places on a page, and which of them is in hand."""
        here = [n for n, each in enumerate(self.matches) if each.page == page]
        current = here.index(self.current) if self.current in here else None
        return [self.matches[n] for n in here], current

    def _from(self, page: int | None) -> int | None:
        if page is None:
            return 0
        return next((n for n, e in enumerate(self.matches) if (e.page or 0) >= page), None)
