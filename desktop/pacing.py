"""When reading documents waits for somebody: the user, an answer, other programs."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import Literal

from desktop.messages import HoldIndexing
from desktop.process import Sender

Reason = Literal["paused", "answering", "busy"]
"""The user paused it, an answer is being written, or somebody uses this computer."""

_WINDOW_S = 30.0
_LEAST_S = 2.0
"""What less time shows says nothing of the next minutes."""


class Pacing:
    """Holds the index worker's reading for as long as there is a reason to."""

    def __init__(self, index: Sender, notify: Callable[[Reason | None], None]) -> None:
        self._index = index
        self._notify = notify
        self._reasons: set[Reason] = set()

    @property
    def reason(self) -> Reason | None:
        """Why it waits, the weightiest reason first; None while it does not."""
        order: tuple[Reason, ...] = ("paused", "answering", "busy")
        return next((each for each in order if each in self._reasons), None)

    def hold(self, reason: Reason, *, is_on: bool) -> None:
        """There is this reason to wait now, or no more."""
        before = self.reason
        (self._reasons.add if is_on else self._reasons.discard)(reason)
        if (before is None) != (self.reason is None):
            self._tell()
        if self.reason != before:
            self._notify(self.reason)

    def begin_anew(self) -> None:
        """A worker was started that knows nothing of this; what was paused is over."""
        self.hold("paused", is_on=False)
        if self.reason is not None:
            self._tell()

    def _tell(self) -> None:
        self._index.send(HoldIndexing(0, is_held=self.reason is not None))


class Rate:
    """How fast files are done, by what the last half minute showed."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen: deque[tuple[float, int]] = deque()

    def reset(self) -> None:
        """Forget what was seen: what follows goes at another pace."""
        self._seen.clear()

    def take(self, done: int) -> None:
        """So many files are done now."""
        now = self._clock()
        if self._seen and done < self._seen[-1][1]:
            self.reset()
        self._seen.append((now, done))
        while self._seen[0][0] < now - _WINDOW_S:
            self._seen.popleft()

    @property
    def per_s(self) -> float:
        """Files a second, 0.0 while nothing is known."""
        (begun, first), (now, last) = self._seen[0], self._seen[-1]
        return (last - first) / (now - begun) if now - begun >= _LEAST_S else 0.0

    def seconds_left(self, total: int) -> float | None:
        """How long the rest will take at this pace; None while nothing is known."""
        speed = self.per_s
        return (total - self._seen[-1][1]) / speed if speed > 0 else None
