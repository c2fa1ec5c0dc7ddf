"""From a GGUF file to a model in memory: check the header, plan, and try until one plan holds."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from pathlib import Path

import psutil

from desktop.domain import Problem
from desktop.engine import gguf, planner
from desktop.engine.estimate import BATCH
from desktop.engine.header import Header
from desktop.engine.llama import Interruption, LlamaModel, Load
from desktop.engine.planner import Attempt, Device
from desktop.engine.template import ChatTemplate
from desktop.errors import ModelError
from desktop.inference import Fit, ModelInfo

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wish:
    """How a user wants a model loaded; 0 and -1 leave the choice to the engine."""

    path: str
    context_tokens: int
    gpu_layers: int = -1
    threads: int = 0
    batch: int = 0


@dataclass(frozen=True, slots=True)
class Loaded:
    """A model in memory, with what is known about it."""

    model: LlamaModel
    info: ModelInfo
    fit: Fit
    template: ChatTemplate


def cores() -> int:
    """How many cores compute; the second thread of a core only gets in the way."""
    return psutil.cpu_count(logical=False) or psutil.cpu_count() or 1


def inspect(
    wish: Wish, devices: tuple[Device, ...], held_bytes: int
) -> tuple[ModelInfo, Fit | None, Problem | None]:
    """Say what a model is, and how it would be loaded or why it cannot; raises ModelError.

    `held_bytes` are held by the model in memory now, which it would take the place of.
    """
    header = gguf.read_header(Path(wish.path))
    info = gguf.model_info(header)
    try:
        free_ram = planner.free_memory() + held_bytes
        first = _attempts(header, info, wish, devices, free_ram)[0]
    except ModelError as error:
        return info, None, error.problem
    return info, _fit(first, wish, _device(first, devices), info.context_tokens), None


def load(wish: Wish, devices: tuple[Device, ...], interruption: Interruption) -> Loaded:
    """Load a model the best way that works; raises ModelError."""
    header = gguf.read_header(Path(wish.path))
    info = gguf.model_info(header)
    attempts = _attempts(header, info, wish, devices, planner.free_memory())
    for number, attempt in enumerate(attempts, 1):
        try:
            model = LlamaModel(_load_of(attempt, wish), interruption)
        except ModelError as error:
            # A file that is damaged stays so, whatever is tried.
            can_help = error.problem.code == "model_out_of_memory" or attempt.gpu_layers
            if interruption or number == len(attempts) or not can_help:
                raise
            logger.warning("loading failed (%s), trying with less", error.problem.detail)
            continue
        device = _device(attempt, devices)
        template = ChatTemplate(gguf.chat_template(header), model.bos, model.eos)
        info = _with_languages(info, model)
        return Loaded(model, info, _fit(attempt, wish, device, info.context_tokens), template)
    raise AssertionError("a plan has at least one attempt")


def _attempts(
    header: Header, info: ModelInfo, wish: Wish, devices: tuple[Device, ...], free_ram: int
) -> tuple[Attempt, ...]:
    return planner.attempts(
        header,
        context_tokens=min(wish.context_tokens, info.context_tokens),
        gpu_layers=wish.gpu_layers,
        batch=wish.batch or BATCH,
        devices=devices,
        free_ram=free_ram,
    )


def _load_of(attempt: Attempt, wish: Wish) -> Load:
    return Load(
        wish.path,
        attempt.context_tokens,
        attempt.gpu_layers,
        wish.threads or cores(),
        attempt.batch,
        attempt.kv_type,
    )


def _fit(attempt: Attempt, wish: Wish, device: str, n_trained: int) -> Fit:
    return Fit(
        context_tokens=attempt.context_tokens,
        device=device,
        gpu_layers=attempt.gpu_layers,
        threads=wish.threads or cores(),
        batch=attempt.batch,
        kv_type=attempt.kv_type,
        needed_bytes=attempt.ram_bytes,
        wanted_context_tokens=min(wish.context_tokens, n_trained),
    )


def _device(attempt: Attempt, devices: tuple[Device, ...]) -> str:
    named = [each.name for each in devices if each.kind == "gpu"]
    return named[0] if attempt.gpu_layers and named else "CPU"


def _with_languages(info: ModelInfo, model: LlamaModel) -> ModelInfo:
    named = info.languages or ("en",)
    if model.speaks_chinese():
        named = tuple(dict.fromkeys((*named, "zh")))
    return replace(info, languages=named)
