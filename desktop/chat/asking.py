"""The use case of asking: a question is saved before anything else, then answered step by step.

Runs in its owner's thread: the owner passes every worker event to `handle`. Nothing here waits.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from desktop.chat import routing
from desktop.chat.answer import Answer, Scope, citation_of
from desktop.chat.answering import Answering
from desktop.chat.store import TurnStore
from desktop.chat.update import BranchChanged, Notify, TurnAdded, TurnChanged
from desktop.domain import PromptTurn, Turn
from desktop.language import language_of
from desktop.messages import (
    Event,
    Failed,
    Finished,
    Hits,
    LoadModel,
    ReadWhole,
    Retrieve,
    Search,
)
from desktop.process import Sender
from desktop.settings import ChatSettings

_RETRY_TEMPERATURE = 0.7
_N_NEAREST = 3
_CONTINUE = {"en": "Continue exactly where you stopped.", "zh": "请从停下的地方继续。"}
_FROM_THE_MODEL = Scope(use_documents=False)


class Chat:
    """Asks questions in conversations and keeps every turn, whatever happens to the workers.

    `engine` and `index` take commands; `jobs` yields job numbers nobody else uses; `notify` is
    called for every change, in the thread that calls `handle`.
    """

    def __init__(
        self,
        engine: Sender,
        index: Sender,
        store: TurnStore,
        jobs: Iterator[int],
        notify: Notify,
    ) -> None:
        self._index = index
        self._store = store
        self._jobs = jobs
        self._notify = notify
        self._settings = ChatSettings()
        self._answering = Answering(engine, index, store, jobs, notify)
        self._nearest: dict[int, Turn] = {}

    def apply(self, settings: ChatSettings) -> None:
        """Answer by these settings from the next question on."""
        self._settings = settings
        self._answering.max_tokens = settings.max_tokens

    def use_model(self, model: LoadModel | None) -> None:
        """Answer with this model from the next question on; None shows quotes only."""
        self._answering.model = model

    def is_answering(self, conversation_id: int) -> bool:
        """Tell whether an answer in this conversation is on its way."""
        return self._answering.is_open(conversation_id)

    def live_turn(self, conversation_id: int) -> Turn | None:
        """The answer of a conversation that is on its way, with its text so far."""
        return self._answering.live_turn(conversation_id)

    def ask(self, conversation_id: int, text: str, scope: Scope) -> Turn:
        """Save a question and start its answer; returns the answer's turn, still empty."""
        before = self._store.turns(conversation_id)
        parent = before[-1].id if before else None
        question = self._store.add_turn(conversation_id, parent, "user", text)
        self._notify(TurnAdded(question))
        return self._begin(question, before, scope)

    def again(self, turn_id: int, conversation_id: int, scope: Scope) -> None:
        """Answer the same question anew, as another branch."""
        found = self._find(turn_id, conversation_id)
        if found is not None and not self.is_answering(conversation_id):
            before, question, _ = found
            self._begin(question, before, scope, temperature=_RETRY_TEMPERATURE)
            self._notify(BranchChanged(conversation_id))

    def resume(self, turn_id: int, conversation_id: int, scope: Scope) -> None:
        """Go on with an answer that was stopped or interrupted, from the same documents."""
        found = self._find(turn_id, conversation_id)
        if found is None or self.is_answering(conversation_id):
            return
        before, question, turn = found
        answer = self._answer(turn, question.text, before, scope)
        answer.route = turn.route
        if turn.text:
            answer.pieces = [turn.text]
            answer.history += (
                PromptTurn("user", question.text),
                PromptTurn("assistant", turn.text),
            )
            answer.prompt = _CONTINUE[answer.language]
        self._answering.change(answer, state="streaming", problem=None)
        self._dispatch(answer)

    def answer_plainly(self, turn_id: int, conversation_id: int) -> None:
        """Answer a refused question from the model alone, in the same turn."""
        found = self._find(turn_id, conversation_id)
        if found is None or self.is_answering(conversation_id):
            return
        before, question, turn = found
        answer = self._answer(turn, question.text, before, _FROM_THE_MODEL)
        self._answering.change(
            answer, state="streaming", verdict="empty", quotes=(), citations=(), problem=None
        )
        self._answering.load(answer)

    def show_nearest(self, turn_id: int, conversation_id: int, scope: Scope) -> None:
        """Cite the nearest passages for a refused question, without claiming they answer it."""
        found = self._find(turn_id, conversation_id)
        if found is not None:
            _, question, turn = found
            job = next(self._jobs)
            self._nearest[job] = turn
            self._index.send(Search(job, question.text, scope.collections, _N_NEAREST))

    def stop(self, conversation_id: int) -> None:
        """Stop the answer of a conversation; the text so far stays."""
        self._answering.stop(conversation_id)

    def close(self) -> None:
        """Save every open answer as far as it has come; Continue goes on from there."""
        self._answering.interrupt()

    def handle(self, event: Event) -> None:
        """Take a worker's event; those of other jobs are ignored."""
        if event.job in self._nearest:
            self._on_nearest(event)
        else:
            self._answering.handle(event)

    def _begin(
        self,
        question: Turn,
        before: tuple[Turn, ...],
        scope: Scope,
        temperature: float | None = None,
    ) -> Turn:
        turn = self._store.add_turn(
            question.conversation_id, question.id, "assistant", "", state="streaming"
        )
        answer = self._answer(turn, question.text, before, scope)
        if temperature is not None:
            answer.temperature, answer.seed = temperature, turn.id
        answer.route = routing.route(
            question.text,
            has_turns=any(each.role == "assistant" for each in before),
            has_attachment=bool(scope.attached),
        )
        answer.turn = replace(turn, route=answer.route)
        self._notify(TurnAdded(answer.turn))
        self._dispatch(answer)
        return answer.turn

    def _dispatch(self, answer: Answer) -> None:
        scope, question = answer.scope, answer.question
        if not scope.use_documents or answer.route == "conversation":
            self._answering.load(answer)
        elif answer.route == "document":
            self._answering.retrieve(
                answer, lambda job: ReadWhole(job, question, scope.attached, scope.collections)
            )
        else:
            previous, k = answer.previous, self._settings.n_passages
            self._answering.retrieve(
                answer, lambda job: Retrieve(job, question, previous, scope.collections, k)
            )

    def _answer(self, turn: Turn, question: str, before: tuple[Turn, ...], scope: Scope) -> Answer:
        previous = next((each.text for each in reversed(before) if each.role == "user"), "")
        return Answer(
            turn=turn,
            question=question,
            language=language_of(question),
            route="conversation",
            scope=scope,
            history=tuple(PromptTurn(each.role, each.text) for each in before if each.text),
            previous=previous,
            temperature=self._settings.temperature,
        )

    def _find(
        self, turn_id: int, conversation_id: int
    ) -> tuple[tuple[Turn, ...], Turn, Turn] | None:
        """Find an answer, its question and what was said before them."""
        turns = self._store.turns(conversation_id)
        for place, turn in enumerate(turns):
            if turn.id == turn_id and place > 0:
                return turns[: place - 1], turns[place - 1], turn
        return None

    def _on_nearest(self, event: Event) -> None:
        if isinstance(event, Hits):
            citations = tuple(
                citation_of(n, passage) for n, passage in enumerate(event.passages, 1)
            )
            turn = replace(self._nearest[event.job], citations=citations)
            self._store.save_turn(turn)
            self._notify(TurnChanged(turn))
        if isinstance(event, (Finished, Failed)):
            del self._nearest[event.job]
