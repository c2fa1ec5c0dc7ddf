from __future__ import annotations

import itertools
import queue
from collections.abc import Iterator
from dataclasses import replace

import pytest

from desktop.chat.answer import Scope
from desktop.chat.asking import Chat
from desktop.chat.update import PromptSent, Update
from desktop.engine.worker import serve
from desktop.engine_messages import LoadModel, ModelLoaded
from desktop.inference import SentPrompt
from desktop.messages import Event
from desktop.paths import Home, starter_model
from desktop.process import Worker
from desktop.storage.database import Store, open_store
from tests.chat.long_conversations import LongConversation, generate
from tests.fakes import FakeSender

pytestmark = pytest.mark.model

_CONTEXT_TOKENS = 2048
_N = 100


class Desk:
    """A chat with the real engine and the real store; stops each answer at its prompt."""

    def __init__(self, store: Store) -> None:
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self._sent: SentPrompt | None = None
        self.store = store
        self.engine = Worker("engine", serve, self._events.put, "engine_died")
        self.chat = Chat(self.engine, FakeSender(), store, itertools.count(1), self._on_update)
        self.chat.use_model(LoadModel(0, str(starter_model()), _CONTEXT_TOKENS))

    def ask(self, long: LongConversation) -> SentPrompt:
        conversation = self.store.conversations.create("long")
        parent: int | None = None
        for role, text in long.turns:
            parent = self.store.turns.add_turn(conversation.id, parent, role, text).id
        return self.prompt_of(conversation.id, long.question)

    def prompt_of(self, conversation_id: int, question: str) -> SentPrompt:
        self._sent = None
        self.chat.ask(conversation_id, question, Scope(use_documents=False))
        while self._sent is None:
            self.chat.handle(_polyglot(self._events.get(timeout=60)))
        self.chat.stop(conversation_id)
        return self._sent

    def _on_update(self, update: Update) -> None:
        if isinstance(update, PromptSent):
            self._sent = update.sent


def _polyglot(event: Event) -> Event:
    """The starter model writes no Chinese and would not be asked; prompts are laid out alike."""
    if isinstance(event, ModelLoaded):
        return replace(event, info=replace(event.info, languages=("en", "zh")))
    return event


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    home = Home(tmp_path_factory.mktemp("long"))
    store = open_store(home, "plain", None)
    desk = Desk(store)
    yield desk
    desk.engine.close()
    store.close()


@pytest.fixture(scope="module")
def prompts(desk: Desk) -> list[tuple[LongConversation, SentPrompt]]:
    return [(each, desk.ask(each)) for each in generate(_N)]


def test_what_was_said_in_turn_two_is_in_the_prompt_of_turn_41(
    prompts: list[tuple[LongConversation, SentPrompt]],
) -> None:
    missed = [long.question for long, sent in prompts if long.gold not in sent.text]

    assert len(missed) <= _N - 95, missed


def test_every_turn_that_left_the_window_is_accounted_for(
    prompts: list[tuple[LongConversation, SentPrompt]],
) -> None:
    for long, sent in prompts:
        n_left = len(sent.dropped)

        assert 0 < n_left < len(long.turns)
        assert [each.role for each in sent.dropped] == [role for role, _ in long.turns[:n_left]]
        assert all(text in sent.text for _, text in long.turns[n_left:])
        assert long.turns[n_left][0] == "user"
        quoted = [each for each in sent.dropped if each.kept_as == "recalled"]
        assert bool(quoted) == ("Earlier in this" in sent.text or "此前的对话" in sent.text)


def test_the_parts_of_a_prompt_add_up_and_leave_room_for_the_answer(
    prompts: list[tuple[LongConversation, SentPrompt]],
) -> None:
    for _, sent in prompts:
        assert sum(part.n_tokens for part in sent.parts) == sent.n_tokens
        assert sent.n_tokens + 512 <= _CONTEXT_TOKENS


def test_a_pinned_turn_stays_in_the_prompt_whatever_is_asked(desk: Desk) -> None:
    (long,) = generate(1, seed=3)
    conversation = desk.store.conversations.create("pinned")
    parent: int | None = None
    for role, text in long.turns:
        parent = desk.store.turns.add_turn(conversation.id, parent, role, text).id
    pinned = desk.store.turns.turns(conversation.id)[6]
    desk.store.turns.pin(pinned.id, is_pinned=True)

    sent = desk.prompt_of(conversation.id, "What is the weather like on Mars?")

    assert [each.kept_as for each in sent.dropped if each.turn_id == pinned.id] == ["pinned"]
    assert pinned.text[:40] in sent.text
