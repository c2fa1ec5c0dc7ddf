"""A real worker that is told to leave documents alone, in the midst of them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.messages import (
    Cancel,
    Event,
    Finished,
    Hits,
    HoldIndexing,
    Indexed,
    IndexPaths,
    Progress,
    Search,
)
from tests.index_desk import IndexDesk, ends

pytestmark = pytest.mark.model

_N_FILES = 1500
_SILENT_S = 1.5


@pytest.fixture
def files(tmp_path: Path) -> Path:
    files = tmp_path / "files"
    files.mkdir()
    for number in range(_N_FILES):
        (files / f"{number}.txt").write_text(f"Report {number} of the year.", "utf-8")
    return files


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[IndexDesk]:
    with IndexDesk(tmp_path / "home") as desk:
        yield desk


def _has_begun(event: Event) -> bool:
    return isinstance(event, Progress) and event.done > 50


def test_work_stands_still_until_it_is_let_go_and_questions_are_answered(
    desk: IndexDesk, files: Path
) -> None:
    desk.send(IndexPaths(1, (str(files),), "default"))
    desk.hear(_has_begun)

    desk.send(HoldIndexing(0, is_held=True))
    before = desk.hear_for(_SILENT_S)
    assert not any(map(ends(1), before))
    (hits, _) = desk.ask(Search(2, "Report 7"))
    assert isinstance(hits, Hits)
    assert desk.hear_for(_SILENT_S) == []
    desk.send(HoldIndexing(0, is_held=False))

    after = desk.hear(ends(1))
    (summary,) = [each.summary for each in after if isinstance(each, Indexed)]
    assert (summary.files, summary.failed) == (_N_FILES, ())


def test_what_is_held_can_be_cancelled(desk: IndexDesk, files: Path) -> None:
    desk.send(IndexPaths(1, (str(files),), "default"))
    desk.hear(_has_begun)
    desk.send(HoldIndexing(0, is_held=True))
    desk.hear_for(_SILENT_S)

    begun = time.monotonic()
    desk.send(Cancel(1))
    end = desk.hear(ends(1))[-1]

    assert end == Finished(1, cancelled=True)
    assert time.monotonic() - begun < 2.0
