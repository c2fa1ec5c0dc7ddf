"""Room kept back for a full disk: without any, not even a document can be removed to make some."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

_BYTES = 16 << 20
_PLENTY = 8 * _BYTES


class Ballast:
    """A file that does nothing but take room, until the room is needed."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def keep(self) -> None:
        """Take the room, where the disk has plenty and it is not taken yet."""
        try:
            folder = self._path.parent
            folder.mkdir(parents=True, exist_ok=True)
            if self._path.exists() or shutil.disk_usage(folder).free < _PLENTY:
                return
            # Not zeros: some file systems store those in no room at all.
            self._path.write_bytes(os.urandom(_BYTES))
        except OSError:
            self.drop()

    def drop(self) -> bool:
        """Give the room back; False where none was kept."""
        try:
            self._path.unlink()
        except OSError:
            return False
        return True
