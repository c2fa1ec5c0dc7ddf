from __future__ import annotations

from desktop.chat.answer import Recalled
from desktop.chat.memory import MemoryStore
from desktop.chat.recall import recall


def _recalled(said: list[str], question: str) -> Recalled:
    store = MemoryStore.empty()
    parent: int | None = None
    for number, text in enumerate(said):
        role = "assistant" if number % 2 else "user"
        parent = store.turns.add_turn(1, parent, role, text).id
    return recall(store.recollection, 1, store.turns.turns(1), question)


_TALK = ["Let us talk of trains.", "Gladly.", "And of ships?", "Those too."]


def test_an_answer_is_recalled_with_its_question() -> None:
    said = [*_TALK, "What is the wifi password?", "It is swordfish.", *_TALK]

    found = _recalled(said, "Tell me the wifi password again")

    assert {turn.text for turn in found.turns[:2]} == {said[4], said[5]}


def test_a_statement_that_holds_the_question_is_sure() -> None:
    said = [*_TALK, "The alarm code of the office is 4711.", "Noted."]

    assert _recalled(said, "What is the alarm code of the office?").is_sure


def test_the_same_question_asked_before_is_no_answer() -> None:
    said = [*_TALK, "What is the alarm code of the office?", "I do not know that."]

    assert not _recalled(said, "What is the alarm code of the office?").is_sure


def test_a_question_without_words_of_its_own_recalls_the_beginning() -> None:
    found = _recalled([*_TALK, *_TALK, "Rain again.", "Indeed."], "What did I tell you?")

    assert found.turns[0].text in _TALK[:2]


def test_of_a_long_turn_the_sentence_that_matters_is_quoted() -> None:
    long = "Trains are slow. " * 30 + "The boat to Elba leaves at noon. " + "Ships are slow. " * 30

    found = _recalled([*_TALK, long, "Thank you."], "When does the boat to Elba leave?")

    assert found.turns[0].text.startswith("The boat to Elba leaves at noon.")
    assert len(found.turns[0].text) < 300


def test_chinese_turns_are_found_by_pairs_of_characters() -> None:
    said = [
        "我们聊聊火车吧。",
        "好的。",
        "保险柜的密码是八八六。",
        "记住了。",
        "还有轮船。",
        "好。",
    ]

    found = _recalled(said, "保险柜密码是多少？")

    assert found.turns[0].text == said[2]
    assert found.is_sure
