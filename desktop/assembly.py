"""Puts a home's workers, lock and store together for whoever composes the use cases.

The window and the command line both start here, so both obey the same lock.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import partial

from desktop import credentials, paths
from desktop.engine.worker import serve as serve_engine
from desktop.errors import AppError, StoreError, WorkerError
from desktop.index.worker import serve as serve_index
from desktop.messages import Event
from desktop.paths import Home
from desktop.process import Post, Sender, Worker
from desktop.relay import HomeLock, RelayServer, RemoteWorker
from desktop.settings import IndexSettings
from desktop.storage.database import Mode, Store, open_store

logger = logging.getLogger(__name__)

_OTHER_COMMAND_S = 10.0


@dataclass(frozen=True, slots=True)
class Workers:
    """The two workers of a home; here, or in the process that has the home open."""

    engine: Sender
    index: Sender
    lock: HomeLock | None

    def close(self) -> None:
        """End the processes that are ours and let the next one in."""
        for each in (self.engine, self.index):
            if isinstance(each, (Worker, RemoteWorker)):
                each.close()
        if self.lock is not None:
            self.lock.release()


def make_home(home: Home) -> None:
    """Make the home's folder, or say why it cannot be."""
    try:
        home.create()
        probe = home.root / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise StoreError("not_writable", str(home.root)) from error


def local_workers(home: Home, settings: IndexSettings, post: Post, lock: HomeLock) -> Workers:
    """Workers of our own; `lock` is held already."""
    embedder = settings.embedder or str(paths.starter_embedder())
    serve = partial(
        serve_index, home_root=str(home.root), embedder=embedder, threads=settings.threads
    )
    return Workers(
        Worker("engine", serve_engine, post, "engine_died"),
        Worker("index", serve, post, "index_died"),
        lock,
    )


def open_workers(home: Home, settings: IndexSettings, post: Post) -> Workers:
    """Workers for a command: our own, or those of the window that has the home open.

    Raises WorkerError("home_locked") where neither can be had.
    """
    make_home(home)
    lock = HomeLock(home)
    if lock.acquire(0.0):
        return local_workers(home, settings, post, lock)
    try:
        return Workers(RemoteWorker(home, "engine", post), RemoteWorker(home, "index", post), None)
    except AppError:
        # Another command may be at work; it ends soon, or the window does not answer.
        if lock.acquire(_OTHER_COMMAND_S):
            return local_workers(home, settings, post, lock)
        raise WorkerError("home_locked", str(home.root)) from None


def keyring_is_usable() -> bool:
    """Tell whether this computer keeps secrets for us."""
    return credentials.usable()


__all__ = [
    "Event",
    "HomeLock",
    "Mode",
    "RelayServer",
    "Store",
    "Workers",
    "keyring_is_usable",
    "local_workers",
    "make_home",
    "open_store",
    "open_workers",
]
