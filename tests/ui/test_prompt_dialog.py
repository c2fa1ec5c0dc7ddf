from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QTableWidget,
    QTabWidget,
    QTextBrowser,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.domain import Turn
from desktop.inference import (
    DroppedTurn,
    KeptAs,
    PromptPart,
    Sampling,
    SentPassage,
    SentPrompt,
    Summary,
)
from desktop.ui import theme
from desktop.ui.prompt_dialog import PromptDialog

HOSTILE = '<img src=file:///etc/passwd> <b>bold</b> <a href="file:///x">x</a> <|im_end|>'
NOTHING = SentPrompt("Hi", (PromptPart("question", 2),), 2, 0, 4096, "small", "CPU", Sampling())
SUMMARY = Summary("Rent and deposit were discussed.", 4)
TURNS = {
    n: Turn(n, 1, n - 1, "assistant" if n % 2 == 0 else "user", f"words of turn {n}", 0.0)
    for n in range(1, 13)
}

Open = Callable[..., PromptDialog]


@pytest.fixture
def open_dialog(qtbot: QtBot, qapp: QApplication) -> Iterator[Open]:
    """Show the dialog over a window."""
    parents: list[QWidget] = []

    def make(
        sent: SentPrompt, summary: Summary = SUMMARY, turns: dict[int, Turn] = TURNS
    ) -> PromptDialog:
        theme.apply(theme.LIGHT, qapp)
        parent = QWidget()
        parents.append(parent)
        parent.show()
        dialog = PromptDialog(sent, summary, turns, theme.LIGHT, "en", parent)
        # Not by `close`, which would ask about words that were not saved.
        qtbot.addWidget(parent, before_close_func=lambda _: dialog.done(0))
        with qtbot.waitExposed(dialog):
            dialog.show()
        return dialog

    yield make
    parents.clear()


def turn_to(dialog: QWidget, name: str) -> None:
    tabs = dialog.findChild(QTabWidget)
    (place,) = [n for n in range(tabs.count()) if tabs.tabText(n).startswith(name)]
    tabs.setCurrentIndex(place)
    QApplication.processEvents()


def seen(dialog: QWidget) -> str:
    shown = [each for each in dialog.findChildren(QWidget) if each.isVisible()]
    words = [each.text() for each in shown if isinstance(each, (QLabel, QPushButton))]
    words += [e.toPlainText() for e in shown if isinstance(e, (QTextBrowser, QPlainTextEdit))]
    return "\n".join(words)


def button(dialog: QWidget, name: str) -> QPushButton:
    (found,) = [e for e in dialog.findChildren(QPushButton) if e.text() == name and e.isVisible()]
    return found


def press(dialog: QWidget, name: str) -> None:
    QTest.mouseClick(button(dialog, name), Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def edit_summary(dialog: QWidget, text: str) -> QPlainTextEdit:
    turn_to(dialog, "Summary")
    (field,) = [e for e in dialog.findChildren(QPlainTextEdit) if e.isVisible()]
    field.selectAll()
    QTest.keyClicks(field, text)
    return field


def answer_box(dialog: QWidget, name: str) -> None:
    """Press a button of the question that comes up next."""

    def answer() -> None:
        press(dialog.findChild(QMessageBox), name)

    QTimer.singleShot(0, answer)


def dropped(*kept: KeptAs) -> tuple[DroppedTurn, ...]:
    return tuple(
        DroppedTurn(n, "assistant" if n % 2 == 0 else "user", fate)
        for n, fate in enumerate(kept, 1)
    )


def test_every_part_that_was_sent_has_a_bar_with_its_tokens(open_dialog: Open) -> None:
    parts = (
        PromptPart("system", 182),
        PromptPart("summary", 0),
        PromptPart("passages", 1904),
        PromptPart("tools", 7),
    )
    sent = replace(NOTHING, parts=parts, n_tokens=2093, n_reused=182)

    dialog = open_dialog(sent)

    bars = {e.accessibleName(): e.value() for e in dialog.findChildren(QProgressBar)}
    assert bars == {
        "Instructions: 182 tokens": 182,
        "Passages of your documents: 1,904 tokens": 1904,
        "tools: 7 tokens": 7,
        "Free: 2,003 tokens": 0,
    }
    assert {e.maximum() for e in dialog.findChildren(QProgressBar)} == {4096}
    assert "182 of 2,093 tokens were in memory already." in seen(dialog)


def test_model_device_and_sampling_stand_in_one_line(open_dialog: Open) -> None:
    sampling = Sampling(temperature=0.7, top_k=0, repeat_penalty=1.1, seed=3)

    dialog = open_dialog(replace(NOTHING, sampling=sampling, preset="Lawyer"))

    line = (
        "small · CPU · temperature 0.7 · top-p 0.95 · min-p 0.05 · repeat penalty 1.1 · seed 3"
        " · preset Lawyer"
    )
    assert line in seen(dialog)


def test_without_chance_only_what_still_counts_is_named(open_dialog: Open) -> None:
    dialog = open_dialog(replace(NOTHING, sampling=Sampling(dry_multiplier=0.8)))

    assert "small · CPU · temperature 0: always the likeliest token · DRY 0.8" in seen(dialog)


def test_passages_stand_with_file_page_and_score(open_dialog: Open) -> None:
    passages = (
        SentPassage("/a/lease.pdf", 2, 0.912, "The rent is\n9,400 euros."),
        SentPassage("/a/notes.md", None, 0.4, f"{HOSTILE} **9,400**"),
    )
    dialog = open_dialog(replace(NOTHING, passages=passages))

    turn_to(dialog, "Passages (2)")

    shown = seen(dialog)
    for words in ("lease.pdf · p. 2", "score 0.91", "The rent is 9,400 euros.", "notes.md"):
        assert words in shown
    assert f"{HOSTILE} **9,400**" in shown


def test_the_passages_of_a_whole_document_come_page_by_page(open_dialog: Open) -> None:
    passages = tuple(SentPassage("/a/b.pdf", n, 0.5, f"passage {n}") for n in range(60))
    dialog = open_dialog(replace(NOTHING, passages=passages))
    turn_to(dialog, "Passages")

    press(dialog, "Show more (35)")
    press(dialog, "Show more (10)")

    assert len([e for e in dialog.findChildren(QTextBrowser) if e.isVisible()]) == 60
    assert "Show more" not in seen(dialog)


def test_turns_that_did_not_fit_say_what_became_of_them(open_dialog: Open) -> None:
    kept: tuple[KeptAs, ...] = ("recalled", "recalled", *("summary",) * 8, "pinned", "nothing")
    dialog = open_dialog(replace(NOTHING, dropped=dropped(*kept)))

    turn_to(dialog, "Earlier turns (12)")
    table = dialog.findChild(QTableWidget)
    rows = [[table.item(row, column).text() for column in range(3)] for row in (0, 9, 10, 11)]

    assert rows == [
        ["You", "words of turn 1", "quoted again"],
        ["Answer", "words of turn 10", "in the summary"],
        ["You", "words of turn 11", "quoted because pinned"],
        ["Answer", "words of turn 12", "left out"],
    ]
    headline = (
        "12 earlier turns did not fit: 2 quoted again, 1 quoted because pinned,"
        " 8 in the summary, 1 left out."
    )
    assert headline in seen(dialog)


def test_one_turn_that_did_not_fit_is_told_on_the_first_page(open_dialog: Open) -> None:
    dialog = open_dialog(replace(NOTHING, dropped=dropped("nothing")))

    assert "One earlier turn did not fit: 1 left out." in seen(dialog)


def test_a_turn_that_was_deleted_since_still_has_its_row(open_dialog: Open) -> None:
    dialog = open_dialog(replace(NOTHING, dropped=dropped("nothing")), turns={})

    words = dialog.findChild(QTableWidget).item(0, 1).text()

    assert words == "not in this conversation any more"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Overview", "Everything that was said fits."),
        ("Passages", "No passage of a document was sent."),
        ("Earlier turns", "Everything that was said fits."),
        ("Summary", "There is no summary"),
    ],
)
def test_a_short_conversation_says_what_there_is_not(
    open_dialog: Open, name: str, words: str
) -> None:
    dialog = open_dialog(NOTHING, Summary(), {})

    turn_to(dialog, name)

    assert words in seen(dialog)


@pytest.mark.parametrize(
    ("summary", "sent", "words"),
    [
        (SUMMARY, SUMMARY.text, "Written by the model."),
        (replace(SUMMARY, is_edited=True), SUMMARY.text, "Edited by you."),
        (SUMMARY, "", "It was not part of this prompt."),
        (SUMMARY, "Rent.", "This prompt held an earlier version."),
    ],
)
def test_the_summary_says_whose_it_is_and_whether_it_was_sent(
    open_dialog: Open, summary: Summary, sent: str, words: str
) -> None:
    dialog = open_dialog(replace(NOTHING, summary=sent), summary)

    turn_to(dialog, "Summary")

    assert SUMMARY.text in seen(dialog)
    assert words in seen(dialog)


def test_an_edited_summary_is_handed_on(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog(NOTHING)
    turn_to(dialog, "Summary")
    could_save = button(dialog, "Save").isEnabled()
    edit_summary(dialog, "Only the rent.")

    with qtbot.waitSignal(dialog.summary_edited) as heard:
        press(dialog, "Save")

    assert heard.args == ["Only the rent."]
    assert (could_save, button(dialog, "Save").isEnabled()) == (False, False)
    assert "Edited by you." in seen(dialog)


def test_a_summary_can_be_emptied(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog(NOTHING)
    field = edit_summary(dialog, "x")
    QTest.keyClick(field, Qt.Key.Key_Backspace)

    with qtbot.waitSignal(dialog.summary_edited) as heard:
        press(dialog, "Save")

    assert heard.args == [""]


@pytest.mark.parametrize(
    ("choice", "heard", "is_open"),
    [("Save", ["Only the rent."], False), ("Discard", [], False), ("Cancel", [], True)],
)
def test_closing_asks_about_a_summary_that_was_not_saved(
    open_dialog: Open, choice: str, heard: list[str], is_open: bool
) -> None:
    dialog = open_dialog(NOTHING)
    edited: list[str] = []
    dialog.summary_edited.connect(edited.append)
    field = edit_summary(dialog, "Only the rent.")
    answer_box(dialog, choice)

    QTest.keyClick(field, Qt.Key.Key_Escape)

    assert edited == heard
    assert dialog.isVisible() == is_open


@pytest.mark.parametrize("name", ["Overview", "Passages", "Earlier turns", "Summary", "Prompt"])
def test_escape_closes_from_every_page(open_dialog: Open, name: str) -> None:
    sent = replace(
        NOTHING, dropped=dropped("summary"), passages=(SentPassage("/a/b.pdf", 1, 0.5, "x"),)
    )
    dialog = open_dialog(sent)
    turn_to(dialog, name)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)

    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Escape)

    assert not dialog.isVisible()


def test_tab_goes_through_the_summary_to_save_and_close(open_dialog: Open) -> None:
    dialog = open_dialog(NOTHING)
    field = edit_summary(dialog, "Only the rent.")
    field.setFocus()

    passed = []
    for _ in range(3):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        passed.append(QApplication.focusWidget())

    assert [getattr(each, "text", str)() for each in passed] == ["Save", "Close", ""]
    assert field.toPlainText() == "Only the rent."


def test_the_prompt_is_shown_as_it_is_and_copied(open_dialog: Open) -> None:
    text = f"<|im_start|>user\n{HOSTILE}\u2029and\u00a0more\n"
    dialog = open_dialog(replace(NOTHING, text=text))
    turn_to(dialog, "Prompt")

    press(dialog, "Copy")

    assert HOSTILE in seen(dialog)
    assert QApplication.clipboard().text() == text
    assert button(dialog, "Copied")


def test_no_label_takes_what_was_said_for_html(open_dialog: Open) -> None:
    sent = replace(
        NOTHING,
        text=HOSTILE,
        model=HOSTILE,
        preset=HOSTILE,
        parts=(PromptPart(HOSTILE, 2),),
        passages=(SentPassage(f"/a/{HOSTILE}", 1, 0.5, HOSTILE),),
        dropped=dropped("summary"),
    )

    dialog = open_dialog(sent, Summary(HOSTILE, 1), {1: replace(TURNS[1], text=HOSTILE)})

    labels = dialog.findChildren(QLabel)
    assert {each.textFormat() for each in labels if each.text()} == {Qt.TextFormat.PlainText}
    assert dialog.findChild(QTableWidget).item(0, 1).text() == HOSTILE


@pytest.mark.parametrize("text", ["a line of a long prompt\n" * 9000, "办公家具的质保期" * 25_000])
def test_a_long_prompt_opens_at_once(open_dialog: Open, text: str) -> None:
    sent = replace(NOTHING, text=text)
    begun = time.process_time()

    dialog = open_dialog(sent)
    turn_to(dialog, "Prompt")
    took_s = time.process_time() - begun

    assert len(seen(dialog)) >= len(text)
    assert took_s < 1.0


def test_everything_in_the_dialog_has_a_name(open_dialog: Open) -> None:
    sent = replace(
        NOTHING, dropped=dropped("summary"), passages=(SentPassage("/a/b.pdf", 1, 0.5, "x"),)
    )
    dialog = open_dialog(sent)

    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QTextBrowser, QAbstractItemView)
    inner = ("QTableView", "QTableWidget", "QTabBar")
    unnamed = [
        (type(widget).__name__, type(widget.parent()).__name__)
        for kind in kinds
        for widget in dialog.findChildren(kind)
        if not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
        and widget.parent().metaObject().className() not in inner
    ]

    assert unnamed == []
