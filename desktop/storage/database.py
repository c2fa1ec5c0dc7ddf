"""carrel.db, opened: encrypted with a key from the keyring, with a passphrase, or not at all.

A new key is never made while a database exists: that would lose what is in it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

import sqlcipher3

from desktop import credentials
from desktop.errors import StoreError
from desktop.json_file import write_json
from desktop.paths import Home
from desktop.storage.conversations import ConversationTable
from desktop.storage.drafts import DraftTable
from desktop.storage.feedback import FeedbackTable
from desktop.storage.finding import ConversationSearch
from desktop.storage.migrations import migrate
from desktop.storage.recollection import RecollectionTable
from desktop.storage.trees import TreeTable
from desktop.storage.turns import TurnTable

Mode = Literal["keyring", "passphrase", "plain"]
_KEY_BYTES = 32


class KeyRing(Protocol):
    """Where a store's key is kept."""

    def read(self, name: str) -> bytes | None:
        """A secret, or None; raises StoreError("no_keyring")."""

    def write(self, name: str, secret: bytes) -> None:
        """Keep a secret; raises StoreError("no_keyring")."""


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What stands beside a store: which key opens it, and how it is locked. No secret."""

    store_id: str
    mode: Mode


class Store:
    """An open store; what is in it is reached through its tables."""

    def __init__(self, connection: Any, path: Path, mode: Mode, secret: bytes) -> None:
        self._connection = connection
        self._path = path
        self._secret = secret
        self.mode: Mode = mode
        self.conversations = ConversationTable(connection, self.transaction)
        self.turns = TurnTable(connection, self.transaction)
        self.drafts = DraftTable(connection, self.transaction)
        self.feedback = FeedbackTable(connection, self.transaction)
        self.recollection = RecollectionTable(connection, self.transaction)
        self.finding = ConversationSearch(connection)
        self.trees = TreeTable(connection, self.transaction, self.turns)
        self.turns.interrupt_streaming()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, on disk when it ends; raises StoreError("disk_full")."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            yield
            self._connection.execute("COMMIT")
        except BaseException as error:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            if isinstance(error, sqlcipher3.DatabaseError):
                raise _refusal(self._path, self.mode, error) from error
            raise

    def key_for(self, purpose: str) -> bytes:
        """32 bytes for something that is to be locked as this store is.

        Of a plain store they are no secret: what they lock is as readable as its conversations.
        """
        return hmac.new(self._secret, purpose.encode(), hashlib.sha256).digest()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def open_store(
    home: Home, mode: Mode | None, passphrase: str | None, keyring: KeyRing = credentials
) -> Store:
    """Open a home's store, or make one; raises StoreError.

    `mode` None follows the sidecar, and for a new store means the keyring.
    """
    sidecar = _sidecar(home)
    if sidecar is None and home.store.exists():
        raise StoreError("key_missing", str(home.store))
    is_new = not home.store.exists()
    if sidecar is None or is_new:
        sidecar = Sidecar(secrets.token_hex(8), mode or "keyring")
    key = _key(sidecar, passphrase, keyring, is_new=is_new)
    if is_new:
        _write_sidecar(home, sidecar)
    connection = _connect(home.store, key, sidecar.mode)
    return Store(connection, home.store, sidecar.mode, _secret(sidecar, key))


def mode_of(home: Home) -> Mode | None:
    """How a home's store is locked, None where there is none yet; raises StoreError."""
    sidecar = _sidecar(home)
    return sidecar.mode if sidecar is not None and home.store.exists() else None


def _key(sidecar: Sidecar, passphrase: str | None, keyring: KeyRing, *, is_new: bool) -> str | None:
    """What PRAGMA key takes, already quoted; None for a plain store."""
    if sidecar.mode == "plain":
        return None
    if sidecar.mode == "passphrase":
        if not passphrase:
            raise StoreError("wrong_passphrase")
        return "'" + passphrase.replace("'", "''") + "'"
    secret = None if is_new else _kept(sidecar, keyring)
    if secret is None:
        if not is_new:
            raise StoreError("key_missing")
        secret = secrets.token_bytes(_KEY_BYTES)
        keyring.write(sidecar.store_id, secret)
    return f"\"x'{secret.hex()}'\""


def _secret(sidecar: Sidecar, key: str | None) -> bytes:
    """What other keys are derived from; slow to try out where a person chose the passphrase."""
    salt = sidecar.store_id.encode()
    if sidecar.mode == "passphrase":
        return hashlib.scrypt((key or "").encode(), salt=salt, n=2**14, r=8, p=1, dklen=_KEY_BYTES)
    return hmac.new((key or "").encode(), salt, hashlib.sha256).digest()


def _kept(sidecar: Sidecar, keyring: KeyRing) -> bytes | None:
    try:
        return keyring.read(sidecar.store_id)
    except StoreError as error:
        # The store exists: what helps is to unlock its keyring, not to choose another lock.
        raise StoreError("key_missing") from error


def _connect(path: Path, key: str | None, mode: Mode) -> Any:
    connection = None
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
        os.close(descriptor)
        connection = sqlcipher3.connect(str(path), isolation_level=None, timeout=10)
        connection.execute("PRAGMA cipher_log_level = NONE")
        if key is not None:
            connection.execute(f"PRAGMA key = {key}")
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "temp_store = MEMORY",
            "secure_delete = ON",
        ):
            connection.execute(f"PRAGMA {pragma}")
        migrate(connection, str(path))
    except OSError as error:
        raise StoreError("not_writable", str(path.parent)) from error
    except sqlcipher3.DatabaseError as error:
        if connection is not None:
            connection.close()
        raise _refusal(path, mode, error) from error
    return connection


def _refusal(path: Path, mode: Mode, error: Exception) -> StoreError:
    words = str(error)
    if "not a database" in words and mode == "passphrase":
        return StoreError("wrong_passphrase", str(path))
    if "full" in words:
        return StoreError("disk_full", str(path))
    if "readonly" in words or "unable to open" in words:
        return StoreError("not_writable", str(path.parent))
    return StoreError("store_damaged", str(path), words)


def _sidecar(home: Home) -> Sidecar | None:
    try:
        value = json.loads(home.store_sidecar.read_text("utf-8"))
        return Sidecar(str(value["store_id"]), value["mode"])
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError("store_damaged", str(home.store_sidecar), "JSON") from error


def _write_sidecar(home: Home, sidecar: Sidecar) -> None:
    write_json({"store_id": sidecar.store_id, "mode": sidecar.mode}, home.store_sidecar)
