"""Conversations out of a file: Carrel's own, or an export of ChatGPT, plain or zipped.

Runs in any thread and touches no store; a file is taken whole or not at all.
"""

from __future__ import annotations

import codecs
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal

from desktop.errors import TransferError
from desktop.transfer import carrel_json, chatgpt
from desktop.transfer.decoding import WrongValueError
from desktop.transfer.stream import JsonStream, NotJsonError, ValueTooLargeError
from desktop.tree import Tree

Watch = Callable[[float], bool]
"""Told how much of a file is read, 0 to 1; answers whether to go on."""
_LARGEST_BYTES = 4_000_000_000
_MOST_CHARACTERS = 600_000_000
"""Of what was said: more does not fit the memory of a small computer."""
_IN_ZIP = re.compile(r"(^|/)conversations(-\d+)?\.json$")


class StoppedError(Exception):
    """Whoever watched wants no more."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file holds; `n_empty` conversations had nothing in them and are left out."""

    kind: Literal["carrel", "chatgpt"]
    trees: tuple[Tree, ...]
    n_empty: int = 0


def read(path: Path, watch: Watch) -> Contents:
    """Read all conversations of a file; raises TransferError, or StoppedError."""
    try:
        if zipfile.is_zipfile(path):
            contents = _read_zip(path, watch)
        else:
            size = path.stat().st_size
            _check_size(path, size)
            with path.open("rb") as file:
                contents = _read_file(path, _Counted(file, size, watch))
    except (OSError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as error:
        # RuntimeError: zipfile's word for a password.
        raise TransferError("import_damaged", str(path), type(error).__name__) from error
    if not contents.trees:
        raise TransferError("import_empty", str(path))
    return contents


class _Counted:
    """Bytes that tell how far they are read."""

    def __init__(self, file: IO[bytes], size_bytes: int, watch: Watch, before: float = 0.0) -> None:
        self.file = file
        self._size_bytes, self._watch, self._before = max(size_bytes, 1), watch, before
        self._n_read = 0

    def read(self, n_bytes: int = -1) -> bytes:
        """The next bytes."""
        piece = self.file.read(n_bytes)
        self._n_read += len(piece)
        return piece

    def look(self) -> None:
        """Tell how far it is; raises StoppedError."""
        if not self._watch(min((self._before + self._n_read) / self._size_bytes, 1.0)):
            raise StoppedError


def _read_zip(path: Path, watch: Watch) -> Contents:
    with zipfile.ZipFile(path) as archive:
        entries = [each for each in archive.infolist() if _IN_ZIP.search(each.filename)]
        if not entries:
            raise TransferError("import_unknown", str(path))
        size = sum(each.file_size for each in entries)
        _check_size(path, size)
        parts, before = [], 0
        for each in sorted(entries, key=lambda each: each.filename):
            with archive.open(each) as file:
                parts.append(_read_file(path, _Counted(file, size, watch, before)))
            before += each.file_size
    trees = tuple(tree for part in parts for tree in part.trees)
    return Contents(parts[0].kind, trees, sum(part.n_empty for part in parts))


def _check_size(path: Path, size_bytes: int) -> None:
    if size_bytes > _LARGEST_BYTES:
        raise TransferError("import_too_large", str(path), f"{size_bytes / 1e9:.1f} GB")


def _read_file(path: Path, counted: _Counted) -> Contents:
    reader = codecs.getreader("utf-8-sig")(counted)  # type: ignore[arg-type]  # it only reads
    stream = JsonStream(reader, counted.look)  # type: ignore[arg-type]  # a reader of text
    with _in_words(path):
        first = stream.peek()
        if first == "[":
            return _gathered(path, "chatgpt", map(chatgpt.tree_of, stream.elements()))
        if first == "{":
            return _read_object(path, stream)
    raise TransferError("import_unknown", str(path))


def _read_object(path: Path, stream: JsonStream) -> Contents:
    """Carrel's own file, or one conversation of ChatGPT."""
    head: dict[str, object] = {}
    contents: Contents | None = None
    for name in stream.names():
        if name == "conversations" and head.get("format") == carrel_json.FORMAT:
            version = head.get("version")
            if not isinstance(version, int) or version < 1:
                raise WrongValueError("version")
            if version > carrel_json.VERSION:
                raise TransferError("import_newer", str(path))
            trees = map(carrel_json.tree_of, stream.elements())
            contents = _gathered(path, "carrel", trees)
        else:
            head[name] = stream.value()
    if contents is None and "mapping" in head:
        return _gathered(path, "chatgpt", iter([chatgpt.tree_of(head)]))
    if contents is None:
        raise TransferError("import_unknown", str(path))
    return contents


def _gathered(
    path: Path, kind: Literal["carrel", "chatgpt"], trees: Iterator[Tree | None]
) -> Contents:
    found: list[Tree] = []
    n_empty = n_characters = 0
    for tree in trees:
        if tree is None:
            n_empty += 1
            continue
        n_characters += sum(len(each.text) for each in tree.turns)
        if n_characters > _MOST_CHARACTERS:
            raise TransferError("import_too_large", str(path), f"{n_characters / 1e9:.1f} GB")
        found.append(tree)
    return Contents(kind, tuple(found), n_empty)


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    """Say of a file what a parser says of a character."""
    try:
        yield
    except NotJsonError as error:
        raise TransferError("import_damaged", str(path), "JSON") from error
    except UnicodeDecodeError as error:
        raise TransferError("import_damaged", str(path), "UTF-8") from error
    except WrongValueError as error:
        detail = str(error)
        code = "import_unknown" if detail == "mapping" else "import_damaged"
        raise TransferError(code, str(path), detail) from error  # type: ignore[arg-type]  # a code
    except ValueTooLargeError as error:
        raise TransferError("import_too_large", str(path), "64 MB") from error
