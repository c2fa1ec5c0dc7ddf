"""The use case of choosing a model: what GGUF files there are, and which one answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from desktop.domain import Problem
from desktop.messages import LoadModel
from desktop.settings import EngineSettings


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A GGUF file on disk, not yet opened."""

    path: Path
    size_bytes: int
    is_starter: bool

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.path.stem


class Catalog:
    """Lists the models at hand: the starter, those in the home, and the one the user named."""

    def __init__(self, starter: Path, folders: Iterable[Path]) -> None:
        self._starter = starter
        self._folders = tuple(folders)

    def models(self, chosen: str = "") -> tuple[ModelFile, ...]:
        """Every model file at hand, the chosen one among them, by name; the starter last."""
        found: dict[Path, ModelFile] = {}
        for path in [*self._files(), *([Path(chosen)] if chosen else [])]:
            if path != self._starter and path.is_file():
                found[path] = ModelFile(path, path.stat().st_size, is_starter=False)
        listed = sorted(found.values(), key=lambda each: each.name.lower())
        if self._starter.is_file():
            listed.append(ModelFile(self._starter, self._starter.stat().st_size, is_starter=True))
        return tuple(listed)

    def choose(self, settings: EngineSettings) -> LoadModel | None:
        """The command that loads the chosen model, or the starter where none is chosen.

        None where there is no model at all. A chosen file that is gone is still named, so that
        loading it says so.
        """
        path = Path(settings.model) if settings.model else self._starter
        if not settings.model and not path.is_file():
            return None
        return LoadModel(
            0, str(path), settings.context_tokens, settings.gpu_layers, settings.threads
        )

    def check(self, path: Path) -> Problem | None:
        """Say why a file cannot be a model, judged by its first bytes."""
        try:
            with path.open("rb") as file:
                magic = file.read(4)
        except OSError:
            return Problem("model_missing", str(path))
        if magic != b"GGUF":
            return Problem("model_damaged", str(path), "GGUF")
        return None

    def _files(self) -> list[Path]:
        return [path for folder in self._folders for path in sorted(folder.glob("**/*.gguf"))]
