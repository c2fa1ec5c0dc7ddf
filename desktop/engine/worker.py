"""The engine's process: one model in memory, one job at a time."""

from __future__ import annotations

import time
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from desktop.domain import ModelInfo, PromptPart
from desktop.engine import gguf, template
from desktop.engine.context import Plan, plan
from desktop.engine.reply import Channel, Reply
from desktop.errors import ModelError
from desktop.messages import (
    Command,
    Generate,
    Generated,
    LoadModel,
    ModelLoaded,
    PromptReady,
    Token,
)
from desktop.worker import Desk, settle

if TYPE_CHECKING:
    from desktop.engine.llama import LlamaModel

_FLUSH_S = 0.016
_SMALLEST_CONTEXT = 1024
_GB = 1_000_000_000


def serve(pipe: Connection) -> None:
    """Run in the child process until told to stop."""
    settle()
    desk = Desk(pipe)
    engine = EngineWorker(desk)
    while (command := desk.take()) is not None:
        desk.work(command, engine.run)


class EngineWorker:
    """Loads models and streams completions."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._job = 0
        self._model: LlamaModel | None = None
        self._info: ModelInfo | None = None
        self._loaded: tuple[object, ...] = ()
        self._template = ""

    def run(self, command: Command) -> None:
        """Do one job."""
        self._job = command.job
        if isinstance(command, LoadModel):
            self._load(command)
        elif isinstance(command, Generate):
            self._generate(command)

    def _load(self, command: LoadModel) -> None:
        wanted = (command.path, command.context_tokens, command.gpu_layers, command.threads)
        if self._model is None or self._loaded != wanted:
            self._replace(command)
            self._loaded = wanted
        assert self._model is not None
        assert self._info is not None
        self._desk.send(
            ModelLoaded(command.job, self._info, self._model.context_tokens, self._model.device)
        )

    def _replace(self, command: LoadModel) -> None:
        # Heavy and able to crash: imported in this process only.
        from desktop.engine.llama import LlamaModel

        header = gguf.read_header(Path(command.path))
        info = gguf.model_info(header)
        if self._model is not None:
            self._model.close()
            self._model, self._loaded = None, ()
        context_tokens = _context_that_fits(
            header, min(command.context_tokens, info.context_tokens)
        )
        self._model = LlamaModel(
            command.path,
            context_tokens=context_tokens,
            gpu_layers=command.gpu_layers,
            threads=command.threads or _cores(),
            interrupted=lambda: self._desk.is_cancelled(self._job),
        )
        self._info = _with_languages(info, self._model)
        self._template = gguf.chat_template(header)

    def _generate(self, command: Generate) -> None:
        if self._model is None:
            raise ModelError("no_model")
        begun = time.perf_counter()
        model = self._model
        layout = plan(
            command, model.context_tokens, lambda text: len(model.tokenize(text, special=False))
        )
        tokens, text = self._prompt(layout)
        if len(tokens) >= model.context_tokens:
            raise ModelError("prompt_too_long", detail=str(model.context_tokens))
        n_reused = model.reuse(tokens)
        self._desk.send(
            PromptReady(
                command.job,
                text,
                (*layout.parts, PromptPart("template", len(tokens) - _total(layout))),
                len(tokens),
                n_reused,
                layout.n_dropped_turns,
                layout.sent_passages,
            )
        )
        self._stream(command, layout, tokens, begun)

    def _prompt(self, layout: Plan) -> tuple[list[int], str]:
        assert self._model is not None
        model = self._model
        pieces = template.render(self._template, layout.turns, model.bos, model.eos)
        tokens = [
            token
            for piece in pieces
            for token in model.tokenize(piece.text, special=piece.turn is None)
        ]
        return model.with_bos(tokens), "".join(piece.text for piece in pieces)

    def _stream(self, command: Generate, layout: Plan, tokens: list[int], begun: float) -> None:
        assert self._model is not None
        reply, outbox = Reply(), _Outbox(self._desk, command.job)
        n_completion, first, circles = 0, 0.0, False
        completion = self._model.complete(
            tokens,
            max_tokens=layout.max_tokens,
            temperature=command.temperature,
            seed=command.seed,
        )
        for token in completion:
            first = first or time.perf_counter()
            n_completion += 1
            for channel, text in reply.feed(self._model.piece(token)):
                outbox.put(channel, text)
            if n_completion % 16 == 0 and reply.goes_in_circles():
                circles = True
                break
        completion.close()
        for channel, text in reply.end():
            outbox.put(channel, text)
        outbox.flush()
        self._report(command, len(tokens), n_completion, begun, first or begun, circles, layout)

    def _report(
        self,
        command: Generate,
        n_prompt: int,
        n_completion: int,
        begun: float,
        first: float,
        circles: bool,
        layout: Plan,
    ) -> None:
        seconds = time.perf_counter() - first
        is_full = n_completion >= layout.max_tokens and not circles
        is_cancelled = self._desk.is_cancelled(command.job)
        self._desk.send(
            Generated(
                command.job,
                n_prompt,
                n_completion,
                (first - begun) * 1000,
                max(n_completion - 1, 0) / seconds if seconds > 0 else 0.0,
                "cancelled" if is_cancelled else "length" if is_full else "stop",
            )
        )


class _Outbox:
    """Joins pieces that come within one frame into one event."""

    def __init__(self, desk: Desk, job: int) -> None:
        self._desk = desk
        self._job = job
        self._channel: Channel = "answer"
        self._text = ""
        self._sent_at = 0.0

    def put(self, channel: Channel, text: str) -> None:
        if channel != self._channel:
            self.flush()
            self._channel = channel
        self._text += text
        if time.perf_counter() - self._sent_at >= _FLUSH_S:
            self.flush()

    def flush(self) -> None:
        if self._text:
            self._desk.send(Token(self._job, self._text, self._channel))
            self._text, self._sent_at = "", time.perf_counter()


def _total(layout: Plan) -> int:
    return sum(part.n_tokens for part in layout.parts)


def _cores() -> int:
    return psutil.cpu_count(logical=False) or psutil.cpu_count() or 1


def _context_that_fits(header: gguf.Header, wanted: int) -> int:
    """Halve the context window until the model fits into free memory; raises ModelError."""
    free = psutil.virtual_memory().available
    context_tokens = wanted
    while gguf.memory_needed(header, context_tokens) > free:
        if context_tokens // 2 < _SMALLEST_CONTEXT:
            needed = gguf.memory_needed(header, context_tokens) / _GB
            detail = f"{needed:.1f} GB / {free / _GB:.1f} GB"
            raise ModelError("model_too_large", str(header.path), detail)
        context_tokens //= 2
    return context_tokens


def _with_languages(info: ModelInfo, model: LlamaModel) -> ModelInfo:
    named = info.languages or ("en",)
    if model.speaks_chinese():
        named = tuple(dict.fromkeys((*named, "zh")))
    return replace(info, languages=named)
