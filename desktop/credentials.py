"""Secrets in the operating system's keyring, and nowhere else.

Only backends that encrypt are used; one that writes plain files is as good as none. A keyring may
ask its user something, so every call has a time limit.
"""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable
from typing import TypeVar

from desktop.errors import StoreError

_SERVICE = "carrel"
_LIMIT_S = 5.0
_ALLOWED = (
    "keyring.backends.SecretService",
    "keyring.backends.kwallet",
    "keyring.backends.libsecret",
    "keyring.backends.macOS",
    "keyring.backends.Windows",
)
Result = TypeVar("Result")


def usable() -> bool:
    """Tell whether there is a keyring that keeps secrets."""
    try:
        return _in_time(_has_backend)
    except StoreError:
        return False


def read(name: str) -> bytes | None:
    """A secret, or None where the keyring has none; raises StoreError("no_keyring")."""

    def get() -> str | None:
        import keyring

        return keyring.get_password(_SERVICE, name)

    _require_backend()
    found = _in_time(get)
    return base64.b64decode(found) if found is not None else None


def write(name: str, secret: bytes) -> None:
    """Keep a secret; raises StoreError("no_keyring")."""

    def put() -> None:
        import keyring

        keyring.set_password(_SERVICE, name, base64.b64encode(secret).decode())

    _require_backend()
    _in_time(put)


def _has_backend() -> bool:
    import keyring
    from keyring.backends.chainer import ChainerBackend

    backend = keyring.get_keyring()
    parts = list(backend.backends) if isinstance(backend, ChainerBackend) else [backend]
    return bool(parts) and all(type(each).__module__.startswith(_ALLOWED) for each in parts)


def _require_backend() -> None:
    if not usable():
        raise StoreError("no_keyring")


def _in_time(run: Callable[[], Result]) -> Result:
    results: list[Result] = []
    errors: list[Exception] = []

    def work() -> None:
        from keyring.errors import KeyringError

        try:
            results.append(run())
        except (KeyringError, OSError, RuntimeError) as error:
            errors.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(_LIMIT_S)
    if results:
        return results[0]
    raise StoreError("no_keyring") from (errors[0] if errors else None)
