"""The engine's process as it is, with commands of its own for what the engine is compared to."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from desktop.engine.worker import EngineWorker
from desktop.engine_messages import Generate, LoadModel
from desktop.messages import Command, Event
from desktop.worker import settle
from tests.bench.bare_loop import TURN, BareLoop, Tap, long_text, tokenize

_SENTENCES = 600
_PACE_S = 0.0075


@dataclass(frozen=True, slots=True)
class TakeTurns(Command):
    """From now on the bare loop takes tokens in turn with the engine, behind the same prompt."""

    prompt: str


@dataclass(frozen=True, slots=True)
class RunLibrary(Command):
    """Stream a chat completion of llama_cpp's own. Answered by `Paced`."""

    path: str
    question: str
    n_tokens: int
    context_tokens: int
    threads: int


@dataclass(frozen=True, slots=True)
class TellPace(Command):
    """Ask when the tokens of the last completion were chosen. Answered by `Paced`."""


@dataclass(frozen=True, slots=True)
class LeaveOutModel(Command):
    """Compute nothing from now on; moments are processor time of this process."""


@dataclass(frozen=True, slots=True)
class SendStamps(Command):
    """Send events from beside whatever runs. Answered by so many `Paced` of one moment each."""

    n_stamps: int
    pause_s: float


@dataclass(frozen=True, slots=True)
class Paced(Event):
    """When each token was there, in seconds by one clock that stood still in the bare loop's turns.

    The bare loop took `n_bare` tokens in `bare_s` seconds.
    """

    moments: tuple[float, ...]
    n_bare: int = 0
    bare_s: float = 0.0


def serve(pipe: Connection) -> None:
    """Run in the child process until told to stop."""
    settle()
    _MeasuredWorker(pipe).run()


class _MeasuredWorker(EngineWorker):
    def __init__(self, pipe: Connection) -> None:
        self._tap = Tap()  # before the engine imports llama.cpp's functions
        self._script: Sequence[int] = ()
        self._beside = ""
        self._bare: BareLoop | None = None
        self._n_bare = 0
        self._library: _Library | None = None
        super().__init__(pipe)

    def do(self, command: Command) -> None:
        if isinstance(command, TellPace):
            tap = self._tap
            self.desk.send(Paced(command.job, tuple(tap.moments), self._n_bare, tap.paused_s))
        elif isinstance(command, LeaveOutModel):
            self._tap.leave_out_the_model(_PACE_S)
        elif isinstance(command, SendStamps):
            threading.Thread(target=self._send_stamps, args=(command,), daemon=True).start()
        elif isinstance(command, TakeTurns):
            self._beside = command.prompt
        elif isinstance(command, RunLibrary):
            self._run_library(command)
        else:
            self._run_engine(command)

    def _run_engine(self, command: Command) -> None:
        self._n_bare = 0
        is_shared = self._beside and isinstance(command, Generate)
        self._tap.begin(self._script, self._begin_bare() if is_shared else None)
        super().do(command)
        if isinstance(command, LoadModel):
            assert self._tap.opened is not None
            self._script = tokenize(self._tap.opened[0], long_text(_SENTENCES))

    def _begin_bare(self) -> Callable[[], None]:
        assert self._tap.opened is not None
        model, _ = opened = self._tap.opened
        bare = self._bare = self._bare or BareLoop(*opened)
        self._tap.opened = opened
        bare.begin(tokenize(model, self._beside), self._script)

        def turn() -> None:
            bare.take(TURN)
            self._n_bare += TURN

        return turn

    def _run_library(self, command: RunLibrary) -> None:
        opened = self._tap.opened
        self._library = self._library or _Library(command)
        self._tap.opened = opened
        self._tap.begin(self._script)
        moments = self._library.stream(command.question, command.n_tokens)
        self.desk.send(Paced(command.job, tuple(moments)))

    def _send_stamps(self, command: SendStamps) -> None:
        for _ in range(command.n_stamps):
            self.desk.send(Paced(command.job, (time.perf_counter(),)))
            time.sleep(command.pause_s)


class _Library:
    def __init__(self, command: RunLibrary) -> None:
        from llama_cpp import Llama

        self._model = Llama(
            command.path,
            n_ctx=command.context_tokens,
            n_batch=512,
            n_threads=command.threads,
            n_threads_batch=command.threads,
            flash_attn=True,
            verbose=False,
        )

    def stream(self, question: str, n_tokens: int) -> list[float]:
        moments: list[float] = []
        chunks: Any = self._model.create_chat_completion(
            [{"role": "user", "content": question}],
            stream=True,
            temperature=0.0,
            max_tokens=n_tokens,
        )
        for chunk in chunks:
            if chunk["choices"][0]["delta"].get("content"):
                moments.append(time.perf_counter())
        return moments
