"""Where things live: one home folder that moves as a whole, and the read-only installation."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import platformdirs

_BESIDE = ("", "-wal", "-shm", "-journal")
"""What SQLite keeps beside a database, by its ending."""
STARTER_MODEL = "SmolLM2-135M-Instruct.Q4_1.gguf"
STARTER_EMBEDDER = "all-MiniLM-L6-v2"


@dataclass(frozen=True, slots=True)
class Home:
    """Every file Carrel keeps for a user, below one folder."""

    root: Path

    @property
    def store(self) -> Path:
        """Conversations, citations and feedback (SQLCipher)."""
        return self.root / "carrel.db"

    @property
    def store_sidecar(self) -> Path:
        """How `store` is locked, and the id of its key; holds no secret."""
        return self.root / "carrel.json"

    @property
    def library(self) -> Path:
        """Documents, chunks and embeddings (SQLite); the index worker's alone."""
        return self.root / "library.db"

    @property
    def index(self) -> Path:
        """The search index, one folder an embedder; can be rebuilt from `library`."""
        return self.root / "index"

    @property
    def models(self) -> Path:
        """GGUF models and embedders the user added."""
        return self.root / "models"

    @property
    def kv(self) -> Path:
        """States of the KV cache, a folder a conversation; locked as `store` is."""
        return self.root / "kv"

    @property
    def presets(self) -> Path:
        """The presets the user made."""
        return self.root / "presets.json"

    @property
    def tuning(self) -> Path:
        """The fastest threads and batch of each model that was measured here."""
        return self.root / "tuning.json"

    @property
    def hashes(self) -> Path:
        """The SHA-256 of model files whose answers were exported."""
        return self.root / "hashes.json"

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.root / "settings.json"

    @property
    def logs(self) -> Path:
        """Log files: ids, sizes and codes, never text."""
        return self.root / "logs"

    @property
    def ballast(self) -> Path:
        """Room kept for the moment when the disk is full."""
        return self.root / "ballast"

    @property
    def lock(self) -> Path:
        """Held by the one process that has this home open."""
        return self.root / "home.lock"

    @property
    def relay(self) -> Path:
        """How to reach the process that holds the lock; readable by its user only."""
        return self.root / "relay.json"

    def names(self) -> tuple[str, ...]:
        """Patterns of everything Carrel makes in a home, but the lock and the relay."""
        databases = [f"{each.name}{end}" for each in (self.store, self.library) for end in _BESIDE]
        files = (self.store_sidecar, self.presets, self.tuning, self.settings)
        kept_aside = f"{self.presets.name}.damaged*"
        folders = (self.index, self.models, self.kv, self.logs)
        return (
            *databases,
            *(each.name for each in (*files, *folders, self.ballast)),
            kept_aside,
        )

    def create(self) -> None:
        """Make the folder, readable by its user only."""
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)


def first_home() -> Home:
    """Where the home of a user who named none is at first."""
    return Home(Path(platformdirs.user_data_dir("carrel", appauthor=False)))


def pointer() -> Path:
    """The file that says where that home was moved to; not there while it was not."""
    return first_home().root / "moved.json"


def installation() -> Path:
    """The read-only folder that came with the program: venv or bundle."""
    return Path(getattr(sys, "_MEIPASS", sys.prefix)) / "share" / "carrel"


def starter_model() -> Path:
    """The GGUF model that came with the program."""
    return installation() / "models" / STARTER_MODEL


def starter_embedder() -> Path:
    """The embedder that came with the program, with its ONNX export in `onnx/`."""
    return installation() / "models" / STARTER_EMBEDDER


def is_embedder(folder: Path) -> bool:
    """Tell whether a folder looks like one of sentence-transformers that can be used."""
    return all((folder / name).is_file() for name in ("tokenizer.json", "config.json"))


def samples() -> Path:
    """The sample documents that came with the program."""
    return Path(__file__).parent / "samples"
