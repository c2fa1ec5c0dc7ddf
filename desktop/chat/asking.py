"""The use case of asking: a question is saved before anything else, then answered step by step.

Runs in its owner's thread: the owner passes every worker event to `handle`. Nothing here waits.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from itertools import zip_longest

from desktop.chat.answer import Answer, Change, Scope, citation_of
from desktop.chat.answering import Answering
from desktop.chat.states import StateFolder
from desktop.chat.store import ChatStore
from desktop.chat.update import BranchChanged, NothingNear, Notify, TurnAdded, TurnChanged
from desktop.domain import Filter, Problem, Route, Turn
from desktop.engine_messages import LoadModel, Prepare
from desktop.errors import UsageError
from desktop.filter import Asked, parse_question, without_filter
from desktop.inference import PromptTurn, Sampling, Style
from desktop.language import language_of
from desktop.messages import Event, Failed, Finished, Hits, ReadWhole, Retrieve, Search
from desktop.process import Sender
from desktop.settings import ChatSettings, SamplingSettings

_RETRY_TEMPERATURE = 0.7
_N_NEAREST = 3
_FROM_THE_MODEL = Scope(use_documents=False)
_NO_STYLE = Style()
_NO_CHANGE, _WARMER = Change(is_warmer=False), Change()
_NEWEST_TURNS, _TURNS_A_BLOCK = 300, 100


class Chat:
    """Asks questions in conversations and keeps every turn, whatever happens to the workers.

    `engine` and `index` take commands; `jobs` yields job numbers nobody else uses; `notify` is
    called for every change, in the thread that calls `handle`.
    """

    def __init__(
        self,
        engine: Sender,
        index: Sender,
        store: ChatStore,
        jobs: Iterator[int],
        notify: Notify,
    ) -> None:
        self._index = index
        self._store = store.turns
        self._recollection = store.recollection
        self._jobs = jobs
        self._notify = notify
        self._settings = ChatSettings()
        self._sampling = Sampling()
        self._answering = Answering(engine, index, store, jobs, notify)
        self._nearest: dict[int, Turn] = {}

    def apply(self, settings: ChatSettings, sampling: SamplingSettings) -> None:
        """Answer by these settings from the next question on."""
        self._settings = settings
        self._sampling = sampling.sampling()
        self._answering.max_tokens = settings.max_tokens
        self._answering.reasoning_tokens = settings.reasoning_tokens

    def keep_states(self, states: StateFolder) -> None:
        """Go on with conversations where they stopped, also after a restart."""
        self._answering.states = states

    def use_model(self, model: LoadModel | None, refusal: Problem | None = None) -> None:
        """Answer with this model from the next question on; None shows quotes only.

        `refusal` says why a model is not to be started.
        """
        self._answering.use_model(model, refusal)

    @property
    def is_busy(self) -> bool:
        """Tell whether any answer is on its way."""
        return self._answering.is_busy

    def is_answering(self, conversation_id: int) -> bool:
        """Tell whether an answer in this conversation is on its way."""
        return self._answering.is_open(conversation_id)

    def live_turn(self, conversation_id: int) -> Turn | None:
        """The answer of a conversation that is on its way, with its text so far."""
        return self._answering.live_turn(conversation_id)

    def prepare(self, conversation_id: int, scope: Scope, style: Style = _NO_STYLE) -> None:
        """Get ready for a question that is being written: load the model, evaluate the prefix."""
        if self._answering.is_busy:
            return
        before = self._store.turns(conversation_id)
        language = language_of(before[-2].text) if len(before) > 1 else "en"
        self._answering.prepare(
            Prepare(
                0,
                turns=_prompt_turns(before),
                language=language,
                conversation=self._answering.name_of(conversation_id) if conversation_id else "",
                summary=self._recollection.summary(conversation_id),
            ),
            style,
            uses_documents=scope.use_documents and style.use != "none",
        )

    def ask(self, conversation_id: int, text: str, scope: Scope, style: Style = _NO_STYLE) -> Turn:
        """Save a question and start its answer; returns the answer's turn, still empty."""
        asked_of(text, scope, style)  # a filter that cannot be read: nothing is saved yet
        before = self._store.turns(conversation_id)
        parent = before[-1].id if before else None
        question, turn = self._store.add_question(conversation_id, parent, text)
        self._notify(TurnAdded(question))
        return self._begin(turn, question, before, scope, style)

    def again(
        self, turn_id: int, conversation_id: int, scope: Scope, style: Style = _NO_STYLE
    ) -> None:
        """Answer the same question anew, as another branch beside the first answer."""
        self._refuse_while_answering(conversation_id)
        found = self._find(turn_id, conversation_id)
        if found is not None:
            before, question, _ = found
            self._begin(self._another(question), question, before, scope, style, _WARMER)
            self._notify(BranchChanged(conversation_id))

    def compare(self, turn: Turn, scope: Scope, style: Style, change: Change) -> Turn | None:
        """Answer the same question anew beside an answer, which stays the one that is shown.

        None where the answer is not on the branch that is shown; raises UsageError as `again` does.
        """
        self._refuse_while_answering(turn.conversation_id)
        found = self._find(turn.id, turn.conversation_id)
        if found is None:
            return None
        before, question, beside = found
        other = self._another(question)
        self._store.show(beside.conversation_id, beside.id)
        return self._begin(other, question, before, scope, style, change, is_shown=False)

    def edit(
        self, turn_id: int, conversation_id: int, text: str, scope: Scope, style: Style = _NO_STYLE
    ) -> None:
        """Ask a question in other words, as another branch beside what was asked first.

        Raises UsageError("still_answering") while an answer is on its way, as `again` does.
        """
        self._refuse_while_answering(conversation_id)
        asked_of(text, scope, style)  # a filter that cannot be read: nothing is saved yet
        turns = self._store.turns(conversation_id)
        place = next((n for n, each in enumerate(turns) if each.id == turn_id), None)
        if place is not None and turns[place].role == "user":
            parent = turns[place].parent_id
            question, turn = self._store.add_question(conversation_id, parent, text)
            self._begin(turn, question, turns[:place], scope, style)
            self._notify(BranchChanged(conversation_id))

    def resume(
        self, turn_id: int, conversation_id: int, scope: Scope, style: Style = _NO_STYLE
    ) -> None:
        """Go on with an answer that was stopped or interrupted, from the same documents."""
        self._refuse_while_answering(conversation_id)
        found = self._find(turn_id, conversation_id)
        if found is None:
            return
        before, question, turn = found
        answer = self._answer(turn, question.text, before, scope, style)
        answer.route = turn.route
        if turn.reasoning:
            answer.thoughts = [turn.reasoning]
        if style.schema:
            # A grammar begins at its beginning: the answer does too.
            answer.turn = replace(answer.turn, text="")
        elif turn.text:
            answer.pieces = [turn.text]
            answer.begun = turn.text
        self._answering.change(answer, state="streaming", problem=None, finish=None)
        self._dispatch(answer)

    def warm_up(self) -> None:
        """Load what the first question will need, while nobody waits for it."""
        for name in ("digest", "recall", "routing"):
            import_module(f"desktop.chat.{name}")

    def answer_plainly(self, turn_id: int, conversation_id: int) -> None:
        """Answer a refused question from the model alone, in the same turn."""
        self._refuse_while_answering(conversation_id)
        found = self._find(turn_id, conversation_id)
        if found is None:
            return
        before, question, turn = found
        words = without_filter(question.text) or question.text
        answer = self._answer(turn, words, before, _FROM_THE_MODEL, _NO_STYLE)
        self._answering.make_room()
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
            asked = asked_of(question.text, scope, _NO_STYLE)
            self._index.send(
                Search(job, asked.text, scope.collections, _N_NEAREST, filter=asked.filter)
            )

    def forget_states(self, kept: frozenset[int]) -> None:
        """Remove what models keep on disk of conversations that are gone for good."""
        if (states := self._answering.states) is not None and states.quota_bytes:
            states.forget_all_but(kept)

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

    def _refuse_while_answering(self, conversation_id: int) -> None:
        if self.is_answering(conversation_id):
            raise UsageError("still_answering")

    def _another(self, question: Turn) -> Turn:
        return self._store.add_turn(
            question.conversation_id, question.id, "assistant", "", state="streaming"
        )

    def _begin(
        self,
        turn: Turn,
        question: Turn,
        before: tuple[Turn, ...],
        scope: Scope,
        style: Style,
        change: Change = _NO_CHANGE,
        *,
        is_shown: bool = True,
    ) -> Turn:
        answer = self._answer(turn, question.text, before, scope, style)
        answer.model = change.model
        if change is not _NO_CHANGE:
            answer.sampling = _changed(answer.sampling, change, seed=turn.id)
        answer.route = self._route(answer.question, before, scope, style)
        answer.turn = replace(turn, route=answer.route)
        if is_shown:
            self._notify(TurnAdded(answer.turn))
        self._dispatch(answer)
        return answer.turn

    def _dispatch(self, answer: Answer) -> None:
        scope, question, chosen = answer.scope, answer.question, answer.filter
        self._answering.make_room()
        if not scope.use_documents or answer.route == "conversation":
            self._answering.load(answer)
        elif answer.route == "document":
            self._answering.retrieve(
                answer,
                lambda job: ReadWhole(
                    job, question, scope.attached, scope.collections, filter=chosen
                ),
            )
        else:
            previous, k = answer.previous, self._settings.n_passages
            self._answering.retrieve(
                answer, lambda job: Retrieve(job, question, previous, scope.collections, k, chosen)
            )

    def _route(self, text: str, before: tuple[Turn, ...], scope: Scope, style: Style) -> Route:
        if style.use != "passages":
            return "document" if style.use == "documents" else "conversation"
        # Only here: its patterns take 30 ms to compile, and a window opens before it is asked.
        from desktop.chat import routing

        return routing.route(
            text,
            has_turns=any(each.role == "assistant" for each in before),
            has_attachment=bool(scope.attached),
        )

    def _answer(
        self,
        turn: Turn,
        question: str,
        before: tuple[Turn, ...],
        scope: Scope,
        style: Style,
    ) -> Answer:
        # Only here, as routing: how sentences end takes long to compile.
        from desktop.chat.recall import recall

        previous = next((each.text for each in reversed(before) if each.role == "user"), "")
        conversation_id = turn.conversation_id
        branch = frozenset(each.id for each in before)
        asked = asked_of(question, scope, style)
        return Answer(
            turn=turn,
            question=asked.text,
            language=language_of(asked.text),
            filter=asked.filter,
            route="conversation",
            scope=scope,
            history=_prompt_turns(before),
            style=style,
            sampling=self._sampling.changed(style.sampling),
            previous=without_filter(previous),
            recalled=recall(self._recollection, conversation_id, before, asked.text),
            summary=self._recollection.summary(conversation_id, branch),
            branch=branch,
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
        turn = self._nearest[event.job]
        if isinstance(event, Failed) or (isinstance(event, Hits) and not event.passages):
            problem = event.problem if isinstance(event, Failed) else None
            self._notify(NothingNear(turn.conversation_id, problem))
        elif isinstance(event, Hits):
            citations = tuple(
                citation_of(n, passage) for n, passage in enumerate(event.passages, 1)
            )
            turn = replace(turn, citations=citations)
            self._store.save_turn(turn)
            self._notify(TurnChanged(turn))
        if isinstance(event, (Finished, Failed)):
            del self._nearest[event.job]


def asked_of(text: str, scope: Scope, style: Style) -> Asked:
    """Take the filters out of a question that documents answer; raises UsageError.

    Elsewhere nothing is a filter: it may be a text to translate.
    """
    if not scope.use_documents or style.use == "none":
        return Asked(text, Filter())
    asked = parse_question(text)
    if not asked.text and style.use == "passages":
        raise UsageError("filter_alone", detail=asked.filter.words)
    return asked


def _changed(sampling: Sampling, change: Change, *, seed: int) -> Sampling:
    temperature = sampling.temperature
    if change.temperature is not None:
        temperature = change.temperature
    elif change.is_warmer:
        temperature = max(temperature, _RETRY_TEMPERATURE)
    return replace(sampling, temperature=temperature, seed=seed)


def _prompt_turns(turns: tuple[Turn, ...]) -> tuple[PromptTurn, ...]:
    """What was said, as it goes to the engine; of a very long conversation the newest part.

    The oldest leave by whole blocks, so that what the engine keeps of the rest does not move.
    """
    # A question that was refused has no answer: templates want the speakers to take turns.
    said = [
        PromptTurn(turn.role, text, turn.id, turn.is_pinned)
        for turn, reply in zip_longest(turns, turns[1:])
        if (text := _said(turn)) and not (turn.role == "user" and reply and not _said(reply))
    ]
    first = max(len(said) - _NEWEST_TURNS, 0) // _TURNS_A_BLOCK * _TURNS_A_BLOCK
    return (*(turn for turn in said[:first] if turn.is_pinned), *said[first:])


def _said(turn: Turn) -> str:
    """What a turn says; where no model wrote, the quotes are the answer."""
    if turn.role == "user":
        return without_filter(turn.text) or turn.text
    return turn.text or "\n".join(
        line for each in turn.quotes for line in (each.columns, each.text) if line
    )
