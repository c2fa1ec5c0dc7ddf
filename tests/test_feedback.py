from __future__ import annotations

import time
from datetime import date, datetime
from pathlib import Path

import pytest

from desktop.assembly import open_store
from desktop.domain import Feedback
from desktop.feedback import REASONS, Period, Ratings, Reason, reason_of, since
from desktop.paths import Home
from desktop.tree import Preference

_DAY_S = 86_400.0


@pytest.mark.parametrize(
    "reason",
    [
        Reason(),
        Reason(("wrong", "too long")),
        Reason((), "not my firm"),
        Reason(("other",), "a; b"),
    ],
)
def test_a_reason_is_read_as_it_was_stored(reason: Reason) -> None:
    assert reason_of(reason.as_text()) == reason


def test_tags_that_are_not_offered_any_more_are_still_tags() -> None:
    assert "incomplete" not in REASONS
    assert reason_of("incomplete; unclear; my words") == Reason(
        ("incomplete", "unclear"), "my words"
    )


@pytest.mark.parametrize(
    ("period", "first"),
    [
        ("today", "2026-03-01"),
        ("week", "2026-02-23"),
        ("month", "2026-01-31"),
        ("year", "2026-01-01"),
    ],
)
def test_a_time_begins_at_midnight_of_its_first_day(period: Period, first: str) -> None:
    assert datetime.fromtimestamp(since(period, date(2026, 3, 1))) == datetime.fromisoformat(first)


def test_only_what_was_judged_in_a_time_is_read(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.create()
    store = open_store(home, "plain", None)
    ratings = Ratings(store)
    assert ratings.is_empty()
    at = store.conversations.create("Lease").id
    question = store.turns.add_turn(at, None, "user", "When?")
    new, old, oldest = (store.turns.add_turn(at, question.id, "assistant", each) for each in "abc")
    now = time.time()
    store.feedback.rate(new.id, Feedback("up"), now)
    store.feedback.rate(old.id, Feedback("up"), now - 10 * _DAY_S)
    store.feedback.rate(oldest.id, Feedback("up"), now - 400 * _DAY_S)
    store.feedback.prefer(Preference(old.id, oldest.id, "", now - 3 * _DAY_S))

    read = {period: len(ratings.judged(period)) for period in ("all", "today", "week", "month")}

    store.close()
    assert read == {"all": 4, "today": 1, "week": 2, "month": 3}
