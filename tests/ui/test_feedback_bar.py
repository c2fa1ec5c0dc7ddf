from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from desktop.domain import Feedback
from desktop.paths import Home
from desktop.ui.feedback_bar import FeedbackBar
from desktop.ui.theme import LIGHT
from tests.fakes import refuse
from tests.ui.conftest import Screen
from tests.ui.test_window import answer

LEFT = Qt.MouseButton.LeftButton


def choose(screen: Screen, words: str) -> None:
    """Choose from what there is more about the answer."""
    menu = screen.find(QToolButton, "More about this answer").menu()
    next(each for each in menu.actions() if each.text() == words).trigger()


def kept(screen: Screen) -> Feedback | None:
    (conversation,) = screen.parts.conversations.newest_first()
    return screen.parts.conversations.turns(conversation.id)[-1].feedback


def test_a_better_answer_begins_as_the_answer_and_is_kept_beside_the_rating(
    screen: Screen,
) -> None:
    answer(screen)
    QTest.mouseClick(screen.find(QToolButton, "Bad answer"), LEFT)
    QTest.mouseClick(screen.find(QPushButton, "Wrong"), LEFT)
    QTest.mouseClick(screen.find(QPushButton, "Write a better answer"), LEFT)
    field = screen.find(QPlainTextEdit, "Better answer")
    assert field.toPlainText() == "It is **9,400** euros."

    field.setPlainText("9,400 euros a month.\nSee page 2.")
    QTest.mouseClick(screen.find(QPushButton, "Done"), LEFT)

    assert kept(screen) == Feedback("down", "wrong", "9,400 euros a month.\nSee page 2.")


def test_a_better_answer_that_says_the_same_is_none(screen: Screen) -> None:
    answer(screen)
    QTest.mouseClick(screen.find(QToolButton, "Bad answer"), LEFT)
    QTest.mouseClick(screen.find(QPushButton, "Write a better answer"), LEFT)

    QTest.mouseClick(screen.find(QPushButton, "Done"), LEFT)

    assert kept(screen) == Feedback("down")


def test_what_is_being_written_is_kept_before_anything_is_pressed(screen: Screen) -> None:
    answer(screen)
    QTest.mouseClick(screen.find(QToolButton, "Bad answer"), LEFT)
    QTest.mouseClick(screen.find(QPushButton, "Write a better answer"), LEFT)

    screen.find(QPlainTextEdit, "Better answer").setPlainText("9,400 a month")

    screen.bot.waitUntil(lambda: kept(screen) == Feedback("down", "", "9,400 a month"))


def test_the_other_thumb_leaves_a_better_answer_as_it_is(screen: Screen) -> None:
    answer(screen)
    QTest.mouseClick(screen.find(QToolButton, "Bad answer"), LEFT)
    QTest.mouseClick(screen.find(QPushButton, "Write a better answer"), LEFT)
    screen.find(QPlainTextEdit, "Better answer").setPlainText("9,400 a month")

    QTest.mouseClick(screen.find(QToolButton, "Good answer"), LEFT)

    assert kept(screen) == Feedback("up", "", "9,400 a month")


def rate_in_full(screen: Screen) -> None:
    """A thumb down, a tag, words, a better answer, and Done."""
    answer(screen)
    QTest.mouseClick(screen.find(QToolButton, "Bad answer"), LEFT)
    QTest.mouseClick(screen.find(QPushButton, "Wrong"), LEFT)
    QTest.keyClicks(screen.find(QLineEdit, "Reason in your words"), "the year is missing")
    QTest.mouseClick(screen.find(QPushButton, "Write a better answer"), LEFT)
    screen.find(QPlainTextEdit, "Better answer").setPlainText("9,400 a month")
    QTest.mouseClick(screen.find(QPushButton, "Done"), LEFT)


def offers_undo(screen: Screen) -> bool:
    buttons = screen.window.findChildren(QPushButton)
    return any(each.isVisible() for each in buttons if each.text() == "Undo")


FULL = Feedback("down", "wrong; the year is missing", "9,400 a month")


def test_a_rating_taken_back_by_its_lit_thumb_comes_back_whole_with_undo(screen: Screen) -> None:
    rate_in_full(screen)
    assert kept(screen) == FULL
    bad = screen.find(QToolButton, "Bad answer")

    QTest.mouseClick(bad, LEFT)
    assert kept(screen) is None
    assert screen.find(QLabel, "Rating removed.")
    QTest.mouseClick(screen.find(QPushButton, "Undo"), LEFT)

    assert kept(screen) == FULL
    assert bad.isChecked()
    choose(screen, "Write a better answer…")
    assert screen.find(QPushButton, "Wrong").isChecked()
    assert screen.find(QLineEdit, "Reason in your words").text() == "the year is missing"
    assert screen.find(QPlainTextEdit, "Better answer").toPlainText() == "9,400 a month"


def test_words_that_the_other_thumb_erases_come_back_with_undo(screen: Screen) -> None:
    rate_in_full(screen)

    QTest.mouseClick(screen.find(QToolButton, "Good answer"), LEFT)
    assert kept(screen) == Feedback("up", "", "9,400 a month")
    assert screen.find(QLabel, "Rating changed.")
    QTest.mouseClick(screen.find(QPushButton, "Undo"), LEFT)

    assert kept(screen) == FULL
    assert screen.find(QPushButton, "Wrong").isChecked()
    assert screen.find(QToolButton, "Bad answer").isChecked()
    assert not screen.find(QToolButton, "Good answer").isChecked()


def test_a_rating_comes_back_also_when_another_conversation_is_open(screen: Screen) -> None:
    rate_in_full(screen)
    (conversation,) = screen.parts.conversations.newest_first()
    QTest.mouseClick(screen.find(QToolButton, "Bad answer"), LEFT)

    screen.window.open_conversation(None)
    QTest.mouseClick(screen.find(QPushButton, "Undo"), LEFT)
    screen.window.open_conversation(conversation.id)

    assert kept(screen) == FULL
    assert screen.find(QToolButton, "Bad answer").isChecked()


def test_a_rating_that_could_not_be_taken_back_stays_lit_and_nothing_is_to_be_undone(
    screen: Screen, tmp_path: Path
) -> None:
    rate_in_full(screen)
    refuse(Home(tmp_path / "home").store, "BEFORE DELETE ON feedback")

    QTest.mouseClick(screen.find(QToolButton, "Bad answer"), LEFT)

    assert kept(screen) == FULL
    assert screen.find(QToolButton, "Bad answer").isChecked()
    assert not offers_undo(screen)


def test_the_other_thumb_offers_no_undo_where_nothing_was_said(screen: Screen) -> None:
    answer(screen)
    QTest.mouseClick(screen.find(QToolButton, "Bad answer"), LEFT)

    QTest.mouseClick(screen.find(QToolButton, "Good answer"), LEFT)

    assert not offers_undo(screen)


def delete_on_the_feedback_screen(screen: Screen) -> None:
    QTest.mouseClick(screen.find(QPushButton, "Feedback"), LEFT)
    table = screen.find(QTableView, "Feedback")
    table.selectAll()  # type: ignore[attr-defined]
    QTest.keyClick(table, Qt.Key.Key_Delete)
    QTest.mouseClick(screen.find(QPushButton, "Feedback"), LEFT)


def test_a_better_answer_deleted_on_the_feedback_screen_does_not_come_back_with_a_thumb(
    screen: Screen,
) -> None:
    rate_in_full(screen)
    delete_on_the_feedback_screen(screen)

    QTest.mouseClick(screen.find(QToolButton, "Bad answer"), LEFT)

    assert kept(screen) == Feedback("down")


def test_words_that_are_not_kept_yet_stay_when_the_better_answer_before_is_deleted(
    qtbot: QtBot,
) -> None:
    bar, given = FeedbackBar(LIGHT), list[Feedback]()
    qtbot.addWidget(bar)
    bar.rated.connect(given.append)
    bar.show_feedback(FULL, "It is **9,400** euros.")
    bar.write_better()
    bar.findChild(QPlainTextEdit).setPlainText("9,400 a month, heated")

    bar.show_feedback(None, "It is **9,400** euros.")
    bar.bad.click()

    assert given[-1] == Feedback("down", "", "9,400 a month, heated")


@pytest.mark.parametrize("thumb", ["Good answer", "Bad answer"])
def test_the_keyboard_is_on_the_lit_thumb_when_the_form_is_done(screen: Screen, thumb: str) -> None:
    answer(screen)
    QTest.mouseClick(screen.find(QToolButton, thumb), LEFT)
    done = screen.find(QPushButton, "Done")
    done.setFocus()

    QTest.keyClick(done, Qt.Key.Key_Space)

    assert screen.find(QToolButton, thumb).hasFocus()


def test_a_tag_of_earlier_versions_is_shown_where_it_was_given(screen: Screen) -> None:
    answer(screen)
    (conversation,) = screen.parts.conversations.newest_first()
    turn = screen.parts.conversations.turns(conversation.id)[-1]
    screen.parts.ratings.rate(turn, Feedback("down", "unclear; so it is"))
    screen.window.open_conversation(conversation.id)

    choose(screen, "Write a better answer…")

    assert screen.find(QPushButton, "Unclear").isChecked()
    chips = screen.window.findChildren(QPushButton)
    assert not any(each.isVisible() for each in chips if each.text() == "Incomplete")


def test_nothing_of_an_answer_is_a_window_of_its_own_even_for_a_moment(screen: Screen) -> None:
    at = screen.store.conversations.create("Lease").id
    question = screen.store.turns.add_turn(at, None, "user", "How much?")
    screen.store.turns.add_turn(at, question.id, "assistant", "9,400 euros.")

    screen.window.open_conversation(at)
    QApplication.processEvents()

    # Such a window takes the keys from this one.
    assert screen.window.isActiveWindow()
