"""Puts a home's workers, lock and store together for whoever composes the use cases.

The window and the command line both start here, so both obey the same lock.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import partial
from logging.handlers import RotatingFileHandler
from typing import Literal

from filelock import FileLock, Timeout

from desktop import credentials, paths, relay
from desktop.chat.states import StateFolder
from desktop.engine.worker import serve as serve_engine
from desktop.errors import StoreError, WorkerError
from desktop.index.worker import serve as serve_index
from desktop.paths import Home
from desktop.process import Patience, Post, Worker
from desktop.relay import RemoteWorkers
from desktop.settings import EngineSettings, IndexSettings, Settings
from desktop.storage.database import Mode, Store, mode_of, open_store

_LOG_BYTES = 1_000_000
_OTHER_COMMAND_S = 10.0
# The engine answers between two batches of llama.cpp and saves the KV cache when it ends; the
# index holds Python for seconds while it imports and loads an embedder.
_ENGINE_PATIENCE = Patience(heartbeat_s=20.0, close_s=5.0)
_INDEX_PATIENCE = Patience(heartbeat_s=60.0)


@dataclass(frozen=True, slots=True)
class Workers:
    """The two workers of a home, and the lock that makes them the only ones."""

    engine: Worker
    index: Worker
    lock: FileLock

    def apply(self, settings: EngineSettings) -> None:
        """Let the engine rest after as many idle minutes as these settings say; 0 means never."""
        minutes = settings.idle_minutes
        self.engine.idle_s = minutes * 60.0 if minutes > 0 else None

    def close(self) -> None:
        """End the processes and let the next one in."""
        self.engine.close()
        self.index.close()
        self.lock.release()


def open_workers(
    home: Home,
    settings: IndexSettings,
    post: Post,
    wait_s: float = _OTHER_COMMAND_S,
    *,
    heals_first: bool = False,
) -> Workers:
    """Lock a home and give it workers; raises WorkerError("home_locked") where it stays locked.

    The lock goes with its process, however that ends. Who asks once and goes wants a damaged search
    index healed first.
    """
    make_home(home)
    lock = FileLock(home.lock, timeout=wait_s)
    try:
        lock.acquire()
    except Timeout as error:
        raise WorkerError("home_locked", str(home.root)) from error
    embedder = settings.embedder or str(paths.starter_embedder())
    serve = partial(
        serve_index,
        home_root=str(home.root),
        embedder=embedder,
        threads=settings.threads,
        heals_first=heals_first,
    )
    return Workers(
        Worker("engine", serve_engine, post, "engine_died", patience=_ENGINE_PATIENCE),
        Worker("index", serve, post, "index_died", patience=_INDEX_PATIENCE),
        lock,
    )


def reach_workers(
    home: Home, settings: IndexSettings, post: Post, wait_s: float = _OTHER_COMMAND_S
) -> Workers | RemoteWorkers:
    """Give a command its workers: its own, or those of the window that has this home open.

    Raises WorkerError("home_locked") where neither comes about.
    """
    try:
        return open_workers(home, settings, post, wait_s=0, heals_first=True)
    except WorkerError:
        remote = relay.connect(home, post)
        return remote or open_workers(home, settings, post, wait_s, heals_first=True)


def store_kind(home: Home) -> Mode | Literal["new"]:
    """How a home keeps its conversations; raises StoreError."""
    return mode_of(home) or "new"


def make_home(home: Home) -> None:
    """Make the home's folder, or say why it cannot be."""
    try:
        home.create()
        probe = home.root / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise StoreError("not_writable", str(home.root)) from error


def keyring_is_usable() -> bool:
    """Tell whether this computer keeps secrets for us."""
    return credentials.usable()


def log_to(home: Home) -> RotatingFileHandler:
    """Write what goes wrong into the home's log from now on."""
    home.logs.mkdir(mode=0o700, parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        home.logs / "carrel.log", maxBytes=_LOG_BYTES, backupCount=2, encoding="utf-8"
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)
    return handler


def states(home: Home, store: Store, settings: Settings) -> StateFolder:
    """The states of the KV cache that belong to a store's conversations."""
    quota_bytes = settings.engine.kv_quota_mb * 1_000_000
    states = StateFolder(home.kv, store.key_for("kv"), quota_bytes)
    # Conversations that were deleted for good, and all of them where nothing is to be kept.
    states.forget_all_but(store.conversations.ids() if quota_bytes else frozenset())
    return states


__all__ = [
    "Mode",
    "RemoteWorkers",
    "Store",
    "Workers",
    "keyring_is_usable",
    "log_to",
    "make_home",
    "open_store",
    "open_workers",
    "reach_workers",
    "states",
    "store_kind",
]
