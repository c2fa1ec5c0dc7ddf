"""The folder of a search index: one writer at a time, and what its files held when written.

LanceDB writes a file once and never again. Over one that has changed since, it answers wrongly,
fails, or waits without end: damage is to be seen before LanceDB reads the file.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import threading
import zlib
from collections.abc import Iterator
from pathlib import Path

from desktop.errors import IndexError_, StoreError
from desktop.json_file import write_json

_SEALS = "seals.json"
_HINT = "latest_version_hint.json"
"""The one file that LanceDB writes again and again; it does without it where it is not there."""
_BLOCK = 1 << 20
_SMALL = 1 << 20
"""Files up to this size are always read: they say what the others hold."""

_Seal = tuple[int, int]
"""A file's size in bytes and its CRC-32."""


class IndexFolder:
    """Where a search index lies; shared by every handle on it in this process.

    Who writes holds `lock`. `generation` counts how often everything here was thrown away: a handle
    from before must be opened anew.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lock = threading.RLock()
        self.generation = 0
        self._seals = self._read_seals()

    def seal(self) -> None:
        """Bring what was written since the last time to disk and note what it holds.

        Raises IndexError_("disk_full").
        """
        with self.lock:
            names = set(self._files())
            fresh, gone = names - self._seals.keys(), self._seals.keys() - names
            if not fresh and not gone:
                return
            for name in gone:
                del self._seals[name]
            for name in fresh:
                if (seal := _sync(self.path / name)) is not None:
                    self._seals[name] = seal
            for folder in {parent for name in fresh | gone for parent in Path(name).parents}:
                _sync_folder(self.path / folder)
            try:
                write_json(self._seals, self.path / _SEALS)
            except StoreError as error:
                raise IndexError_("disk_full", str(self.path)) from error

    def damage(self, most_bytes: int | None = None) -> str:
        """Name a file that is not what it was, "" where there is none.

        One that is gone is none: it was cleaned up before a crash, or LanceDB says that it lacks.

        Every size is looked at. Contents are read of all small files and, up to `most_bytes`, of
        large ones chosen by chance; None reads everything.
        """
        with self.lock:
            return self._damage(most_bytes)

    def _damage(self, most_bytes: int | None) -> str:
        names = list(self._seals)
        random.shuffle(names)
        names.sort(key=lambda name: self._seals[name][0] > _SMALL)
        left = most_bytes
        for name in names:
            size, crc = self._seals[name]
            is_read = left is None or size <= _SMALL or size <= left
            if left is not None and is_read:
                left -= size
            if not _holds(self.path / name, size, crc if is_read else None):
                return name
        return ""

    def forget_hint(self) -> None:
        """Take away the file that no seal vouches for."""
        for hint in self.path.glob(f"*/*/{_HINT}"):
            hint.unlink(missing_ok=True)

    def discard(self) -> None:
        """Throw away what lies here; it is rebuilt from library.db."""
        with self.lock:
            shutil.rmtree(self.path, ignore_errors=True)
            self._seals = {}
            self.generation += 1

    def _files(self) -> Iterator[str]:
        """What LanceDB has written; ours lie at the top."""
        for folder, _, names in os.walk(self.path):
            within = Path(folder).relative_to(self.path)
            kept = (each for each in names if within.parts and each != _HINT)
            yield from ((within / each).as_posix() for each in kept)

    def _read_seals(self) -> dict[str, _Seal]:
        try:
            found = json.loads((self.path / _SEALS).read_bytes())
            return {str(name): (int(size), int(crc)) for name, (size, crc) in found.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            # None yet, or damaged: the rows alone must show what the index is worth.
            return {}


def _sync(path: Path) -> _Seal | None:
    """Bring a file to disk; None where it was cleaned up meanwhile."""
    try:
        with path.open("rb") as file:
            os.fsync(file.fileno())
        return path.stat().st_size, _crc(path)
    except FileNotFoundError:
        return None


def _holds(path: Path, size: int, crc: int | None) -> bool:
    """Tell whether a file has this size and, where it is to be read, this content."""
    try:
        return path.stat().st_size == size and (crc is None or _crc(path) == crc)
    except FileNotFoundError:
        return True
    except OSError:
        return False


def _crc(path: Path) -> int:
    found = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            found = zlib.crc32(block, found)
    return found


def _sync_folder(path: Path) -> None:
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except (FileNotFoundError, PermissionError):  # cleaned up meanwhile; a folder on Windows
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
