"""Writing one completion: tokens in, text out on its channel, until there is a reason to end."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator

from desktop.domain import Finish
from desktop.engine.context import Plan
from desktop.engine.reply import THINK_CLOSE, THINK_OPEN, Channel, Reply
from desktop.engine.session import Session
from desktop.engine_messages import Generate, Generated, PromptProgress, Token
from desktop.worker import Desk

_FLUSH_S = 0.06
"""As often as the window draws. Every event wakes a process that computing then waits for: thirty
a second were measured to cost 1.5 % of the speed on two cores."""
_CIRCLES_EVERY = 16


class Writing:
    """One completion on its way; `is_cancelled` tells whether somebody wants it to end."""

    def __init__(
        self, session: Session, desk: Desk, command: Generate, is_cancelled: Callable[[], bool]
    ) -> None:
        self._session, self._desk, self._command = session, desk, command
        self._is_cancelled = is_cancelled
        self._begun = time.perf_counter()
        self._first = 0.0
        self._answer: list[int] = []
        self._outbox = _Outbox(desk, command.job)
        self._forced: deque[int] = deque()
        self.n_completion = 0

    def run(self, layout: Plan, tokens: list[int], prompt: str) -> str:
        """Write the completion and send it; returns the answer without its reasoning."""
        reply = Reply(
            self._command.stop,
            is_thinking=prompt.rstrip().endswith(THINK_OPEN),
            has_begun=bool(layout.begun),
        )
        finish = self._write(tokens, reply, layout)
        if reply.channel == "reasoning" and finish == "stop" and not self._is_cancelled():
            # The model ended its turn in the midst of its thoughts: it is made to answer.
            close = self._closing()
            self._put(reply.feed(f"\n{THINK_CLOSE}\n\n".encode()))
            finish = self._write([*self._session.model.tokens, *close], reply, layout)
        self._put(reply.end())
        self._outbox.flush()
        if finish == "stop" and self._is_full(layout):
            finish = "length"
        self._report(len(tokens), "cancelled" if self._is_cancelled() else finish)
        return self._outbox.answer

    def _write(self, tokens: list[int], reply: Reply, layout: Plan) -> Finish:
        finish: Finish = "stop"
        completion = self._session.model.complete(
            tokens,
            max_tokens=layout.max_tokens + layout.reasoning_tokens,
            sampling=self._command.sampling,
            schema=self._command.schema,
            forced=self._forced,
            progress=lambda share: self._desk.send(PromptProgress(self._command.job, share)),
        )
        for token in completion:
            finish = self._take(token, reply, layout)
            if finish != "stop" or reply.has_stopped:
                break
        completion.close()
        return finish

    def _closing(self) -> list[int]:
        """The tokens that end the reasoning."""
        return self._session.model.tokenize(f"\n{THINK_CLOSE}\n\n", special=True)

    def _take(self, token: int, reply: Reply, layout: Plan) -> Finish:
        self._first = self._first or time.perf_counter()
        self.n_completion += 1
        before = reply.channel
        self._put(reply.feed(self._session.model.piece(token)))
        if reply.channel == "answer" and before == "answer":
            self._answer.append(token)
            return self._verdict(reply, layout)
        if self.n_completion == layout.reasoning_tokens and reply.channel == "reasoning":
            # Thought long enough: the model is made to close its reasoning and to answer.
            self._forced.extend(self._closing())
        return "stop"

    def _verdict(self, reply: Reply, layout: Plan) -> Finish:
        is_due = self.n_completion % _CIRCLES_EVERY == 0 and not self._command.schema
        if is_due and reply.goes_in_circles():
            return "repeats"
        return "length" if len(self._answer) >= layout.max_tokens else "stop"

    def _is_full(self, layout: Plan) -> bool:
        """Tell whether the window ended the completion rather than the model."""
        model = self._session.model
        is_long = len(self._answer) >= layout.max_tokens
        return is_long or len(model.tokens) >= model.context_tokens - 1

    def _put(self, pieces: Iterator[tuple[Channel, str]]) -> None:
        for channel, text in pieces:
            self._outbox.put(channel, text)

    def _report(self, n_prompt: int, finish: Finish) -> None:
        now = time.perf_counter()
        first = self._first or self._begun
        seconds = now - first
        rate = max(self.n_completion - 1, 0) / seconds if seconds > 0 else 0.0
        self._desk.send(
            Generated(
                self._command.job,
                n_prompt,
                self.n_completion,
                (first - self._begun) * 1000,
                rate,
                finish,
            )
        )

    @property
    def answer_tokens(self) -> list[int]:
        """The ids of the answer, without those of its reasoning."""
        return self._answer


class _Outbox:
    """Joins pieces that come between two drawings into one event."""

    def __init__(self, desk: Desk, job: int) -> None:
        self._desk = desk
        self._job = job
        self._channel: Channel = "answer"
        self._text = ""
        self._sent_at = 0.0
        self._answer: list[str] = []

    @property
    def answer(self) -> str:
        """The answer so far."""
        return "".join(self._answer).strip()

    def put(self, channel: Channel, text: str) -> None:
        if channel != self._channel:
            self.flush()
            self._channel = channel
        self._text += text
        if channel == "answer":
            self._answer.append(text)
        if time.perf_counter() - self._sent_at >= _FLUSH_S:
            self.flush()

    def flush(self) -> None:
        if self._text:
            self._desk.send(Token(self._job, self._text, self._channel))
            self._text, self._sent_at = "", time.perf_counter()
