"""HTML as a person would read it; nothing is loaded, nothing is run."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from desktop.index.readers.text import load
from desktop.index.reading import Page
from desktop.index.source import Source

_SKIPPED = {"script", "style", "noscript", "template", "svg", "head"}
_BLOCKS = {
    "p", "div", "section", "article", "header", "footer", "main", "nav", "aside", "ul", "ol", "li",
    "table", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "figure", "figcaption",
    "dl", "dt", "dd", "form", "fieldset", "hr", "br", "caption", "address", "details", "summary",
}  # fmt: skip
_PARAGRAPHS = {"p", "ul", "ol", "table", "blockquote", "section", "article", "h1", "h2", "h3", "h4"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_CELLS = {"td", "th"}
_SPACE = re.compile(r"[ \t\r\n\f]+")


def read_html(source: Source) -> list[Page]:
    """Read a web page as one page of text, with its headings."""
    return [html_page(load(source))]


def html_page(markup: str, *, has_title: bool = True) -> Page:
    """What a person reads of some HTML, with or without the title in its head."""
    parser = _Text(has_title)
    parser.feed(markup)
    parser.close()
    return parser.page()


class _Text(HTMLParser):
    def __init__(self, has_title: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._has_title = has_title
        self._out: list[str] = []
        self._length = 0
        self._skipping: list[str] = []
        self._is_title = False
        self._headings: list[tuple[int, str]] = []
        self._heading_start: int | None = None
        self._pending = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "title":
            self._is_title = self._has_title
        elif tag in _SKIPPED:
            self._skipping.append(tag)
        elif tag in _BLOCKS:
            self._break(2 if tag in _PARAGRAPHS else 1)
        elif tag in _CELLS and not self._at_line_start():
            self._pending = " | "
        if tag in _HEADINGS:
            self._heading_start = self._length

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self._break(1)

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._is_title = False
            self._break(2)
        elif tag in _SKIPPED:
            if tag in self._skipping:
                del self._skipping[self._skipping.index(tag) :]
            return
        if tag in _HEADINGS and self._heading_start is not None:
            heading = "".join(self._out)[self._heading_start :].strip()
            if heading:
                self._headings.append((self._heading_start, heading))
            self._heading_start = None
        if tag in _BLOCKS:
            self._break(2 if tag in _PARAGRAPHS else 1)

    def handle_data(self, data: str) -> None:
        if self._skipping and not self._is_title:
            return
        text = _SPACE.sub(" ", data)
        if self._at_line_start() or self._pending.endswith(("\n", " ")):
            text = text.lstrip(" ")
        if text:
            self._put(self._pending + text)
            self._pending = ""

    def page(self) -> Page:
        text = "".join(self._out)
        headings = []
        for start, heading in self._headings:
            at = text.find(heading, start)
            if at >= 0:
                headings.append((at, heading))
        return Page(None, text, tuple(headings))

    def _at_line_start(self) -> bool:
        return not self._out or "\n" in self._pending or self._out[-1].endswith("\n")

    def _break(self, lines: int) -> None:
        if self._out:
            self._pending = "\n" * max(lines, self._pending.count("\n"))

    def _put(self, text: str) -> None:
        self._out.append(text)
        self._length += len(text)
