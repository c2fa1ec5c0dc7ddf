from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.chat.asking import Chat
from desktop.chat.conversations import Conversations
from desktop.chat.memory import MemoryStore
from desktop.domain import Citation, Feedback, Quote, Turn
from desktop.engine_messages import Generate, Generated
from desktop.errors import UsageError
from desktop.inference import Summary
from desktop.messages import Finished
from desktop.paths import Home
from desktop.storage.database import Store, open_store
from tests.chat.test_asking import Desk
from tests.chat.test_background import _PLAIN, _answer


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    home = Home(tmp_path / "home")
    home.create()
    store = open_store(home, "plain", None)
    yield store
    store.close()


def talk(store: Store, conversation_id: int, *texts: str) -> list[Turn]:
    """Let a conversation be said, question and answer in turn."""
    shown = store.turns.turns(conversation_id)
    parent = shown[-1].id if shown else None
    said = []
    for n, text in enumerate(texts):
        role = "user" if n % 2 == 0 else "assistant"
        turn = store.turns.add_turn(conversation_id, parent, role, text)  # type: ignore[arg-type]
        said.append(turn)
        parent = turn.id
    return said


def test_an_edited_question_stands_beside_the_first_and_both_are_kept() -> None:
    desk = Desk()
    desk.chat.ask(1, "I live in Bergen.", _PLAIN)
    _answer(desk, "How nice.")
    desk.chat.ask(1, "Is it far?", _PLAIN)
    _answer(desk, "Yes.")
    question = desk.store.turns.turns(1)[2]

    desk.chat.edit(question.id, 1, "Is it cold?", _PLAIN)
    _answer(desk, "It rains.")

    shown = desk.store.turns.turns(1)
    assert [each.text for each in shown] == [
        "I live in Bergen.",
        "How nice.",
        "Is it cold?",
        "It rains.",
    ]
    assert shown[2].parent_id == question.parent_id


def test_another_answer_to_an_early_question_does_not_know_what_came_later() -> None:
    desk = Desk()
    desk.chat.ask(1, "I live in Bergen.", _PLAIN)
    _answer(desk, "How nice.")
    desk.chat.ask(1, "My cat is called Mia.", _PLAIN)
    _answer(desk, "A good name.")
    first = desk.store.turns.turns(1)[1]

    desk.chat.again(first.id, 1, _PLAIN)
    desk.load()

    asked = desk.engine.last(Generate)
    assert (asked.question, asked.turns) == ("I live in Bergen.", ())
    assert not asked.recalled


@pytest.mark.parametrize(
    "change",
    [
        lambda chat, turns: chat.again(turns[1].id, 1, _PLAIN),
        lambda chat, turns: chat.edit(turns[0].id, 1, "I live in Oslo.", _PLAIN),
        lambda chat, turns: chat.resume(turns[1].id, 1, _PLAIN),
    ],
    ids=["again", "edit", "resume"],
)
def test_a_turn_is_not_changed_while_an_answer_is_on_its_way(
    change: Callable[[Chat, tuple[Turn, ...]], None],
) -> None:
    desk = Desk()
    desk.chat.ask(1, "I live in Bergen.", _PLAIN)
    _answer(desk, "How nice.")
    desk.chat.ask(1, "Is it far?", _PLAIN)
    turns = desk.store.turns.turns(1)

    with pytest.raises(UsageError) as caught:
        change(desk.chat, turns)

    assert caught.value.problem.code == "still_answering"
    assert len(desk.store.turns.turns(1)) == 4


def test_a_summary_is_sent_only_on_the_branch_it_tells_of() -> None:
    desk = Desk()
    desk.chat.ask(1, "I live in Bergen.", _PLAIN)
    _answer(desk, "How nice.")
    desk.chat.ask(1, "My locker has the code 4711.", _PLAIN)
    _answer(desk, "Noted.")
    turns = desk.store.turns.turns(1)
    desk.store.recollection.save_summary(1, Summary("The code is 4711.", turns[-1].id))

    desk.chat.edit(turns[2].id, 1, "Is it far?", _PLAIN)
    desk.load()

    assert desk.engine.last(Generate).summary == Summary()


def test_a_summary_that_reaches_the_branch_of_an_earlier_turn_stays_valid_there(
    store: Store,
) -> None:
    at = store.conversations.create("x").id
    first = talk(store, at, "one", "two", "three", "four")
    store.recollection.save_summary(at, Summary("Of one and two.", first[1].id))
    store.recollection.save_summary(at, Summary("Of all four.", first[3].id))
    before = store.recollection.summary(at)

    store.turns.add_turn(at, first[1].id, "user", "another three")

    assert before.text == "Of all four."
    assert store.recollection.summary(at).text == "Of one and two."
    store.turns.show(at, first[2].id)
    assert store.recollection.summary(at).text == "Of all four."


def test_a_summary_that_was_folded_meanwhile_belongs_to_the_branch_it_came_from() -> None:
    desk = Desk()
    desk.chat.ask(1, "I live in Bergen.", _PLAIN)
    _answer(desk, "How nice.")
    branch = frozenset(each.id for each in desk.store.turns.turns(1))
    desk.store.turns.add_turn(1, None, "user", "Something else.")

    desk.store.recollection.save_summary(1, Summary("Bergen.", max(branch)), branch)

    assert desk.store.recollection.summary(1) == Summary()
    assert desk.store.recollection.summary(1, branch).text == "Bergen."


def test_what_was_said_on_another_branch_is_not_found_again(store: Store) -> None:
    at = store.conversations.create("x").id
    said = talk(store, at, "The code is 4711.", "Noted.")
    store.turns.add_turn(at, None, "user", "Something else.")

    found = store.recollection.mentioning(at, ["code"], 10)

    assert found == ()
    assert store.recollection.mentioning(at, ["code"], 10, {said[0].id}) == (said[0].id,)


def test_a_summary_of_an_earlier_version_of_the_store_is_still_read(store: Store) -> None:
    at = store.conversations.create("x").id
    said = talk(store, at, "one", "two")
    file = sqlite3.connect(store._path)
    file.execute(
        "UPDATE conversations SET summary = ?",
        [f'{{"text": "Old.", "until": {said[1].id}, "is_edited": false}}'],
    )
    file.commit()
    file.close()

    assert store.recollection.summary(at) == Summary("Old.", said[1].id)


def test_going_back_to_a_version_shows_what_was_said_last_below_it(store: Store) -> None:
    at = store.conversations.create("x").id
    said = talk(store, at, "Q", "A", "Q2", "A2")
    beside = store.turns.add_turn(at, said[0].id, "assistant", "Another A")
    versions = Conversations(store).versions

    versions.show(at, said[1].id)

    assert [each.text for each in store.turns.turns(at)] == ["Q", "A", "Q2", "A2"]
    assert versions.of(at) == {
        said[1].id: (said[1].id, beside.id),
        beside.id: (said[1].id, beside.id),
    }


def test_a_fork_holds_the_branch_up_to_a_turn_with_citations_ratings_and_pins(store: Store) -> None:
    at = store.conversations.create("Lease").id
    said = talk(store, at, "Q", "A", "Q2", "A2")
    full = replace(
        said[1],
        quotes=(Quote(1, "ends", "/a.pdf", 2, 3, 7),),
        citations=(Citation(1, "/a.pdf", 2, 0, 9, "it ends."),),
    )
    store.turns.save_turn(full)
    store.turns.pin(full.id, is_pinned=True)
    store.feedback.rate(full.id, Feedback("up", "right"))
    store.recollection.save_summary(at, Summary("So far.", full.id))

    fork = Conversations(store).versions.fork(at, full.id)

    question, answer = store.turns.turns(fork.id)
    assert fork.title == "Lease (2)"
    assert question.text == "Q"
    assert answer.parent_id == question.id
    assert replace(answer, id=full.id, conversation_id=at, parent_id=said[0].id) == replace(
        full, is_pinned=True, feedback=Feedback("up", "right")
    )
    assert store.recollection.summary(fork.id) == Summary("So far.", answer.id)
    assert len(store.turns.turns(at)) == 4


def test_the_memory_of_one_command_keeps_branches_apart_as_well() -> None:
    store = MemoryStore.empty()
    question = store.turns.add_turn(1, None, "user", "The code is 4711.")
    store.recollection.save_summary(1, Summary("4711.", question.id))
    store.turns.add_turn(1, None, "user", "Something else.")

    assert store.recollection.summary(1) == Summary()
    assert store.recollection.mentioning(1, ["code"], 5) == ()


def test_an_answer_that_goes_on_is_given_no_summary_of_what_came_later() -> None:
    desk = Desk()
    desk.chat.ask(1, "I live in Bergen.", _PLAIN)
    job = _begin(desk)
    desk.hear(Generated(job, 1, 1, 1.0, 1.0, "cancelled"), Finished(job, cancelled=True))
    desk.chat.ask(1, "My locker has the code 4711.", _PLAIN)
    _answer(desk, "Noted.")
    turns = desk.store.turns.turns(1)
    desk.store.recollection.save_summary(1, Summary("The code is 4711.", turns[-1].id))

    desk.chat.resume(turns[1].id, 1, _PLAIN)
    desk.load()

    assert desk.engine.last(Generate).summary == Summary()


def _begin(desk: Desk) -> int:
    desk.load()
    return desk.write("How")
