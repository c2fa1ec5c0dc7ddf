from __future__ import annotations

from collections.abc import Callable

import pytest

from desktop.engine.estimate import BATCH
from desktop.engine.measuring import Measurement, Trial, Watch, measure


class Computer:
    """A computer whose speeds are known, with a clock that trials move on."""

    def __init__(
        self, speeds: Callable[[int, int], tuple[float, float]], trial_s: float = 1.0
    ) -> None:
        self.tried: list[tuple[int, int]] = []
        self.now = 100.0
        self._speeds = speeds
        self._trial_s = trial_s

    def try_(self, threads: int, batch: int) -> tuple[float, float]:
        self.tried.append((threads, batch))
        self.now += self._trial_s
        return self._speeds(threads, batch)

    def measure(self, physical: int, logical: int, seconds: float = 30.0) -> Measurement:
        found = measure(self.try_, physical, logical, seconds, Watch(clock=lambda: self.now))
        assert found is not None
        return found


def peak_at(threads: int, batch: int) -> Callable[[int, int], tuple[float, float]]:
    def speeds(n: int, b: int) -> tuple[float, float]:
        return 300.0 / (1 + abs(n - threads)) / (1 + abs(b - batch) / 512), 100.0 / (
            1 + abs(n - threads)
        )

    return speeds


@pytest.mark.parametrize(
    ("physical", "logical", "peak"),
    [(2, 2, (2, 512)), (2, 4, (1, 128)), (4, 8, (6, 1024)), (8, 16, (8, 256)), (6, 12, (3, 512))],
)
def test_the_fastest_combination_is_found(
    physical: int, logical: int, peak: tuple[int, int]
) -> None:
    best = Computer(peak_at(*peak)).measure(physical, logical).best

    assert (best.threads, best.batch) == peak


def test_the_engines_own_choice_is_tried_first_and_told() -> None:
    computer = Computer(peak_at(1, 512))

    found = computer.measure(2, 2)

    assert computer.tried[0] == (2, BATCH)
    assert found.first == Trial(2, BATCH, 150.0, 50.0)


def test_noise_does_not_move_away_from_the_default() -> None:
    def speeds(threads: int, batch: int) -> tuple[float, float]:
        return 300.0, 100.0 + (threads * 7 + batch) % 3

    best = Computer(speeds).measure(4, 8).best

    assert (best.threads, best.batch) == (4, BATCH)


def test_an_answer_counts_more_than_a_prompt_read_a_little_faster() -> None:
    def speeds(threads: int, _: int) -> tuple[float, float]:
        return (330.0, 40.0) if threads == 4 else (300.0, 60.0)

    assert Computer(speeds).measure(2, 4).best.threads != 4


def test_the_time_is_kept_even_where_a_trial_is_slow() -> None:
    computer = Computer(peak_at(16, 1024), trial_s=7.0)

    computer.measure(8, 16, seconds=30.0)

    assert len(computer.tried) == 4


def test_one_combination_is_tried_whatever_it_takes() -> None:
    computer = Computer(peak_at(2, 512), trial_s=90.0)

    assert computer.measure(2, 4).best.threads == 2
    assert len(computer.tried) == 1


def test_a_large_computer_is_not_tried_thread_by_thread() -> None:
    computer = Computer(peak_at(64, 512))

    best = computer.measure(64, 128).best

    assert best.threads == 64
    assert len(computer.tried) <= 9


def test_no_combination_is_tried_twice_and_none_has_more_threads_than_cores() -> None:
    computer = Computer(peak_at(5, 256), trial_s=0.1)

    computer.measure(12, 20)

    assert len(set(computer.tried)) == len(computer.tried)
    assert all(1 <= threads <= 20 for threads, _ in computer.tried)


def test_a_cancelled_measurement_finds_nothing() -> None:
    computer = Computer(peak_at(2, 512))
    watch = Watch(is_cancelled=lambda: len(computer.tried) > 1)

    assert measure(computer.try_, 2, 4, 30.0, watch) is None
    assert len(computer.tried) == 2


def test_progress_only_grows_and_ends_at_one() -> None:
    computer = Computer(peak_at(2, 256))
    shares: list[float] = []

    measure(computer.try_, 2, 4, 30.0, Watch(shares.append, clock=lambda: computer.now))

    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_a_combination_that_could_not_be_tried_is_never_the_best() -> None:
    def speeds(_: int, batch: int) -> tuple[float, float]:
        return (0.0, 0.0) if batch > BATCH else (300.0, 100.0)

    assert Computer(speeds).measure(2, 2).best.batch == BATCH
