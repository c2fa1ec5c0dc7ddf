"""How an answer goes through the workers: retrieve, quote, load, generate, align, save.

Every answer is open under exactly one job at a time; events of earlier jobs are ignored.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

from desktop.chat.answer import Answer, cited, form_for, is_small, passages_for, speaks
from desktop.chat.background import Background
from desktop.chat.states import StateFolder
from desktop.chat.store import ChatStore
from desktop.chat.update import (
    ModelReady,
    Notify,
    PromptRead,
    PromptSent,
    ReasoningGrew,
    TextGrew,
    TurnChanged,
)
from desktop.domain import REFUSED, Problem, Speed, Turn, TurnState
from desktop.engine_messages import (
    Generate,
    Generated,
    LoadModel,
    ModelLoaded,
    Prepare,
    PromptProgress,
    PromptReady,
    Token,
)
from desktop.errors import AppError
from desktop.inference import Fit, ModelInfo, PromptForm, Style
from desktop.messages import (
    Align,
    Aligned,
    Cancel,
    Command,
    Event,
    Failed,
    Finished,
    Retrieved,
    WorkerDied,
)
from desktop.process import Sender

_SAVE_EVERY_S = 1.0
_THINKING = 512
"""Tokens of reasoning, where a preset asks for some and the settings name none."""


class Answering:
    """Keeps every open answer moving, one worker event at a time."""

    def __init__(
        self,
        engine: Sender,
        index: Sender,
        store: ChatStore,
        jobs: Iterator[int],
        notify: Notify,
    ) -> None:
        self._engine = engine
        self._index = index
        self._store = store.turns
        self._recollection = store.recollection
        self._background = Background(engine, store.recollection, jobs)
        self._jobs = jobs
        self._notify = notify
        self._open: dict[int, Answer] = {}
        self._orphans: list[Answer] = []
        self._fit: Fit | None = None
        self._info: ModelInfo | None = None
        self._model: LoadModel | None = None
        self._refusal: Problem | None = None
        self.states: StateFolder | None = None
        self.max_tokens = 512
        self.reasoning_tokens = 0

    def is_open(self, conversation_id: int) -> bool:
        """Tell whether an answer of this conversation is on its way."""
        return any(each.turn.conversation_id == conversation_id for each in self._answers())

    def live_turn(self, conversation_id: int) -> Turn | None:
        """The answer of a conversation that is on its way, with its text so far."""
        for answer in self._answers():
            if answer.turn.conversation_id == conversation_id:
                return replace(answer.turn, text=answer.text(), reasoning=answer.reasoning())
        return None

    def retrieve(self, answer: Answer, command: Callable[[int], Command]) -> None:
        """Ask the index what answers a question; the rest follows from its event."""
        job = self._follow(answer)
        self._index.send(command(job))

    def load(self, answer: Answer) -> None:
        """Make sure the model is there, then generate.

        A model already in memory answers at once; after a crash this brings it back.
        """
        model = self._command(answer.model)
        if model is not None:
            self._engine.send(replace(model, job=self._follow(answer)))
        elif answer.turn.quotes:
            self._end(answer, "complete")
        else:
            self._end(answer, "failed", self._refusal or Problem("no_model"))

    def use_model(self, model: LoadModel | None, refusal: Problem | None) -> None:
        """Answer with this model, or say why it is not started."""
        self._model, self._refusal = model, refusal

    @property
    def is_busy(self) -> bool:
        """Tell whether any answer is on its way."""
        return bool(self._answers())

    def prepare(self, prompt: Prepare, style: Style, *, uses_documents: bool) -> None:
        """Have a coming question's prefix evaluated."""
        model = self._command()
        if model is None:
            return
        form: PromptForm = "plain"
        if uses_documents and self._info is not None:
            form = "evidence" if is_small(self._info) else "passages"
        ready = replace(
            prompt,
            form=form,
            system=style.system,
            max_tokens=style.max_tokens or self.max_tokens,
            reasoning_tokens=self._thinking(style),
        )
        self._background.prepare(model, ready)

    def make_room(self) -> None:
        """End what the engine does ahead: a question has come."""
        self._background.stop()

    def stop(self, conversation_id: int) -> None:
        """Stop the answer of a conversation; the text so far stays."""
        for answer in self._answers():
            if answer.turn.conversation_id == conversation_id:
                for job in [each for each, open_ in self._open.items() if open_ is answer]:
                    self._engine.send(Cancel(job))
                    self._index.send(Cancel(job))
                # At once, even where the worker is busy with another job: what it says of this
                # one is not heard any more.
                self._end(answer, "stopped")

    def interrupt(self) -> None:
        """Save every open answer as far as it has come."""
        for answer in self._answers():
            self._end(answer, "interrupted")

    def handle(self, event: Event) -> None:
        """Move the answer this event belongs to."""
        if isinstance(event, WorkerDied) and event.worker == "engine":
            self._try_again()
            return
        if isinstance(event, ModelLoaded):
            self._info, self._fit = event.info, event.fit
        answer = self._open.get(event.job)
        if answer is None:
            self._background.handle(event)
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
            case Token() | PromptProgress():
                self._on_stream(answer, event)
            case Retrieved():
                self._on_retrieved(answer, event)
            case ModelLoaded():
                self._on_model_loaded(answer, event)
            case PromptReady():
                self._on_prompt_ready(answer, event)
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
        if event.verdict == "nothing" and answer.recalled.is_sure:
            # The documents do not say it, but somebody did, earlier in this conversation.
            answer.retrieved = None
            self.change(answer, verdict="empty", quotes=(), citations=())
            self.load(answer)
        elif event.verdict in REFUSED:
            self._end(answer, "complete")
        else:
            self.load(answer)

    def _on_model_loaded(self, answer: Answer, event: ModelLoaded) -> None:
        self._notify(ModelReady(event.info, event.fit))
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
        answer.info = model
        answer.turn = replace(answer.turn, model=model.name)
        style = answer.style
        self._engine.send(
            Generate(
                self._follow(answer),
                turns=answer.history,
                form=form,
                language=answer.language,
                # What another model reads is no beginning of what this one will be asked.
                conversation="" if answer.model else self.name_of(answer.turn.conversation_id),
                system=style.system,
                summary=answer.summary,
                max_tokens=style.max_tokens or self.max_tokens,
                reasoning_tokens=self._thinking(style),
                question=answer.asked(),
                begun=answer.begun,
                passages=answer.sent,
                recalled=answer.recalled.turns,
                sampling=answer.sampling,
                schema=style.schema,
            )
        )

    def _command(self, other: LoadModel | None = None) -> LoadModel | None:
        model = other or (self._model if self._refusal is None else None)
        if model is None:
            return None
        kv = self.states.for_engine() if self.states else None
        return replace(model, kv=kv)

    def _thinking(self, style: Style) -> int:
        """How many tokens may be thought before an answer in this style."""
        thinks = (style.thinks or self.reasoning_tokens > 0) and not style.schema
        return (self.reasoning_tokens or _THINKING) if thinks else 0

    def name_of(self, conversation_id: int) -> str:
        """What the engine knows a conversation by; empty where nothing of it is kept on disk."""
        return self.states.name(conversation_id) if self.states else ""

    def _on_prompt_ready(self, answer: Answer, event: PromptReady) -> None:
        assert self._fit is not None
        sent = answer.note_prompt(event, self._fit)
        answer.dropped = tuple(each.turn_id for each in event.dropped)
        self._recollection.save_prompt(answer.turn.id, sent)
        self._notify(PromptSent(answer.turn.id, sent))

    def _on_stream(self, answer: Answer, event: Token | PromptProgress) -> None:
        turn = answer.turn
        if isinstance(event, PromptProgress):
            self._notify(PromptRead(turn.id, event.share))
        elif event.channel == "answer":
            self._on_token(answer, event)
        else:
            answer.thoughts.append(event.text)
            self._notify(ReasoningGrew(turn.id, turn.conversation_id, event.text))

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
        elif event.problem.code == "engine_died" and not self._has_begun(answer):
            # Nothing is lost yet: it is asked once more, when the death itself is known.
            self._forget(answer)
            answer.is_second_try = True
            answer.thoughts.clear()
            self._orphans.append(answer)
        else:
            self._end(answer, "failed", event.problem)

    def _has_begun(self, answer: Answer) -> bool:
        return answer.is_second_try or bool(answer.pieces)

    def _try_again(self) -> None:
        orphans, self._orphans = self._orphans, []
        for answer in orphans:
            self.load(answer)

    def _answers(self) -> list[Answer]:
        return [*self._open.values(), *self._orphans]

    def _follow(self, answer: Answer) -> int:
        self._forget(answer)
        job = next(self._jobs)
        self._open[job] = answer
        return job

    def _forget(self, answer: Answer) -> None:
        self._open = {job: each for job, each in self._open.items() if each is not answer}
        self._orphans = [each for each in self._orphans if each is not answer]

    def _end(self, answer: Answer, state: TurnState, problem: Problem | None = None) -> None:
        self._forget(answer)
        reasoning = answer.reasoning()
        self.change(answer, text=answer.text(), reasoning=reasoning, state=state, problem=problem)
        if state == "complete" and answer.model is None:
            self._fold(answer)

    def _fold(self, answer: Answer) -> None:
        """Have what left the window with this answer summed up while nobody asks."""
        gone = tuple(each for each in answer.history if each.id in answer.dropped)
        if gone and self._fit and self._info and not self.is_busy:
            conversation_id = answer.turn.conversation_id
            self._background.fold(
                conversation_id,
                gone,
                answer.language,
                self._info,
                self._fit.context_tokens,
                answer.branch,
            )
