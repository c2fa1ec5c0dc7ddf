"""A zip file of XML parts, as Office, OpenDocument and EPUB are: checked, then read part by part.

No part is ever written to disk, so its name can lead nowhere; nothing outside is ever loaded.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from types import TracebackType
from typing import IO, Any
from urllib.parse import unquote, urlsplit

from lxml import etree

from desktop.errors import DocumentError
from desktop.index.source import Source

_MAX_PARTS = 5_000
_MAX_UNPACKED = 200 << 20
_MAX_PART = 100 << 20
_BOMB_RATIO, _BOMB_BYTES = 200, 50 << 20
_DECLARATION = re.compile(rb"<!ENTITY|<!DOCTYPE(?!\s+html)")
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError)
"""What a damaged zip file ends in."""


def check_package(source: Source) -> None:
    """Refuse a zip file that unpacks to too much or declares entities; raises DocumentError."""
    try:
        with source.open() as file, zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            is_bomb = unpacked > _BOMB_BYTES and unpacked > _BOMB_RATIO * source.size_bytes
            if len(parts) > _MAX_PARTS or unpacked > _MAX_UNPACKED or is_bomb:
                raise DocumentError("unsafe", source.path, f"{unpacked >> 20} MB")
            if any(part.flag_bits & 1 for part in parts):
                raise DocumentError("encrypted", source.path)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as content:
                        beginning = content.read(4096)
                    if _DECLARATION.search(beginning):
                        raise DocumentError("unsafe", source.path, "DTD")
    except BROKEN as error:
        raise DocumentError("damaged", source.path) from error


def parse_xml(raw: bytes, path: str) -> Any:
    """The root of some XML that declares nothing; raises DocumentError."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, recover=False
    )
    try:
        root = etree.fromstring(raw, parser)
    except etree.LxmlError as error:
        raise DocumentError("damaged", path) from error
    if root.getroottree().docinfo.doctype:
        raise DocumentError("unsafe", path, "DTD")
    return root


class Package:
    """The parts of a zip file, by name; use it in a `with`."""

    def __init__(self, source: Source) -> None:
        self._path = source.path
        self._file = source.open()
        try:
            self._archive = zipfile.ZipFile(self._file)
        except BROKEN as error:
            self._file.close()
            raise DocumentError("damaged", source.path) from error
        self._names = frozenset(self._archive.namelist())

    def __enter__(self) -> Package:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._archive.close()
        self._file.close()

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def open(self, name: str) -> IO[bytes]:
        """A stream of a part; raises DocumentError where it is not there."""
        try:
            return self._archive.open(name)
        except (KeyError, *BROKEN) as error:
            raise DocumentError("damaged", self._path) from error

    def read(self, name: str) -> bytes:
        """The bytes of a part; raises DocumentError where it is not there or damaged."""
        try:
            with self.open(name) as part:
                content = part.read(_MAX_PART + 1)
        except BROKEN as error:
            raise DocumentError("damaged", self._path) from error
        if len(content) > _MAX_PART:
            raise DocumentError("unsafe", self._path, f"{_MAX_PART >> 20} MB")
        return content

    def xml(self, name: str) -> Any:
        """The root element of a part; raises DocumentError."""
        return parse_xml(self.read(name), self._path)

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """What a part points to inside the package: (last word of the kind, part), by id."""
        folder, own = posixpath.split(name)
        listing = f"{folder}/_rels/{own}.rels".lstrip("/")
        if listing not in self:
            return {}
        return {
            each.get("Id", ""): (
                each.get("Type", "").rpartition("/")[2],
                resolve(name, each.get("Target", "")),
            )
            for each in self.xml(listing)
            if each.get("TargetMode") != "External"
        }


def local_name(element: Any) -> str:
    """The name of an element without its namespace; empty for a comment."""
    # Comments and instructions have a function for a tag.
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def count_of(element: Any, name: str, default: int = 1) -> int:
    """A whole number from an attribute; `default` where there is none or it is nonsense."""
    value = element.get(name, "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else default


def elements(file: IO[bytes], name: str) -> Iterator[Any]:
    """The elements of a name in a stream of XML; each is forgotten before the next."""
    options = {"resolve_entities": False, "no_network": True, "huge_tree": False}
    for _, element in etree.iterparse(file, tag=f"{{*}}{name}", **options):
        yield element
        element.clear(keep_tail=False)
        while element.getprevious() is not None:
            del element.getparent()[0]


def relation_id(element: Any, name: str = "id") -> str:
    """The id by which an Office element points to another part."""
    return str(element.get(f"{_RELATED}{name}", ""))


def resolve(base: str, target: str) -> str:
    """The name of the part that a part refers to."""
    path = unquote(urlsplit(target).path)
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(base), path)).lstrip("/")
