"""An engine that writes exactly 100 tokens a second, so that a stall is the window's own."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable

from desktop.engine_messages import Generate, Generated, LoadModel, ModelLoaded, Token
from desktop.messages import Cancel, Command, Event, Finished
from tests.fakes import FIT, MODEL

_TOKENS_A_SECOND = 100


class SteadyEngine:
    """Takes the engine's commands and answers as its worker does, from a listening thread."""

    def __init__(self, post: Callable[[Event], None], text: str) -> None:
        self._post = post
        self._text = text
        self._cancelled: set[int] = set()
        self.idle_s: float | None = None

    def send(self, command: Command) -> None:
        """Take a command; events answer it."""
        if isinstance(command, Cancel):
            self._cancelled.add(command.job)
        elif isinstance(command, LoadModel):
            self._post(ModelLoaded(command.job, MODEL, FIT))
            self._post(Finished(command.job))
        elif isinstance(command, Generate):
            threading.Thread(target=self._write, args=(command.job,), daemon=True).start()
        else:
            self._post(Finished(command.job))

    def close(self) -> None:
        """There is no process to end."""

    def _write(self, job: int) -> None:
        begun = time.monotonic()
        for n in itertools.count(1):
            time.sleep(max(0.0, begun + n / _TOKENS_A_SECOND - time.monotonic()))
            if job in self._cancelled:
                break
            at = 4 * (n - 1) % len(self._text)
            self._post(Token(job, self._text[at : at + 4]))
        self._post(Generated(job, 1, n, 0.0, float(_TOKENS_A_SECOND), "cancelled"))
        self._post(Finished(job, cancelled=True))
