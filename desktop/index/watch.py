"""Notices that something changed in a folder: a hint, never the truth, which a scan finds out."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Iterable

import watchfiles

from desktop.index.scanning import is_below

logger = logging.getLogger(__name__)

_QUIET_MS = 800
"""How long nothing more must change before it is told; a copy of a thousand files is one hint."""

_LONGEST_MS = 5_000


class Watch:
    """Watches folders in a thread of its own; `tell` is called there with those that changed."""

    def __init__(self, tell: Callable[[tuple[str, ...]], None]) -> None:
        self._tell = tell
        self._folders: tuple[str, ...] = ()
        self._stop = threading.Event()
        self._lock = threading.Lock()

    def follow(self, folders: Iterable[str]) -> None:
        """Watch these folders and no others."""
        wanted = tuple(sorted(each for each in set(folders) if os.path.isdir(each)))
        with self._lock:
            if wanted == self._folders:
                return
            self._stop.set()
            self._folders, self._stop = wanted, threading.Event()
            if wanted:
                arguments = (wanted, self._stop)
                threading.Thread(
                    target=self._run, args=arguments, name="watching", daemon=True
                ).start()

    def close(self) -> None:
        """Watch nothing any more."""
        self.follow(())

    def _run(self, folders: tuple[str, ...], stop: threading.Event) -> None:
        changes = watchfiles.watch(
            *folders,
            watch_filter=None,
            debounce=_LONGEST_MS,
            step=_QUIET_MS,
            stop_event=stop,
            rust_timeout=1_000,
            ignore_permission_denied=True,
            raise_interrupt=False,
        )
        try:
            for batch in changes:
                touched = [path for _, path in batch]
                self._tell(tuple(each for each in folders if _holds_any(each, touched)))
        except (OSError, RuntimeError) as error:
            # Too many folders for the system, or one that went: regular scans find what changed.
            logger.warning("folders are not watched: %s", error)


def _holds_any(folder: str, paths: list[str]) -> bool:
    return any(path == folder or is_below(path, folder) for path in paths)
