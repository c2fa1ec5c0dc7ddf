"""The use case of choosing a model: what GGUF files there are, what they are, which one answers."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.domain import Problem
from desktop.engine_messages import InspectModel, LoadModel, ModelInspected
from desktop.inference import Fit, ModelInfo
from desktop.messages import Event, Failed, Finished
from desktop.process import Sender
from desktop.settings import EngineSettings
from desktop.tuning import TuningFile

_CRASHES_APART_S = 60.0


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
    """Lists the models at hand: the starter, those in the home, and the one the user named.

    Remembers which of them crash the engine, until the program ends.
    """

    def __init__(
        self, starter: Path, folders: Iterable[Path], tuning: TuningFile | None = None
    ) -> None:
        self._starter = starter
        self._folders = tuple(folders)
        self._tuning = tuning
        self._crashed_at: dict[_Version, float] = {}
        self._quarantined: set[_Version] = set()

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
        loading it says so. Threads left to the engine are those measured to be fastest, and so is
        the batch, which was measured with them.
        """
        path = Path(settings.model) if settings.model else self._starter
        if not settings.model and not path.is_file():
            return None
        command = LoadModel(
            0,
            str(path),
            settings.context_tokens,
            settings.gpu_layers,
            settings.threads,
            settings.batch,
        )
        tuned = self._tuning.find(path) if self._tuning else None
        if tuned is None or command.threads:
            return command
        return replace(command, threads=tuned.threads, batch=command.batch or tuned.batch)

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

    def note_crash(self, path: str) -> None:
        """Remember that the engine died with a model; the second time in a minute is the last."""
        version, now = _version(path), time.monotonic()
        before = self._crashed_at.get(version)
        if before is not None and now - before <= _CRASHES_APART_S:
            self._quarantined.add(version)
        self._crashed_at[version] = now

    def is_quarantined(self, path: str) -> bool:
        """Tell whether a model is not to be loaded: it crashed twice and is still the same file."""
        return _version(path) in self._quarantined

    def forgive(self, path: str) -> None:
        """Give a model that the user chose again another try."""
        version = _version(path or str(self._starter))
        self._quarantined.discard(version)
        self._crashed_at.pop(version, None)

    def _files(self) -> list[Path]:
        return [path for folder in self._folders for path in sorted(folder.glob("**/*.gguf"))]


@dataclass(frozen=True, slots=True)
class Inspected:
    """What is known of a model file: its header and how it fits here, or why it cannot be used."""

    path: str
    info: ModelInfo | None = None
    fit: Fit | None = None
    problem: Problem | None = None


class Inspection:
    """Has the engine look into model files; one that can be used is looked into once.

    `notify` is called with every result, in the thread that calls `handle`.
    """

    def __init__(
        self, engine: Sender, jobs: Iterator[int], notify: Callable[[Inspected], None]
    ) -> None:
        self._engine = engine
        self._jobs = jobs
        self._notify = notify
        self._open: dict[int, tuple[str, object]] = {}
        self._known: dict[object, Inspected] = {}

    @property
    def is_busy(self) -> bool:
        """Tell whether a file is still being looked into."""
        return bool(self._open)

    def inspect(self, paths: Iterable[str], settings: EngineSettings) -> None:
        """Look into these files; what is known already is told at once."""
        asked = {key for _, key in self._open.values()}
        for path in paths:
            key = (_version(path), settings.context_tokens, settings.gpu_layers)
            if key in self._known:
                self._notify(self._known[key])
            elif key not in asked:
                job = next(self._jobs)
                self._open[job] = path, key
                self._engine.send(
                    InspectModel(job, path, settings.context_tokens, settings.gpu_layers)
                )

    def handle(self, event: Event) -> None:
        """Take a worker's event; those of other jobs are ignored."""
        if event.job not in self._open:
            return
        path, key = self._open[event.job]
        match event:
            case ModelInspected():
                found = Inspected(path, event.info, event.fit, event.problem)
                # What does not fit now may fit when other programs are closed.
                if found.problem is None:
                    self._known[key] = found
                self._notify(found)
            case Failed():
                del self._open[event.job]
                self._notify(Inspected(path, problem=event.problem))
            case Finished():
                del self._open[event.job]


_Version = tuple[str, int, int]


def _version(path: str) -> _Version:
    """A file as it is now: changed, it is another one."""
    try:
        status = Path(path).stat()
    except OSError:
        return path, 0, 0
    return path, status.st_size, status.st_mtime_ns
