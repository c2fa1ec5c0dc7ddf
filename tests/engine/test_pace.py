from __future__ import annotations

import pytest

from desktop.engine.pace import Pace


class Machine:
    """A computer whose processor is used as a test says."""

    def __init__(self) -> None:
        self.now = self.others = self.own = 0.0

    def used(self) -> tuple[float, float]:
        return self.others + self.own, self.own

    def clock(self) -> float:
        return self.now

    def run(self, seconds: float, own: float, others: float) -> None:
        self.now += seconds
        self.own += own * seconds
        self.others += others * seconds


@pytest.mark.parametrize(
    ("n_cpus", "most", "others", "threads"),
    [
        (2, 2, 0.0, 2),
        (2, 2, 0.3, 2),
        (2, 2, 1.0, 1),
        (2, 2, 1.7, 1),
        (8, 8, 3.0, 5),
        (16, 8, 6.0, 8),
        (16, 8, 14.0, 2),
    ],
)
def test_no_more_threads_are_used_than_cores_are_free(
    n_cpus: int, most: int, others: float, threads: int
) -> None:
    machine = Machine()
    pace = Pace(most, n_cpus, machine.used, machine.clock)
    machine.run(1.0, own=n_cpus - others, others=others)

    assert pace.look() == threads


def test_all_threads_come_back_when_the_others_are_done() -> None:
    machine = Machine()
    pace = Pace(2, 2, machine.used, machine.clock)
    machine.run(1.0, own=0.4, others=1.6)
    busy = pace.look()
    machine.run(1.0, own=1.0, others=0.1)

    assert (busy, pace.look()) == (1, 2)


def test_what_others_did_during_a_pause_costs_no_thread() -> None:
    machine = Machine()
    pace = Pace(2, 2, machine.used, machine.clock)
    machine.run(60.0, own=0.0, others=2.0)

    after = pace.look()
    machine.run(0.15, own=0.3, others=1.7)

    assert after == 2
    assert pace.is_due()
    assert pace.look() == 1


def test_the_processor_is_looked_at_a_few_times_a_second() -> None:
    machine = Machine()
    pace = Pace(2, 2, machine.used, machine.clock)

    machine.run(0.2, own=1, others=0)
    pace.look()
    machine.run(0.2, own=1, others=0)
    soon = pace.is_due()
    machine.run(0.3, own=1, others=0)

    assert (soon, pace.is_due()) == (False, True)
