from __future__ import annotations

import itertools
import queue
from pathlib import Path

from desktop.paths import Home
from desktop.relay import Relay, raise_window
from tests.fakes import FakeSender


def test_another_start_hands_over_its_files_and_raises_the_window(tmp_path: Path) -> None:
    home = Home(tmp_path)
    heard: queue.SimpleQueue[tuple[str, ...]] = queue.SimpleQueue()
    senders = {"engine": FakeSender(), "index": FakeSender()}
    relay = Relay(home, senders, itertools.count(1), heard.put)  # type: ignore[arg-type]

    try:
        is_heard = raise_window(home, ("/a/report.pdf",))

        assert is_heard
        assert heard.get(timeout=10) == ("/a/report.pdf",)
    finally:
        relay.close()


def test_nobody_answers_where_no_window_is(tmp_path: Path) -> None:
    assert not raise_window(Home(tmp_path), ("/a/report.pdf",))
