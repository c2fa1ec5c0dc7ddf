"""How many threads to compute with, now that other programs want the processor too.

llama.cpp's threads wait for each other hundreds of times a token, spinning. Where another program
holds one of their cores, all wait for it: with every core taken, two threads were measured 30 times
slower than one. So no more threads are used than there are cores free.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable

import psutil

_EVERY_S, _AT_FIRST_S, _STALE_S = 0.3, 0.1, 1.5
"""Seconds between two looks, after a pause, and from when on what was seen is of the past."""

_TOLERANCE = 0.4
"""Cores; less than this taken by others does not cost a thread."""


def _used() -> tuple[float, float]:
    """CPU seconds used so far, by everybody and by this process."""
    times, own = psutil.cpu_times(), psutil.Process().cpu_times()
    idle = times.idle + getattr(times, "iowait", 0.0)
    return sum(times[:8]) - idle, own.user + own.system


class Pace:
    """Watches the processor; `most` threads are used where nobody else wants it."""

    def __init__(
        self,
        most: int,
        n_cpus: int = 0,
        used: Callable[[], tuple[float, float]] = _used,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most = most
        self._n_cpus = n_cpus or psutil.cpu_count() or most
        self._read, self._clock = used, clock
        self._at, self._before = clock(), used()
        self._wait_s = _AT_FIRST_S
        self.n_threads = most

    def is_due(self) -> bool:
        """Tell whether it is time to look again; costs next to nothing."""
        return self._clock() - self._at >= self._wait_s

    def look(self) -> int:
        """See how many cores others have used lately; returns the threads to compute with."""
        now, used = self._clock(), self._read()
        passed = max(now - self._at, 1e-3)
        if passed > _STALE_S:
            # Who used the processor while nothing was computed here may be gone.
            self._at, self._before, self._wait_s = now, used, _AT_FIRST_S
            self.n_threads = self._most
            return self.n_threads
        self._wait_s = _EVERY_S
        everybody, own = used[0] - self._before[0], used[1] - self._before[1]
        free = self._n_cpus - max(everybody - own, 0.0) / passed
        self._at, self._before = now, used
        self.n_threads = max(1, min(self._most, math.floor(free + _TOLERANCE)))
        return self.n_threads
