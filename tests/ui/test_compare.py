from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTextBrowser,
    QToolButton,
)

from desktop.domain import Feedback, Turn
from desktop.engine_messages import Generate, Generated, LoadModel, ModelLoaded, PromptReady, Token
from desktop.messages import Align, Aligned, Cancel, Failed, Finished, Problem, Retrieve
from desktop.ui.compare_dialog import CompareDialog
from desktop.ui.text_view import TextView
from tests.fakes import CITATION, FIT, MODEL, retrieved
from tests.ui.conftest import Screen
from tests.ui.test_window import answer

LEFT = Qt.MouseButton.LeftButton
FIRST, OTHER = "It is 9,400 euros.", "The rent is 9,400 euros a month."


def click(screen: Screen, words: str) -> None:
    QTest.mouseClick(screen.find(QPushButton, words), LEFT)


def shows(screen: Screen, words: str) -> bool:
    return any(words in each.text() for each in dialog(screen).findChildren(QLabel))


def dialog(screen: Screen) -> CompareDialog:
    return next(each for each in screen.window.findChildren(CompareDialog) if each.isVisible())


def prose(screen: Screen) -> list[str]:
    """What the two sides say, from left to right."""
    views = [each for each in dialog(screen).findChildren(QTextBrowser) if each.isVisible()]
    return [
        each.toPlainText()
        for each in sorted(views, key=lambda each: each.mapToGlobal(each.pos()).x())
    ]


def turns(screen: Screen) -> tuple[Turn, ...]:
    (conversation,) = screen.parts.conversations.newest_first()
    return screen.parts.conversations.turns(conversation.id)


def begin(screen: Screen) -> int:
    """Have the other answer begun; returns the job that writes it."""
    job = screen.index.last(Retrieve).job
    screen.hear(retrieved(job), Finished(job))
    load = screen.engine.last(LoadModel).job
    screen.hear(ModelLoaded(load, MODEL, FIT), Finished(load))
    job = screen.engine.last(Generate).job
    screen.hear(PromptReady(job, "…", (), 9, 0, (), (0,)), Token(job, OTHER))
    return job


def finish(screen: Screen, job: int) -> None:
    screen.hear(Generated(job, 9, 3, 100.0, 50.0, "stop"), Finished(job))
    align = screen.index.last(Align).job
    screen.hear(Aligned(align, (CITATION,), ()), Finished(align))


@pytest.fixture
def compared(screen: Screen) -> Screen:
    """An answer with the dialog open on it."""
    answer(screen)
    QTest.mouseClick(screen.find(QToolButton, "Compare with another answer"), LEFT)
    return screen


def with_two(screen: Screen) -> Screen:
    click(screen, "Compare")
    finish(screen, begin(screen))
    return screen


def test_the_other_answer_is_written_beside_the_first_which_stays_shown(compared: Screen) -> None:
    first = turns(compared)[-1]
    click(compared, "Compare")

    begin(compared)

    compared.bot.waitUntil(lambda: sorted(prose(compared)) == sorted([FIRST, OTHER]))
    assert turns(compared)[-1].id == first.id
    assert not compared.find(QPushButton, "Left is better").isEnabled()


def test_the_better_answer_is_kept_and_becomes_the_shown_one(compared: Screen) -> None:
    first = turns(compared)[-1]
    with_two(compared)
    side = ("Left", "Right")[prose(compared).index(OTHER)]
    QTest.keyClicks(compared.find(QLineEdit, "Reason in your words"), "says the month")

    click(compared, f"{side} is better")

    shown = turns(compared)[-1]
    assert shown.text == OTHER
    (judged,) = compared.parts.ratings.judged()
    assert judged.preference is not None
    assert (judged.preference.chosen_id, judged.preference.rejected_id) == (shown.id, first.id)
    assert judged.preference.reason == "says the month"
    assert shown.parent_id == first.parent_id


def test_who_wrote_which_is_said_only_when_it_was_decided(compared: Screen) -> None:
    with_two(compared)
    assert not shows(compared, "The answer that was there")

    click(compared, "Left is better")

    assert shows(compared, "The answer that was there · small")
    assert shows(compared, "The new answer · small")
    assert not compared.find(QPushButton, "Right is better").isEnabled()


def test_the_page_shows_the_better_answer_when_the_dialog_is_closed(compared: Screen) -> None:
    with_two(compared)
    side = ("Left", "Right")[prose(compared).index(OTHER)]
    click(compared, f"{side} is better")

    click(compared, "Close")

    compared.bot.waitUntil(
        lambda: any(
            OTHER in each.toPlainText()
            for each in compared.window.findChildren(QTextBrowser)
            if each.isVisible()
        )
    )


def test_both_are_bad_rates_both_so_and_makes_no_pair(compared: Screen) -> None:
    first = turns(compared)[-1]
    with_two(compared)

    click(compared, "Both are bad")

    ratings = [each for each in compared.parts.ratings.judged() if each.feedback]
    assert [each.feedback for each in ratings] == [Feedback("down")] * 2
    assert turns(compared)[-1].id == first.id
    pairs = [each for some in compared.parts.feedback_export.examples("dpo") for each in some]
    assert not pairs


def test_a_comparison_is_exported_as_a_pair(compared: Screen) -> None:
    with_two(compared)
    side = ("Left", "Right")[prose(compared).index(OTHER)]
    click(compared, f"{side} is better")

    (pair,) = [each for some in compared.parts.feedback_export.examples("dpo") for each in some]

    row = json.loads(json.dumps(compared.parts.feedback_export.row(pair)))
    assert row["chosen"][0]["content"] == OTHER
    assert row["rejected"][0]["content"].replace("*", "") == FIRST
    assert row["source"] == "comparison"


def test_stop_ends_the_other_answer_with_what_it_says_so_far(compared: Screen) -> None:
    click(compared, "Compare")
    job = begin(compared)

    click(compared, "Stop")

    assert compared.engine.last(Cancel).job == job
    assert shows(compared, "Stopped here.")
    assert compared.find(QPushButton, "Left is better").isEnabled()


def test_closing_the_dialog_stops_what_is_being_written(compared: Screen) -> None:
    click(compared, "Compare")
    job = begin(compared)

    QTest.keyClick(dialog(compared), Qt.Key.Key_Escape)

    assert compared.engine.last(Cancel).job == job
    assert not any(each.isVisible() for each in compared.window.findChildren(QDialog))


def test_another_temperature_is_what_the_other_answer_is_written_at(compared: Screen) -> None:
    compared.find(QComboBox, "Compare with").setCurrentText("Another temperature")
    box = compared.find(QDoubleSpinBox, "Temperature")
    assert isinstance(box, QDoubleSpinBox)
    box.setValue(0.3)
    click(compared, "Compare")

    begin(compared)

    assert compared.engine.last(Generate).sampling.temperature == pytest.approx(0.3)


def test_another_model_is_loaded_for_the_other_answer_alone(
    compared: Screen, tmp_path: Path
) -> None:
    (tmp_path / "home" / "models").mkdir()
    (tmp_path / "home" / "models" / "larger.gguf").write_bytes(b"GGUF")
    click(compared, "Close")
    QTest.mouseClick(compared.find(QToolButton, "Compare with another answer"), LEFT)
    compared.find(QComboBox, "Compare with").setCurrentText("Another model")
    models = compared.find(QComboBox, "Other model")
    assert isinstance(models, QComboBox)
    path = models.currentData()
    click(compared, "Compare")
    finish(compared, begin(compared))
    assert path.endswith("larger.gguf")
    assert compared.engine.last(LoadModel).path == path
    click(compared, "Close")

    compared.bot.waitUntil(lambda: not compared.window.findChildren(CompareDialog))
    QTest.mouseClick(compared.find(QToolButton, "Try again"), LEFT)
    job = compared.index.last(Retrieve).job
    compared.hear(retrieved(job), Finished(job))

    assert compared.engine.last(LoadModel).path == "/m.gguf"


def test_a_pane_says_that_another_model_is_loaded_until_it_writes(
    compared: Screen, tmp_path: Path
) -> None:
    (tmp_path / "home" / "models").mkdir()
    (tmp_path / "home" / "models" / "larger.gguf").write_bytes(b"GGUF")
    click(compared, "Close")
    QTest.mouseClick(compared.find(QToolButton, "Compare with another answer"), LEFT)
    click(compared, "Compare")
    assert shows(compared, "Writing…")
    finish(compared, begin(compared))
    click(compared, "Close")
    QTest.mouseClick(compared.find(QToolButton, "Compare with another answer"), LEFT)
    compared.find(QComboBox, "Compare with").setCurrentText("Another model")
    path = compared.find(QComboBox, "Other model").currentData()
    click(compared, "Compare")
    job = compared.index.last(Retrieve).job
    compared.hear(retrieved(job), Finished(job))
    assert shows(compared, "Loading the model…")

    load = compared.engine.last(LoadModel).job
    compared.hear(ModelLoaded(load, replace(MODEL, path=path), FIT), Finished(load))
    assert shows(compared, "Loading the model…")
    job = compared.engine.last(Generate).job
    compared.hear(PromptReady(job, "…", (), 9, 0, (), (0,)), Token(job, "Hm.", "reasoning"))
    assert shows(compared, "Writing…")
    compared.hear(Token(job, OTHER))
    compared.bot.waitUntil(lambda: not shows(compared, "Writing…"))
    finish(compared, job)

    # The model of the conversation has to come back.
    click(compared, "Close")
    QTest.mouseClick(compared.find(QToolButton, "Compare with another answer"), LEFT)
    click(compared, "Compare")
    assert shows(compared, "Loading the model…")


def test_a_version_that_is_there_is_compared_without_asking_the_model(compared: Screen) -> None:
    with_two(compared)
    click(compared, "Close")
    QTest.mouseClick(compared.find(QToolButton, "Compare with another answer"), LEFT)
    n_sent = len(compared.engine.sent)
    compared.find(QComboBox, "Compare with").setCurrentText("A version that is there")

    click(compared, "Compare")

    assert sorted(prose(compared)) == sorted([FIRST, OTHER])
    assert len(compared.engine.sent) == n_sent
    assert compared.find(QPushButton, "Left is better").isEnabled()


def test_an_answer_that_fails_says_why_and_cannot_be_chosen(compared: Screen) -> None:
    click(compared, "Compare")
    job = compared.index.last(Retrieve).job
    compared.hear(retrieved(job), Finished(job))
    load = compared.engine.last(LoadModel).job

    compared.hear(Failed(load, Problem("model_missing", "/m.gguf")))

    assert shows(compared, "m.gguf")
    assert not compared.find(QPushButton, "Left is better").isEnabled()
    assert compared.find(QPushButton, "Compare").isEnabled()


def test_code_of_an_answer_is_copied(compared: Screen) -> None:
    click(compared, "Compare")
    job = begin(compared)
    compared.hear(Token(job, "\n\n```python\nrent = 9400\n```\n"))
    finish(compared, job)
    view = next(
        each for each in dialog(compared).findChildren(TextView) if "rent = " in each.toPlainText()
    )

    view.anchorClicked.emit(QUrl("copy:0"))

    assert QApplication.clipboard().text() == "rent = 9400\n"


def test_enter_in_the_reason_asks_for_nothing(compared: Screen) -> None:
    with_two(compared)
    n_sent = len(compared.index.sent)

    QTest.keyClick(compared.find(QLineEdit, "Reason in your words"), Qt.Key.Key_Return)

    assert len(compared.index.sent) == n_sent
    assert not compared.parts.ratings.judged()
