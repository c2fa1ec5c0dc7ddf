"""What files are meant by paths a user named, and how each looks on disk."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pathspec import GitIgnoreSpec

from desktop.domain import Problem
from desktop.errors import DocumentError
from desktop.index.ledger import Stamp

_IGNORE_FILES = (".gitignore", ".carrelignore")
# What no person wrote, and what is not there yet. By name: patterns cost more than the look itself.
_PASSED_OVER_BEGINNINGS = (".", "~$")
_PASSED_OVER_FOLDERS = {"node_modules", "__pycache__"}
_PASSED_OVER_ENDINGS = (".pyc", ".part", ".crdownload", ".tmp")


@dataclass(frozen=True, slots=True)
class Root:
    """A file or folder to look at; patterns as in a .gitignore file, `only` empty for all files."""

    path: Path
    only: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(slots=True)
class Scan:
    """What was found: files in order with how each looks, and folders nobody could look into.

    A root that is neither file nor folder is there without a stamp, so that it gets its own
    outcome.
    """

    files: dict[str, Stamp | None] = field(default_factory=dict)
    unreadable: list[str] = field(default_factory=list)


def scan(roots: Iterable[Root]) -> Scan:
    """Look at every root; hidden files, links and what is to be left out are passed over."""
    found = Scan()
    for root in roots:
        if root.path.is_dir():
            _Walk(found, root).go(str(root.path), _specs(str(root.path), root.left_out))
        else:
            found.files[str(root.path)] = None
    return found


@dataclass(frozen=True, slots=True)
class _Spec:
    """Patterns that hold below a folder."""

    folder: str
    patterns: GitIgnoreSpec

    def matches(self, path: str) -> bool:
        relative = path[len(self.folder) :].lstrip(os.sep).replace(os.sep, "/")
        return bool(self.patterns.match_file(relative))


_Specs = tuple[_Spec, ...]


def _specs(folder: str, lines: Iterable[str]) -> _Specs:
    patterns = GitIgnoreSpec.from_lines(lines)
    return (_Spec(folder, patterns),) if patterns else ()


class _Walk:
    """One way through a folder."""

    def __init__(self, found: Scan, root: Root) -> None:
        self._found = found
        self._only = _specs(str(root.path), root.only)

    def go(self, folder: str, left_out: _Specs) -> None:
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError:
            self._found.unreadable.append(folder)
            return
        left_out = (*left_out, *_ignored_in(folder, entries))
        for entry in entries:
            if entry.name.startswith(_PASSED_OVER_BEGINNINGS):
                continue
            if entry.is_file(follow_symlinks=False):
                self._take(entry, left_out)
            elif entry.is_dir(follow_symlinks=False):
                is_passed_over = entry.name in _PASSED_OVER_FOLDERS
                if not is_passed_over and not _matches(left_out, f"{entry.path}/"):
                    self.go(entry.path, left_out)

    def _take(self, entry: os.DirEntry[str], left_out: _Specs) -> None:
        path = entry.path
        if path.endswith(_PASSED_OVER_ENDINGS) or (left_out and _matches(left_out, path)):
            return
        if self._only and not _matches(self._only, path):
            return
        try:
            status = entry.stat(follow_symlinks=False)
        except OSError:
            return  # gone again
        self._found.files[path] = Stamp(status.st_size, status.st_mtime_ns, status.st_ino)


def _matches(specs: _Specs, path: str) -> bool:
    return any(each.matches(path) for each in specs)


def _ignored_in(folder: str, entries: list[os.DirEntry[str]]) -> Iterator[_Spec]:
    """What the ignore files of a folder leave out below it."""
    for entry in entries:
        if entry.name in _IGNORE_FILES:
            try:
                text = Path(entry.path).read_text("utf-8", "replace")
            except OSError:
                continue
            yield from _specs(folder, text.splitlines())


def is_below(path: str, folder: str) -> bool:
    """Tell whether a path lies in a folder, at whatever depth."""
    return path.startswith(folder.rstrip(os.sep) + os.sep)


def legible(path: str) -> str:
    """A path as it can be written down; the same unless some of its bytes are no text."""
    return path.encode("utf-8", "replace").decode("utf-8")


def stamp_of(path: Path) -> Stamp:
    """How a file looks now; raises DocumentError where it cannot be seen."""
    try:
        status = path.stat()
    except FileNotFoundError as error:
        raise DocumentError("vanished", str(path)) from error
    except OSError as error:
        raise DocumentError("unreadable", str(path)) from error
    return Stamp(status.st_size, status.st_mtime_ns, status.st_ino)


def hash_of(path: Path) -> bytes:
    """A digest of a file's content (16 bytes of BLAKE2b); raises DocumentError."""
    digest = hashlib.blake2b(digest_size=16)
    try:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    except FileNotFoundError as error:
        raise DocumentError("vanished", str(path)) from error
    except OSError as error:
        raise DocumentError("unreadable", str(path)) from error
    return digest.digest()


def is_skip(problem: Problem) -> bool:
    """Tell a file that is simply not for us (skipped) from one that should have worked (failed)."""
    return problem.code in {
        "empty", "no_text", "unknown_type", "binary", "too_large", "quarantined", "not_a_file",
    }  # fmt: skip
