"""Which states of the KV cache belong to which conversation, without saying so on disk."""

from __future__ import annotations

import hashlib
import hmac
import logging
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from desktop.engine_messages import KvFolder

logger = logging.getLogger(__name__)

_NAME_CHARS = 32


@dataclass(frozen=True, slots=True)
class StateFolder:
    """The folder of a home's states, locked with a key that comes from the store's.

    A conversation's folder is named so that only who has the key knows whose it is.
    """

    path: Path
    key: bytes = field(repr=False)
    quota_bytes: int

    def for_engine(self) -> KvFolder:
        """What the engine needs to read and write states."""
        return KvFolder(str(self.path), self.key, self.quota_bytes)

    def name(self, conversation_id: int) -> str:
        """The name of a conversation's folder."""
        digest = hmac.new(self.key, str(conversation_id).encode(), hashlib.sha256)
        return digest.hexdigest()[:_NAME_CHARS]

    def forget_all_but(self, kept: frozenset[int]) -> None:
        """Remove the states of conversations that are gone for good."""
        names = {self.name(each) for each in kept}
        folders = self.path.iterdir() if self.path.is_dir() else ()
        for folder in [each for each in folders if each.name not in names]:
            shutil.rmtree(folder, onerror=_note)


def _note(_function: object, path: str, _error: object) -> None:
    logger.warning("a KV state could not be removed: %s", Path(path).name)
