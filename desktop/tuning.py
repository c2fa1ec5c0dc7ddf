"""The use case of measuring a computer: the fastest threads and batch of each model, kept.

What was measured holds for one file on one computer: another size, or another number of cores,
and it is not used.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from desktop.domain import Problem
from desktop.engine_messages import LoadModel, MeasureModel, MeasureProgress, ModelMeasured
from desktop.errors import StoreError
from desktop.json_file import write_json
from desktop.messages import Cancel, Event, Failed, Finished
from desktop.process import Sender

logger = logging.getLogger(__name__)

_MOST_KEPT = 200


@dataclass(frozen=True, slots=True)
class Tuned:
    """The fastest threads and batch of a model, and its speeds with them in tokens a second."""

    threads: int
    batch: int
    prompt_tok_s: float
    tok_s: float


class TuningFile:
    """What was measured, by model; read at every question, so that two processes may share it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def find(self, model: Path) -> Tuned | None:
        """What was measured for a model on this computer; None where nothing was."""
        key = _key(model)
        return _tuned(self._read().get(key)) if key else None

    def keep(self, model: Path, tuned: Tuned) -> None:
        """Keep a measurement in place of an earlier one; raises StoreError("not_writable")."""
        key = _key(model)
        if key is None:
            return
        kept = self._read()
        kept.pop(key, None)
        kept[key] = {**asdict(tuned), "cores": _cores()}
        write_json(dict(list(kept.items())[-_MOST_KEPT:]), self._path)

    def _read(self) -> dict[str, object]:
        try:
            kept = json.loads(self._path.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError):
            logger.warning("what was measured cannot be read and is ignored")
            return {}
        if isinstance(kept, dict):
            return kept
        logger.warning("what was measured is damaged and is ignored")
        return {}


@dataclass(frozen=True, slots=True)
class MeasuringMoved:
    """Measuring has come this far, 0 to 1."""

    share: float


@dataclass(frozen=True, slots=True)
class MeasuringEnded:
    """Measuring ended: with a result, with a problem, or (neither) because it was cancelled.

    `before` is how fast the model was, in tokens a second; 0 where that is not known.
    """

    tuned: Tuned | None = None
    before_tok_s: float = 0.0
    problem: Problem | None = None


Update = MeasuringMoved | MeasuringEnded
Notify = Callable[[Update], None]


class Tuning:
    """Has the engine measure one model at a time and keeps what comes of it.

    `notify` is called in the thread that calls `handle`.
    """

    def __init__(
        self, engine: Sender, jobs: Iterator[int], file: TuningFile, notify: Notify
    ) -> None:
        self._engine = engine
        self._jobs = jobs
        self._file = file
        self._notify = notify
        self._job: int | None = None
        self._model = Path()
        self._ended = MeasuringEnded()

    @property
    def is_measuring(self) -> bool:
        """Tell whether a measurement is on its way."""
        return self._job is not None

    def kept(self, model: LoadModel) -> Tuned | None:
        """What was measured for a model before; None where nothing was."""
        return self._file.find(Path(model.path))

    def measure(self, model: LoadModel) -> None:
        """Measure a model; a second call before the end changes nothing."""
        if self._job is not None:
            return
        self._job = next(self._jobs)
        self._model = Path(model.path)
        self._ended = MeasuringEnded()
        self._engine.send(MeasureModel(self._job, model.path))

    def cancel(self) -> None:
        """Stop measuring; what was kept before stays."""
        if self._job is None:
            return
        self._engine.send(Cancel(self._job))
        # At once, even where the engine is busy with another job.
        self._ended = MeasuringEnded()
        self._end()

    def handle(self, event: Event) -> None:
        """Take a worker's event; those of other jobs are ignored."""
        if event.job != self._job:
            return
        match event:
            case MeasureProgress():
                self._notify(MeasuringMoved(event.share))
            case ModelMeasured():
                self._keep(event)
            case Failed():
                self._ended = MeasuringEnded(problem=event.problem)
                self._end()
            case Finished():
                if event.cancelled:
                    self._ended = MeasuringEnded()
                self._end()

    def _keep(self, event: ModelMeasured) -> None:
        before = self._file.find(self._model)
        tuned = Tuned(event.threads, event.batch, event.prompt_tok_s, event.tok_s)
        was = before.tok_s if before else event.before_tok_s
        self._ended = MeasuringEnded(tuned, was)
        try:
            self._file.keep(self._model, tuned)
        except StoreError as error:
            self._ended = MeasuringEnded(problem=error.problem)

    def _end(self) -> None:
        self._job = None
        self._notify(self._ended)


def _key(model: Path) -> str | None:
    try:
        return f"{model.name} {model.stat().st_size}"
    except OSError:
        return None


def _cores() -> int:
    return os.cpu_count() or 1


def _tuned(kept: object) -> Tuned | None:
    match kept:
        case {
            "threads": int(threads),
            "batch": int(batch),
            "prompt_tok_s": float(prompt_tok_s),
            "tok_s": float(tok_s),
            "cores": int(cores),
        } if cores == _cores() and 0 < threads <= cores and 0 < batch <= 1 << 14:
            return Tuned(threads, batch, prompt_tok_s, tok_s)
    return None
