"""Questions with filters, as the use case of asking sends them on: played workers."""

from __future__ import annotations

import pytest

from desktop.chat.answer import Scope
from desktop.errors import UsageError
from desktop.inference import Style
from desktop.messages import ReadWhole as Whole
from desktop.messages import Retrieve, Search
from tests.chat.test_asking import Desk

QUESTION = "How much is the rent? type:pdf in:Contracts"


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_filters_go_to_the_index_and_the_question_goes_without_them(desk: Desk) -> None:
    desk.chat.ask(1, QUESTION, Scope())

    asked = desk.index.last(Retrieve)
    assert asked.question == "How much is the rent?"
    assert (asked.filter.types, asked.filter.places) == ((".pdf",), ("contracts",))
    assert desk.store.turns.turns(1)[0].text == QUESTION


def test_a_question_about_whole_documents_is_narrowed_too(desk: Desk) -> None:
    desk.chat.ask(1, "Summarise file:lease", Scope())

    asked = desk.index.last(Whole)
    assert (asked.question, asked.filter.files) == ("Summarise", ("lease",))


def test_the_question_before_and_the_nearest_passages_know_the_filters(desk: Desk) -> None:
    desk.chat.ask(1, QUESTION, Scope())
    desk.find("nothing")
    desk.chat.show_nearest(desk.answer().id, 1, Scope())
    nearest = desk.index.last(Search)
    desk.chat.ask(1, "And the deposit?", Scope())

    assert (nearest.text, nearest.filter.types) == ("How much is the rent?", (".pdf",))
    assert desk.index.last(Retrieve).previous == "How much is the rent?"
    assert desk.index.last(Retrieve).filter.words == ""


def test_a_filter_that_leaves_nothing_ends_the_answer_without_a_model(desk: Desk) -> None:
    desk.chat.ask(1, QUESTION, Scope())
    desk.find("unmatched")

    assert (desk.answer().verdict, desk.answer().state) == ("unmatched", "complete")
    assert desk.engine.sent == []


@pytest.mark.parametrize(
    ("text", "code"), [("rent after:20x4", "filter_date"), ("type:pdf", "filter_alone")]
)
def test_a_question_that_cannot_be_understood_is_refused_before_it_is_saved(
    desk: Desk, text: str, code: str
) -> None:
    with pytest.raises(UsageError) as raised:
        desk.chat.ask(1, text, Scope())

    assert raised.value.problem.code == code
    assert desk.store.turns.turns(1) == ()
    assert desk.index.sent == []


def test_a_text_for_the_model_alone_keeps_every_word(desk: Desk) -> None:
    desk.chat.ask(1, "after:noon in:Rome", Scope(), Style(use="none"))
    desk.chat.ask(2, "after:noon in:Rome", Scope(use_documents=False))

    assert next(turn.text for turn in desk.store.turns.turns(1)) == "after:noon in:Rome"
    assert desk.index.sent == []
