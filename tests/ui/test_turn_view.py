from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTextBrowser,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.domain import Finish, Problem, Turn
from desktop.ui import theme
from desktop.ui.question_view import QuestionView
from desktop.ui.transcript import Transcript
from desktop.ui.turn_view import AnswerView
from tests.fakes import QUOTE

QUESTION = Turn(1, 1, None, "user", "How much is the rent?", 0.0)
ANSWER = Turn(2, 1, 1, "assistant", "It is 9,400 euros.", 0.0, model="small")
STREAMING = replace(ANSWER, text="", model="", state="streaming")
KEEP = "Keep this in every prompt of the conversation"

Show = Callable[..., Transcript]


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    """Show a conversation."""

    def make(*turns: Turn) -> Transcript:
        transcript = Transcript(theme.LIGHT, "en")
        transcript.resize(700, 900)
        qtbot.addWidget(transcript)
        with qtbot.waitExposed(transcript):
            transcript.show()
        transcript.show_turns(turns, 3)
        QApplication.processEvents()
        return transcript

    return make


def labels(root: QWidget) -> str:
    return "\n".join(each.text() for each in root.findChildren(QLabel) if each.isVisible())


def named(root: QWidget, name: str) -> list[QAbstractButton]:
    return [
        each
        for each in root.findChildren(QAbstractButton)
        if name in (each.accessibleName(), each.text()) and each.isVisible()
    ]


def seen(root: QWidget) -> str:
    QApplication.processEvents()
    shown = [each for each in root.findChildren(QWidget) if each.isVisible()]
    words = [each.text() for each in shown if isinstance(each, (QLabel, QPushButton))]
    words += [e.toPlainText() for e in shown if isinstance(e, (QTextBrowser, QPlainTextEdit))]
    return "\n".join(words)


def click(root: QWidget, name: str) -> None:
    QTest.mouseClick(named(root, name)[0], Qt.MouseButton.LeftButton)


def asks_of(transcript: Transcript) -> list[tuple[int, str]]:
    heard: list[tuple[int, str]] = []
    transcript.asked.connect(lambda turn, what: heard.append((turn.id, what)))
    return heard


def test_a_finished_answer_tells_what_was_sent(show: Show) -> None:
    transcript = show(QUESTION, ANSWER)
    heard = asks_of(transcript)

    click(transcript, "What was sent")

    assert heard == [(2, "sent")]


def test_nothing_was_sent_where_no_model_was_asked(show: Show) -> None:
    quotes_only = replace(ANSWER, text="", model="", quotes=(QUOTE,))

    assert not named(show(QUESTION, quotes_only), "What was sent")


def test_a_quoted_row_stands_below_the_header_of_its_table(show: Show) -> None:
    row = replace(QUOTE, text="Lamp | 39.90", columns="Article | Price <b>")

    transcript = show(QUESTION, replace(ANSWER, quotes=(row,)))

    shown = [each.text() for each in transcript.findChildren(QLabel) if " | " in each.text()]
    assert shown == ["Article | Price <b>", "“Lamp | 39.90”"]


def test_an_answer_that_still_grows_offers_nothing_yet(show: Show) -> None:
    transcript = show(QUESTION, replace(ANSWER, state="streaming"))

    assert not named(transcript, "What was sent")
    assert len(named(transcript, KEEP)) == 1


@pytest.mark.parametrize(("kind", "turn"), [(QuestionView, QUESTION), (AnswerView, ANSWER)])
def test_a_pin_goes_in_and_out(show: Show, kind: type[QWidget], turn: Turn) -> None:
    transcript = show(QUESTION, ANSWER)
    heard = asks_of(transcript)
    view = transcript.findChild(kind)

    click(view, KEEP)
    transcript.change(replace(turn, is_pinned=True))
    was_in = named(view, KEEP)[0].isChecked()
    click(view, KEEP)

    assert heard == [(turn.id, "pin"), (turn.id, "unpin")]
    assert was_in
    assert not named(view, KEEP)[0].isChecked()


@pytest.mark.parametrize("kind", [QuestionView, AnswerView])
def test_a_turn_pinned_before_shows_it(show: Show, kind: type[QWidget]) -> None:
    transcript = show(replace(QUESTION, is_pinned=True), replace(ANSWER, is_pinned=True))

    assert named(transcript.findChild(kind), KEEP)[0].isChecked()


def test_a_pin_that_could_not_be_kept_is_taken_out_again(show: Show) -> None:
    transcript = show(QUESTION, ANSWER)
    view = transcript.findChild(QuestionView)
    click(view, KEEP)

    transcript.change(QUESTION)

    assert not named(view, KEEP)[0].isChecked()


def test_the_pin_of_a_question_comes_out_under_the_pointer(show: Show) -> None:
    transcript = show(QUESTION)
    view = transcript.findChild(QuestionView)
    pin = named(view, KEEP)[0]
    pin.clearFocus()
    before = pin.icon().isNull()
    at = QPointF(5, 5)

    QApplication.sendEvent(view, QEnterEvent(at, at, at))
    during = pin.icon().isNull()
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))

    assert (before, during, pin.icon().isNull()) == (True, False, True)


def test_the_keyboard_reaches_the_pin_of_a_question(show: Show, qtbot: QtBot) -> None:
    transcript = show(QUESTION)
    heard = asks_of(transcript)
    transcript.setFocus()

    QTest.keyClick(transcript, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QToolButton))
    pin = QApplication.focusWidget()
    is_drawn = not pin.icon().isNull()
    QTest.keyClick(pin, Qt.Key.Key_Space)

    assert is_drawn
    assert heard == [(1, "pin")]


def test_a_long_question_is_no_wider_than_a_narrow_window(show: Show, qtbot: QtBot) -> None:
    transcript = show(replace(QUESTION, text="How much is the rent? " * 20), ANSWER)

    transcript.resize(400, 600)

    view = transcript.findChild(QuestionView)
    line = view.fontMetrics().lineSpacing()
    qtbot.waitUntil(lambda: view.height() > 8 * line)
    assert view.width() <= transcript.viewport().width()
    assert not transcript.horizontalScrollBar().maximum()


def test_a_question_too_long_to_draw_says_that_the_rest_is_kept(show: Show) -> None:
    transcript = show(replace(QUESTION, text="word " * 40_001))

    labels = [each.text() for each in transcript.findChild(QuestionView).findChildren(QLabel)]
    (note,) = [each for each in labels if each.startswith("Only the first 200,000 characters")]
    assert "“Copy question” gives all of it." in note


def test_a_turn_above_what_is_shown_keeps_its_pin_until_somebody_scrolls_up(
    show: Show, qtbot: QtBot
) -> None:
    turns = [replace(QUESTION, id=n, text=f"question {n}") for n in range(1, 101)]
    transcript = show(*turns)
    transcript.change(replace(turns[39], is_pinned=True))

    bar = transcript.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() == bar.maximum() > 0)

    def pinned() -> list[int]:
        bar.setValue(0)
        pins = {each.turn.id: named(each, KEEP) for each in transcript.findChildren(QuestionView)}
        return [number for number, found in pins.items() if found and found[0].isChecked()]

    qtbot.waitUntil(lambda: pinned() == [40])


def test_reasoning_takes_the_place_of_the_waiting_words(show: Show, qtbot: QtBot) -> None:
    transcript = show(QUESTION, STREAMING)
    before = seen(transcript)

    transcript.think(2, "The lease ")
    qtbot.waitUntil(lambda: "Thinking… · Show" in seen(transcript))

    assert "Looking in your documents…" in before
    assert "Looking in your documents…" not in seen(transcript)
    assert "The lease" not in seen(transcript)


def test_unfolded_reasoning_is_read_while_it_grows(show: Show, qtbot: QtBot) -> None:
    transcript = show(QUESTION, STREAMING)
    transcript.think(2, "The lease ")
    qtbot.waitUntil(lambda: bool(named(transcript, "Thinking… · Show")))

    click(transcript, "Thinking… · Show")
    transcript.think(2, "names <b>9,400</b>.")

    qtbot.waitUntil(lambda: "The lease names <b>9,400</b>." in seen(transcript))


def test_reasoning_stays_unfolded_from_the_first_word_to_the_end(show: Show, qtbot: QtBot) -> None:
    transcript = show(QUESTION, STREAMING)
    transcript.think(2, "The lease names it.")
    qtbot.waitUntil(lambda: bool(named(transcript, "Thinking… · Show")))
    click(transcript, "Thinking… · Show")

    transcript.grow(2, "It is 9,400")
    qtbot.waitUntil(lambda: bool(named(transcript, "Thought for a while · Hide")))
    transcript.change(replace(STREAMING, text="It is 9,400"))
    while_streaming = seen(transcript)
    transcript.change(replace(ANSWER, reasoning="The lease names it."))

    assert "The lease names it." in while_streaming
    assert "The lease names it." in seen(transcript)
    assert named(transcript, "Thought for a while · Hide")


def test_reasoning_of_an_old_answer_is_folded_and_unfolds(show: Show) -> None:
    transcript = show(QUESTION, replace(ANSWER, reasoning="The lease names it."))
    before = seen(transcript)

    click(transcript, "Thought for a while · Show")
    during = seen(transcript)
    click(transcript, "Thought for a while · Hide")

    assert ["The lease names it." in each for each in (before, during, seen(transcript))] == [
        False,
        True,
        False,
    ]


def test_long_reasoning_scrolls_in_a_box_and_begins_at_its_beginning(
    show: Show, qtbot: QtBot
) -> None:
    thoughts = "\n".join(f"thought {n}" for n in range(200))
    transcript = show(QUESTION, replace(ANSWER, reasoning=thoughts))

    click(transcript, "Thought for a while · Show")
    box = transcript.findChild(QPlainTextEdit)
    qtbot.waitUntil(lambda: box.verticalScrollBar().maximum() > 100)

    assert box.height() <= 220
    assert box.verticalScrollBar().value() == 0


def test_short_reasoning_needs_no_scrolling(show: Show, qtbot: QtBot) -> None:
    transcript = show(QUESTION, replace(ANSWER, reasoning="一\ntwo\nthree"))

    click(transcript, "Thought for a while · Show")
    box = transcript.findChild(QPlainTextEdit)
    line = box.fontMetrics().lineSpacing()

    qtbot.waitUntil(lambda: 3 * line <= box.height() <= 5 * line)
    assert box.verticalScrollBar().maximum() == 0


def test_a_second_try_in_the_same_turn_thinks_anew(show: Show, qtbot: QtBot) -> None:
    transcript = show(QUESTION, replace(ANSWER, reasoning="The first thought."))
    click(transcript, "Thought for a while · Show")

    transcript.change(STREAMING)
    transcript.think(2, "Another.")

    qtbot.waitUntil(lambda: "Another." in seen(transcript))
    assert "The first thought." not in seen(transcript)


def test_an_answer_cut_by_its_length_says_so_and_offers_to_continue(show: Show) -> None:
    transcript = show(QUESTION, replace(ANSWER, finish="length"))
    heard = asks_of(transcript)

    click(transcript, "Continue")

    assert "This answer reached its longest length." in seen(transcript)
    assert heard == [(2, "resume")]


def test_an_answer_that_repeats_itself_says_so_and_offers_no_more_of_it(show: Show) -> None:
    transcript = show(QUESTION, replace(ANSWER, finish="repeats"))

    assert "The model began to repeat itself and was stopped." in seen(transcript)
    assert not named(transcript, "Continue")
    assert len(named(transcript, "Try again")) == 2


@pytest.mark.parametrize("finish", [None, "stop", "cancelled"])
def test_an_answer_that_ended_well_has_no_notice(show: Show, finish: Finish | None) -> None:
    transcript = show(QUESTION, replace(ANSWER, finish=finish))

    assert not named(transcript, "Continue")
    assert len(named(transcript, "Try again")) == 1


def test_a_problem_is_said_before_the_length(show: Show) -> None:
    failed = replace(ANSWER, finish="length", state="failed", problem=Problem("engine_died"))

    shown = seen(show(QUESTION, failed))

    assert "was restarted" in shown
    assert "longest length" not in shown


def test_only_the_last_answer_offers_to_continue(show: Show) -> None:
    cut = replace(ANSWER, finish="length")
    transcript = show(QUESTION, cut, replace(QUESTION, id=3), replace(cut, id=4))
    heard = asks_of(transcript)

    (button,) = named(transcript, "Continue")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    assert heard == [(4, "resume")]
    assert seen(transcript).count("longest length") == 2


def test_a_long_prompt_shows_how_much_of_it_is_read(show: Show) -> None:
    transcript = show(QUESTION, STREAMING)

    transcript.read(2, 0.45)

    assert "Reading the prompt… 45 %" in seen(transcript)


def test_an_answer_says_which_filters_chose_its_documents(show: Show) -> None:
    question = replace(QUESTION, text="How much is the rent? type:pdf")
    answer = replace(ANSWER, text="", quotes=(QUOTE,), verdict="grounded")

    filtered = show(question, answer)
    assert "Only in documents that match: type:pdf" in labels(filtered)

    assert "type:pdf" not in labels(show(QUESTION, answer))


def test_filters_that_leave_nothing_are_named_and_no_passages_are_offered(show: Show) -> None:
    question = replace(QUESTION, text="How much is the rent? type:xlsx")

    transcript = show(question, replace(ANSWER, text="", verdict="unmatched"))

    assert "No document matches these filters: type:xlsx." in labels(transcript)
    assert named(transcript, "Answer without documents")
    assert not named(transcript, "Show the nearest passages")


def test_nothing_found_under_a_filter_is_not_said_of_all_documents(show: Show) -> None:
    question = replace(QUESTION, text="Who won the cup? type:pdf")

    shown = labels(show(question, replace(ANSWER, text="", verdict="nothing")))

    assert "Nothing in the documents that match these filters answers this: type:pdf." in shown
    assert "Nothing in your documents" not in shown
