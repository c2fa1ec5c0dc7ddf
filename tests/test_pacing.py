"""Why reading documents waits, and what is said of its speed."""

from __future__ import annotations

import time

import pytest

from desktop.idleness import Idleness, _used
from desktop.messages import HoldIndexing
from desktop.pacing import Pacing, Rate, Reason
from tests.fakes import FakeSender


class Desk:
    def __init__(self) -> None:
        self.index = FakeSender()
        self.said: list[Reason | None] = []
        self.pacing = Pacing(self.index, self.said.append)

    def told(self) -> list[bool]:
        return [each.is_held for each in self.index.sent if isinstance(each, HoldIndexing)]


def test_the_worker_is_told_once_however_many_reasons_there_are() -> None:
    desk = Desk()

    desk.pacing.hold("answering", is_on=True)
    desk.pacing.hold("paused", is_on=True)
    desk.pacing.hold("answering", is_on=False)
    desk.pacing.hold("paused", is_on=False)
    desk.pacing.hold("paused", is_on=False)

    assert desk.told() == [True, False]
    assert desk.said == ["answering", "paused", None]


def test_a_new_worker_is_told_what_still_holds_and_nothing_is_paused() -> None:
    desk = Desk()
    desk.pacing.hold("paused", is_on=True)
    desk.pacing.hold("busy", is_on=True)

    desk.pacing.begin_anew()

    assert desk.pacing.reason == "busy"
    assert desk.told() == [True, True]


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_speed_is_that_of_the_last_half_minute() -> None:
    clock = Clock()
    rate = Rate(clock)
    for second in range(100):
        clock.now = float(second)
        # A thousand that had not changed, then two files a second.
        rate.take(1000 + 2 * second if second else 0)

    assert rate.per_s == 2.0
    assert rate.seconds_left(1298) == 50.0


def test_nothing_is_said_of_speed_before_something_is_known() -> None:
    clock = Clock()
    rate = Rate(clock)
    rate.take(0)
    clock.now = 1.0
    rate.take(50)

    assert rate.per_s == 0.0
    assert rate.seconds_left(100) is None


@pytest.fixture
def used(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Processor seconds so far: of all cores, of those the busy ones, of those this program's."""
    times = [0.0, 0.0, 0.0]
    monkeypatch.setattr("desktop.idleness._used", lambda: tuple(times))
    return times


def test_a_hand_on_the_window_counts_for_a_minute(used: list[float]) -> None:
    clock = Clock()
    idleness = Idleness(clock)
    assert idleness.is_used()
    clock.now = 61.0
    assert not idleness.is_used()
    idleness.touch()
    assert idleness.is_used()


def test_other_programs_count_and_this_one_does_not(used: list[float]) -> None:
    clock = Clock()
    idleness = Idleness(clock)
    clock.now = 61.0

    used[:] = [10.0, 9.0, 8.5]
    assert not idleness.is_used()
    used[:] = [20.0, 18.0, 9.0]
    assert idleness.is_used()
    used[:] = [30.0, 18.5, 9.0]
    assert not idleness.is_used()


def test_what_this_program_computes_is_not_the_use_of_others() -> None:
    (_, busy_before, own_before), begun = _used(), time.process_time()
    while time.process_time() - begun < 0.5:
        sum(range(10_000))

    _, busy, own = _used()

    assert own - own_before >= 0.4
    assert busy - busy_before >= 0.4
