from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.assembly import open_store
from desktop.chat.answer import Change, Scope
from desktop.chat.comparison import Comparisons
from desktop.chat.update import TextGrew, TurnAdded
from desktop.domain import Feedback, Turn
from desktop.engine_messages import Generate, Generated, LoadModel
from desktop.errors import UsageError
from desktop.inference import Style
from desktop.messages import Finished
from desktop.paths import Home
from desktop.storage.database import Store
from tests.chat.test_asking import Desk


@pytest.fixture
def desk() -> Desk:
    """A conversation with one answer."""
    desk = Desk()
    desk.chat.ask(1, "How much is the rent?", Scope())
    desk.find()
    desk.load()
    job = desk.write("9,400 euros.")
    desk.hear(Generated(job, 9, 3, 100.0, 50.0, "stop"), Finished(job))
    desk.align()
    return desk


def compare(desk: Desk, change: Change | None = None) -> Turn:
    other = desk.chat.compare(desk.answer(), Scope(), Style(), change or Change())
    assert other is not None
    return other


def test_another_answer_grows_beside_the_one_that_stays_shown(desk: Desk) -> None:
    first = desk.answer()
    desk.updates.clear()

    other = compare(desk)
    desk.find()
    desk.load()
    desk.write("The rent is 9,400.")

    assert desk.answer().id == first.id
    assert other.parent_id == first.parent_id
    assert [each.turn_id for each in desk.updates if isinstance(each, TextGrew)] == [other.id]
    assert not [each for each in desk.updates if isinstance(each, TurnAdded)]


def test_a_temperature_that_was_chosen_is_kept_and_another_try_is_warmer(desk: Desk) -> None:
    temperatures = []
    for change in (Change(temperature=0.1), Change(), Change(is_warmer=False)):
        compare(desk, change)
        desk.find()
        desk.load()
        temperatures.append(desk.engine.last(Generate).sampling.temperature)
        desk.chat.stop(1)

    assert temperatures == [0.1, 0.7, 0.0]


def test_another_model_answers_once_and_keeps_nothing_of_the_conversation(desk: Desk) -> None:
    compare(desk, Change(LoadModel(0, "/other.gguf", 4096), is_warmer=False))
    desk.find()
    loaded = desk.engine.last(LoadModel).path
    desk.load()
    generated = desk.engine.last(Generate)
    desk.chat.stop(1)

    desk.chat.ask(1, "And the deposit?", Scope())
    desk.find()

    assert loaded == "/other.gguf"
    assert generated.conversation == ""
    assert desk.engine.last(LoadModel).path == "/m.gguf"


def test_nothing_is_compared_while_an_answer_is_on_its_way(desk: Desk) -> None:
    first = desk.answer()
    desk.chat.ask(1, "And the deposit?", Scope())

    with pytest.raises(UsageError):
        desk.chat.compare(first, Scope(), Style(), Change())


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    home = Home(tmp_path)
    home.create()
    opened = open_store(home, "plain", None)
    yield opened
    opened.close()


def two_answers(store: Store) -> tuple[Turn, Turn]:
    at = store.conversations.create("Lease").id
    question = store.turns.add_turn(at, None, "user", "How much?")
    one = store.turns.add_turn(at, question.id, "assistant", "9,400.")
    return one, store.turns.add_turn(at, question.id, "assistant", "A lot.")


def test_the_better_answer_is_shown_and_kept_once(store: Store) -> None:
    one, other = two_answers(store)
    comparisons = Comparisons(store)

    comparisons.prefer(other, one)
    comparisons.prefer(one, other, "says how much")

    assert store.turns.turns(one.conversation_id)[-1].id == one.id
    (judged,) = store.feedback.judged()
    assert judged.preference is not None
    assert (judged.preference.chosen_id, judged.preference.reason) == (one.id, "says how much")


@pytest.mark.parametrize("words", ["both bad", "no difference "])
def test_words_of_a_person_are_no_tie(store: Store, words: str) -> None:
    one, other = two_answers(store)

    Comparisons(store).prefer(one, other, words)

    (judged,) = store.feedback.judged()
    assert judged.preference is not None
    assert not judged.preference.is_tie


def test_both_bad_leaves_a_rating_that_was_given(store: Store) -> None:
    one, other = two_answers(store)
    store.feedback.rate(one.id, Feedback("down", "wrong"))

    Comparisons(store).tie(replace(one, feedback=Feedback("down", "wrong")), other, "both bad")

    ratings = {each.turn_id: each.feedback for each in store.feedback.judged() if each.feedback}
    assert ratings == {one.id: Feedback("down", "wrong"), other.id: Feedback("down")}
