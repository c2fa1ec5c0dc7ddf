"""Reaches the window that holds a home from another process: its user's commands, or a call.

One local connection (a Unix socket or a Windows pipe, never the network) and a random key that
only this user can read. Another command's events come back with the job numbers it gave.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import queue
import secrets
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path
from typing import Literal, TypeVar

from desktop.errors import WorkerError
from desktop.messages import Cancel, Command, Event, Failed, Finished
from desktop.paths import Home
from desktop.process import Post, Sender

logger = logging.getLogger(__name__)

Message = TypeVar("Message", Command, Event)
Room = Literal["engine", "index"]
_RAISE = "raise"


class Relay:
    """Listens in the process that holds the home.

    `jobs` must be the numbers the window itself takes, so that no two jobs share one.
    """

    def __init__(
        self,
        home: Home,
        senders: dict[Room, Sender],
        jobs: Iterator[int],
        on_raise: Callable[[tuple[str, ...]], None],
    ) -> None:
        self._home = home
        self._senders = senders
        self._jobs = jobs
        self._on_raise = on_raise
        self._is_closed = False
        self._lock = threading.Lock()
        self._routes: dict[int, tuple[_Peer, int]] = {}
        self._folder = tempfile.mkdtemp(prefix="carrel-") if os.name == "posix" else ""
        address = str(Path(self._folder) / "relay") if self._folder else None
        key = secrets.token_bytes(32)
        self._listener = Listener(
            address, family="AF_UNIX" if self._folder else "AF_PIPE", authkey=key
        )
        _write(home.relay, {"address": self._listener.address, "key": key.hex()})
        threading.Thread(target=self._accept, name="relay", daemon=True).start()

    def route(self, event: Event) -> bool:
        """Send an event to the process whose job it is; False where it is the window's own."""
        with self._lock:
            found = self._routes.get(event.job)
            if found is None:
                return False
            if isinstance(event, (Finished, Failed)):
                del self._routes[event.job]
        peer, theirs = found
        peer.events.put(_renumbered(event, theirs))
        return True

    def close(self) -> None:
        """Stop listening."""
        self._is_closed = True
        self._listener.close()
        self._home.relay.unlink(missing_ok=True)
        if self._folder:
            with contextlib.suppress(OSError):
                os.rmdir(self._folder)

    def _accept(self) -> None:
        while True:
            try:
                pipe = self._listener.accept()
            except (AuthenticationError, EOFError, OSError):
                # A caller that went away in the middle is no reason to stop listening.
                if self._is_closed:
                    return
                continue
            threading.Thread(target=self._serve, args=(pipe,), daemon=True).start()

    def _serve(self, pipe: Connection) -> None:
        peer = _Peer(pipe)
        with contextlib.suppress(EOFError, OSError):
            while True:
                kind, what = pipe.recv()
                if kind == _RAISE:
                    self._on_raise(what)
                else:
                    self._pass_on(peer, kind, what)
        with self._lock:
            lost = [job for job, (each, _) in self._routes.items() if each is peer]
        for job in lost:
            for sender in self._senders.values():
                sender.send(Cancel(job))
        peer.events.put(None)

    def _pass_on(self, peer: _Peer, room: Room, command: Command) -> None:
        with self._lock:
            known = {each: ours for ours, each in self._routes.items()}
            ours = known.get((peer, command.job))
            if ours is None:
                if isinstance(command, Cancel):
                    return
                ours = next(self._jobs)
                self._routes[ours] = (peer, command.job)
        self._senders[room].send(_renumbered(command, ours))


class _Peer:
    """Another process; its events are sent from a thread of their own.

    The window never waits for a command that does not read.
    """

    def __init__(self, pipe: Connection) -> None:
        self.events: queue.SimpleQueue[Event | None] = queue.SimpleQueue()
        self._pipe = pipe
        threading.Thread(target=self._send, name="relay-events", daemon=True).start()

    def _send(self) -> None:
        with contextlib.suppress(OSError):
            while (event := self.events.get()) is not None:
                self._pipe.send(event)


class RemoteWorkers:
    """The two workers of a home that another process holds."""

    def __init__(self, pipe: Connection, post: Post) -> None:
        self._pipe = pipe
        self._post = post
        self._lock = threading.Lock()
        self._open: set[int] = set()
        self.engine: Sender = _Remote("engine", self)
        self.index: Sender = _Remote("index", self)
        threading.Thread(target=self._listen, name="relayed", daemon=True).start()

    def send(self, room: Room, command: Command) -> None:
        """Pass a command to the window's process."""
        with self._lock:
            if not isinstance(command, Cancel):
                self._open.add(command.job)
            with contextlib.suppress(OSError):
                self._pipe.send((room, command))

    def close(self) -> None:
        """Leave."""
        self._pipe.close()

    def _listen(self) -> None:
        with contextlib.suppress(EOFError, OSError):
            while True:
                event = self._pipe.recv()
                if isinstance(event, (Finished, Failed)):
                    self._open.discard(event.job)
                self._post(event)
        # The window was closed in the middle of our work.
        for job in sorted(self._open):
            self._post(Failed(job, WorkerError("home_locked").problem))


class _Remote:
    def __init__(self, room: Room, workers: RemoteWorkers) -> None:
        self._room: Room = room
        self._workers = workers

    def send(self, command: Command) -> None:
        """Take a command."""
        self._workers.send(self._room, command)


def connect(home: Home, post: Post) -> RemoteWorkers | None:
    """Reach the workers of a home that a window holds; None where nobody answers."""
    pipe = _call(home)
    return RemoteWorkers(pipe, post) if pipe is not None else None


def raise_window(home: Home, paths: tuple[str, ...] = ()) -> bool:
    """Bring the window that holds a home to the front, with files to take in.

    False where nobody answers.
    """
    pipe = _call(home)
    if pipe is None:
        return False
    with pipe:
        pipe.send((_RAISE, paths))
    return True


def _call(home: Home) -> Connection | None:
    try:
        found = json.loads(home.relay.read_text("utf-8"))
        return Client(found["address"], authkey=bytes.fromhex(found["key"]))
    except (OSError, EOFError, ValueError, KeyError, TypeError, AuthenticationError):
        return None


def _renumbered(message: Message, job: int) -> Message:
    return replace(message, job=job)


def _write(path: Path, value: dict[str, object]) -> None:
    descriptor = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(value, file)
