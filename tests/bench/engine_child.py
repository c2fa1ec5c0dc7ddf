"""The engine's process as it is, with commands of its own for what the engine is compared to."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from desktop.engine.worker import EngineWorker
from desktop.engine_messages import LoadModel
from desktop.messages import Command, Event
from desktop.worker import settle
from tests.bench.bare_loop import BareLoop, Tap, long_text, tokenize

_SENTENCES = 600
_PACE_S = 0.0075


@dataclass(frozen=True, slots=True)
class RunBare(Command):
    """Run the bare loop. Answered by `Paced`."""

    prompt: str
    n_tokens: int


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
    """When each token was there, in seconds by one clock."""

    moments: tuple[float, ...]


def serve(pipe: Connection) -> None:
    """Run in the child process until told to stop."""
    settle()
    _MeasuredWorker(pipe).run()


class _MeasuredWorker(EngineWorker):
    def __init__(self, pipe: Connection) -> None:
        self._tap = Tap()  # before the engine imports llama.cpp's functions
        self._script: Sequence[int] = ()
        self._bare: BareLoop | None = None
        self._library: _Library | None = None
        super().__init__(pipe)

    def do(self, command: Command) -> None:
        if isinstance(command, TellPace):
            self._tell(command, self._tap.moments)
        elif isinstance(command, LeaveOutModel):
            self._tap.leave_out_the_model(_PACE_S)
        elif isinstance(command, SendStamps):
            threading.Thread(target=self._send_stamps, args=(command,), daemon=True).start()
        elif isinstance(command, RunBare):
            self._run_bare(command)
        elif isinstance(command, RunLibrary):
            self._run_library(command)
        else:
            self._run_engine(command)

    def _run_engine(self, command: Command) -> None:
        self._tap.begin(self._script)
        super().do(command)
        if isinstance(command, LoadModel):
            assert self._tap.opened is not None
            self._script = tokenize(self._tap.opened[0], long_text(_SENTENCES))
            self._bare = None

    def _run_bare(self, command: RunBare) -> None:
        assert self._tap.opened is not None
        model, _ = opened = self._tap.opened
        if self._bare is None:
            self._bare = BareLoop(*opened)
            self._tap.opened = opened
        self._tap.begin(self._script)
        self._bare.run(tokenize(model, command.prompt), command.n_tokens)
        self._tell(command, self._tap.moments)

    def _run_library(self, command: RunLibrary) -> None:
        opened = self._tap.opened
        self._library = self._library or _Library(command)
        self._tap.opened = opened
        self._tap.begin(self._script)
        self._tell(command, self._library.stream(command.question, command.n_tokens))

    def _send_stamps(self, command: SendStamps) -> None:
        for _ in range(command.n_stamps):
            self._tell(command, [time.perf_counter()])
            time.sleep(command.pause_s)

    def _tell(self, command: Command, moments: Sequence[float]) -> None:
        self.desk.send(Paced(command.job, tuple(moments)))


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
