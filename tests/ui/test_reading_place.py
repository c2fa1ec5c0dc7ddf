"""What one reads and writes in a conversation stays when colours, language or letters change."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from desktop import paths
from desktop.ui import theme
from desktop.ui.parts import Look
from desktop.ui.question_view import QuestionView
from desktop.ui.transcript import Transcript
from desktop.ui.turn_aim import TurnAim
from desktop.ui.window import MainWindow
from tests.ui.conftest import Screen

ANSWER = "Words that fill the window line by line. " * 9 + "\n\n- a\n- b\n"
Renew = Callable[[theme.Theme, int], Screen]


@pytest.fixture
def renew(screen: Screen, qapp: QApplication, qtbot: QtBot) -> Iterator[Renew]:
    """Make the window anew in other colours and with other letters, as the program does."""
    made: list[MainWindow] = []

    def make(colours: theme.Theme, zoom: int) -> Screen:
        before = screen.window
        before.remember()
        theme.apply(colours, qapp, zoom)
        look = Look(colours, "en", "/home", paths.samples(), is_encrypted=False)
        screen.window = MainWindow(screen.parts, look)
        made.append(screen.window)
        screen.window.take_over(before)
        with qtbot.waitExposed(screen.window):
            screen.window.show()
        before.hide()
        return screen

    yield make
    for each in made:
        each.close()
        each.deleteLater()


@pytest.fixture
def transcript(screen: Screen) -> Transcript:
    """A conversation of several screens."""
    return show(screen, 24)


def show(screen: Screen, n_turns: int) -> Transcript:
    at = screen.parts.conversations.begin("Boats").id
    parent: int | None = None
    for n in range(n_turns):
        parent = screen.store.turns.add_turn(
            at, parent, "assistant" if n % 2 else "user", ANSWER if n % 2 else f"Question {n}?"
        ).id
    screen.window.open_conversation(at)
    settle(screen)
    return of(screen)


def of(screen: Screen) -> Transcript:
    return screen.window.findChild(Transcript)


def settle(screen: Screen) -> None:
    """Wait until nothing moves any more."""
    screen.bot.waitUntil(lambda: not is_moving(of(screen)), timeout=10_000)


def is_moving(transcript: Transcript) -> bool:
    aim = transcript.findChild(TurnAim)
    assert isinstance(aim, TurnAim)
    return aim.is_on


def top(transcript: Transcript) -> tuple[int, float]:
    """Which turn is at the upper edge, and how much of it is above."""
    for turn in transcript.turns:
        if (view := transcript.view(turn.id)) is not None:
            y = view.mapTo(transcript.viewport(), QPoint(0, 0)).y()
            if y + view.height() > 0:
                return turn.id, -y / view.height()
    raise AssertionError


@pytest.mark.parametrize(("zoom", "share"), [(100, 0.9), (150, 0.02), (150, 0.6)])
def test_the_place_that_is_read_stays(
    transcript: Transcript, screen: Screen, renew: Renew, zoom: int, share: float
) -> None:
    bar = transcript.verticalScrollBar()
    bar.setValue(int(bar.maximum() * share))
    settle(screen)
    before = top(transcript)

    renew(theme.DARK, zoom)
    settle(screen)

    after = top(of(screen))
    assert after[0] == before[0]
    assert after[1] == pytest.approx(before[1], abs=0.05)


def test_the_end_stays_the_end(transcript: Transcript, screen: Screen, renew: Renew) -> None:
    renew(theme.DARK, 150)

    bar = of(screen).verticalScrollBar()
    screen.bot.waitUntil(lambda: bar.value() == bar.maximum() > 1000)


def test_a_question_that_is_being_changed_is_changed_further(
    transcript: Transcript, screen: Screen, renew: Renew
) -> None:
    question = transcript.turns[-4]
    view = transcript.view(question.id)
    assert isinstance(view, QuestionView)
    view.edit()
    field = screen.find(QPlainTextEdit, "Edit question")
    assert isinstance(field, QPlainTextEdit)
    QTest.keyClicks(field, " And then?")
    field.moveCursor(QTextCursor.MoveOperation.Start)
    settle(screen)

    renew(theme.DARK, 150)

    field = screen.find(QPlainTextEdit, "Edit question")
    assert isinstance(field, QPlainTextEdit)
    assert field.toPlainText() == f"{question.text} And then?"
    assert field.textCursor().position() == 0
    assert screen.window.focusWidget() is field
    QTest.keyClick(field, Qt.Key.Key_Escape)
    screen.bot.waitUntil(lambda: screen.window.focusWidget() is not field)


def test_a_question_far_below_what_is_read_is_changed_further(screen: Screen, renew: Renew) -> None:
    transcript = show(screen, 70)
    last = transcript.view(transcript.turns[-2].id)
    assert isinstance(last, QuestionView)
    last.edit()
    transcript.go_to_start()
    screen.bot.waitUntil(lambda: top(transcript)[0] < 30 and not is_moving(transcript))

    renew(theme.DARK, 100)
    settle(screen)
    again = of(screen)
    assert again.view(last.turn.id) is None
    again.reveal(last.turn.id)

    view = again.view(last.turn.id)
    assert isinstance(view, QuestionView)
    assert view.draft is not None
    assert view.draft.text == last.turn.text
