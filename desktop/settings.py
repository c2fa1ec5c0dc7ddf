"""Settings: one frozen section a room, defaults here, `settings.json` for what differs.

An unknown key or a value of the wrong type is logged and ignored.
"""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from typing import Literal, TypeVar, get_args, get_origin, get_type_hints

from desktop.inference import Sampling
from desktop.json_file import write_json

logger = logging.getLogger(__name__)

Section = TypeVar("Section")

_SAMPLING = Sampling()


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """Which model runs, and how."""

    model: str = ""
    context_tokens: int = 4096
    gpu_layers: int = -1
    threads: int = 0
    batch: int = 0
    idle_minutes: int = 20
    kv_quota_mb: int = 2000


@dataclass(frozen=True, slots=True)
class IndexSettings:
    """How documents are read; an empty embedder means the one that came with the program."""

    embedder: str = ""
    threads: int = 0
    recognise_scans: bool = True
    only_when_idle: bool = False


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """How questions are answered."""

    n_passages: int = 5
    max_tokens: int = 512
    use_documents: bool = True
    reasoning_tokens: int = 0


@dataclass(frozen=True, slots=True)
class SamplingSettings:
    """How the next token is chosen; the meaning of each is `inference.Sampling`'s."""

    temperature: float = _SAMPLING.temperature
    top_k: int = _SAMPLING.top_k
    top_p: float = _SAMPLING.top_p
    min_p: float = _SAMPLING.min_p
    repeat_penalty: float = _SAMPLING.repeat_penalty
    dry_multiplier: float = _SAMPLING.dry_multiplier
    seed: int = _SAMPLING.seed

    def sampling(self) -> Sampling:
        """These as the engine takes them."""
        return Sampling(**asdict(self))


@dataclass(frozen=True, slots=True)
class WindowSettings:
    """How the window looks and what it remembers."""

    theme: Literal["system", "light", "dark", "contrast"] = "system"
    language: Literal["system", "en", "zh"] = "system"
    zoom: int = 100
    sidebar: bool = True
    geometry: str = ""
    sidebar_width: int = 0
    viewer_width: int = 0
    viewer_zoom: float = 1.0
    conversation: int = 0
    notify: bool = True


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a user can change."""

    engine: EngineSettings = field(default_factory=EngineSettings)
    index: IndexSettings = field(default_factory=IndexSettings)
    chat: ChatSettings = field(default_factory=ChatSettings)
    sampling: SamplingSettings = field(default_factory=SamplingSettings)
    window: WindowSettings = field(default_factory=WindowSettings)


class SettingsFile:
    """The settings of a running program: read once, written at every change."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.current = load(path)

    def change(self, settings: Settings) -> None:
        """Take new settings and write them; raises StoreError("not_writable")."""
        if settings == self.current:
            return
        self.current = settings
        write_json(asdict(settings), self._path)


def load(path: Path) -> Settings:
    """Read settings; what cannot be read falls back to its default."""
    try:
        stored = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError):
        logger.warning("settings cannot be read, defaults are used")
        return Settings()
    return _merged(Settings(), stored)


def _merged(section: Section, stored: object) -> Section:
    if not isinstance(stored, dict) or not is_dataclass(section):
        return section
    hints = get_type_hints(type(section))
    known = {each.name for each in fields(section)}
    changes: dict[str, object] = {}
    for name, value in stored.items():
        if name not in known:
            logger.warning("unknown setting %s is ignored", name)
        elif is_dataclass(current := getattr(section, name)):
            changes[name] = _merged(current, value)
        elif _fits(value, hints[name]):
            changes[name] = value
        else:
            logger.warning("setting %s has the wrong type and is ignored", name)
    return replace(section, **changes)  # type: ignore[type-var]  # narrowed to a dataclass above


def _fits(value: object, hint: object) -> bool:
    if get_origin(hint) is Literal:
        return value in get_args(hint)
    if hint is float:
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    return type(value) is hint
