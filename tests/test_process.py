from __future__ import annotations

import os
import queue
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

import psutil
import pytest

from desktop.messages import Cancel, Event, Failed, Finished, ListDocuments, WorkerDied
from desktop.process import Patience, Worker
from tests import serving

_PATIENCE = Patience()
_IMPATIENCE = Patience(heartbeat_s=0.8, ping_s=0.1, start_s=30)


class Listener:
    """A worker with real children, and everything it says."""

    def __init__(
        self,
        serve: Callable[[Connection], None] = serving.work,
        *,
        patience: Patience = _PATIENCE,
        idle_s: float | None = None,
    ) -> None:
        self.events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self.worker = Worker(
            "test", serve, self.events.put, "index_died", patience=patience, idle_s=idle_s
        )

    def run(self, job: int, what: str = "") -> Event:
        self.worker.send(ListDocuments(job, what))
        return self.hear()

    def hear(self, timeout_s: float = 30.0) -> Event:
        return self.events.get(timeout=timeout_s)

    def wait_for(self, file: Path) -> None:
        end = time.monotonic() + 30
        while not file.exists():
            assert time.monotonic() < end, f"{file} does not come"
            time.sleep(0.01)

    def wait_until_gone(self, pid: int | None) -> None:
        end = time.monotonic() + 30
        while pid is not None and psutil.pid_exists(pid):
            assert time.monotonic() < end, "the child stays"
            time.sleep(0.01)


@pytest.fixture
def make() -> Iterator[Callable[..., Listener]]:
    """Make a worker that ends with the test."""
    made: list[Listener] = []

    def one(*arguments: object, **options: object) -> Listener:
        made.append(Listener(*arguments, **options))  # type: ignore[arg-type]
        return made[-1]

    yield one
    for each in made:
        each.worker.close()


def test_a_job_ends_with_what_the_child_says(make: Callable[..., Listener]) -> None:
    assert make().run(1) == Finished(1)


def test_a_child_that_dies_fails_its_job_and_the_next_command_starts_another(
    make: Callable[..., Listener],
) -> None:
    listener = make()

    failed, died = listener.run(1, "die"), listener.hear()
    after = listener.run(2)

    assert isinstance(failed, Failed)
    assert failed.problem.code == "index_died"
    assert died == WorkerDied(0, "test", 3)
    assert after == Finished(2)


@pytest.mark.skipif(os.name != "posix", reason="no SIGSTOP")
def test_a_child_that_says_nothing_any_more_is_killed_like_one_that_died(
    make: Callable[..., Listener],
) -> None:
    listener = make(patience=_IMPATIENCE)
    listener.run(1)
    begun = time.monotonic()

    failed, died = listener.run(2, "stop"), listener.hear()

    assert isinstance(failed, Failed)
    assert died == WorkerDied(0, "test", -signal.SIGKILL)
    assert time.monotonic() - begun < 10
    assert listener.run(3) == Finished(3)


@pytest.mark.skipif(os.name != "posix", reason="no SIGSTOP")
def test_a_child_that_hangs_with_nothing_to_do_is_replaced(make: Callable[..., Listener]) -> None:
    listener = make(patience=_IMPATIENCE)
    listener.run(1)
    pid = listener.worker.pid
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)

    died = listener.hear()

    assert isinstance(died, WorkerDied)
    assert listener.run(2) == Finished(2)


def test_a_busy_child_that_answers_pings_is_left_alone(make: Callable[..., Listener]) -> None:
    listener = make(patience=_IMPATIENCE)
    listener.worker.send(ListDocuments(1, "long"))
    with pytest.raises(queue.Empty):
        listener.hear(timeout_s=2)

    listener.worker.send(Cancel(1))

    assert listener.hear() == Finished(1, cancelled=True)


def test_a_child_that_never_begins_is_given_the_time_of_a_start_and_then_killed(
    make: Callable[..., Listener],
) -> None:
    listener = make(serving.sleep, patience=Patience(heartbeat_s=0.1, ping_s=0.1, start_s=1))
    begun = time.monotonic()

    failed = listener.run(1)

    assert isinstance(failed, Failed)
    assert time.monotonic() - begun > 0.9


def test_sending_never_waits_for_a_child_that_does_not_read(make: Callable[..., Listener]) -> None:
    listener = make(serving.sleep)
    begun = time.monotonic()

    for job in range(1, 40):
        listener.worker.send(ListDocuments(job, "x" * 100_000))

    assert time.monotonic() - begun < 1


def test_an_idle_child_ends_and_nobody_hears_of_a_death(make: Callable[..., Listener]) -> None:
    listener = make(idle_s=0.1)
    listener.run(1)
    listener.wait_until_gone(listener.worker.pid)

    assert listener.run(2) == Finished(2)


def test_a_child_with_a_job_is_not_idle(make: Callable[..., Listener]) -> None:
    listener = make(idle_s=0.05)
    listener.run(1)
    listener.worker.send(ListDocuments(2, "long"))
    pid = listener.worker.pid

    with pytest.raises(queue.Empty):
        listener.hear(timeout_s=0.5)

    assert listener.worker.pid == pid
    listener.worker.send(Cancel(2))
    assert listener.hear() == Finished(2, cancelled=True)


def test_idle_time_can_be_set_while_the_child_runs(make: Callable[..., Listener]) -> None:
    listener = make()
    listener.run(1)
    pid = listener.worker.pid
    assert pid is not None

    listener.worker.idle_s = 0.0

    listener.wait_until_gone(pid)


def test_a_child_at_rest_has_time_to_save_and_what_comes_meanwhile_goes_to_the_next(
    make: Callable[..., Listener], tmp_path: Path
) -> None:
    saved = tmp_path / "saved"
    serve = partial(serving.work_then_save, file=str(saved), seconds=1.0)
    listener = make(serve, patience=Patience(close_s=0.1), idle_s=0.1)
    listener.run(1)
    listener.wait_for(saved.with_suffix(".begun"))

    after = listener.run(2)

    assert after == Finished(2)
    assert saved.read_text("utf-8") == "saved"


def test_a_child_that_does_not_end_when_asked_to_rest_is_killed_without_a_word(
    make: Callable[..., Listener], tmp_path: Path
) -> None:
    serve = partial(serving.work_then_save, file=str(tmp_path / "saved"), seconds=60.0)
    patience = Patience(ping_s=0.1, close_s=0.1, rest_s=0.3)
    listener = make(serve, patience=patience, idle_s=0.1)
    listener.run(1)
    listener.wait_for(tmp_path / "saved.begun")

    assert listener.run(2) == Finished(2)


def test_closing_gives_the_child_time_to_save(tmp_path: Path) -> None:
    saved = tmp_path / "saved"
    serve = partial(serving.work_then_save, file=str(saved), seconds=2.5)
    listener = Listener(serve, patience=Patience(close_s=15))
    listener.run(1)

    listener.worker.close()

    assert saved.exists()


def test_what_was_cancelled_while_the_child_ended_does_not_run_on(
    make: Callable[..., Listener], tmp_path: Path
) -> None:
    serve = partial(serving.work_then_save, file=str(tmp_path / "saved"), seconds=1.0)
    listener = make(serve, idle_s=0.1)
    listener.run(1)
    listener.wait_for(tmp_path / "saved.begun")
    listener.worker.send(ListDocuments(2, "long"))
    listener.worker.send(Cancel(2))

    assert listener.hear() == Finished(2, cancelled=True)


def test_commands_around_the_moment_of_rest_each_end_exactly_once(
    make: Callable[..., Listener],
) -> None:
    idle_s, n_rounds, n_threads, n_each = 0.05, 20, 2, 5
    listener = make(idle_s=idle_s)
    pids: set[int | None] = set()
    chance = random.Random(7)

    def send(first: int) -> None:
        for job in range(first, first + n_each):
            listener.worker.send(ListDocuments(job))

    ended: Counter[int] = Counter()
    for n in range(n_rounds):
        firsts = [(n * n_threads + k) * n_each + 1 for k in range(n_threads)]
        threads = [threading.Thread(target=send, args=(first,)) for first in firsts]
        for thread in threads:
            thread.start()
        for _ in range(n_threads * n_each):
            event = listener.hear()
            assert isinstance(event, Finished), event
            ended[event.job] += 1
        pids.add(listener.worker.pid)
        time.sleep(idle_s * chance.uniform(0.9, 2.0))

    assert ended == Counter(range(1, n_rounds * n_threads * n_each + 1))
    assert len(pids) > 2, "the race was never run"


def test_jobs_open_at_the_close_fail_and_no_death_is_told() -> None:
    listener = Listener()
    listener.run(1)
    listener.worker.send(ListDocuments(2, "long"))

    listener.worker.close()

    assert isinstance(listener.hear(1), (Failed, Finished))
    with pytest.raises(queue.Empty):
        listener.hear(0.1)
