"""What is notified when it has ended, and what is not."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest
from pytestqt.qtbot import QtBot

from desktop.chat.update import TurnAdded, TurnChanged
from desktop.domain import IndexSummary, Problem, Turn
from desktop.library_update import IndexingEnded, IndexingMoved
from desktop.ui.long_work import LongWork


@dataclass
class Elsewhere:
    """Somebody who looks at another program."""

    now: float = 0.0
    is_away: bool = True
    heard: list[str] = field(default_factory=list)


@pytest.fixture
def elsewhere() -> Elsewhere:
    return Elsewhere()


@pytest.fixture
def work(elsewhere: Elsewhere, qtbot: QtBot) -> LongWork:
    return LongWork(elsewhere.heard.append, lambda: elsewhere.is_away, lambda: elsewhere.now)


def _answer(work: LongWork, elsewhere: Elsewhere, seconds: float, **end: object) -> None:
    turn = Turn(7, 1, None, "assistant", "The secret rent", 0.0, "streaming")
    work.on_chat_update(TurnAdded(turn))
    elsewhere.now += seconds
    work.on_chat_update(TurnChanged(replace(turn, **{"state": "complete", **end})))


def _read(work: LongWork, elsewhere: Elsewhere, seconds: float, *, is_rescan: bool = False) -> None:
    work.on_library_update(IndexingMoved(0, 312, "/home/secret.pdf"))
    elsewhere.now += seconds
    work.on_library_update(IndexingMoved(300, 312, "/home/other.pdf"))
    summary = IndexSummary(312, 4000, 0, (), (), 40.0)
    work.on_library_update(IndexingEnded(summary, is_rescan=is_rescan))


def test_a_long_answer_is_notified_without_a_word_of_it(
    work: LongWork, elsewhere: Elsewhere
) -> None:
    _answer(work, elsewhere, 21)

    assert elsewhere.heard == ["The answer is ready"]


def test_a_long_answer_that_failed_says_so(work: LongWork, elsewhere: Elsewhere) -> None:
    _answer(work, elsewhere, 21, problem=Problem("engine_died"))

    assert elsewhere.heard == ["The answer could not be finished"]


def test_a_long_reading_is_notified_with_its_number_of_files(
    work: LongWork, elsewhere: Elsewhere
) -> None:
    _read(work, elsewhere, 31)

    assert elsewhere.heard == ["Reading documents has ended: 312 files"]


def test_short_work_is_never_notified(work: LongWork, elsewhere: Elsewhere) -> None:
    _answer(work, elsewhere, 19)
    _read(work, elsewhere, 29)

    assert elsewhere.heard == []


def test_who_looks_at_the_window_is_not_notified(work: LongWork, elsewhere: Elsewhere) -> None:
    elsewhere.is_away = False

    _answer(work, elsewhere, 100)
    _read(work, elsewhere, 100)

    assert elsewhere.heard == []


def test_what_nobody_asked_for_is_not_notified(work: LongWork, elsewhere: Elsewhere) -> None:
    _read(work, elsewhere, 100, is_rescan=True)
    _answer(work, elsewhere, 100, state="stopped")

    assert elsewhere.heard == []


def test_each_work_is_measured_from_its_own_beginning(work: LongWork, elsewhere: Elsewhere) -> None:
    _read(work, elsewhere, 29)
    elsewhere.now += 100
    _read(work, elsewhere, 5)

    assert elsewhere.heard == []
