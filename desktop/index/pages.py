"""What somebody reads of a document: pages drawn, their text, and a text found in them."""

from __future__ import annotations

from dataclasses import replace

from desktop.index.finding import find_in_layout
from desktop.index.ledger import Ledger
from desktop.index.letters import of_lines
from desktop.index.parser import Parser
from desktop.index.parsing import DrawPage, FindInFile, PageText
from desktop.index.rendering import Drawing
from desktop.page_messages import (
    FindText,
    Match,
    PageImage,
    ReadText,
    RenderPage,
    TextFound,
    TextPage,
)


class Pages:
    """One thread's way to the pages of documents; raises DocumentError."""

    def __init__(self, ledger: Ledger, parser: Parser) -> None:
        self._ledger, self._parser = ledger, parser

    def read(self, command: ReadText) -> TextPage:
        """One page's text, extracted or recognised."""
        return _text_page(command.job, self.text(command.path, command.page))

    def text(self, path: str, page: int | None) -> PageText:
        """The same, as the parser says it."""
        layout = self._ledger.scans.layout(path, page) if page is not None else None
        if layout is None:
            return self._parser.page_text(path, page)
        document = next((e for e in self._ledger.documents() if e.path == path), None)
        return PageText(layout.text, page, document.n_pages if document is not None else None)

    def draw(self, command: RenderPage) -> PageImage | TextPage:
        """Draw a page with a passage on it, or read it where it is not drawn."""
        layout = self._ledger.scans.layout(command.path, command.page)
        request = DrawPage(command.path, command.page, command.start, command.text, command.scale)
        if layout is not None:
            request = replace(request, lines=layout.lines)
        drawing = self._parser.draw(request)
        if isinstance(drawing, PageText):
            return _text_page(command.job, drawing)
        assert isinstance(drawing, Drawing)
        letters = drawing.letters if layout is None else of_lines(layout.text, layout.lines)
        return PageImage(
            command.job,
            drawing.png,
            drawing.width,
            drawing.height,
            drawing.rectangles,
            drawing.n_pages,
            letters,
        )

    def find(self, command: FindText) -> TextFound:
        """Find a text from a page on, for a moment."""
        layouts = self._ledger.scans.layouts(command.path)
        request = FindInFile(command.path, command.text, command.first, frozenset(layouts))
        matches, following = self._parser.find(request)
        found: list[Match] = list(matches)
        for page, layout in layouts.items():
            if page >= command.first and (following is None or page < following):
                found += find_in_layout(page, layout, command.text)
        found.sort(key=lambda each: (each.page or 0, each.start))
        return TextFound(command.job, tuple(found), following)


def _text_page(job: int, found: PageText) -> TextPage:
    page = (found.text, found.page, found.n_pages, found.place, found.is_table, found.repeats)
    return TextPage(job, *page)
