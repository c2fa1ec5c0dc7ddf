"""Pages into chunks: along headings, paragraphs and sentences, never across a page.

A chunk must stay under the 256 tokens the starter embedder reads; what is longer is cut silently.
Respecting paragraph ends is worth more than any choice of size or overlap (+3 hit@1).
"""

from __future__ import annotations

import re
import string
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from desktop.domain import Language
from desktop.index.reading import Chunk, Page
from desktop.index.source import short
from desktop.index.text_table import Table, tables
from desktop.language import CJK, language_of

_MAX_TOKENS = 225
_ONE_CHUNK_TOKENS = 248
_COLUMNS_TOKENS = 30
"""What a chunk of the usual size leaves free."""
_MAX_HEADING = 200
_OVERLAP = 0.15
_LATIN_CHARS_A_TOKEN = 4.5
_TOKENS_A_HAN = 0.6
"""What a multilingual embedder spends on a Chinese character; an English one cannot read it."""
_HAN = re.compile(f"[{CJK}\u3000-\u303f\uff00-\uffef]")
_BLANK = string.whitespace + "\u3000\xa0\ufeff"
_WORD = re.compile(r"\w")
_LINE_BREAK = re.compile(
    r"(?<=[^\s.!?。！？:：;；])(\r\n|\n)(?=[^\s\-*•·–—0-9(（第一二三四五六七八九十#|])"
)


def chunk_pages(pages: list[Page]) -> Iterator[Chunk]:
    """Cut every page; offsets count from the page's first character."""
    heading = ""
    for page in pages:
        # What has a name of its own is headed by it, not by what came before.
        heading = page.place or heading
        yield from _chunk_blocks(page) if page.blocks else _chunk_page(page, heading)
        if page.place:
            heading = ""
        elif page.headings:
            heading = page.headings[-1][1]


def spoken_in(chunks: Sequence[Chunk]) -> Language:
    """The language of a document, told from its beginning."""
    return language_of(" ".join(chunk.text for chunk in chunks[:50]))


def estimated_tokens(text: str) -> float:
    """About how many tokens a text is for an embedder that knows its language."""
    n_han = len(_HAN.findall(text))
    return n_han * _TOKENS_A_HAN + (len(text) - n_han) / _LATIN_CHARS_A_TOKEN


def _chunk_page(page: Page, inherited: str) -> Iterator[Chunk]:
    for begin, end, long_heading in _sections(page, inherited):
        heading = _bounded(long_heading)
        text = page.text[begin:end]
        found = tables(text)
        for start, stop in _spans(text, found):
            columns = _columns_above(found, start)
            whole = "\n".join(each for each in (heading, columns) if each)
            yield from _piece(page, begin + start, begin + stop, whole, page.place)


def _columns_above(found: Sequence[Table], at: int) -> str:
    """What names the columns of a table that goes on here, "" where none does or it is long."""
    n = bisect_right(found, at, key=lambda table: table.start) - 1
    if n < 0 or not found[n].start < at < found[n].end:
        return ""
    columns = found[n].columns
    return columns if estimated_tokens(columns) <= _COLUMNS_TOKENS else ""


def _chunk_blocks(page: Page) -> Iterator[Chunk]:
    """Keep blocks as they are; one whose cells are too long for a chunk is cut further."""
    heads = iter([*page.headings, (len(page.text), "")])
    heading, (following, next_heading) = "", next(heads)
    for block in page.blocks:
        while following <= block.start < len(page.text):
            heading, (following, next_heading) = next_heading, next(heads)
        for start, stop in _spans(page.text[block.start : block.end], ()):
            at, to = block.start + start, block.start + stop
            yield from _piece(page, at, to, _bounded(heading), block.place)


def _bounded(heading: str) -> str:
    """A heading as long as one is: every chunk below it is searched together with it."""
    return heading if len(heading) <= _MAX_HEADING else short(heading)


def _piece(page: Page, begin: int, end: int, heading: str, place: str) -> Iterator[Chunk]:
    piece = page.text[begin:end]
    left = len(piece) - len(piece.lstrip(_BLANK))
    piece = piece.strip(_BLANK)
    if _WORD.search(piece):
        at = begin + left
        yield Chunk(page.number, at, at + len(piece), piece, heading, place)


def _sections(page: Page, inherited: str) -> Iterator[tuple[int, int, str]]:
    """Cut at headings; one without text of its own stays with what follows."""
    begin, heading, length = 0, inherited, len(page.text)
    for n, (at, text) in enumerate(page.headings):
        if page.text[begin:at].strip():
            yield begin, at, heading
            begin = at
        following = page.headings[n + 1][0] if n + 1 < len(page.headings) else length
        body = page.text[at:following].split("\n", 1)[-1]
        heading = text
        if not _WORD.search(body.replace(text, "")):
            continue
        yield begin, following, heading
        begin = following
    if page.text[begin:].strip():
        yield begin, length, heading


def _spans(text: str, found: Sequence[Table]) -> Iterator[tuple[int, int]]:
    """Where a text with these tables is cut."""
    from semantic_text_splitter import TextSplitter

    tokens = estimated_tokens(text)
    if tokens <= _ONE_CHUNK_TOKENS:
        yield 0, len(text)
        return
    # Equal shares avoid a last chunk of three words.
    share = tokens / max(-(-tokens // _MAX_TOKENS), 1)
    high = max(int(len(text) * _MAX_TOKENS / tokens), 40)
    low = max(int(len(text) * share / tokens * 0.85), 20)
    splitter = TextSplitter((min(low, high), high), overlap=int(min(low, high) * _OVERLAP))
    for start, piece in splitter.chunk_indices(_unbroken(text, found)):
        yield start, start + len(piece)


def _unbroken(text: str, found: Sequence[Table]) -> str:
    """Blank out line breaks that a page width made, keeping every offset and the rows of tables."""
    parts, end = [], 0
    for table in found:
        parts += [_LINE_BREAK.sub(_blanks, text[end : table.start]), text[table.start : table.end]]
        end = table.end
    return "".join([*parts, _LINE_BREAK.sub(_blanks, text[end:])])


def _blanks(match: re.Match[str]) -> str:
    return " " * len(match.group())
