"""What files are meant by paths a user named, and how each looks on disk."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from desktop.domain import Problem
from desktop.errors import DocumentError
from desktop.index.ledger import Stamp


def files_below(path: Path) -> Iterator[Path]:
    """Yield a file, or every file below a folder in order; hidden files and links are passed over.

    A path that is neither is yielded too, so that it gets its own outcome.
    """
    if not path.is_dir():
        yield path
        return
    try:
        entries = sorted(os.scandir(path), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith((".", "~$")) or entry.is_symlink():
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from files_below(Path(entry.path))
        elif entry.is_file(follow_symlinks=False):
            yield Path(entry.path)


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
