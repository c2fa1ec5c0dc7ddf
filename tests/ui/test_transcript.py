"""Scrolling through a long conversation, of which only a part is drawn."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QTextBrowser
from pytestqt.qtbot import QtBot

from desktop.domain import Turn
from desktop.ui import theme
from desktop.ui.transcript import Transcript
from desktop.ui.turn_view import AnswerView

_N_TURNS = 300
_ANSWER = ("word " * 60 + "\n\n- a\n- b\n") * 2


@pytest.fixture
def transcript(qtbot: QtBot) -> Transcript:
    """A long conversation, at its end."""
    shown = Transcript(theme.LIGHT, "en")
    shown.resize(700, 700)
    qtbot.addWidget(shown)
    with qtbot.waitExposed(shown):
        shown.show()
    shown.show_turns(tuple(_turn(number) for number in range(1, _N_TURNS + 1)), 3)
    bar = shown.verticalScrollBar()
    # What is some heights above is drawn too, a little at a time.
    qtbot.waitUntil(lambda: bar.value() == bar.maximum() > 3 * shown.viewport().height())
    return shown


def _turn(number: int) -> Turn:
    if number % 2:
        return Turn(number, 1, number - 1 or None, "user", f"question {number}", 0.0)
    return Turn(number, 1, number - 1, "assistant", _ANSWER, 0.0)


class _Eye(QObject):
    """Notes where a turn is at each picture."""

    def __init__(self, transcript: Transcript, turn_id: int) -> None:
        super().__init__(transcript)
        self._transcript, self._turn_id = transcript, turn_id
        self.places: list[int] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._transcript.view(self._turn_id) is not None:
            self.places.append(self._transcript.offset_of(self._turn_id))
        return super().eventFilter(watched, event)


def _editor(transcript: Transcript) -> QPlainTextEdit | None:
    """The one that can be seen: turns that went are taken apart a little later."""
    QApplication.processEvents()
    found = [each for each in transcript.findChildren(QPlainTextEdit) if each.isVisible()]
    return next((each for each in found if each.accessibleName() == "Edit question"), None)


def test_who_goes_on_scrolling_up_comes_to_the_first_turn(
    transcript: Transcript, qtbot: QtBot
) -> None:
    bar = transcript.verticalScrollBar()

    def scroll() -> bool:
        for _ in range(20):
            bar.setValue(bar.value() - 240)
            QApplication.processEvents()
        return transcript.view(1) is not None and bar.value() == 0

    qtbot.waitUntil(scroll, timeout=30_000)


def test_what_is_read_stays_where_it_is_when_older_turns_come(
    transcript: Transcript, qtbot: QtBot
) -> None:
    bar = transcript.verticalScrollBar()
    drawn = [n for n in range(1, _N_TURNS + 1) if transcript.view(n) is not None]
    first = transcript.view(drawn[0])
    assert first is not None

    bar.setValue(0)
    before = first.mapTo(transcript.viewport(), QPoint(0, 0)).y()
    qtbot.waitUntil(lambda: transcript.view(drawn[0] - 1) is not None)
    qtbot.wait(1000)  # what came has found its height

    assert abs(first.mapTo(transcript.viewport(), QPoint(0, 0)).y() - before) <= 2
    assert bar.value() > 300


def test_the_ends_of_a_conversation_are_one_key_away(transcript: Transcript, qtbot: QtBot) -> None:
    bar = transcript.verticalScrollBar()

    transcript.go_to_start()
    qtbot.waitUntil(lambda: transcript.view(1) is not None and bar.value() == 0)
    qtbot.waitUntil(lambda: bar.maximum() > 3 * transcript.viewport().height())
    assert bar.value() == 0

    transcript.go_to_end()
    qtbot.waitUntil(lambda: transcript.view(_N_TURNS) is not None)
    qtbot.waitUntil(lambda: bar.value() == bar.maximum() > 3 * transcript.viewport().height())


def test_the_bar_dragged_to_its_end_goes_to_the_end_of_the_conversation(
    transcript: Transcript, qtbot: QtBot
) -> None:
    bar = transcript.verticalScrollBar()

    bar.setSliderDown(True)
    bar.setValue(0)
    qtbot.wait(100)
    assert transcript.view(1) is None
    bar.setSliderDown(False)

    qtbot.waitUntil(lambda: transcript.view(1) is not None and bar.value() == 0)


def test_new_words_for_a_question_are_there_again_after_scrolling_far_away(
    transcript: Transcript, qtbot: QtBot
) -> None:
    bar = transcript.verticalScrollBar()
    transcript.edit_last()
    edit = _editor(transcript)
    assert edit is not None
    edit.setPlainText("how much?")

    def goes(by: int, is_there: bool) -> bool:
        for _ in range(20):
            bar.setValue(bar.value() + by)
            QApplication.processEvents()
        return (_editor(transcript) is not None) == is_there

    qtbot.waitUntil(lambda: goes(-400, False), timeout=30_000)
    qtbot.waitUntil(lambda: goes(400, True), timeout=30_000)
    again = _editor(transcript)
    assert again is not None
    assert again.toPlainText() == "how much?"


def test_the_last_question_is_changed_from_far_above(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.go_to_start()
    qtbot.waitUntil(lambda: transcript.view(1) is not None and transcript.view(_N_TURNS) is None)

    transcript.edit_last()

    edit = _editor(transcript)
    assert edit is not None
    assert edit.toPlainText() == f"question {_N_TURNS - 1}"


@pytest.mark.parametrize("answer", ["Yes.", _ANSWER])
def test_a_turn_one_goes_to_is_painted_where_it_stays(
    transcript: Transcript, qtbot: QtBot, answer: str
) -> None:
    turns = tuple(_turn(number) for number in range(1, _N_TURNS + 1))
    turns = tuple(each if each.role == "user" else replace(each, text=answer) for each in turns)
    eye = _Eye(transcript, 101)
    transcript.widget().installEventFilter(eye)

    transcript.show_turns(turns, 3, at=101)
    transcript.go_to(101)
    qtbot.waitUntil(lambda: transcript.verticalScrollBar().value() > 3 * transcript.height())
    qtbot.wait(600)  # until nothing is kept in its place any more

    assert len(eye.places) > 3
    assert [each for each in eye.places if abs(each - 60) > 2] == []


@pytest.mark.parametrize("channel", ["answer", "reasoning"])
def test_what_is_written_while_one_reads_far_above_is_there_afterwards(
    transcript: Transcript, qtbot: QtBot, channel: str
) -> None:
    last = Turn(_N_TURNS + 2, 1, _N_TURNS + 1, "assistant", "", 0.0, state="streaming")
    transcript.add(_turn(_N_TURNS + 1), 3)
    transcript.add(last, 3)
    grow = transcript.grow if channel == "answer" else transcript.think

    grow(last.id, "It is ")
    transcript.go_to_start()
    qtbot.waitUntil(lambda: transcript.view(last.id) is None)
    grow(last.id, "9,400 ")
    transcript.change(last)  # what is saved is behind
    transcript.go_to_end()
    grow(last.id, "euros.")

    view = transcript.view(last.id)
    assert isinstance(view, AnswerView)
    said = view.so_far.text if channel == "answer" else view.so_far.reasoning
    assert said == "It is 9,400 euros."


def test_new_words_for_a_question_are_there_again_after_a_jump(
    transcript: Transcript, qtbot: QtBot
) -> None:
    transcript.edit_last()
    edit = _editor(transcript)
    assert edit is not None
    edit.setPlainText("how much?")

    transcript.go_to_start()
    qtbot.waitUntil(lambda: transcript.view(_N_TURNS - 1) is None)
    transcript.go_to_end()

    again = _editor(transcript)
    assert again is not None
    assert again.toPlainText() == "how much?"


def test_only_some_turns_are_drawn_however_far_one_scrolls(
    transcript: Transcript, qtbot: QtBot
) -> None:
    bar = transcript.verticalScrollBar()
    most = 0

    def goes(by: int, turn_id: int) -> bool:
        nonlocal most
        for _ in range(20):
            bar.setValue(bar.value() + by)
            QApplication.processEvents()
        most = max(most, sum(transcript.view(n) is not None for n in range(1, _N_TURNS + 1)))
        return transcript.view(turn_id) is not None

    qtbot.waitUntil(lambda: goes(-400, 1), timeout=30_000)
    qtbot.waitUntil(lambda: goes(400, _N_TURNS), timeout=30_000)

    assert most <= 60
    assert [each.id for each in transcript.turns] == list(range(1, _N_TURNS + 1))


def test_an_answer_that_has_the_focus_does_not_pull_one_back_when_it_goes(
    transcript: Transcript, qtbot: QtBot
) -> None:
    bar = transcript.verticalScrollBar()
    last = transcript.view(_N_TURNS)
    assert last is not None
    last.findChildren(QTextBrowser)[0].setFocus()
    places: list[int] = []

    def scroll() -> bool:
        for _ in range(20):
            bar.setValue(bar.value() - 240)
            QApplication.processEvents()
            places.append(min(n for n in range(1, _N_TURNS + 1) if transcript.view(n) is not None))
        return transcript.view(1) is not None and bar.value() == 0

    qtbot.waitUntil(scroll, timeout=30_000)

    assert places == sorted(places, reverse=True)
