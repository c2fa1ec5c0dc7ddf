from __future__ import annotations

import queue
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from desktop.index.worker import serve
from desktop.messages import (
    Event,
    Failed,
    Finished,
    FoldersTouched,
    FollowFolders,
    IndexPaths,
)
from desktop.paths import starter_embedder
from desktop.process import Worker

pytestmark = pytest.mark.model


class Index:
    """A real index process and the events it sent."""

    def __init__(self, home: Path) -> None:
        home.mkdir()
        self.events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        work = partial(serve, home_root=str(home), embedder=str(starter_embedder()), threads=1)
        self.worker = Worker("index", work, self.events.put, "index_died")

    def until(self, wanted: type[Event] | int) -> Event:
        """Wait for an event of a kind, or for the end of a job."""
        deadline = time.monotonic() + 60
        while True:
            event = self.events.get(timeout=max(deadline - time.monotonic(), 0.01))
            if isinstance(wanted, int):
                if event.job == wanted and isinstance(event, (Finished, Failed)):
                    return event
            elif isinstance(event, wanted):
                return event

    def changes(self, folder: Path) -> FoldersTouched:
        """Write files into a new folder until somebody notices: a watch takes a moment to begin."""
        folder.mkdir()
        for number in range(60):
            (folder / f"{number}.txt").write_text("A text.", "utf-8")
            try:
                event = self.events.get(timeout=1)
            except queue.Empty:
                continue
            if isinstance(event, FoldersTouched):
                return event
        pytest.fail("nobody noticed")


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    index = Index(tmp_path / "home")
    yield index
    index.worker.close()


def test_a_change_in_a_folder_is_told(index: Index, tmp_path: Path) -> None:
    folder, other = tmp_path / "kept", tmp_path / "other"
    for each in (folder, other):
        each.mkdir()
        (each / "a.txt").write_text("A first text.", "utf-8")
    index.worker.send(FollowFolders(1))
    index.until(1)
    index.worker.send(IndexPaths(2, (str(folder), str(other)), "default"))
    index.until(2)

    told = index.changes(folder / "sub")

    assert told.paths == (str(folder),)
