"""Garbage is looked for in the window's thread, among old objects only while nothing moves."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from desktop.ui.idle_collector import IdleCollector


class _Ring:
    def __init__(self) -> None:
        self.me = self


@pytest.fixture
def full_collections() -> Iterator[list[int]]:
    """What is added to this list is a collection of everything."""
    found: list[int] = []

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "stop" and info["generation"] == 2:
            found.append(info["collected"])

    # Python waits with it until a quarter of what is old is new: here nothing is old.
    gc.freeze()
    gc.collect()
    gc.callbacks.append(note)
    yield found
    gc.callbacks.remove(note)
    gc.unfreeze()


def _litter() -> None:
    """Let many objects live for a while: as many as make Python look through everything."""
    kept = [_Ring() for _ in range(1_000_000)]
    del kept


def test_nothing_old_is_looked_through_while_the_window_works(
    qtbot: QtBot, full_collections: list[int]
) -> None:
    collector, work = IdleCollector(), QTimer()
    collector.begin()
    work.start(10)

    _litter()
    qtbot.wait(700)
    assert not full_collections

    with qtbot.waitSignal(collector.collected, timeout=3000):
        work.stop()
    assert full_collections
    collector.end()


def test_no_other_thread_collects(qtbot: QtBot) -> None:
    threads: set[int] = set()
    gc.callbacks.append(lambda *_: threads.add(threading.get_ident()))
    collector = IdleCollector()
    collector.begin()

    with qtbot.waitSignal(collector.collected, timeout=5000):
        other = threading.Thread(target=_litter)
        other.start()
        other.join()
    gc.callbacks.pop()
    collector.end()

    assert threads == {threading.get_ident()}


def test_python_collects_by_itself_again_afterwards(full_collections: list[int]) -> None:
    collector = IdleCollector()
    collector.begin()
    collector.end()

    assert gc.isenabled()
    _litter()
    assert full_collections
