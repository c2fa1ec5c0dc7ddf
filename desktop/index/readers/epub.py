"""EPUB books: a page for each chapter in reading order, with its title."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any
from urllib.parse import urldefrag

from desktop.errors import DocumentError
from desktop.index.charset import decode
from desktop.index.readers.html import html_page
from desktop.index.readers.package import Package, resolve
from desktop.index.reading import Page
from desktop.index.source import Source, short

_MAX_CHAPTERS = 5_000
_MAX_CHARS = 20_000_000
_CONTAINER, _ENCRYPTION = "META-INF/container.xml", "META-INF/encryption.xml"


def read_epub(source: Source) -> list[Page]:
    """Read a book, chapter by chapter."""
    with Package(source) as package:
        rootfile = package.xml(_CONTAINER).find("{*}rootfiles/{*}rootfile")
        if rootfile is None:
            raise DocumentError("damaged", source.path)
        name = rootfile.get("full-path", "")
        book = package.xml(name)
        chapters = _chapters(book, name)
        if len(chapters) > _MAX_CHAPTERS:
            raise DocumentError("too_large", source.path, f"{len(chapters)} chapters")
        _check_lock(package, chapters, source.path)
        titles = _titles(package, book, name)
        return _pages(package, chapters, titles, source.path)


def _pages(package: Package, chapters: list[str], titles: dict[str, str], path: str) -> list[Page]:
    pages: list[Page] = []
    n_chars = 0
    for number, chapter in enumerate(chapters, 1):
        markup = decode(package.read(chapter), path) if chapter in package else ""
        page = html_page(markup, has_title=False)
        n_chars += len(page.text)
        if n_chars > _MAX_CHARS:
            raise DocumentError("too_large", path, f"> {_MAX_CHARS:,} characters")
        title = titles.get(chapter) or (page.headings[0][1] if page.headings else "")
        pages.append(Page(number, page.text, page.headings, short(title)))
    return pages


def _parts(book: Any, name: str) -> dict[str, tuple[str, str, str]]:
    """What the book is made of, by id: the part, its kind and what it is for."""
    return {
        each.get("id", ""): (
            resolve(name, each.get("href", "")),
            each.get("media-type", ""),
            each.get("properties", ""),
        )
        for each in book.iterfind("{*}manifest/{*}item")
    }


def _chapters(book: Any, name: str) -> list[str]:
    parts = _parts(book, name)
    named = [each.get("idref", "") for each in book.iterfind("{*}spine/{*}itemref")]
    return [parts[each][0] for each in named if each in parts]


def _titles(package: Package, book: Any, name: str) -> dict[str, str]:
    """What the table of contents calls each chapter: its first entry for the file."""
    titles: dict[str, str] = {}
    for part, kind, properties in _parts(book, name).values():
        is_contents = "nav" in properties.split() or kind == "application/x-dtbncx+xml"
        if not is_contents or part not in package:
            continue
        contents = _Contents()
        contents.feed(package.read(part).decode("utf-8", "replace"))
        for target, title in contents.entries:
            titles.setdefault(resolve(part, urldefrag(target).url), title)
    return titles


def _check_lock(package: Package, chapters: list[str], path: str) -> None:
    """Fonts are often scrambled, which does no harm; chapters mean a book bought under a lock."""
    if _ENCRYPTION not in package:
        return
    locked = {
        resolve("", each.get("URI", ""))
        for each in package.xml(_ENCRYPTION).iter("{*}CipherReference")
    }
    if locked & set(chapters):
        raise DocumentError("encrypted", path)


class _Contents(HTMLParser):
    """The entries of a table of contents, whether EPUB 3 (links) or EPUB 2 (points) wrote it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.entries: list[tuple[str, str]] = []
        self._words: list[str] = []
        self._target = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("a", "navpoint"):
            self._target, self._words = dict(attrs).get("href") or "", []
        elif tag == "content":
            self._enter(dict(attrs).get("src") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._enter(self._target)

    def handle_data(self, data: str) -> None:
        self._words.append(data)

    def _enter(self, target: str) -> None:
        title = short("".join(self._words))
        if target and title:
            self.entries.append((target, title))
        self._words = []
