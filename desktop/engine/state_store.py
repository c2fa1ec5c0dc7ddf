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

    def best(self, prompt: Sequence[int], at_least: int) -> SavedState | None:
        """The state that shares the longest prefix with a prompt, if longer than `at_least`."""
        best, longest = None, at_least + _LEAST_GAIN
        for state in self._states():
            shared = shared_prefix(state.tokens, prompt)
            if shared >= longest:
                best, longest = state, shared
        return best

    def load(self, state: SavedState) -> bytearray | None:
        """Read a state back; None where it is damaged or gone, and then it is removed."""
        try:
            with state.path.open("rb") as file:
                records = self._records(file, state.path)
                (size,) = struct.unpack_from("<Q", next(records))
                data, at = bytearray(size), 0
                for record in records:
                    data[at : at + len(record)] = record
                    at += len(record)
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
        if not self._make_room(len(data)):
            return False
        path = self._root / conversation / self._name
        part = path.with_suffix(".part")
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with part.open("wb") as file:
                file.write(_MAGIC)
                head = struct.pack(f"<Q{len(tokens)}i", len(data), *tokens)
                for number, record in enumerate((memoryview(head), *_segments(data))):
                    nonce = secrets.token_bytes(_NONCE_BYTES)
                    sealed = self._cipher.encrypt(nonce, record, _place(path, number))
                    file.write(struct.pack("<Q", len(sealed)) + nonce)
                    file.write(sealed)
                    if give_up():
                        raise _GivenUp
            part.replace(path)
        except (OSError, _GivenUp) as error:
            logger.info("a KV state was not saved: %r", error)
            part.unlink(missing_ok=True)
            return False
        self._known[path] = SavedState(path, tuple(tokens))
        return True

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
                head = next(self._records(file, path))
            tokens = struct.unpack_from(f"<{(len(head) - 8) // 4}i", head, 8)
            self._known[path] = SavedState(path, tokens)
        except (OSError, ValueError, InvalidTag, StopIteration, struct.error):
            self._discard(path)

    def _records(self, file: BinaryIO, path: Path) -> Iterator[bytes]:
        """Open the records of a file in order; raises where one is damaged."""
        if file.read(len(_MAGIC)) != _MAGIC:
            raise ValueError("not a state")
        number = 0
        while length := file.read(8):
            (size,) = struct.unpack("<Q", length)
            if size > _SEGMENT_BYTES + _TAG_BYTES:
                raise ValueError(size)
            nonce, sealed = file.read(_NONCE_BYTES), file.read(size)
            yield self._cipher.decrypt(nonce, sealed, _place(path, number))
            number += 1

    def _make_room(self, size: int) -> bool:
        files = []
        for path in self._root.glob("*/*.kv"):
            with contextlib.suppress(OSError):
                files.append((path.stat().st_mtime_ns, path.stat().st_size, path))
        used = sum(each for _, each, _ in files)
        for _, freed, path in sorted(files):
            if used + size <= self._quota_bytes:
                break
            self._discard(path)
            used -= freed
        self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
        free = psutil.disk_usage(str(self._root)).free
        return used + size <= self._quota_bytes and free - size > _LEAST_FREE_BYTES

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


def _place(path: Path, number: int) -> bytes:
    """What binds a record to its file and place: records cannot be swapped."""
    return f"{path.parent.name}/{path.name}:{number}".encode()
