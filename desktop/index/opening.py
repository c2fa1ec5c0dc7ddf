"""From a path to pages: refuse what cannot or should not be read, then pick the reader.

Runs in the parser process only.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from desktop.errors import DocumentError
from desktop.index.readers.delimited import read_delimited
from desktop.index.readers.docx import read_docx
from desktop.index.readers.epub import read_epub
from desktop.index.readers.html import read_html
from desktop.index.readers.json_text import read_json, read_json_lines
from desktop.index.readers.mail import read_eml, read_mbox
from desktop.index.readers.odf import read_odp, read_odt
from desktop.index.readers.ods import read_ods
from desktop.index.readers.package import check_package
from desktop.index.readers.pdf import read_pdf
from desktop.index.readers.picture import PICTURES, is_picture, read_picture
from desktop.index.readers.pptx import read_pptx
from desktop.index.readers.rtf import read_rtf
from desktop.index.readers.text import read_code, read_markdown, read_text
from desktop.index.readers.xls import read_xls
from desktop.index.readers.xlsx import read_xlsx
from desktop.index.reading import Page
from desktop.index.source import Source

_MAX_BYTES = 300 << 20
_OLE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"
_CODE = (
    ".py", ".js", ".ts", ".tsx", ".jsx", ".java", ".kt", ".swift", ".go", ".rs", ".rb", ".php",
    ".c", ".h", ".cc", ".cpp", ".hpp", ".cs", ".scala", ".lua", ".r", ".jl", ".sh", ".sql",
    ".toml", ".ini", ".cfg", ".conf",
)  # fmt: skip
_Alive = Callable[[], None]
_Reader = Callable[[Source, _Alive], list[Page]]


def _quick(reader: Callable[[Source], list[Page]]) -> _Reader:
    """Make a reader that never needs more time look like one that does."""
    return lambda source, _: reader(source)


_PACKAGES: dict[str, _Reader] = {
    ".docx": _quick(read_docx),
    **dict.fromkeys((".xlsx", ".xlsm"), read_xlsx),
    ".xlsb": read_xls,
    ".odt": _quick(read_odt),
    ".odp": _quick(read_odp),
    ".ods": read_ods,
    ".epub": _quick(read_epub),
    **dict.fromkeys((".pptx", ".pptm", ".ppsx"), _quick(read_pptx)),
}
_TEXTS: dict[str, _Reader] = {
    ".rtf": _quick(read_rtf),
    **dict.fromkeys((".json", ".geojson"), _quick(read_json)),
    **dict.fromkeys((".jsonl", ".ndjson"), _quick(read_json_lines)),
    **dict.fromkeys(_CODE, _quick(read_code)),
    **dict.fromkeys((".html", ".htm", ".xhtml"), _quick(read_html)),
    **dict.fromkeys((".md", ".markdown", ".mdown", ".rmd", ".qmd"), _quick(read_markdown)),
    **dict.fromkeys((".csv", ".tsv", ".tab"), _quick(read_delimited)),
}
_REFUSED = {
    ".doc", ".ppt", ".pages",
    ".zip", ".7z", ".rar", ".gz", *PICTURES,
    ".mp3", ".mp4", ".wav", ".exe", ".dll", ".so", ".gguf", ".sqlite", ".db",
}  # fmt: skip


def read_pages(path: Path, alive: Callable[[], None]) -> list[Page]:
    """Read a file into pages; raises DocumentError saying why not."""
    _check_file(path)
    return read_source(Source.at(path), alive)


def read_source(source: Source, alive: Callable[[], None]) -> list[Page]:
    """Read a file, or one that lies in another, into pages; raises DocumentError."""
    head = _head(source)
    if source.ending == ".pdf" or head.startswith(b"%PDF-"):
        if b"%PDF-" not in head[:1024]:
            raise DocumentError("damaged", source.path)
        return _with_text(source, read_pdf(source, alive))
    if source.ending in PICTURES and source.content is None:
        return read_picture(source)
    pages = _reader(source, head)(source, alive)
    if not any(page.text.strip() for page in pages):
        raise DocumentError("empty", source.path)
    return pages


def _with_text(source: Source, pages: list[Page]) -> list[Page]:
    """Scans are recognised where they are files of their own, not inside another."""
    if source.content is not None and not any(page.text.strip() for page in pages):
        raise DocumentError("no_text", source.path)
    return pages if source.content is None else [replace(page, is_scan=False) for page in pages]


def _reader(source: Source, head: bytes) -> _Reader:
    """Pick what reads a file, by its ending and by how it begins; raises DocumentError."""
    ending = source.ending
    if ending in _PACKAGES:
        if head.startswith(_OLE):
            # Office wraps a document with a password in the old container.
            raise DocumentError("encrypted", source.path)
        check_package(source)
        return _PACKAGES[ending]
    if ending == ".xls" and not head.startswith(_OLE):
        return _exported(source, head)
    if ending == ".xls":
        return read_xls
    if ending == ".eml":
        return _read_eml
    if ending == ".mbox":
        return _read_mbox
    if ending in _REFUSED or head.startswith((_ZIP, _OLE, b"GGUF")):
        raise DocumentError("unknown_type", source.path, ending or "?")
    return _TEXTS.get(ending, _quick(_as_text))


def is_drawn(path: Path) -> bool:
    """Tell whether a file's pages are shown as they look; raises DocumentError."""
    _check_file(path)
    return is_picture(path) or is_pdf(path)


def is_pdf(path: Path) -> bool:
    """Tell whether a file is read as a PDF; raises DocumentError."""
    return path.suffix.lower() == ".pdf" or _head(Source.at(path)).startswith(b"%PDF-")


def _exported(source: Source, head: bytes) -> _Reader:
    """Many programs write a newer workbook, a web page or a plain table and call it .xls."""
    if head.startswith(_ZIP):
        check_package(source)
        return read_xlsx
    return _quick(read_html if b"<" in head[:256] else read_delimited)


def _read_eml(source: Source, _: _Alive) -> list[Page]:
    # What is attached gets no more time than the message itself.
    return read_eml(source, lambda inner: read_source(inner, lambda: None))


def _read_mbox(source: Source, alive: _Alive) -> list[Page]:
    return read_mbox(source, lambda inner: read_source(inner, lambda: None), alive)


def _as_text(source: Source) -> list[Page]:
    try:
        return read_text(source)
    except DocumentError as error:
        if error.problem.code == "binary" and source.ending not in {".txt", ".text", ".log"}:
            raise DocumentError("unknown_type", source.path, source.ending or "?") from error
        raise


def _check_file(path: Path) -> None:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise DocumentError("not_a_file", str(path))
        if status.st_size > _MAX_BYTES:
            raise DocumentError("too_large", str(path), f"{status.st_size >> 20} MB")
    except FileNotFoundError as error:
        raise DocumentError("vanished", str(path)) from error
    except OSError as error:
        raise DocumentError("unreadable", str(path), os.strerror(error.errno or 0)) from error


def _head(source: Source) -> bytes:
    try:
        with source.open() as file:
            head = file.read(2048)
    except OSError as error:
        raise DocumentError("unreadable", source.path, os.strerror(error.errno or 0)) from error
    if not head:
        raise DocumentError("empty", source.path)
    return head
