"""States of the KV cache on disk, so that a conversation goes on where it stopped, at once.

A state holds the tokens of what was said, so it is locked as conversations are: AES-GCM under a
key that comes with the folder. A state that is damaged, or of another model, is no state.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import secrets
import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import psutil
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from desktop.engine.llama import shared_prefix
from desktop.engine_messages import KvFolder

logger = logging.getLogger(__name__)

_MAGIC = b"CARRELKV1"
_NONCE_BYTES, _TAG_BYTES = 12, 16
_SEGMENT_BYTES = 64 << 20
_LEAST_GAIN = 64
"""Tokens; reading a state back for fewer costs more than evaluating them."""
_LEAST_FREE_BYTES = 1_000_000_000
_HEAD_BYTES, _SAMPLES, _SAMPLE_BYTES = 1 << 20, 16, 1 << 16


@dataclass(frozen=True, slots=True)
class SavedState:
    """A state on disk: whose it is, and the tokens it holds."""

    path: Path
    tokens: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Record:
    """A stretch of a state as it lies on disk."""

    number: int
    nonce: bytes
    sealed: bytes


class _GivenUp(Exception):
    """Something more urgent came in while a state was written."""


class StateStore:
    """The states of one model in one folder, each conversation in a folder of its own.

    `fingerprint` names everything a state depends on: the model file, the options of its context
    and the version of llama.cpp.
    """

    def __init__(self, folder: KvFolder, fingerprint: str) -> None:
        self._root = Path(folder.path)
        self._cipher = AESGCM(folder.key)
        self._quota_bytes = folder.quota_bytes
        self._name = f"{fingerprint[:32]}.kv"
        self._known: dict[Path, SavedState] = {}
        # Whoever wrote these was ended in the middle.
        for part in self._root.glob("*/*.part"):
            self._discard(part)

    def best(self, prompt: Sequence[int], at_least: int, at_most: int) -> SavedState | None:
        """The state that shares the longest prefix with a prompt, if longer than `at_least`.

        A state of `at_most` tokens and more does not fit the context window.
        """
        best, longest = None, at_least + _LEAST_GAIN
        for state in self._states():
            if len(state.tokens) >= at_most:
                continue
            shared = shared_prefix(state.tokens, prompt)
            if shared >= longest:
                best, longest = state, shared
        return best

    def load(self, state: SavedState) -> bytearray | None:
        """Read a state back; None where it is damaged or gone, and then it is removed."""
        try:
            with state.path.open("rb") as file:
                records = _records(file)
                (size,) = struct.unpack_from("<Q", self._opened(next(records), state.path))
                data, at = bytearray(size), 0
                for record in records:
                    end = at + len(record.sealed) - _TAG_BYTES
                    # Straight to its place: a state of 50 MB is opened in a quarter of the time.
                    room = memoryview(data)[at:end]
                    place = _place(state.path, record.number)
                    self._cipher.decrypt_into(record.nonce, record.sealed, place, room)
                    at = end
            if at != size:
                raise ValueError(size)
            state.path.touch()
        except (OSError, ValueError, InvalidTag, StopIteration, struct.error):
            self._discard(state.path)
            return None
        return data

    def save(
        self,
        conversation: str,
        tokens: Sequence[int],
        data: memoryview,
        give_up: Callable[[], bool] = lambda: False,
    ) -> bool:
        """Keep a state, making room among the oldest; False where there is none to be had.

        `give_up` is asked after every segment and ends the writing, leaving what was there before.
        """
        path = self._root / conversation / self._name
        part = path.with_suffix(".part")
        try:
            if not len(data) or not self._make_room(len(data), path):
                return False
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._write(part, path, tokens, data, give_up)
            part.replace(path)
        except (OSError, MemoryError, _GivenUp) as error:
            logger.info("a KV state was not saved: %r", error)
            self._discard(part)
            return False
        self._known[path] = SavedState(path, tuple(tokens))
        return True

    def has_room(self, size: int) -> bool:
        """Tell whether a state of this many bytes could be kept at all."""
        return size <= self._quota_bytes

    def discard(self, state: SavedState) -> None:
        """Remove a state that llama.cpp does not take."""
        self._discard(state.path)

    def _write(
        self,
        part: Path,
        path: Path,
        tokens: Sequence[int],
        data: memoryview,
        give_up: Callable[[], bool],
    ) -> None:
        head = struct.pack(f"<Q{len(tokens)}i", len(data), *tokens)
        with part.open("wb") as file:
            file.write(_MAGIC)
            for number, record in enumerate((memoryview(head), *_segments(data))):
                nonce = secrets.token_bytes(_NONCE_BYTES)
                sealed = self._cipher.encrypt(nonce, record, _place(path, number))
                file.write(struct.pack("<Q", len(sealed)) + nonce)
                file.write(sealed)
                if give_up():
                    raise _GivenUp

    def _states(self) -> Iterator[SavedState]:
        for path in self._root.glob(f"*/{self._name}"):
            if path not in self._known:
                self._read_tokens(path)
            if path in self._known:
                yield self._known[path]
        for path in [each for each in self._known if not each.exists()]:
            del self._known[path]

    def _read_tokens(self, path: Path) -> None:
        try:
            with path.open("rb") as file:
                head = self._opened(next(_records(file)), path)
            tokens = struct.unpack_from(f"<{(len(head) - 8) // 4}i", head, 8)
            self._known[path] = SavedState(path, tokens)
        except (OSError, ValueError, InvalidTag, StopIteration, struct.error):
            self._discard(path)

    def _opened(self, record: _Record, path: Path) -> bytes:
        return self._cipher.decrypt(record.nonce, record.sealed, _place(path, record.number))

    def _make_room(self, size: int, path: Path) -> bool:
        """Remove the oldest states until there is room; none where that would not help."""
        self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
        files = sorted(self._others(path))
        used = sum(each for _, each, _ in files)
        free = psutil.disk_usage(str(self._root)).free
        if size > self._quota_bytes or free + used - size < _LEAST_FREE_BYTES:
            return False
        for _, freed, each in files:
            if used + size <= self._quota_bytes and free - size >= _LEAST_FREE_BYTES:
                break
            self._discard(each)
            used, free = used - freed, free + freed
        return True

    def _others(self, path: Path) -> Iterator[tuple[int, int, Path]]:
        for each in self._root.glob("*/*.kv"):
            with contextlib.suppress(OSError):
                if each != path:
                    yield each.stat().st_mtime_ns, each.stat().st_size, each

    def _discard(self, path: Path) -> None:
        self._known.pop(path, None)
        with contextlib.suppress(OSError):
            path.unlink()


def fingerprint(model: Path, options: object, library_version: str) -> str:
    """Name what a state depends on; the model's file by its size, its head and samples of it.

    Neither a copy nor a new date makes it another model; other weights do.
    """
    size = model.stat().st_size
    digest = hashlib.sha256(f"{size} {options!r} {library_version}".encode())
    with model.open("rb") as file:
        digest.update(file.read(_HEAD_BYTES))
        for number in range(_SAMPLES + 1):
            file.seek(max(size - _SAMPLE_BYTES, 0) * number // _SAMPLES)
            digest.update(file.read(_SAMPLE_BYTES))
    return digest.hexdigest()


def _segments(data: memoryview) -> Iterator[memoryview]:
    for begin in range(0, len(data), _SEGMENT_BYTES):
        yield data[begin : begin + _SEGMENT_BYTES]


def _records(file: BinaryIO) -> Iterator[_Record]:
    """Read the records of a file in order; raises ValueError where one is damaged."""
    if file.read(len(_MAGIC)) != _MAGIC:
        raise ValueError("not a state")
    number = 0
    while length := file.read(8):
        (size,) = struct.unpack("<Q", length)
        nonce, sealed = file.read(_NONCE_BYTES), b""
        if _TAG_BYTES <= size <= _SEGMENT_BYTES + _TAG_BYTES:
            sealed = file.read(size)
        if len(sealed) != size:
            raise ValueError(size)
        yield _Record(number, nonce, sealed)
        number += 1


def _place(path: Path, number: int) -> bytes:
    """What binds a record to its file and place: records cannot be swapped."""
    return f"{path.parent.name}/{path.name}:{number}".encode()
