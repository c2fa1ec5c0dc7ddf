"""Finds the threads and batch with which a model answers soonest on this computer.

Pure: whoever calls passes in what tries one combination, so nothing here knows llama.cpp.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from desktop.engine.estimate import BATCH

_SMALLER, _LARGER = (256, 128), (1024,)

_PROMPT_TOKENS, _ANSWER_TOKENS = 1000, 200
_WORTH = 0.97  # a gain under 3 % is noise: what came first stays
_GIVE_UP_AFTER = 2

Try = Callable[[int, int], tuple[float, float]]
"""Try threads and a batch; returns tokens a second, of the prompt and of the answer."""


@dataclass(frozen=True, slots=True)
class Trial:
    """How fast one combination was, in tokens a second."""

    threads: int
    batch: int
    prompt_tok_s: float
    tok_s: float

    @property
    def seconds(self) -> float:
        """How long a typical answer takes: a prompt with passages, then a few paragraphs."""
        if self.prompt_tok_s <= 0 or self.tok_s <= 0:
            return float("inf")
        return _PROMPT_TOKENS / self.prompt_tok_s + _ANSWER_TOKENS / self.tok_s


@dataclass(frozen=True, slots=True)
class Measurement:
    """The best combination found, and the first one tried: the engine's own choice."""

    best: Trial
    first: Trial


@dataclass(frozen=True, slots=True)
class Watch:
    """Who is told how far it is, and may end it early."""

    progress: Callable[[float], None] = lambda _: None
    is_cancelled: Callable[[], bool] = lambda: False
    clock: Callable[[], float] = time.monotonic


_NOBODY = Watch()


def measure(
    try_: Try, physical: int, logical: int, seconds: float = 30.0, watch: Watch = _NOBODY
) -> Measurement | None:
    """Try threads first, then batches, within a time budget; None where it was cancelled.

    `physical` and `logical` are the computer's cores. The first combination is always tried,
    whatever it takes.
    """
    search = _Search(try_, seconds, watch)
    physical = max(1, min(physical, logical))
    more, fewer = _threads(physical, logical)
    search.climb([(physical, BATCH)])
    search.climb((threads, BATCH) for threads in more)
    search.climb((threads, BATCH) for threads in fewer)
    search.climb((search.threads, batch) for batch in _SMALLER)
    search.climb((search.threads, batch) for batch in _LARGER)
    if watch.is_cancelled() or search.best is None or search.first is None:
        return None
    watch.progress(1.0)
    return Measurement(search.best, search.first)


def _threads(physical: int, logical: int) -> tuple[list[int], list[int]]:
    """Numbers of threads above and below the physical cores, the nearest first.

    Every number where there are few; steps that grow where there are many, up to all there are.
    """
    more = sorted({*_steps(physical, logical), logical} - {physical})
    fewer = sorted({physical - (each - physical) for each in _steps(physical, 2 * physical - 1)})
    return more, [each for each in reversed(fewer) if each < physical]


def _steps(begin: int, end: int) -> Iterator[int]:
    at, step = begin, 1
    while at + step <= end:
        at += step
        yield at
        if at - begin >= 4:
            step *= 2


class _Search:
    """Remembers the best trial and the time that is left."""

    def __init__(self, try_: Try, seconds: float, watch: Watch) -> None:
        self._try = try_
        self._seconds = seconds
        self._watch = watch
        self._begun = watch.clock()
        self._cost_s = 0.0
        self.first: Trial | None = None
        self.best: Trial | None = None

    @property
    def threads(self) -> int:
        """The best number of threads so far."""
        assert self.best is not None
        return self.best.threads

    def climb(self, combinations: Iterable[tuple[int, int]]) -> None:
        """Try one after the other, until it gets no better or the time is over."""
        n_worse = 0
        for threads, batch in combinations:
            if n_worse >= _GIVE_UP_AFTER or self._is_over():
                return
            n_worse = 0 if self._improve(threads, batch) else n_worse + 1

    def _improve(self, threads: int, batch: int) -> bool:
        begun = self._watch.clock()
        trial = Trial(threads, batch, *self._try(threads, batch))
        now = self._watch.clock()
        self._cost_s = now - begun
        self._watch.progress(min(0.99, (now - self._begun) / self._seconds))
        self.first = self.first or trial
        if self.best is not None and trial.seconds >= self.best.seconds * _WORTH:
            return False
        self.best = trial
        return True

    def _is_over(self) -> bool:
        if self._watch.is_cancelled():
            return True
        spent = self._watch.clock() - self._begun
        return self.first is not None and spent + self._cost_s > self._seconds
