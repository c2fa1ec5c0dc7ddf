"""How far indexing is, and the buttons that pause and stop it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.domain import IndexSummary
from desktop.library_update import IndexHealed, IndexingHeld, IndexingMoved
from desktop.messages import (
    Cancel,
    Finished,
    HoldIndexing,
    Indexed,
    IndexHealing,
    Progress,
)
from desktop.ui import theme
from desktop.ui.library_view import LibraryView
from desktop.ui.words import moved
from tests.ui.conftest import Screen


def begin(screen: Screen) -> int:
    """Start indexing, and look at the documents."""
    job = screen.parts.library.add(())
    if not screen.window.findChild(LibraryView).isVisible():
        screen.find(QPushButton, "Documents").click()
    screen.hear(Progress(job, 432, 1000, "/a/lease.pdf"))
    return job


def test_indexing_is_paused_and_goes_on(screen: Screen) -> None:
    begin(screen)
    label = screen.find(QLabel, "43.2 % · 432 / 1,000 · lease.pdf")

    screen.find(QPushButton, "Pause").click()

    assert screen.index.last(HoldIndexing).is_held
    assert label.accessibleName().startswith("Paused · 43.2 %")
    screen.find(QPushButton, "Resume").click()
    assert not screen.index.last(HoldIndexing).is_held
    assert label.accessibleName().startswith("43.2 %")


def test_what_is_paused_can_be_stopped_and_the_next_is_not_paused(screen: Screen) -> None:
    job = begin(screen)
    screen.find(QPushButton, "Pause").click()

    screen.find(QPushButton, "Stop").click()
    screen.hear(Finished(job, cancelled=True))

    assert screen.index.last(Cancel).job == job
    assert not screen.index.last(HoldIndexing).is_held
    begin(screen)
    screen.find(QPushButton, "Pause")


def test_what_ended_while_it_was_paused_is_not_paused_any_more(screen: Screen) -> None:
    job = begin(screen)
    screen.find(QPushButton, "Pause").click()

    screen.hear(Indexed(job, IndexSummary(1000, 9, 0, (), (), 1.0)), Finished(job))

    assert screen.parts.library.pacing.reason is None


def test_it_says_that_it_waits_for_an_answer(screen: Screen) -> None:
    begin(screen)

    screen.parts.library.pacing.hold("answering", is_on=True)

    label = screen.find(QLabel, "Waits for the answer · 43.2 %")
    assert screen.index.last(HoldIndexing).is_held
    screen.parts.library.pacing.hold("answering", is_on=False)
    assert not screen.index.last(HoldIndexing).is_held
    assert label.accessibleName().startswith("43.2 %")


def test_healing_is_shown_until_all_is_back(screen: Screen) -> None:
    screen.find(QPushButton, "Documents").click()

    screen.hear(IndexHealing(0, 5_120, 24_000, "damage"))

    label = screen.find(QLabel, "21.3 % · Repairing the search index")
    assert not any(each.text() == "Pause" and each.isVisible() for each in _buttons(screen))
    screen.hear(IndexHealing(0, 24_000, 24_000, "damage"))
    screen.bot.waitUntil(lambda: not label.isVisible())


def test_going_over_to_another_embedder_is_shown(screen: Screen) -> None:
    screen.find(QPushButton, "Documents").click()

    screen.hear(IndexHealing(0, 256, 1_024, "embedder"))

    label = screen.find(QLabel, "25.0 % · Reading everything with the new embedder")
    screen.hear(IndexHealing(0, 1_024, 1_024, "embedder"))
    screen.bot.waitUntil(lambda: not label.isVisible())


def _buttons(screen: Screen) -> list[QPushButton]:
    return screen.window.findChildren(QPushButton)


def test_a_window_in_other_colours_goes_on_where_the_last_one_was(qtbot: QtBot) -> None:
    before, after = LibraryView(theme.LIGHT, "en"), LibraryView(theme.DARK, "en")
    qtbot.addWidget(before)
    qtbot.addWidget(after)
    before.show_moved(IndexingMoved(1, 4, "/a/b.pdf"))
    before.show_moved(IndexingHeld("paused"))

    after.take_over(before)
    after.show()

    texts = [each.accessibleName() for each in _labels(after) if each.isVisible()]
    assert "Paused · 25.0 % · 1 / 4 · b.pdf" in texts
    after.show_moved(IndexHealed(4, 4, "damage"))
    assert not any(
        "25.0 %" in each.accessibleName() and each.isVisible() for each in _labels(after)
    )


def _labels(view: LibraryView) -> list[QLabel]:
    return view.findChildren(QLabel)


@pytest.mark.parametrize(
    ("files_per_s", "seconds_left", "words"),
    [
        (0.0, None, "50.0 % · 10 / 20 · c.txt"),
        (12.4, 20.0, "50.0 % · 10 / 20 · 12 files/s · less than a minute left · c.txt"),
        (0.25, 240.0, "50.0 % · 10 / 20 · 15 files/min · about 4 min left · c.txt"),
        (0.05, 20_000.0, "50.0 % · 10 / 20 · 3 files/min · about 6 h left · c.txt"),
    ],
)
def test_speed_and_time_left_are_said_in_round_figures(
    files_per_s: float, seconds_left: float | None, words: str
) -> None:
    assert moved(IndexingMoved(10, 20, "/a/c.txt", files_per_s, seconds_left)) == words
