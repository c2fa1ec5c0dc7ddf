"""The SHA-256 of model files, kept while a file stays the same: a large one takes a while."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterable, Iterator
from pathlib import Path

from desktop.errors import AppError
from desktop.json_file import write_json

logger = logging.getLogger(__name__)

_BLOCK = 1 << 22
Version = tuple[str, int]
"""A file and the size it had when it wrote an answer."""


class ModelHashes:
    """What is known of model files, in a small file of the home."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[str, tuple[int, int, str]] | None = None

    def of(self, version: Version) -> str:
        """The hash of a model's file; empty where it is gone, is another one or was not read."""
        path, n_bytes = version
        size, changed, digest = self._read().get(path, (0, 0, ""))
        return digest if (size, changed) == _state(path) and size == n_bytes else ""

    def read(self, versions: Iterable[Version]) -> Iterator[int]:
        """Read the files whose hash is not known, a block a step; yields the bytes of each."""
        for path, n_bytes in sorted(set(versions)):
            before = _state(path)
            if before[0] != n_bytes or not n_bytes or self.of((path, n_bytes)):
                continue
            try:
                digest = hashlib.sha256()
                with Path(path).open("rb") as file:
                    while block := file.read(_BLOCK):
                        digest.update(block)
                        yield len(block)
            except OSError:
                continue
            if _state(path) == before:
                self._keep(path, (*before, digest.hexdigest()))

    def _keep(self, path: str, known: tuple[int, int, str]) -> None:
        every = self._read()
        every[path] = known
        try:
            write_json(every, self._path)
        except AppError:
            # It is read once more next time.
            logger.warning("hashes of models could not be kept")

    def _read(self) -> dict[str, tuple[int, int, str]]:
        if self._known is None:
            self._known = {}
            try:
                found = json.loads(self._path.read_bytes())
                for path, (size, changed, digest) in found.items():
                    self._known[str(path)] = (int(size), int(changed), str(digest))
            except FileNotFoundError:
                pass
            except (OSError, ValueError, TypeError, AttributeError):
                logger.warning("hashes of models could not be read")
        return self._known


def _state(path: str) -> tuple[int, int]:
    try:
        status = Path(path).stat()
    except OSError:
        return 0, 0
    return status.st_size, status.st_mtime_ns
