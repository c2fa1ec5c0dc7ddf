"""Whether somebody uses this computer just now: hands on Carrel's window, or other programs."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable

import psutil

_QUIET_S = 60.0
_MOST_OF_OTHERS = 0.3


class Idleness:
    """Asked every few seconds; each answer is about the time since the last."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._touched_at = clock()
        self._all_before, self._busy_before, self._own_before = _used()

    def touch(self) -> None:
        """Somebody typed or pointed just now."""
        self._touched_at = self._clock()

    def is_used(self) -> bool:
        """Tell whether a hand was here in the last minute, or others take much of the processor."""
        share = self._share_of_others()
        return self._clock() - self._touched_at < _QUIET_S or share > _MOST_OF_OTHERS

    def _share_of_others(self) -> float:
        before = self._all_before, self._busy_before, self._own_before
        now = self._all_before, self._busy_before, self._own_before = _used()
        passed, busy, own = (max(b - a, 0.0) for a, b in zip(before, now, strict=True))
        return max(busy - own, 0.0) / passed if passed else 0.0


def _used() -> tuple[float, float, float]:
    """Processor seconds: of all cores, of those the busy ones, of those this program's."""
    times = psutil.cpu_times()
    # A virtual computer's stolen time and a disk's wait are nobody's use of this one.
    resting = sum(getattr(times, name, 0.0) for name in ("idle", "iowait", "steal"))
    # Guests are counted under user already.
    passed = sum(times) - sum(getattr(times, name, 0.0) for name in ("guest", "guest_nice"))
    own = 0.0
    this = psutil.Process()
    for process in [this, *this.children(recursive=True)]:
        with contextlib.suppress(psutil.Error):
            spent = process.cpu_times()
            own += spent.user + spent.system
    return passed, passed - resting, own
