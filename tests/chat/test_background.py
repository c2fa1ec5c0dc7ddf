from __future__ import annotations

from dataclasses import replace

from desktop.chat.answer import Scope
from desktop.domain import Problem
from desktop.engine_messages import (
    Generate,
    Generated,
    LoadModel,
    ModelLoaded,
    Prepare,
    PromptReady,
    Token,
)
from desktop.inference import DroppedTurn, ModelInfo, Style, Summary
from desktop.messages import Cancel, Failed, Finished, WorkerDied
from tests.chat.test_asking import Desk
from tests.fakes import FIT, MODEL

_PLAIN = Scope(use_documents=False)


_LARGE = replace(MODEL, n_parameters=8_000_000_000)


def _answer(
    desk: Desk, text: str, dropped: tuple[DroppedTurn, ...] = (), model: ModelInfo = _LARGE
) -> None:
    job = desk.engine.last(LoadModel).job
    desk.hear(ModelLoaded(job, model, FIT), Finished(job))
    job = desk.engine.last(Generate).job
    desk.hear(
        PromptReady(job, "…", (), 9, 0, dropped, ()),
        Token(job, text),
        Generated(job, 9, 3, 100.0, 50.0, "stop"),
        Finished(job),
    )


def _talk_until_turns_leave(desk: Desk, model: ModelInfo = _LARGE) -> tuple[int, int]:
    desk.chat.ask(1, "I live in Bergen.", _PLAIN)
    _answer(desk, "How nice.", model=model)
    first, second = desk.store.turns.turns(1)
    dropped = tuple(DroppedTurn(each.id, each.role, "nothing") for each in (first, second))
    desk.chat.ask(1, "And you?", _PLAIN)
    _answer(desk, "Nowhere.", dropped, model)
    return first.id, second.id


def _fold(desk: Desk, text: str) -> None:
    job = desk.engine.last(Generate).job
    desk.hear(Token(job, text), Generated(job, 9, 3, 100.0, 50.0, "stop"), Finished(job))


def test_what_left_the_window_is_folded_into_a_summary_when_nobody_asks() -> None:
    desk = Desk()
    _, last = _talk_until_turns_leave(desk)
    asked = desk.engine.last(Generate)

    _fold(desk, "The user lives in Bergen.")

    assert asked.form == "summary"
    assert "I live in Bergen." in asked.question
    assert desk.store.recollection.summary(1) == Summary("The user lives in Bergen.", last)


def test_the_summary_goes_along_with_the_next_question() -> None:
    desk = Desk()
    _talk_until_turns_leave(desk)
    _fold(desk, "The user lives in Bergen.")

    desk.chat.ask(1, "Where do I live?", _PLAIN)
    desk.load()

    assert desk.engine.last(Generate).summary.text == "The user lives in Bergen."


def test_a_question_ends_the_summing_up_and_nothing_half_done_is_kept() -> None:
    desk = Desk()
    _talk_until_turns_leave(desk)
    job = desk.engine.last(Generate).job

    desk.chat.ask(1, "Wait.", _PLAIN)
    desk.hear(Token(job, "The user"), Finished(job, cancelled=True))

    assert any(isinstance(each, Cancel) and each.job == job for each in desk.engine.sent)
    assert desk.store.recollection.summary(1) == Summary()


def test_words_of_the_user_in_a_summary_stay_as_they_are() -> None:
    desk = Desk()
    desk.store.recollection.save_summary(1, Summary("Mine.", 0, is_edited=True))
    _talk_until_turns_leave(desk)

    _fold(desk, "The user lives in Bergen.")

    kept = desk.store.recollection.summary(1)
    assert kept.text == "Mine.\nThe user lives in Bergen."
    assert kept.is_edited


def test_writing_a_question_loads_the_model_and_evaluates_the_prefix() -> None:
    desk = Desk()
    desk.chat.ask(1, "I live in Bergen.", _PLAIN)
    _answer(desk, "How nice.")

    desk.chat.prepare(1, _PLAIN)
    desk.hear(ModelLoaded(desk.engine.last(LoadModel).job, MODEL, FIT))

    prepared = desk.engine.last(Prepare)
    assert [turn.text for turn in prepared.turns] == ["I live in Bergen.", "How nice."]


def test_an_engine_that_died_before_the_first_word_is_asked_once_more() -> None:
    desk = Desk()
    desk.chat.ask(1, "Hello?", _PLAIN)
    n_loads = sum(isinstance(each, LoadModel) for each in desk.engine.sent)

    desk.hear(
        Failed(desk.engine.last(LoadModel).job, Problem("engine_died")),
        WorkerDied(0, "engine", -9),
    )
    again = sum(isinstance(each, LoadModel) for each in desk.engine.sent)
    _answer(desk, "Here.")

    assert again == n_loads + 1
    assert desk.answer().text == "Here."


def test_an_engine_that_dies_twice_is_told_and_the_question_stays() -> None:
    desk = Desk()
    desk.chat.ask(1, "Hello?", _PLAIN)

    for _ in range(2):
        desk.hear(
            Failed(desk.engine.last(LoadModel).job, Problem("engine_died")),
            WorkerDied(0, "engine", -6),
        )

    assert desk.answer().problem == Problem("engine_died")
    assert not desk.chat.is_answering(1)


def test_a_model_in_quarantine_is_not_given_to_the_question_that_waits() -> None:
    desk = Desk()
    desk.chat.ask(1, "Hello?", _PLAIN)
    desk.hear(Failed(desk.engine.last(LoadModel).job, Problem("engine_died")))
    n_sent = len(desk.engine.sent)

    desk.chat.use_model(None, Problem("model_quarantined", "/m.gguf"))
    desk.hear(WorkerDied(0, "engine", -6))

    assert len(desk.engine.sent) == n_sent
    assert desk.answer().problem == Problem("model_quarantined", "/m.gguf")


def test_what_the_documents_do_not_say_may_have_been_said_in_the_conversation() -> None:
    desk = Desk()
    desk.chat.ask(1, "My locker has the code 4711.", _PLAIN)
    _answer(desk, "Noted.")
    desk.chat.ask(1, "Thanks", _PLAIN)
    _answer(desk, "Welcome.")

    desk.chat.ask(1, "Which code has my locker?", Scope())
    desk.find("nothing")
    _answer(desk, "4711.")

    assert desk.answer().text == "4711."
    assert desk.answer().verdict == "empty"


def test_what_nobody_said_is_still_refused() -> None:
    desk = Desk()
    desk.chat.ask(1, "My locker has the code 4711.", _PLAIN)
    _answer(desk, "Noted.")
    desk.chat.ask(1, "Thanks", _PLAIN)
    _answer(desk, "Welcome.")

    desk.chat.ask(1, "Who won the chess championship?", Scope())
    desk.find("nothing")

    assert (desk.answer().verdict, desk.answer().text) == ("nothing", "")


def test_a_style_decides_what_is_sent_and_how() -> None:
    desk = Desk()
    style = Style("mine", "Be a pirate.", "Say: {message}", "none", max_tokens=77, schema="{}")

    desk.chat.ask(1, "Hello", Scope(), style)
    desk.load()

    asked = desk.engine.last(Generate)
    assert (asked.system, asked.question, asked.max_tokens) == ("Be a pirate.", "Say: Hello", 77)
    assert asked.schema == "{}"
    assert desk.store.turns.turns(1)[0].text == "Hello"
    assert desk.index.sent == []


def test_a_model_too_small_to_sum_up_is_not_asked_to() -> None:
    desk = Desk()

    _, last = _talk_until_turns_leave(desk, MODEL)

    assert desk.engine.last(Generate).form == "plain"
    assert desk.store.recollection.summary(1) == Summary("User: I live in Bergen.", last)


def test_a_refused_question_is_not_in_the_next_prompt() -> None:
    desk = Desk()
    desk.chat.ask(1, "Who won the chess championship?", Scope())
    desk.find("nothing")

    desk.chat.ask(1, "Hello?", _PLAIN)
    _answer(desk, "Hi.")
    desk.chat.ask(1, "And now?", _PLAIN)
    desk.hear(ModelLoaded(desk.engine.last(LoadModel).job, _LARGE, FIT))

    assert [turn.text for turn in desk.engine.last(Generate).turns] == ["Hello?", "Hi."]


def test_an_answer_with_a_schema_begins_anew_when_it_is_continued() -> None:
    desk = Desk()
    style = Style("mine", use="none", schema="{}")
    turn = desk.chat.ask(1, "Hello", Scope(), style)
    desk.hear(ModelLoaded(desk.engine.last(LoadModel).job, _LARGE, FIT))
    job = desk.engine.last(Generate).job
    desk.hear(
        PromptReady(job, "…", (), 9, 0, (), ()),
        Token(job, '{"name": "Bo'),
        Generated(job, 9, 3, 100.0, 50.0, "length"),
        Finished(job),
    )

    desk.chat.resume(turn.id, 1, Scope(), style)
    _answer(desk, '{"name": "Bo"}')

    assert desk.answer().text == '{"name": "Bo"}'


def test_what_was_thought_is_kept_when_an_answer_is_stopped() -> None:
    desk = Desk()
    desk.chat.ask(1, "Hello", _PLAIN)
    desk.hear(ModelLoaded(desk.engine.last(LoadModel).job, _LARGE, FIT))
    job = desk.engine.last(Generate).job
    desk.hear(PromptReady(job, "…", (), 9, 0, (), ()), Token(job, "Well, ", "reasoning"))
    live = desk.chat.live_turn(1)

    desk.chat.stop(1)

    assert live is not None
    assert (live.reasoning, desk.answer().reasoning) == ("Well,", "Well,")
