"""From a path to pages: refuse what cannot or should not be read, then pick the reader.

Runs in the parser process only.
"""

from __future__ import annotations

import os
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

from desktop.errors import DocumentError
from desktop.index.readers.docx import read_docx
from desktop.index.readers.html import read_html
from desktop.index.readers.pdf import read_pdf
from desktop.index.readers.text import read_markdown, read_text
from desktop.index.reading import Page

_MAX_BYTES = 300 << 20
_MAX_PARTS = 5_000
_MAX_UNPACKED = 200 << 20
_BOMB_RATIO, _BOMB_BYTES = 200, 50 << 20
_OLE = b"\xd0\xcf\x11\xe0"
_MARKDOWN = {".md", ".markdown", ".mdown", ".rmd", ".qmd"}
_HTML = {".html", ".htm", ".xhtml"}
_REFUSED = {
    ".doc", ".xls", ".ppt", ".pptx", ".xlsx", ".odt", ".ods", ".odp", ".rtf", ".epub", ".pages",
    ".zip", ".7z", ".rar", ".gz", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tiff",
    ".mp3", ".mp4", ".wav", ".exe", ".dll", ".so", ".gguf", ".sqlite", ".db",
}  # fmt: skip


def read_pages(path: Path, alive: Callable[[], None]) -> list[Page]:
    """Read a file into pages; raises DocumentError saying why not."""
    head = _checked(path)
    ending = path.suffix.lower()
    if ending == ".pdf" or head.startswith(b"%PDF-"):
        if b"%PDF-" not in head[:1024]:
            raise DocumentError("damaged", str(path))
        return read_pdf(path, alive)
    if ending == ".docx":
        _check_package(path, head)
        pages = read_docx(path)
    elif ending in _REFUSED or head.startswith((b"PK\x03\x04", _OLE, b"GGUF")):
        raise DocumentError("unknown_type", str(path), ending or "?")
    elif ending in _HTML:
        pages = read_html(path)
    elif ending in _MARKDOWN:
        pages = read_markdown(path)
    else:
        pages = _as_text(path, ending)
    if not any(page.text.strip() for page in pages):
        raise DocumentError("empty", str(path))
    return pages


def _as_text(path: Path, ending: str) -> list[Page]:
    try:
        return read_text(path)
    except DocumentError as error:
        if error.problem.code == "binary" and ending not in {".txt", ".text", ".csv", ".log"}:
            raise DocumentError("unknown_type", str(path), ending or "?") from error
        raise


def _checked(path: Path) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise DocumentError("not_a_file", str(path))
        if status.st_size == 0:
            raise DocumentError("empty", str(path))
        if status.st_size > _MAX_BYTES:
            raise DocumentError("too_large", str(path), f"{status.st_size >> 20} MB")
        with path.open("rb") as file:
            return file.read(2048)
    except FileNotFoundError as error:
        raise DocumentError("vanished", str(path)) from error
    except PermissionError as error:
        raise DocumentError("unreadable", str(path)) from error
    except OSError as error:
        raise DocumentError("unreadable", str(path), os.strerror(error.errno or 0)) from error


def _check_package(path: Path, head: bytes) -> None:
    if head.startswith(_OLE):
        # Word wraps a document with a password in the old container.
        raise DocumentError("encrypted", str(path))
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
            unpacked = sum(part.file_size for part in parts)
            is_bomb = unpacked > _BOMB_BYTES and unpacked > _BOMB_RATIO * path.stat().st_size
            if len(parts) > _MAX_PARTS or unpacked > _MAX_UNPACKED or is_bomb:
                raise DocumentError("unsafe", str(path), f"{unpacked >> 20} MB")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with package.open(part) as file:
                        beginning = file.read(4096)
                    if b"<!DOCTYPE" in beginning or b"<!ENTITY" in beginning:
                        raise DocumentError("unsafe", str(path), "DTD")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise DocumentError("damaged", str(path)) from error
