"""Trying a model with other threads and batches, to find what is fastest on this computer."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import psutil

from desktop.engine.llama import Interruption, LlamaModel
from desktop.engine.loading import Wish, cores, load
from desktop.engine.measuring import Measurement, Watch, measure
from desktop.engine.planner import Device
from desktop.inference import Sampling

_CONTEXT_TOKENS = 2048
_PROMPT_TOKENS, _ANSWER_TOKENS = 512, 32
_WORDS = "The committee discussed the report and agreed to meet again in the autumn. "


class Trials:
    """Loads a model as often as another batch asks for it; free it with `close`."""

    def __init__(self, path: str, devices: tuple[Device, ...], interruption: Interruption) -> None:
        self._wish = Wish(path, _CONTEXT_TOKENS)
        self._devices = devices
        self._interruption = interruption
        self._model: LlamaModel | None = None
        self._batch = 0

    def close(self) -> None:
        """Give the memory back."""
        if self._model is not None:
            self._model.close()
            self._model = None

    def run(self, seconds: float, progress: Callable[[float], None]) -> Measurement | None:
        """Find the fastest threads and batch; None where it was interrupted; raises ModelError."""
        logical = psutil.cpu_count() or 1
        watch = Watch(progress, lambda: bool(self._interruption))
        return measure(self._try, cores(), logical, seconds, watch)

    def _try(self, threads: int, batch: int) -> tuple[float, float]:
        model = self._with_batch(batch)
        model.use_threads(threads)
        model.forget()
        n_prompt = max(_PROMPT_TOKENS, batch)
        prompt = (model.tokenize(_WORDS, special=False) * n_prompt)[:n_prompt]
        model.evaluate(prompt[:8])  # the first evaluation sets buffers up
        model.forget()
        begun = time.perf_counter()
        if not model.evaluate(prompt[:-1]):
            return 0.0, 0.0
        middle = time.perf_counter()
        written = model.complete(prompt, max_tokens=_ANSWER_TOKENS, sampling=Sampling())
        n_tokens = sum(1 for _ in written)
        end = time.perf_counter()
        return (len(prompt) - 1) / (middle - begun), n_tokens / (end - middle)

    def _with_batch(self, batch: int) -> LlamaModel:
        if self._model is None or self._batch != batch:
            self.close()
            wish = replace(self._wish, batch=batch)
            self._model = load(wish, self._devices, self._interruption).model
            self._batch = batch
        return self._model
