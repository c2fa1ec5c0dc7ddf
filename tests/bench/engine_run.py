"""The window's side of a measurement: an engine process, and when each of its events came in."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeVar

from desktop.engine_messages import (
    Generate,
    Generated,
    KvFolder,
    LoadModel,
    ModelLoaded,
    PromptReady,
    Token,
)
from desktop.inference import Fit
from desktop.messages import Command, Event, Failed, Finished
from desktop.process import Worker
from tests.bench.engine_child import Paced, SendStamps, TellPace
from tests.bench.llama_bench import Missing

_PATIENCE_S = 300

Kind = TypeVar("Kind", bound=Event)


@dataclass(frozen=True, slots=True)
class Run:
    """One job as the window saw it: moments by this process's clock."""

    begun: float
    events: list[tuple[float, Event]] = field(default_factory=list)

    def one(self, kind: type[Kind]) -> Kind:
        """The one event of a kind."""
        return next(each for _, each in self.events if isinstance(each, kind))

    @property
    def texts(self) -> list[float]:
        """When each piece of text came in."""
        return [moment for moment, each in self.events if isinstance(each, Token)]

    @property
    def answer(self) -> str:
        """What was said."""
        return "".join(each.text for _, each in self.events if isinstance(each, Token))

    @property
    def ttft_s(self) -> float:
        """From the command to the first text."""
        return self.texts[0] - self.begun

    @property
    def tokens_per_second(self) -> float:
        """How fast text came in, first piece to last."""
        return (self.one(Generated).n_completion - 1) / (self.texts[-1] - self.texts[0])


@dataclass(frozen=True, slots=True)
class InTurns:
    """Tokens per second: as the engine chose them, as they came in here, and of the bare loop."""

    chosen: float
    streamed: float
    bare: float


class Engine:
    """An engine process with a model; raises Missing where it cannot do what is asked."""

    def __init__(
        self,
        serve: Callable[[Connection], None],
        model: Path,
        context_tokens: int,
        kv: KvFolder | None = None,
    ) -> None:
        self._events: queue.SimpleQueue[list[tuple[float, Event]]] = queue.SimpleQueue()
        self._held: list[tuple[float, Event]] = []
        self._told = 0  # the job whose first text was passed on
        self._worker = Worker("engine", serve, self._note, "engine_died")
        self._job = 0
        load = LoadModel(self.next_job(), str(model), context_tokens, batch=512, kv=kv)
        self.fit: Fit = self.run(load).one(ModelLoaded).fit

    def close(self) -> None:
        """End the process."""
        self._worker.close()

    def next_job(self) -> int:
        """Number the job that comes next."""
        self._job += 1
        return self._job

    def send(self, command: Command) -> None:
        """Pass a command on."""
        self._worker.send(command)

    def run(self, command: Command) -> Run:
        """Do a job to its end."""
        return self.until(command, lambda event: isinstance(event, Finished))

    def until(self, command: Command, is_last: Callable[[Event], bool]) -> Run:
        """Send a command and take its events up to the one that is the last."""
        run = Run(time.perf_counter())
        self.send(command)
        return self.go_on(run, command.job, is_last)

    def go_on(self, run: Run, job: int, is_last: Callable[[Event], bool]) -> Run:
        """Take a job's events up to the one that is the last."""
        while True:
            came = [each for each in self._events.get(timeout=_PATIENCE_S) if each[1].job == job]
            run.events.extend(came)
            for _, event in came:
                if isinstance(event, Failed):
                    raise Missing(f"the engine failed: {event.problem.code}")
                if is_last(event):
                    return run

    def generate(self, question: str, n_tokens: int, **more: Any) -> Run:
        """Stream an answer, greedily."""
        return self.run(Generate(self.next_job(), question=question, max_tokens=n_tokens, **more))

    def paced(self, command: Command) -> float:
        """Do a job that is answered by `Paced`; tokens per second, or per processor second."""
        return _speed(self.run(command).one(Paced))

    def decoded(self, question: str, n_tokens: int) -> tuple[Run, float]:
        """Stream an answer of exactly so many tokens; with it, how fast they were chosen."""
        run, paced = self._decoded(question, n_tokens)
        return run, _speed(paced)

    def in_turns(self, question: str, n_tokens: int) -> InTurns:
        """Stream an answer in turn with the bare loop; `TakeTurns` was sent before."""
        run, paced = self._decoded(question, n_tokens)
        seconds = run.texts[-1] - run.texts[0] - paced.bare_s
        streamed = (run.one(Generated).n_completion - 1) / seconds
        return InTurns(_speed(paced), streamed, paced.n_bare / paced.bare_s)

    def _decoded(self, question: str, n_tokens: int) -> tuple[Run, Paced]:
        run = self.generate(question, n_tokens)
        if run.one(Generated).n_completion != n_tokens:
            raise Missing(f"the engine stopped after {run.one(Generated).n_completion} tokens")
        return run, self.run(TellPace(self.next_job())).one(Paced)

    def there_and_back(self) -> float:
        """Seconds from a command that asks for nothing to its answer."""
        command = TellPace(self.next_job())
        run = self.until(command, lambda event: isinstance(event, Paced))
        return run.events[-1][0] - run.begun

    def delays(self, command: SendStamps, meanwhile: Command) -> list[float]:
        """Seconds that events took to come here; the clock is the same in all processes."""
        run = Run(time.perf_counter())
        self.send(command)
        self.send(meanwhile)
        for _ in range(command.n_stamps):
            self.go_on(run, command.job, lambda event: isinstance(event, Paced))
        return [
            moment - event.moments[0] for moment, event in run.events if isinstance(event, Paced)
        ]

    def prompt(self, question: str) -> str:
        """What the model is really given for a question."""
        return self.generate(question, 1).one(PromptReady).text

    def _note(self, event: Event) -> None:
        # Who waits is woken for the first text only: to wake it for every piece would cost the
        # engine one of two cores, time and again.
        self._held.append((time.perf_counter(), event))
        if isinstance(event, Token):
            if event.job == self._told:
                return
            self._told = event.job
        self._events.put(self._held)
        self._held = []


def _speed(paced: Paced) -> float:
    moments = paced.moments
    return (len(moments) - 1) / (moments[-1] - moments[0])
