"""Rich Text Format: the words, without what dresses them."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from desktop.errors import DocumentError
from desktop.index.readers.flow import Kind, Line, flow_page
from desktop.index.readers.grid import CELL_GAP
from desktop.index.reading import Page
from desktop.index.source import Source

_MAX_BYTES = 100 << 20
_MAX_DEPTH = 10_000
_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+"
    rb"|([^\\{}\r\n]+)",
    re.DOTALL,
)
_SILENT = {
    b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"object", b"themedata",
    b"datastore", b"generator", b"listtable", b"listoverridetable", b"revtbl", b"rsidtbl",
    b"xmlnstbl", b"fldinst", b"latentstyles", b"bkmkstart", b"bkmkend", b"annotation", b"filetbl",
    b"nonshppict", b"footer", b"footerf", b"footerl", b"footerr", b"sn", b"sv",
}  # fmt: skip
_SPOKEN = {b"shpinst", b"shptxt"}
_HEADERS = {b"header", b"headerf", b"headerl", b"headerr"}
_SIGNS = {
    b"tab": "\t", b"line": "\n", b"emdash": "—", b"endash": "–", b"bullet": "•", b"lquote": "‘",
    b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”", b"emspace": " ", b"enspace": " ",
}  # fmt: skip
_CHARSETS = {
    128: "cp932", 129: "cp949", 134: "gb18030", 136: "cp950", 161: "cp1253",
    162: "cp1254", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 238: "cp1250",
}  # fmt: skip
_KINDS: dict[bytes, Kind] = {b"pard": "paragraph", b"intbl": "row", b"outlinelevel": "heading"}


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds until a group ends."""

    is_silent: bool = False
    n_substitutes: int = 1
    font: int = -1
    kind: Kind = "paragraph"
    is_aside: bool = False


class _Words:
    """Collects paragraphs and rows while the tokens go by."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.code_page = "cp1252"
        self.fonts: dict[int, str] = {}
        self.n_skipped = 0
        self._parts: list[str] = []
        self._bytes = bytearray()
        self._encoding = "cp1252"

    def add(self, text: str) -> None:
        """Add text; bytes that were waiting for their second half come first."""
        self._settle()
        self.n_skipped = 0
        self._parts.append(text)

    def add_bytes(self, raw: bytes, font: int) -> None:
        """Add bytes in a font's encoding: a Chinese character may come in two tokens."""
        # What stands in for a character, for readers that know no Unicode.
        n_skipped = min(self.n_skipped, len(raw))
        self.n_skipped -= n_skipped
        raw = raw[n_skipped:]
        encoding = self.fonts.get(font, self.code_page)
        if encoding != self._encoding:
            self._settle()
            self._encoding = encoding
        self._bytes += raw

    def end_line(self, kind: Kind) -> None:
        """End a paragraph or a row."""
        self._settle()
        # Characters beyond the first 65,536 come as two halves.
        halves = "".join(self._parts).encode("utf-16", "surrogatepass")
        text = halves.decode("utf-16", "replace").strip(" \t\n")
        self._parts = []
        if kind == "row":
            text = text.removesuffix(CELL_GAP.rstrip()).rstrip()
        if text:
            self.lines.append(Line(text, kind))

    def _settle(self) -> None:
        if self._bytes:
            self._parts.append(self._bytes.decode(self._encoding, "replace"))
            self._bytes.clear()


def read_rtf(source: Source) -> list[Page]:
    """Read a document as one page; a table row is one line."""
    if source.size_bytes > _MAX_BYTES:
        raise DocumentError("too_large", source.path, f"{source.size_bytes >> 20} MB")
    raw = source.read()
    if not raw.lstrip().startswith(b"{\\rtf"):
        raise DocumentError("damaged", source.path)
    return [flow_page(_lines(raw, source.path))]


def _lines(raw: bytes, path: str) -> list[Line]:
    words, group, groups = _Words(), _Group(), list[_Group]()
    for match in _tokens(raw):
        word, number, _, sign, brace, _ = match.groups()
        if brace == b"{":
            groups.append(group)
            if len(groups) > _MAX_DEPTH:
                raise DocumentError("unsafe", path, f"> {_MAX_DEPTH:,}")
        elif brace:
            if group.is_aside and not group.is_silent:
                words.end_line(group.kind)
            group = groups.pop() if groups else group
        elif word:
            group = _destination(words, group, word, int(number or 1))
            if not group.is_silent:
                group = _obey(words, group, word, number)
        elif sign == b"*":
            group = replace(group, is_silent=True)
        elif not group.is_silent:
            _speak(words, group, match)
    words.end_line("paragraph")
    return words.lines


def _tokens(raw: bytes) -> Iterator[re.Match[bytes]]:
    at = 0
    while at < len(raw):
        match = _TOKEN.match(raw, at)
        if match is None:
            at += 1
            continue
        at = match.end()
        if match.group(1) == b"bin" and match.group(2):
            # Bytes that only look like words.
            at += max(int(match.group(2)), 0)
        else:
            yield match


def _speak(words: _Words, group: _Group, match: re.Match[bytes]) -> None:
    _, _, code, sign, _, plain = match.groups()
    if code:
        words.add_bytes(bytes.fromhex(code.decode()), group.font)
    elif sign:
        words.add({b"~": " ", b"_": "-", b"-": ""}.get(sign, sign.decode("latin-1")))
    elif plain:
        words.add_bytes(plain, group.font)


def _destination(words: _Words, group: _Group, word: bytes, number: int) -> _Group:
    """Where a group's words go, and how their bytes are meant: told also where all is silent."""
    if word in _SILENT:
        return replace(group, is_silent=True)
    if word in _SPOKEN:
        return replace(group, is_silent=False)
    if word in _HEADERS:
        words.end_line(group.kind)
        return replace(group, is_aside=True)
    if word == b"f":
        return replace(group, font=number)
    if word == b"fcharset" and number != 1:
        words.fonts[group.font] = _CHARSETS.get(number, "cp1252") if number else words.code_page
    elif word == b"ansicpg":
        words.code_page = _known(f"cp{number}")
    return group


def _obey(words: _Words, group: _Group, word: bytes, number: bytes | None) -> _Group:
    """What a word does to the text, and to the words after it."""
    if word in _SIGNS:
        words.add(_SIGNS[word])
    elif word in (b"par", b"sect", b"page"):
        if group.kind == "row":
            words.add(" ")
        else:
            words.end_line(group.kind)
    elif word in (b"cell", b"nestcell"):
        words.add(CELL_GAP)
    elif word in (b"row", b"nestrow"):
        words.end_line("row")
    elif word == b"u" and number:
        words.add(chr(int(number) % 65_536))
        words.n_skipped = group.n_substitutes
    elif word == b"uc":
        return replace(group, n_substitutes=min(max(int(number or 1), 0), 16))
    elif word in (b"pard", b"intbl", b"outlinelevel"):
        return replace(group, kind=_KINDS[word])
    return group


def _known(name: str) -> str:
    try:
        return codecs.lookup({"cp936": "gb18030", "cp65001": "utf-8"}.get(name, name)).name
    except LookupError:
        return "cp1252"
