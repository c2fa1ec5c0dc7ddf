from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTextBrowser,
    QToolButton,
    QWidget,
)

from desktop.domain import Problem, Turn
from desktop.messages import Failed, Finished, Hits, IndexPaths, Retrieve, Search
from desktop.ui.question_view import QuestionView
from desktop.ui.transcript import Transcript
from desktop.wording import sentence
from tests.fakes import document, retrieved
from tests.ui.conftest import Screen
from tests.ui.test_window import QUESTION, answer, ask, texts


def click(screen: Screen, kind: type[QWidget], name: str, nth: int = 0) -> None:
    screen.find(kind, name)
    shown = [
        each
        for each in screen.window.findChildren(kind)
        if each.isVisible() and (each.accessibleName() or each.text()).startswith(name)
    ]
    QTest.mouseClick(shown[nth], Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def choose(screen: Screen, words: str, nth: int = -1) -> None:
    """Choose from what is behind the dots of an answer."""
    screen.find(QToolButton, "More about this answer")
    buttons = [
        each
        for each in screen.window.findChildren(QToolButton)
        if each.isVisible() and each.accessibleName() == "More about this answer"
    ]
    (action,) = [each for each in buttons[nth].menu().actions() if each.text() == words]
    action.trigger()
    QApplication.processEvents()


def shown(screen: Screen) -> list[str]:
    QApplication.processEvents()
    views = screen.window.findChildren(QTextBrowser)
    return [each.toPlainText().strip() for each in views if each.isVisible()]


def branch(screen: Screen) -> list[str]:
    return [each.text for each in screen.parts.conversations.turns(1)]


def edit(screen: Screen, text: str) -> None:
    field = screen.find(QPlainTextEdit, "Edit question")
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    QApplication.processEvents()


def test_a_question_is_asked_in_other_words_and_both_versions_are_kept(screen: Screen) -> None:
    answer(screen)
    screen.window.findChild(QuestionView).edit()

    edit(screen, "And the deposit?")

    assert branch(screen)[0] == "And the deposit?"
    assert screen.find(QLabel, "Version 2 of 2").text() == "2 / 2"
    screen.parts.chat.stop(1)
    click(screen, QToolButton, "Earlier version")
    assert QUESTION in shown(screen)
    assert branch(screen)[0] == QUESTION
    assert not screen.find(QToolButton, "Earlier version").isEnabled()


def test_the_pencil_of_a_question_comes_out_and_opens_the_editor(screen: Screen) -> None:
    answer(screen)
    view = screen.window.findChild(QuestionView)
    pencil = screen.find(QToolButton, "Edit question")
    before = pencil.icon().isNull()
    at = QPointF(5, 5)
    QApplication.sendEvent(view, QEnterEvent(at, at, at))
    during = pencil.icon().isNull()
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))

    pencil.setFocus()
    QTest.keyClick(pencil, Qt.Key.Key_Space)

    assert (before, during) == (True, False)
    assert screen.find(QPlainTextEdit, "Edit question").toPlainText() == QUESTION


def test_up_in_an_empty_message_edits_the_last_question_and_escape_leaves_it(
    screen: Screen,
) -> None:
    answer(screen)
    message = screen.find(QPlainTextEdit, "Message")
    QTest.keyClicks(message, "x")
    QTest.keyClick(message, Qt.Key.Key_Up)
    was_open = bool(screen.window.findChildren(QPlainTextEdit, "Edit question"))
    QTest.keyClick(message, Qt.Key.Key_Backspace)

    QTest.keyClick(message, Qt.Key.Key_Up)
    field = screen.find(QPlainTextEdit, "Edit question")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    QApplication.processEvents()

    assert not was_open
    assert QApplication.focusWidget() is message
    assert QUESTION in shown(screen)


def test_enter_while_an_input_method_composes_does_not_ask(screen: Screen) -> None:
    answer(screen)
    screen.window.findChild(QuestionView).edit()
    field = screen.find(QPlainTextEdit, "Edit question")

    QApplication.sendEvent(field, QInputMethodEvent("zu", []))
    QTest.keyClick(field, Qt.Key.Key_Return)

    assert len(branch(screen)) == 2


def test_words_that_cannot_be_asked_yet_stay_in_the_editor(screen: Screen) -> None:
    answer(screen)
    ask(screen, "And the deposit?")
    screen.window.findChild(QuestionView).edit()

    edit(screen, "How much is it?")

    assert screen.find(QLabel, "An answer is on its way in this conversation")
    assert screen.find(QPlainTextEdit, "Edit question").toPlainText() == "How much is it?"
    assert branch(screen)[0] == QUESTION


def test_an_early_answer_is_tried_again_and_what_followed_is_one_step_away(
    screen: Screen,
) -> None:
    answer(screen)
    answer(screen)

    click(screen, QToolButton, "Try again", 0)
    after = branch(screen)
    screen.parts.chat.stop(1)
    click(screen, QToolButton, "Earlier version")

    assert len(after) == 2
    assert len(branch(screen)) == 4
    assert screen.find(QLabel, "Version 1 of 2")
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Later version"


def test_trying_again_while_an_answer_is_on_its_way_is_refused_in_words(screen: Screen) -> None:
    answer(screen)
    ask(screen, "And the deposit?")

    click(screen, QToolButton, "Try again", 0)

    assert "Wait until it is finished, or stop it" in texts(screen)
    assert len(branch(screen)) == 4


def test_a_conversation_goes_on_in_a_new_one_with_its_attached_files(screen: Screen) -> None:
    answer(screen)
    screen.show_documents(document(1, collection="@1", path="/a/lease.pdf"))

    choose(screen, "Continue in a new conversation from here")

    assert screen.window.conversation_id == 2
    assert [each.title for each in screen.parts.conversations.newest_first()] == [
        f"{QUESTION} (2)",
        QUESTION,
    ]
    assert QUESTION in shown(screen)
    assert screen.index.last(IndexPaths).collection == "@2"
    assert "The monthly rent is 9,400 euros." in texts(screen)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Copy as Markdown", "It is **9,400** euros.[^1]\n\n[^1]: lease.pdf · p. 2:"),
        ("Copy the whole conversation", f"You:\n{QUESTION}\n\nCarrel:\n“The monthly"),
    ],
)
def test_an_answer_is_copied_with_its_sources(screen: Screen, words: str, expected: str) -> None:
    answer(screen)

    choose(screen, words)

    assert expected in QApplication.clipboard().text()


def test_copy_gives_plain_words(screen: Screen) -> None:
    answer(screen)

    click(screen, QToolButton, "Copy answer")
    of_answer = QApplication.clipboard().text()
    click(screen, QToolButton, "Copy question")

    assert "It is 9,400 euros. [1]" in of_answer
    assert of_answer.endswith("[1] lease.pdf · p. 2")
    assert QApplication.clipboard().text() == QUESTION


def _long(screen: Screen) -> tuple[Turn, ...]:
    at = screen.parts.conversations.begin("Long").id
    parent = None
    for n in range(200):
        role = "user" if n % 2 == 0 else "assistant"
        turn = screen.store.turns.add_turn(at, parent, role, f"turn {n} of many")  # type: ignore[arg-type]
        parent = turn.id
    return screen.store.turns.turns(at)


def test_a_long_conversation_opens_at_a_turn_and_goes_on_both_ways(screen: Screen) -> None:
    turns = _long(screen)
    transcript = screen.window.findChild(Transcript)
    bar = transcript.verticalScrollBar()

    screen.window.open_conversation(1, turns[50].id, ("turn 50",))
    screen.bot.waitUntil(lambda: 0 <= transcript.offset_of(turns[50].id) < 200, timeout=3000)
    n_first = len(shown(screen))
    selected = [
        each.textCursor().selectedText()
        for each in transcript.findChildren(QTextBrowser)
        if each.textCursor().hasSelection()
    ]

    def is_at_end() -> bool:
        bar.setValue(bar.maximum())
        return "turn 199 of many" in shown(screen)

    screen.bot.waitUntil(is_at_end, timeout=5000)
    assert selected == ["turn 50"]
    assert n_first <= 61


def test_a_question_asked_from_the_middle_of_a_long_conversation_is_seen(screen: Screen) -> None:
    turns = _long(screen)
    screen.window.open_conversation(1, turns[50].id, ())

    ask(screen, "And now?")

    assert "And now?" in shown(screen)
    assert "turn 199 of many" in shown(screen)


def test_where_there_are_no_passages_at_all_it_is_said_that_none_can_be_shown(
    screen: Screen,
) -> None:
    ask(screen, "Who won?")
    job = screen.index.last(Retrieve).job
    screen.hear(retrieved(job, "nothing"), Finished(job))

    click(screen, QPushButton, "Show the nearest passages")
    job = screen.index.last(Search).job
    screen.hear(Hits(job, (), 1.0), Finished(job))

    assert screen.find(QLabel, "There are no passages to show")


def test_passages_that_cannot_be_looked_for_are_said_to_be_in_trouble(screen: Screen) -> None:
    ask(screen, "Who won?")
    job = screen.index.last(Retrieve).job
    screen.hear(retrieved(job, "nothing"), Finished(job))

    click(screen, QPushButton, "Show the nearest passages")
    screen.hear(Failed(screen.index.last(Search).job, Problem("index_died")))

    assert screen.find(QLabel, sentence(Problem("index_died"), "en"))


def test_the_place_to_write_takes_no_more_room_than_its_words(screen: Screen) -> None:
    answer(screen)
    view = screen.window.findChild(QuestionView)

    view.edit()

    screen.bot.waitUntil(lambda: 0 < view.height() <= view.sizeHint().height(), timeout=2000)
