"""Searching while somebody types, with a played index."""

from __future__ import annotations

import itertools

import pytest

from desktop.domain import Problem
from desktop.messages import Cancel, Failed, Finished, Hits, Search
from desktop.searching import Searched, Searching
from tests.fakes import PASSAGE, FakeSender


class Desk:
    """Somebody who types, and an index that answers when told to."""

    def __init__(self) -> None:
        self.index = FakeSender()
        self.found: list[Searched] = []
        self.searching = Searching(self.index, itertools.count(1), self.found.append)

    def job(self) -> int:
        """The newest search's job."""
        return self.index.last(Search).job


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_filters_go_apart_and_only_what_is_close_is_wanted(desk: Desk) -> None:
    desk.searching.search("rent type:pdf")

    sent = desk.index.last(Search)
    assert (sent.text, sent.filter.types, sent.only_close) == ("rent", (".pdf",), True)
    assert sent.collections == ()


def test_what_was_found_comes_with_its_text_and_filters(desk: Desk) -> None:
    desk.searching.search("rent type:pdf")
    job = desk.job()
    for event in (Hits(job, (PASSAGE,), 1.0, 3), Finished(job)):
        desk.searching.handle(event)

    assert desk.found == [Searched("rent type:pdf", (PASSAGE,), "type:pdf", 3)]


def test_the_next_text_takes_the_place_of_the_one_before(desk: Desk) -> None:
    desk.searching.search("re")
    first = desk.job()
    desk.searching.search("rent")
    for event in (Hits(first, (PASSAGE,), 1.0, 3), Finished(first, cancelled=True)):
        desk.searching.handle(event)

    assert desk.index.last(Cancel).job == first
    assert desk.found == []


def test_what_is_dropped_is_not_answered(desk: Desk) -> None:
    desk.searching.search("rent")
    job = desk.job()
    desk.searching.drop()
    desk.searching.handle(Hits(job, (PASSAGE,), 1.0, 3))

    assert desk.index.last(Cancel).job == job
    assert desk.found == []


def test_a_search_that_ended_is_not_cancelled(desk: Desk) -> None:
    desk.searching.search("rent")
    job = desk.job()
    desk.searching.handle(Hits(job, (), 1.0, 3))
    desk.searching.search("rents")

    assert not any(isinstance(each, Cancel) for each in desk.index.sent)


def test_a_date_that_is_none_is_said_and_nothing_is_sent(desk: Desk) -> None:
    desk.searching.search("rent after:20x4")

    (found,) = desk.found
    assert found.problem == Problem("filter_date", detail="after:20x4")
    assert desk.index.sent == []


def test_an_index_that_fails_is_said(desk: Desk) -> None:
    desk.searching.search("rent")
    desk.searching.handle(Failed(desk.job(), Problem("index_died")))

    assert [each.problem for each in desk.found] == [Problem("index_died")]
