"""The engine's process: one model in memory, one job at a time, useful work while it waits."""

from __future__ import annotations

import logging
import os
import threading
from dataclasses import replace
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from desktop.engine_messages import (
    Generate,
    InspectModel,
    LoadModel,
    MeasureModel,
    MeasureProgress,
    ModelInspected,
    ModelLoaded,
    ModelMeasured,
    Prepare,
    Prompt,
)
from desktop.errors import ModelError
from desktop.inference import PromptTurn
from desktop.messages import Command
from desktop.worker import Desk, settle

if TYPE_CHECKING:
    from desktop.engine.session import Session

logger = logging.getLogger(__name__)

_READY_AFTER_S = 0.4
"""How long nothing must come in before the engine gets ready for the next question."""

_SAVE_AFTER_S = 15.0
"""And how long before it writes the state of the conversation: some hundred megabytes a time."""


def serve(pipe: Connection) -> None:
    """Run in the child process until told to stop."""
    settle()
    # Where llama.cpp aborts, ggml would start a debugger for a backtrace nobody reads.
    os.environ["GGML_NO_BACKTRACE"] = "1"
    engine = EngineWorker(pipe)
    engine.run()


class EngineWorker:
    """Loads models and streams completions.

    A job in the background (`Prepare`, and what is done while idle) ends as soon as another
    command comes in; any other ends when it is cancelled.
    """

    def __init__(self, pipe: Connection) -> None:
        # Heavy and able to crash: imported in this process only.
        from desktop.engine.device import devices
        from desktop.engine.llama import Interruption

        self._look_for_devices = devices
        self._devices = devices()
        self._interruption = Interruption()
        self._job = 0
        self._is_background = False
        self._session: Session | None = None
        self._loaded: tuple[LoadModel, object] | None = None
        self._next: Prompt | None = None
        self._minding = threading.Lock()
        self.desk = Desk(pipe)
        self.desk.on_change = self._mind

    def run(self) -> None:
        """Do what comes in until the process should end, and keep what is worth keeping."""
        while True:
            if not self.desk.wait(_READY_AFTER_S):
                self._get_ready()
            if not self.desk.wait(_SAVE_AFTER_S):
                self._save()
            if (command := self.desk.take()) is None:
                break
            self.desk.work(command, self.do)
        self._interruption.set(False)
        if self._session is not None:
            self._session.close()

    def do(self, command: Command) -> None:
        """Do one job."""
        self._begin(command.job, is_background=isinstance(command, Prepare))
        match command:
            case LoadModel():
                self._load(command)
            case Generate():
                self._generate(command)
            case Prepare():
                self._prepare(command)
            case InspectModel():
                self._inspect(command)
            case MeasureModel():
                self._measure(command)

    def _begin(self, job: int, *, is_background: bool) -> None:
        with self._minding:
            self._job, self._is_background = job, is_background
            self._interruption.set(self._is_unwanted())

    def _mind(self) -> None:
        """Stop llama.cpp where the job at hand should end; called whenever something came in."""
        # Judged and set in one: the job could change in between, and the flag stay for the next.
        with self._minding:
            self._interruption.set(self._is_unwanted())

    def _is_unwanted(self) -> bool:
        if self._is_background and self.desk.is_wanted():
            return True
        return self.desk.is_cancelled(self._job)

    def _load(self, command: LoadModel) -> None:
        # A file that was replaced meanwhile is another model; where states are kept is not.
        wanted = (replace(command, job=0, kv=None), _version(command.path))
        if self._session is None or self._loaded != wanted:
            self._replace(command)
            self._loaded = wanted
        assert self._session is not None
        self._session.keep_states(command.kv)
        self.desk.send(ModelLoaded(command.job, self._session.info, self._session.fit))

    def _replace(self, command: LoadModel) -> None:
        from desktop.engine.loading import Wish, load
        from desktop.engine.session import Session

        self._unload()
        # Others may have taken a GPU's memory since, or given it back.
        self._devices = self._look_for_devices()
        wish = Wish(
            command.path,
            command.context_tokens,
            command.gpu_layers,
            command.threads,
            command.batch,
        )
        self._session = Session(load(wish, self._devices, self._interruption))

    def _unload(self) -> None:
        session, self._session, self._loaded, self._next = self._session, None, None, None
        if session is not None:
            session.close()

    def _generate(self, command: Generate) -> None:
        from desktop.engine.writing import Writing

        session = self._require_session()
        writing = Writing(session, self.desk, command, self._is_unwanted)
        layout, tokens, ready = session.lay_out(command)
        self.desk.send(ready)
        answer = writing.run(layout, tokens, ready.text)
        if command.begun:
            # Of an answer in two parts the ids are not known as one.
            self._next = None
            return
        session.remember_answer(answer, writing.answer_tokens)
        self._next = _with_answer(command, answer) if command.conversation else None

    def _prepare(self, prompt: Prompt) -> None:
        self._next = None
        self._require_session().prepare(prompt)

    def _inspect(self, command: InspectModel) -> None:
        from desktop.engine.loading import Wish, inspect

        wish = Wish(command.path, command.context_tokens, command.gpu_layers)
        held = self._session.fit.needed_bytes if self._session is not None else 0
        self.desk.send(ModelInspected(command.job, *inspect(wish, self._devices, held)))

    def _measure(self, command: MeasureModel) -> None:
        from desktop.engine.trial import Trials

        self._unload()
        trials = Trials(command.path, self._devices, self._interruption)
        try:
            found = trials.run(
                command.seconds,
                lambda share: self.desk.send(MeasureProgress(command.job, share)),
            )
        finally:
            trials.close()
        if found is not None:
            best, before = found.best, found.first.tok_s
            self.desk.send(
                ModelMeasured(
                    command.job, best.threads, best.batch, best.prompt_tok_s, best.tok_s, before
                )
            )

    def _get_ready(self) -> None:
        """Evaluate what the next question of the conversation will begin with."""
        if self._session is not None and self._next is not None:
            self._begin(0, is_background=True)
            prompt, self._next = self._next, None
            try:
                self._session.prepare(prompt)
            except ModelError as error:
                # Nobody waits for this; a question that meets the same is told so.
                logger.warning("could not get ready: %s", error.problem.code)

    def _save(self) -> None:
        if self._session is not None:
            self._begin(0, is_background=True)
            self._session.save(self._is_unwanted)

    def _require_session(self) -> Session:
        if self._session is None:
            raise ModelError("no_model")
        return self._session


def _version(path: str) -> tuple[int, int] | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def _with_answer(command: Generate, answer: str) -> Prompt:
    """What the next question of a conversation will be asked behind."""
    turns = (*command.turns, PromptTurn("user", command.question), PromptTurn("assistant", answer))
    return Prompt(
        0,
        turns,
        command.form,
        command.language,
        command.conversation,
        command.system,
        command.summary,
        command.max_tokens,
        command.reasoning_tokens,
    )
