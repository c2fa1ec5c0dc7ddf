"""How an answer goes through the workers: retrieve, quote, load, generate, align, save.

Every answer is open under exactly one job at a time; events of earlier jobs are ignored.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

from desktop.chat.answer import Answer, cited, form_for, passages_for, speaks
from desktop.chat.store import TurnStore
from desktop.chat.update import ModelReady, Notify, PromptSent, TextGrew, TurnChanged
from desktop.domain import ModelInfo, Problem, Speed, Turn, TurnState
from desktop.errors import AppError
from desktop.messages import (
    Align,
    Aligned,
    Cancel,
    Command,
    Event,
    Failed,
    Finished,
    Generate,
    Generated,
    LoadModel,
    ModelLoaded,
    PromptReady,
    Retrieved,
    Token,
)
from desktop.process import Sender

_SAVE_EVERY_S = 1.0


class Answering:
    """Keeps every open answer moving, one worker event at a time."""

    def __init__(
        self,
        engine: Sender,
        index: Sender,
        store: TurnStore,
        jobs: Iterator[int],
        notify: Notify,
    ) -> None:
        self._engine = engine
        self._index = index
        self._store = store
        self._jobs = jobs
        self._notify = notify
        self._open: dict[int, Answer] = {}
        self.model: LoadModel | None = None
        self.max_tokens = 512

    def is_open(self, conversation_id: int) -> bool:
        """Tell whether an answer of this conversation is on its way."""
        return any(each.turn.conversation_id == conversation_id for each in self._open.values())

    def live_turn(self, conversation_id: int) -> Turn | None:
        """The answer of a conversation that is on its way, with its text so far."""
        for answer in self._open.values():
            if answer.turn.conversation_id == conversation_id:
                return replace(answer.turn, text=answer.text())
        return None

    def retrieve(self, answer: Answer, command: Callable[[int], Command]) -> None:
        """Ask the index what answers a question; the rest follows from its event."""
        job = self._follow(answer)
        self._index.send(command(job))

    def load(self, answer: Answer) -> None:
        """Make sure the model is there, then generate.

        A model already in memory answers at once; after a crash this brings it back.
        """
        if self.model is not None:
            self._engine.send(replace(self.model, job=self._follow(answer)))
        elif answer.turn.quotes:
            self._end(answer, "complete")
        else:
            self._end(answer, "failed", Problem("no_model"))

    def stop(self, conversation_id: int) -> None:
        """Stop the answer of a conversation; the text so far stays."""
        for job, answer in list(self._open.items()):
            if answer.turn.conversation_id == conversation_id:
                self._engine.send(Cancel(job))
                self._index.send(Cancel(job))
                # At once, even where the worker is busy with another job: what it says of this
                # one is not heard any more.
                self._end(answer, "stopped")

    def interrupt(self) -> None:
        """Save every open answer as far as it has come."""
        for answer in list(self._open.values()):
            self._end(answer, "interrupted")

    def handle(self, event: Event) -> None:
        """Move the answer this event belongs to."""
        answer = self._open.get(event.job)
        if answer is None:
            return
        try:
            self._step(answer, event)
        except AppError as error:
            # The store refused (a full disk, say): tell, and keep what is on the screen.
            self._open.pop(event.job, None)
            failed = replace(answer.turn, text=answer.text(), state="failed", problem=error.problem)
            self._notify(TurnChanged(failed))

    def change(self, answer: Answer, **changes: object) -> None:
        """Save a turn with these fields changed, and show it."""
        answer.turn = replace(answer.turn, **changes)  # type: ignore[arg-type]  # fields of Turn
        self._store.save_turn(answer.turn)
        self._notify(TurnChanged(answer.turn))

    def _step(self, answer: Answer, event: Event) -> None:
        match event:
            case Token(channel="answer"):
                self._on_token(answer, event)
            case Retrieved():
                self._on_retrieved(answer, event)
            case ModelLoaded():
                self._on_model_loaded(answer, event)
            case PromptReady():
                answer.note_prompt(event)
                sent = PromptSent(
                    answer.turn.id,
                    event.text,
                    event.parts,
                    event.n_tokens,
                    event.n_dropped_turns,
                )
                self._notify(sent)
            case Generated():
                answer.note_end_of_completion(event)
            case Aligned():
                answer.note_alignment(event)
            case Failed():
                self._on_failed(answer, event)
            case Finished():
                self._on_finished(answer, event)

    def _on_retrieved(self, answer: Answer, event: Retrieved) -> None:
        answer.retrieved = event
        self.change(
            answer,
            verdict=event.verdict,
            quotes=event.quotes,
            citations=cited(event.quotes, event.passages),
            speed=Speed(quote_ms=answer.elapsed_ms()),
        )
        if event.verdict in ("nothing", "language"):
            self._end(answer, "complete")
        else:
            self.load(answer)

    def _on_model_loaded(self, answer: Answer, event: ModelLoaded) -> None:
        self._notify(ModelReady(event.info, event.context_tokens, event.device))
        if speaks(event.info, answer.language):
            self._generate(answer, event.info)
        elif answer.turn.quotes:
            # The quotes are the answer: this model would only garble them.
            self._end(answer, "complete")
        else:
            self._end(answer, "failed", Problem("model_language", event.info.path))

    def _generate(self, answer: Answer, model: ModelInfo) -> None:
        form = form_for(answer, model)
        answer.sent = passages_for(answer, form)
        answer.turn = replace(answer.turn, model=model.name)
        self._engine.send(
            Generate(
                self._follow(answer),
                question=answer.prompt or answer.question,
                turns=answer.history,
                passages=answer.sent,
                form=form,
                language=answer.language,
                conversation=str(answer.turn.conversation_id),
                max_tokens=self.max_tokens,
                temperature=answer.temperature,
                seed=answer.seed,
            )
        )

    def _on_token(self, answer: Answer, event: Token) -> None:
        answer.pieces.append(event.text)
        self._notify(TextGrew(answer.turn.id, answer.turn.conversation_id, event.text))
        now = time.monotonic()
        if now - answer.saved_at >= _SAVE_EVERY_S:
            answer.saved_at = now
            self._store.save_text(answer.turn.id, answer.text())

    def _on_finished(self, answer: Answer, event: Finished) -> None:
        if event.cancelled:
            self._end(answer, "stopped")
        elif answer.sent and answer.turn.text and not answer.is_aligning:
            answer.is_aligning = True
            passages = answer.retrieved.passages if answer.retrieved else ()
            text, quotes = answer.turn.text, answer.turn.quotes
            self.retrieve(answer, lambda job: Align(job, text, passages, quotes))
        else:
            self._end(answer, "complete")

    def _on_failed(self, answer: Answer, event: Failed) -> None:
        # An answer that could not be aligned is still the answer, with its quotes' citations.
        if answer.is_aligning:
            self._end(answer, "complete")
        else:
            self._end(answer, "failed", event.problem)

    def _follow(self, answer: Answer) -> int:
        self._forget(answer)
        job = next(self._jobs)
        self._open[job] = answer
        return job

    def _forget(self, answer: Answer) -> None:
        self._open = {job: each for job, each in self._open.items() if each is not answer}

    def _end(self, answer: Answer, state: TurnState, problem: Problem | None = None) -> None:
        self._forget(answer)
        self.change(answer, text=answer.text(), state=state, problem=problem)
