"""Turns about the conversation or about whole documents are never refused, by the real index."""

from __future__ import annotations

import itertools
import queue
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.assembly import Workers, open_workers
from desktop.chat.answer import Scope
from desktop.chat.asking import Chat
from desktop.chat.memory import MemoryStore
from desktop.domain import Problem, Turn
from desktop.engine_messages import LoadModel
from desktop.messages import Event, Failed
from desktop.paths import Home
from desktop.settings import IndexSettings
from tests.fakes import FakeSender

pytestmark = pytest.mark.model

TURNS = [
    "Thanks!",
    "Thank you very much, that helps.",
    "Please make it shorter.",
    "Translate that into Chinese.",
    "Can you explain that in simple words?",
    "Say that again, please.",
    "Are you sure?",
    "Continue.",
    "Give me more detail.",
    "In one sentence, please.",
    "Summarise this.",
    "Summarize the lease.",
    "What is this document about?",
    "Give me a summary of the manual.",
    "What are the key points of the lease?",
    "List the main points.",
    "Translate the lease into simple English.",
    "Give me an overview of all my documents.",
    "What is the community garden page about?",
    "tl;dr",
    "谢谢",
    "太好了，谢谢你！",
    "请说得简短一点",
    "把它翻译成英文",
    "再详细一点",
    "你确定吗？",
    "继续",
    "换个说法",
    "用英文再说一遍",
    "什么意思？",
    "总结一下",
    "这份合同讲了什么",
    "总结一下采购合同",
    "会议纪要的主要内容是什么？",
    "请概括这份文件",
    "列出合同的要点",
    "把这份合同翻译成英文",
    "这些文档是关于什么的？",
    "给我写个摘要",
    "介绍一下这份手册",
]


class Desk:
    """A chat with the real index; the model never answers, as no turn here hangs on it."""

    def __init__(self, workers: Workers, events: queue.SimpleQueue[Event]) -> None:
        self._events = events
        self.index, self.engine, self.store = workers.index, FakeSender(), MemoryStore.empty()
        self.chat = Chat(self.engine, self.index, self.store, itertools.count(1), lambda _: None)
        self.chat.use_model(LoadModel(0, "/m.gguf", 4096))

    def ask(self, conversation: int, text: str) -> Turn:
        """Ask, and wait until the model's turn has come or the answer has ended."""
        n_loads = len(self.engine.sent)
        turn = self.chat.ask(conversation, text, Scope())
        while len(self.engine.sent) == n_loads and self.chat.is_answering(conversation):
            self.chat.handle(self._events.get(timeout=60))
        if len(self.engine.sent) > n_loads:
            self.chat.handle(Failed(self.engine.sent[-1].job, Problem("no_model")))
        found = next(each for each in self.store.turns.turns(conversation) if each.id == turn.id)
        return replace(found, route=turn.route)


@pytest.fixture(scope="module")
def desk(sample_home: Path) -> Iterator[Desk]:
    events: queue.SimpleQueue[Event] = queue.SimpleQueue()
    workers = open_workers(Home(sample_home), IndexSettings(), events.put)
    yield Desk(workers, events)
    workers.close()


@pytest.mark.parametrize(("number", "text"), list(enumerate(TURNS, 1)))
def test_no_turn_about_the_conversation_or_a_document_is_refused(
    desk: Desk, number: int, text: str
) -> None:
    desk.ask(number, "第三季度的营业收入是多少？" if number > 20 else "How much is the rent?")

    turn = desk.ask(number, text)

    assert turn.route != "retrieve"
    assert turn.verdict in ("empty", "grounded")
    assert bool(turn.quotes) == (turn.route == "document")
