from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from desktop.chat.answer import Scope
from desktop.chat.asking import Chat
from desktop.chat.memory import MemoryRecollection, MemoryStore, MemoryTurns
from desktop.chat.update import TextGrew, TurnChanged, Update
from desktop.domain import Citation, Problem, Support, Turn
from desktop.engine_messages import Generate, Generated, LoadModel, ModelLoaded, PromptReady, Token
from desktop.errors import StoreError
from desktop.messages import (
    Align,
    Aligned,
    Cancel,
    Event,
    Failed,
    Finished,
    Hits,
    ReadWhole,
    Retrieve,
    Search,
)
from tests.fakes import CITATION, FIT, MODEL, PASSAGE, FakeSender, retrieved


class Desk:
    """A chat whose workers are played by the test."""

    def __init__(self, store: MemoryStore | None = None) -> None:
        self.engine, self.index = FakeSender(), FakeSender()
        self.store = store or MemoryStore.empty()
        self.updates: list[Update] = []
        self.chat = Chat(
            self.engine, self.index, self.store, itertools.count(1), self.updates.append
        )
        self.chat.use_model(LoadModel(0, "/m.gguf", 4096))

    def hear(self, *events: Event) -> None:
        for event in events:
            self.chat.handle(event)

    def answer(self) -> Turn:
        return self.store.turns.turns(1)[-1]

    def find(self, verdict: str = "grounded") -> None:
        job = self.index.last(Retrieve).job
        self.hear(retrieved(job, verdict), Finished(job))  # type: ignore[arg-type]

    def load(self, languages: tuple[str, ...] = ("en",)) -> None:
        job = self.engine.last(LoadModel).job
        info = replace(MODEL, languages=languages)
        self.hear(ModelLoaded(job, info, FIT), Finished(job))

    def write(self, text: str) -> int:
        asked = self.engine.last(Generate)
        sent = tuple(range(len(asked.passages)))
        self.hear(PromptReady(asked.job, "…", (), 9, 0, (), sent), Token(asked.job, text))
        return asked.job

    def align(self) -> None:
        job = self.index.last(Align).job
        self.hear(Aligned(job, (CITATION,), (Support(0, 5, (1,)),)), Finished(job))


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_a_question_is_saved_before_any_worker_hears_of_it(desk: Desk) -> None:
    heard: list[int] = []
    desk.index.send = lambda _: heard.append(len(desk.store.turns.turns(1)))  # type: ignore[method-assign]

    desk.chat.ask(1, "How much is the rent?", Scope())

    assert heard == [2]
    assert desk.store.turns.turns(1)[0].text == "How much is the rent?"


def test_an_answer_has_quotes_then_words_then_citations(desk: Desk) -> None:
    desk.chat.ask(1, "How much is the rent?", Scope())
    desk.find()
    with_quotes = desk.answer()
    desk.load()
    job = desk.write("9,400 euros.")
    desk.hear(Generated(job, 9, 3, 100.0, 50.0, "stop"), Finished(job))
    desk.align()

    assert with_quotes.quotes
    assert not with_quotes.text
    done = desk.answer()
    assert (done.state, done.text, done.citations) == ("complete", "9,400 euros.", (CITATION,))
    assert done.speed.tok_s == 50.0
    assert not desk.chat.is_answering(1)


def test_what_nothing_answers_is_refused_without_waking_the_model(desk: Desk) -> None:
    desk.chat.ask(1, "Who won the chess championship?", Scope())

    desk.find("nothing")

    assert desk.answer().verdict == "nothing"
    assert desk.answer().state == "complete"
    assert desk.engine.sent == []


def test_a_model_that_does_not_speak_the_language_leaves_the_quotes(desk: Desk) -> None:
    desk.chat.ask(1, "租金是多少？", Scope())
    desk.find()
    desk.load(("en",))

    assert desk.answer().state == "complete"
    assert desk.answer().quotes
    assert not any(isinstance(each, Generate) for each in desk.engine.sent)


def test_a_dead_engine_keeps_the_text_so_far_and_says_why(desk: Desk) -> None:
    desk.chat.ask(1, "How much is the rent?", Scope())
    desk.find()
    desk.load()
    job = desk.write("The rent is")

    desk.hear(Failed(job, Problem("engine_died")))

    assert desk.answer().text == "The rent is"
    assert desk.answer().state == "failed"
    assert desk.answer().problem == Problem("engine_died")


def test_continue_goes_on_from_the_text_so_far(desk: Desk) -> None:
    test_a_dead_engine_keeps_the_text_so_far_and_says_why(desk)
    desk.chat.resume(desk.answer().id, 1, Scope())
    desk.find()
    desk.load()
    job = desk.write(" 9,400.")
    desk.hear(Generated(job, 9, 3, 100.0, 50.0, "stop"), Finished(job))
    desk.align()

    assert desk.engine.last(Generate).passages
    assert desk.answer().text == "The rent is 9,400."
    assert desk.answer().state == "complete"


def test_closing_keeps_an_answer_as_far_as_it_has_come(desk: Desk) -> None:
    desk.chat.ask(1, "How much is the rent?", Scope())
    desk.find()
    desk.load()
    desk.write("The rent")

    desk.chat.close()

    assert (desk.answer().state, desk.answer().text) == ("interrupted", "The rent")


def test_stop_cancels_the_job_and_keeps_the_text(desk: Desk) -> None:
    desk.chat.ask(1, "How much is the rent?", Scope())
    desk.find()
    desk.load()
    job = desk.write("The rent")

    desk.chat.stop(1)
    desk.hear(Generated(job, 9, 2, 100.0, 50.0, "cancelled"), Finished(job, cancelled=True))

    assert desk.engine.last(Cancel).job == job
    assert (desk.answer().state, desk.answer().text) == ("stopped", "The rent")


def test_events_of_other_jobs_change_nothing(desk: Desk) -> None:
    desk.chat.ask(1, "How much is the rent?", Scope())
    before = desk.answer()

    desk.hear(Token(999, "boo"), Failed(998, Problem("bug")))

    assert desk.answer() == before


def test_another_try_is_another_branch_with_another_seed(desk: Desk) -> None:
    test_an_answer_has_quotes_then_words_then_citations(desk)
    first = desk.answer()

    desk.chat.again(first.id, 1, Scope())
    desk.find()
    desk.load()

    assert desk.answer().id != first.id
    assert desk.answer().parent_id == first.parent_id
    assert desk.engine.last(Generate).sampling.temperature > 0


def test_the_nearest_passages_are_cited_without_a_claim(desk: Desk) -> None:
    desk.chat.ask(1, "Who won?", Scope())
    desk.find("nothing")

    desk.chat.show_nearest(desk.answer().id, 1, Scope())
    job = desk.index.last(Search).job
    desk.hear(Hits(job, (PASSAGE,), 1.0), Finished(job))

    expected = Citation(1, PASSAGE.path, 2, PASSAGE.start, PASSAGE.end, PASSAGE.text, 3)
    assert desk.answer().citations == (expected,)
    assert desk.answer().verdict == "nothing"


def test_a_request_about_a_document_takes_it_in_whole(desk: Desk) -> None:
    desk.chat.ask(1, "Summarise this", Scope(attached=("/a/lease.pdf",), collections=("@1",)))

    assert desk.index.last(ReadWhole).paths == ("/a/lease.pdf",)


def test_thanks_needs_no_documents(desk: Desk) -> None:
    test_an_answer_has_quotes_then_words_then_citations(desk)
    n_asked = len(desk.index.sent)

    desk.chat.ask(1, "Thanks!", Scope())

    assert len(desk.index.sent) == n_asked
    assert isinstance(desk.engine.sent[-1], LoadModel)


def test_a_full_disk_is_told_and_what_is_on_the_screen_stays() -> None:
    class Full(MemoryTurns):
        def save_text(self, turn_id: int, text: str) -> None:
            raise StoreError("disk_full")

    turns = Full()
    desk = Desk(MemoryStore(turns, MemoryRecollection(turns)))
    desk.chat.ask(1, "How much is the rent?", Scope())
    desk.find()
    desk.load()
    desk.write("The rent")

    last = desk.updates[-1]
    assert isinstance(last, TurnChanged)
    assert (last.turn.text, last.turn.problem) == ("The rent", Problem("disk_full"))
    assert any(isinstance(each, TextGrew) for each in desk.updates)


def test_without_a_model_the_quotes_are_the_answer(desk: Desk) -> None:
    desk.chat.use_model(None)
    desk.chat.ask(1, "How much is the rent?", Scope())

    desk.find()

    assert (desk.answer().state, bool(desk.answer().quotes)) == ("complete", True)
