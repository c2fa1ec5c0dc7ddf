from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QTableView,
)

from desktop.domain import Feedback, Turn
from desktop.paths import Home
from desktop.tree import Judged, Preference
from desktop.ui import theme
from desktop.ui.feedback_model import FeedbackModel
from desktop.ui.feedback_view import FeedbackTable
from tests.fakes import refuse
from tests.ui.conftest import Screen

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def judged(screen: Screen) -> Screen:
    """A good answer, a bad one that was corrected, and a comparison."""
    store = screen.store
    at = store.conversations.create("Lease").id
    first = store.turns.add_turn(at, None, "user", "How much is the rent?")
    good = store.turns.add_turn(at, first.id, "assistant", "9,400 euros. Ask anna@example.org.")
    second = store.turns.add_turn(at, good.id, "user", "When does it end?")
    bad = store.turns.add_turn(at, second.id, "assistant", "I do not know.")
    other = store.turns.add_turn(at, second.id, "assistant", "In 2033.")
    store.turns.show(at, bad.id)
    store.feedback.rate(good.id, Feedback("up"), 10.0)
    store.feedback.rate(bad.id, Feedback("down", "wrong; so it is", "In 2033."), 20.0)
    store.feedback.prefer(Preference(other.id, bad.id, "", 30.0))
    return screen


def open_screen(screen: Screen) -> QTableView:
    QTest.mouseClick(screen.find(QPushButton, "Feedback"), LEFT)
    table = screen.find(QTableView, "Feedback")
    assert isinstance(table, QTableView)
    return table


def cells(table: QTableView, column: int) -> list[str]:
    model = table.model()
    return [model.index(row, column).data() for row in range(model.rowCount())]


def click(screen: Screen, words: str) -> None:
    QTest.mouseClick(screen.find(QPushButton, words), LEFT)


def shows(screen: Screen, words: str) -> bool:
    return any(words in each.text() for each in screen.window.findChildren(QLabel))


def feedback_of(screen: Screen) -> list[Feedback | None]:
    (conversation,) = screen.parts.conversations.newest_first()
    return [each.feedback for each in answers(screen.parts.conversations.turns(conversation.id))]


def answers(turns: tuple[Turn, ...]) -> list[Turn]:
    return [each for each in turns if each.role == "assistant"]


def test_the_screen_says_in_words_that_nothing_was_rated_yet(screen: Screen) -> None:
    click(screen, "Feedback")

    assert shows(screen, "Nothing was rated yet.")
    assert not screen.find(QPushButton, "Export…").isEnabled()


def test_everything_that_was_judged_is_listed_newest_first_and_counted(judged: Screen) -> None:
    table = open_screen(judged)

    assert cells(table, 2) == ["Better one", "Bad, corrected", "Good"]
    assert cells(table, 0)[2] == "How much is the rent?"
    assert cells(table, 3)[1] == "Wrong · so it is"
    assert shows(judged, "1 good · 1 bad · 1 corrected · 1 compared")


def test_a_filter_leaves_what_has_the_rating_the_reason_and_the_words(judged: Screen) -> None:
    table = open_screen(judged)
    kinds, tags = judged.find(QComboBox, "Rating"), judged.find(QComboBox, "Reason")

    kinds.setCurrentText("Corrected")
    assert cells(table, 1) == ["I do not know."]
    kinds.setCurrentText("All ratings")
    tags.setCurrentText("Wrong")
    assert cells(table, 1) == ["I do not know."]
    tags.setCurrentText("All reasons")
    QTest.keyClicks(judged.find(QLineEdit, "Find in feedback"), "RENT")
    judged.bot.waitUntil(lambda: cells(table, 1) == ["9,400 euros. Ask anna@example.org."])
    QTest.keyClicks(judged.find(QLineEdit, "Find in feedback"), "xyz")
    judged.bot.waitUntil(lambda: shows(judged, "No feedback fits these filters."))


def test_words_are_looked_for_once_they_are_typed_and_not_at_each_letter(judged: Screen) -> None:
    table, line = open_screen(judged), judged.find(QLineEdit, "Find in feedback")
    filled: list[int] = []
    table.model().modelReset.connect(lambda: filled.append(len(cells(table, 1))))

    QTest.keyClicks(line, "rent")
    assert filled == []
    # Whoever goes on is not to wait for it.
    QTest.keyClick(line, Qt.Key.Key_Down)

    assert filled == [1]
    assert table.hasFocus()


def test_a_box_filters_at_once_and_with_the_words_that_were_just_typed(judged: Screen) -> None:
    table, line = open_screen(judged), judged.find(QLineEdit, "Find in feedback")

    QTest.keyClicks(line, "rent")
    judged.find(QComboBox, "Rating").setCurrentText("Good")

    assert cells(table, 1) == ["9,400 euros. Ask anna@example.org."]


def test_rows_that_stay_chosen_are_one_range_where_they_follow_one_another(
    judged: Screen,
) -> None:
    table = open_screen(judged)
    table.selectAll()

    # Read anew, as it is whenever the screen comes into sight.
    click(judged, "Feedback")
    click(judged, "Feedback")

    # Each range of its own costs time: thousands stall the window.
    assert [each.row() for each in table.selectionModel().selectedRows()] == [0, 1, 2]
    assert len(table.selectionModel().selection()) == 1


@pytest.mark.parametrize("zoom", [100, 200])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_day_has_room_though_only_what_is_seen_is_drawn(
    make_screen: Callable[..., Screen], language: str, zoom: int
) -> None:
    screen = make_screen(language, theme.LIGHT, zoom)
    model = FeedbackModel(theme.LIGHT)
    days = [datetime(2028, month, 28).timestamp() for month in range(1, 13)]
    model.show_judged(tuple(Judged(1, 1, "", "", "", each) for each in days))
    (table,) = screen.window.findChildren(FeedbackTable)
    given = table.columnWidth(5)

    table.setModel(model)

    assert given >= table.sizeHintForColumn(5)


def test_a_time_leaves_what_was_judged_in_it_and_is_cleared_when_nothing_was(
    judged: Screen,
) -> None:
    table = open_screen(judged)
    times = judged.find(QComboBox, "Time")

    times.setCurrentText("Today")
    assert shows(judged, "No feedback fits these filters.")
    assert judged.find(QPushButton, "Export…").isEnabled()
    rate_now(judged)
    times.setCurrentText("Last 7 days")
    assert cells(table, 1) == ["9,400 euros. Ask anna@example.org."]
    assert shows(judged, "1 good · 0 bad · 0 corrected · 0 compared")
    judged.find(QComboBox, "Rating").setCurrentText("Bad")
    click(judged, "Clear filters")

    assert len(cells(table, 1)) == 3
    assert times.currentText() == "All time"
    assert not shows_now(judged, "Clear filters")
    assert table.hasFocus()


def rate_now(screen: Screen) -> None:
    """Rate the good answer as of now."""
    oldest = screen.parts.ratings.judged()[-1]
    screen.store.feedback.rate(oldest.turn_id, Feedback("up"))


def shows_now(screen: Screen, words: str) -> bool:
    buttons = screen.window.findChildren(QPushButton)
    return any(each.text() == words and each.isVisible() for each in buttons)


def test_where_nothing_was_rated_there_are_no_filters_to_clear(screen: Screen) -> None:
    click(screen, "Feedback")

    assert not shows_now(screen, "Clear filters")
    assert not screen.find(QComboBox, "Time").isEnabled()


def test_enter_goes_to_the_answer_in_its_conversation(judged: Screen) -> None:
    table = open_screen(judged)
    table.selectRow(0)

    QTest.keyClick(table, Qt.Key.Key_Return)

    (conversation,) = judged.parts.conversations.newest_first()
    assert judged.window.conversation_id == conversation.id
    # The better answer stands on another branch, which is shown now.
    shown = judged.parts.conversations.turns(conversation.id)
    assert shown[-1].text == "In 2033."


def test_feedback_is_changed_and_stays_as_old_as_it_is(judged: Screen) -> None:
    table = open_screen(judged)
    table.selectRow(1)
    QTest.keyClick(table, Qt.Key.Key_F2)
    dialog = next(each for each in judged.window.findChildren(QDialog) if each.isVisible())

    field = next(
        each
        for each in dialog.findChildren(QPlainTextEdit)
        if each.accessibleName() == "Better answer"
    )
    field.setPlainText("In May 2033.")
    next(each for each in dialog.findChildren(QRadioButton) if each.text() == "Good answer").click()
    next(each for each in dialog.findChildren(QAbstractButton) if each.text() == "Save").click()

    assert feedback_of(judged)[-1] == Feedback("up", "wrong; so it is", "In May 2033.")
    assert judged.parts.ratings.judged()[1].created_at == 20.0
    assert cells(table, 2)[1] == "Good, corrected"


def edit_comparison(screen: Screen) -> QDialog:
    table = open_screen(screen)
    table.selectRow(0)
    click(screen, "Edit…")
    return next(each for each in screen.window.findChildren(QDialog) if each.isVisible())


def press(dialog: QDialog, words: str) -> None:
    next(each for each in dialog.findChildren(QAbstractButton) if each.text() == words).click()


def test_the_reason_of_a_comparison_is_changed_found_and_exported(judged: Screen) -> None:
    before = judged.parts.ratings.judged()[0]
    dialog = edit_comparison(judged)

    press(dialog, "Not in the document")
    QTest.keyClicks(judged.find(QLineEdit, "Reason in your words"), "says the year")
    press(dialog, "Save")

    table = judged.find(QTableView, "Feedback")
    assert isinstance(table, QTableView)
    assert cells(table, 3)[0] == "Not in the document · says the year"
    after = judged.parts.ratings.judged()[0]
    assert after.created_at == before.created_at
    assert after.preference == Preference(
        before.turn_id, before.preference.rejected_id, "not in the document; says the year", 30.0
    )  # type: ignore[union-attr]  # a comparison
    QTest.keyClicks(judged.find(QLineEdit, "Find in feedback"), "says the year")
    judged.bot.waitUntil(lambda: cells(table, 2) == ["Better one"])
    pairs = [each for some in judged.parts.feedback_export.examples("dpo") for each in some]
    assert ("says the year", ("not in the document",)) in [(e.comment, e.tags) for e in pairs]


def test_another_answer_is_found_better_after_all(judged: Screen) -> None:
    before = judged.parts.ratings.judged()[0].preference
    assert before is not None

    dialog = edit_comparison(judged)
    press(dialog, "Right is better")
    press(dialog, "Save")

    (after,) = [each.preference for each in judged.parts.ratings.judged() if each.preference]
    assert (after.chosen_id, after.rejected_id) == (before.rejected_id, before.chosen_id)


def test_both_are_bad_after_all_rates_what_is_not_rated_yet(judged: Screen) -> None:
    dialog = edit_comparison(judged)
    press(dialog, "Both are bad")
    assert not judged.find(QLineEdit, "Reason in your words").isEnabled()
    press(dialog, "Save")

    every = judged.parts.ratings.judged()
    rated = {each.answer: each.feedback for each in every if each.feedback}
    assert rated["In 2033."] == Feedback("down")
    assert rated["I do not know."] == Feedback("down", "wrong; so it is", "In 2033.")
    table = judged.find(QTableView, "Feedback")
    assert isinstance(table, QTableView)
    assert "Both are bad" in cells(table, 2)


def test_deleted_feedback_comes_back_with_undo(judged: Screen) -> None:
    table = open_screen(judged)
    before = judged.parts.ratings.judged()
    table.selectAll()

    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert not judged.parts.ratings.judged()
    click(judged, "Undo")

    assert judged.parts.ratings.judged() == before
    assert table.model().rowCount() == 3


def test_of_several_ratings_none_is_deleted_where_one_cannot_be(
    judged: Screen, tmp_path: Path
) -> None:
    before = judged.parts.ratings.judged()
    table = open_screen(judged)
    table.selectAll()
    refuse(Home(tmp_path / "home").store, "BEFORE DELETE ON feedback WHEN old.rating = 'up'")

    QTest.keyClick(table, Qt.Key.Key_Delete)

    assert judged.parts.ratings.judged() == before


def test_thumbs_in_the_open_conversation_follow_the_screen(judged: Screen) -> None:
    (conversation,) = judged.parts.conversations.newest_first()
    judged.window.open_conversation(conversation.id)
    table = open_screen(judged)
    table.selectAll()

    QTest.keyClick(table, Qt.Key.Key_Delete)

    click(judged, "Feedback")
    thumbs = [
        each
        for each in judged.window.findChildren(QAbstractButton)
        if each.accessibleName() in ("Good answer", "Bad answer") and each.isVisible()
    ]
    assert thumbs
    assert not any(each.isChecked() for each in thumbs)


def export_dialog(screen: Screen) -> QDialog:
    open_screen(screen)
    click(screen, "Export…")
    dialog = next(each for each in screen.window.findChildren(QDialog) if each.isVisible())
    wait_ready(screen)
    return dialog


def wait_ready(screen: Screen) -> None:
    screen.bot.waitUntil(lambda: shows(screen, "Lines to be written"))


def preview(screen: Screen) -> str:
    field = screen.find(QPlainTextEdit, "As it will be written")
    assert isinstance(field, QPlainTextEdit)
    return field.toPlainText()


def write(screen: Screen, dialog: QDialog, path: Path, monkeypatch: pytest.MonkeyPatch) -> list:
    monkeypatch.setattr(QFileDialog, "exec", lambda _: True)
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _: [str(path)])
    button = next(
        each
        for each in dialog.findChildren(QPushButton)
        if each.text() == "Export…" and each.isVisible()
    )
    QTest.mouseClick(button, LEFT)
    screen.bot.waitUntil(path.exists)
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_lines_are_shown_as_they_will_be_written_and_what_names_people_is_replaced(
    judged: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = export_dialog(judged)
    assert "9,400 euros. Ask [EMAIL]." in preview(judged)
    assert shows(judged, "Lines to be written: 2 of 2 · places replaced: 2")

    rows = write(judged, dialog, tmp_path / "x.jsonl", monkeypatch)

    assert [each["completion"][0]["content"] for each in rows] == [
        "In 2033.",
        "9,400 euros. Ask [EMAIL].",
    ]
    judged.bot.waitUntil(lambda: shows(judged, "Lines written to x.jsonl: 2"))


def test_kinds_are_switched_off_words_replaced_and_lines_left_out(
    judged: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = export_dialog(judged)
    judged.find(QCheckBox, "E-mail addresses").click()
    words = judged.find(QPlainTextEdit, "Words to replace")
    assert isinstance(words, QPlainTextEdit)
    words.setPlainText("rent\n2033")
    judged.bot.waitUntil(lambda: "How much is the [REDACTED]?" in preview(judged))
    assert "anna@example.org" in preview(judged)
    lines = judged.find(QListView, "Lines")
    QTest.keyClick(lines, Qt.Key.Key_Space)
    assert preview(judged) == "This line is left out."
    assert shows(judged, "Lines to be written: 1 of 2 · places replaced: 2")

    rows = write(judged, dialog, tmp_path / "x.jsonl", monkeypatch)

    assert [each["completion"][0]["content"] for each in rows] == ["In [REDACTED]."]


def test_a_format_that_has_nothing_says_so(screen: Screen) -> None:
    at = screen.store.conversations.create("Lease").id
    question = screen.store.turns.add_turn(at, None, "user", "When?")
    answer = screen.store.turns.add_turn(at, question.id, "assistant", "Never.")
    screen.store.feedback.rate(answer.id, Feedback("down"))
    open_screen(screen)
    click(screen, "Export…")

    screen.bot.waitUntil(lambda: shows(screen, "Nothing was said yet that this format could hold."))

    screen.find(QComboBox, "Format").setCurrentIndex(1)
    wait_ready(screen)
    assert "label: false" in preview(screen)


def test_what_cannot_be_written_is_said_in_the_dialog(
    judged: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = export_dialog(judged)
    monkeypatch.setattr(QFileDialog, "exec", lambda _: True)
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _: [str(tmp_path / "no" / "x.jsonl")])

    button = next(each for each in dialog.findChildren(QPushButton) if each.text() == "Export…")
    QTest.mouseClick(button, LEFT)

    judged.bot.waitUntil(lambda: shows(judged, "x.jsonl cannot be written there."))
    assert dialog.isVisible()
    assert QApplication.activeModalWidget() is dialog
