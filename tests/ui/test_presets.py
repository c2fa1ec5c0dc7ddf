from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTextBrowser,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.chat.update import ModelReady, ReasoningGrew
from desktop.domain import Turn
from desktop.engine_messages import Generate, LoadModel, ModelLoaded, Prepare
from desktop.inference import ChosenPreset, Preset, Sampling, SentPrompt, Summary
from desktop.messages import Finished, ReadWhole, Retrieve
from desktop.presets.presets import Presets
from desktop.ui import theme
from desktop.ui.parts import Look
from desktop.ui.preset_dialog import PresetDialog
from desktop.ui.prompt_dialog import PromptDialog
from desktop.ui.window import MainWindow
from tests.fakes import FIT, MODEL, retrieved
from tests.ui.conftest import Screen

LETTER = Preset("Letter", system="You write for {company}.", use="none")


def picker(screen: Screen) -> QComboBox:
    found = screen.find(QComboBox, "Preset")
    assert isinstance(found, QComboBox)
    return found


def pick(screen: Screen, title: str) -> None:
    box = picker(screen)
    box.setFocus()
    # The first arrow opens the list: what is chosen with it can be seen.
    QTest.keyClick(box, Qt.Key.Key_Down)
    view, wanted = box.view(), box.findText(title)
    assert view.isVisible()
    step = Qt.Key.Key_Down if wanted > view.currentIndex().row() else Qt.Key.Key_Up
    for _ in range(box.count()):
        if view.currentIndex().row() == wanted:
            break
        QTest.keyClick(view, step)
    QTest.keyClick(view, Qt.Key.Key_Return)
    # Without a window manager nobody gives the focus back when the list closes.
    screen.window.activateWindow()
    screen.bot.waitUntil(screen.window.isActiveWindow)
    assert box.currentText() == title


def ask(screen: Screen, text: str) -> None:
    message = screen.find(QPlainTextEdit, "Message")
    QTest.keyClicks(message, text)
    QTest.keyClick(message, Qt.Key.Key_Return)


def fill(screen: Screen, name: str, text: str) -> None:
    field = screen.find(QLineEdit, name)
    field.setFocus()
    QTest.keyClicks(field, text)


def generated(screen: Screen) -> Generate:
    """Let the model load and see what it is asked."""
    load = screen.engine.last(LoadModel).job
    screen.hear(ModelLoaded(load, MODEL, FIT), Finished(load))
    return screen.engine.last(Generate)


def texts(root: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(each.text() for each in root.findChildren(QLabel) if each.isVisible())


def answered(screen: Screen) -> Turn:
    """A conversation with one answer, open."""
    conversation = screen.parts.conversations.begin("rent")
    question = screen.store.turns.add_turn(conversation.id, None, "user", "rent?")
    answer = screen.store.turns.add_turn(conversation.id, question.id, "assistant", "9,400")
    screen.store.turns.save_turn(replace(answer, model="small"))
    screen.window.open_conversation(conversation.id)
    return answer


# Choosing one


def test_a_new_conversation_answers_from_documents(screen: Screen) -> None:
    ask(screen, "rent?")

    assert picker(screen).currentText() == "Answer from documents"
    assert screen.index.last(Retrieve).question == "rent?"


def test_what_is_chosen_before_the_first_message_goes_to_the_model(screen: Screen) -> None:
    pick(screen, "Translate")
    fill(screen, "Language", "French")
    ask(screen, "good morning")
    asked = generated(screen)

    assert "into French" in asked.system
    assert asked.question == "Translate into French:\n\ngood morning"
    assert screen.index.sent == []
    (conversation,) = screen.parts.conversations.newest_first()
    assert screen.parts.conversations.preset(conversation.id) == ChosenPreset(
        "translate", (("language", "French"),)
    )


def test_fields_to_extract_constrain_the_answer(screen: Screen) -> None:
    pick(screen, "Extract to JSON")
    fill(screen, "Fields", "tenant, rent")
    ask(screen, "the lease")
    job = screen.index.last(ReadWhole).job
    screen.hear(retrieved(job), Finished(job))

    assert json.loads(generated(screen).schema)["required"] == ["tenant", "rent"]


def test_a_preset_that_thinks_asks_for_reasoning(screen: Screen) -> None:
    pick(screen, "Explain step by step")
    ask(screen, "When does the lease end?")
    job = screen.index.last(Retrieve).job
    screen.hear(retrieved(job), Finished(job))

    assert generated(screen).reasoning_tokens > 0


def test_each_conversation_has_its_own_preset_and_values(screen: Screen) -> None:
    pick(screen, "Summarise")
    fill(screen, "Length", "one line")
    ask(screen, "the lease")
    first = screen.window.conversation_id

    screen.window.open_conversation(None)
    is_default = picker(screen).currentText() == "Answer from documents"
    shown = [each for each in screen.window.findChildren(QLineEdit) if each.isVisible()]
    has_fields = any(each.accessibleName() == "Length" for each in shown)
    screen.window.open_conversation(first)

    assert is_default
    assert not has_fields
    assert picker(screen).currentText() == "Summarise"
    field = screen.find(QLineEdit, "Length")
    assert isinstance(field, QLineEdit)
    assert field.text() == "one line"


def test_a_value_that_is_being_typed_is_kept_when_the_window_closes(screen: Screen) -> None:
    answered(screen)
    pick(screen, "Summarise")
    fill(screen, "Length", "one line")

    screen.window.close()

    assert screen.window.conversation_id is not None
    kept = screen.parts.conversations.preset(screen.window.conversation_id)
    assert kept.values == (("length", "one line"),)


def test_a_missing_value_is_said_and_nothing_is_lost_or_begun(screen: Screen) -> None:
    screen.parts.presets.add(LETTER)
    screen.window.open_conversation(None)
    pick(screen, "Letter")
    ask(screen, "an apology")

    assert "needs a value for company" in texts(screen.window)
    message = screen.find(QPlainTextEdit, "Message")
    assert isinstance(message, QPlainTextEdit)
    assert message.toPlainText() == "an apology"
    assert screen.find(QLineEdit, "company").hasFocus()
    assert screen.parts.conversations.newest_first() == ()


def test_another_try_uses_the_preset_chosen_now(screen: Screen) -> None:
    answered(screen)
    pick(screen, "Plain chat")
    QTest.mouseClick(screen.find(QToolButton, "Try again"), Qt.MouseButton.LeftButton)

    assert generated(screen).form == "plain"
    assert screen.index.sent == []


def test_every_preset_says_what_it_does(screen: Screen) -> None:
    screen.parts.presets.add(replace(LETTER, system="<b>Bold</b> words"))
    screen.window.open_conversation(None)
    box = picker(screen)
    tips = {
        box.itemText(row): box.itemData(row, Qt.ItemDataRole.ToolTipRole)
        for row in range(box.count())
        if box.itemText(row)
    }

    assert "into Chinese" in tips["Translate"]
    assert "&lt;b&gt;Bold" in tips["Letter"]
    assert all(tips.values())


# While a message is written


def test_the_model_gets_ready_once_while_a_message_is_written(screen: Screen) -> None:
    pick(screen, "Translate")
    QTest.keyClicks(screen.find(QPlainTextEdit, "Message"), "good morning")
    loads = [each for each in screen.engine.sent if isinstance(each, LoadModel)]
    screen.hear(ModelLoaded(loads[0].job, MODEL, FIT), Finished(loads[0].job))

    assert len(loads) == 1
    assert "You are a translator" in screen.engine.last(Prepare).system


def test_a_draft_that_comes_back_loads_no_model(screen: Screen) -> None:
    answered(screen)
    QTest.keyClicks(screen.find(QPlainTextEdit, "Message"), "x")
    there = screen.window.conversation_id
    screen.window.open_conversation(None)
    screen.engine.sent.clear()

    screen.window.open_conversation(there)

    assert screen.engine.sent == []


# What the window says


def test_a_context_window_made_smaller_is_said_once_for_each_model(screen: Screen) -> None:
    small = replace(FIT, context_tokens=2048, wanted_context_tokens=8192)
    screen.window.on_chat_update(ModelReady(MODEL, small))
    is_said = "made smaller to fit into memory: 2048" in texts(screen.window)
    screen.window.say("something else")

    screen.window.on_chat_update(ModelReady(MODEL, small))

    assert is_said
    assert "made smaller" not in texts(screen.window)


def test_an_answer_without_a_model_has_no_prompt_to_show(screen: Screen) -> None:
    answered(screen)
    QTest.mouseClick(screen.find(QToolButton, "What was sent"), Qt.MouseButton.LeftButton)

    assert "What was sent for this answer was not kept." in texts(screen.window)


def test_what_was_sent_opens_and_its_summary_can_be_changed(screen: Screen) -> None:
    answer = answered(screen)
    sent = SentPrompt("the prompt", (), 1, 0, 4096, "small", "CPU", Sampling())
    screen.store.recollection.save_prompt(answer.id, sent)
    screen.store.recollection.save_summary(answer.conversation_id, Summary("Old.", 1))
    QTest.mouseClick(screen.find(QToolButton, "What was sent"), Qt.MouseButton.LeftButton)
    dialog = screen.window.findChild(PromptDialog)

    dialog.summary_edited.emit("New.")

    assert screen.parts.conversations.summary(answer.conversation_id).text == "New."
    dialog.close()


def test_a_pinned_turn_is_kept_and_shown_as_pinned(screen: Screen) -> None:
    answer = answered(screen)
    pins = [
        each
        for each in screen.window.findChildren(QToolButton)
        if each.accessibleName().startswith("Keep this in every prompt")
    ]

    QTest.mouseClick(pins[-1], Qt.MouseButton.LeftButton)

    turns = screen.parts.conversations.turns(answer.conversation_id)
    assert [each.is_pinned for each in turns] == [False, True]
    assert pins[-1].isChecked()


def test_thoughts_are_shown_apart_from_the_answer(screen: Screen) -> None:
    answer = answered(screen)
    streaming = replace(answer, text="", state="streaming")
    screen.store.turns.save_turn(streaming)
    screen.window.open_conversation(answer.conversation_id)

    screen.window.on_chat_update(ReasoningGrew(answer.id, answer.conversation_id, "hmm"))

    assert screen.find(QPushButton, "Thinking")
    assert not [e for e in screen.window.findChildren(QTextBrowser) if "hmm" in e.toPlainText()]


def test_presets_that_could_not_be_read_are_said_at_the_start(
    make_screen: Callable[[], Screen], tmp_path: Path
) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "presets.json").write_text("{half")

    screen = make_screen()

    assert "kept as presets.json.damaged" in texts(screen.window)


def test_presets_that_could_not_be_read_are_not_said_again_with_new_colours(
    make_screen: Callable[[], Screen], tmp_path: Path
) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "presets.json").write_text("{half")
    screen = make_screen()

    anew = in_the_dark(screen)
    anew.show()

    assert "kept as presets.json.damaged" not in texts(anew)


# Editing


@pytest.fixture
def presets(tmp_path: Path) -> Presets:
    return Presets(tmp_path / "own.json")


@pytest.fixture
def dialog(qtbot: QtBot, qapp: QApplication, presets: Presets) -> Iterator[PresetDialog]:
    theme.apply(theme.LIGHT, qapp)
    presets.add(LETTER)
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = PresetDialog(presets, "Letter", theme.LIGHT, "en", parent)
    with qtbot.waitExposed(dialog):
        dialog.show()
    yield dialog
    dialog.done(0)


def named(dialog: PresetDialog, kind: type[QWidget], name: str) -> QWidget:
    return next(
        each
        for each in dialog.findChildren(kind)
        if (each.accessibleName() or getattr(each, "text", str)()) == name
    )


def click(dialog: PresetDialog, name: str) -> None:
    QTest.mouseClick(named(dialog, QPushButton, name), Qt.MouseButton.LeftButton)


def write(dialog: PresetDialog, name: str, text: str) -> None:
    field = named(dialog, QLineEdit if name == "Name" else QPlainTextEdit, name)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, text)


def go_to(dialog: PresetDialog, title: str) -> None:
    rows = named(dialog, QAbstractItemView, "Presets")
    (item,) = rows.findItems(title, Qt.MatchFlag.MatchExactly)
    QTest.mouseClick(
        rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualItemRect(item).center()
    )
    QApplication.processEvents()


def save_as(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """Play who writes this name into the dialog that saves."""

    def exec_(asked: QFileDialog) -> bool:
        asked.selectFile(str(path))
        return True

    monkeypatch.setattr(QFileDialog, "exec", exec_)


def export(dialog: PresetDialog, words: str) -> None:
    (button,) = [each for each in dialog.findChildren(QPushButton) if each.menu()]
    (action,) = [each for each in button.menu().actions() if each.text() == words]
    action.trigger()


def test_a_new_preset_is_written_and_saved(dialog: PresetDialog, presets: Presets) -> None:
    click(dialog, "New")
    write(dialog, "Name", "Haiku")
    write(dialog, "Instruction", "Answer as a haiku about {season}.")
    QTest.keyClicks(named(dialog, QLineEdit, "Default value of season"), "spring")
    QTest.keyClicks(named(dialog, QComboBox, "Documents"), "None")
    QTest.mouseClick(named(dialog, QCheckBox, "Reasoning"), Qt.MouseButton.LeftButton)
    QTest.keyClicks(named(dialog, QComboBox, "Longest answer"), "128")
    QTest.keyClicks(named(dialog, QComboBox, "Temperature"), "0.7")
    click(dialog, "Save")

    assert presets.find("Haiku", "en") == Preset(
        "Haiku",
        system="Answer as a haiku about {season}.",
        use="none",
        variables=(("season", "spring"),),
        sampling=(("temperature", 0.7),),
        max_tokens=128,
        thinks=True,
    )


def test_a_schema_that_is_no_json_is_said_beside_it_and_not_saved(
    dialog: PresetDialog, presets: Presets
) -> None:
    write(dialog, "JSON schema", '{"type": ')
    click(dialog, "Save")
    is_said = "not a JSON schema: see line 1, column 9" in texts(dialog)

    QTest.keyClicks(named(dialog, QPlainTextEdit, "JSON schema"), '"object"}')

    assert is_said
    assert presets.own() == (LETTER,)
    assert "not a JSON schema" not in texts(dialog)


def test_an_included_preset_can_only_be_duplicated(dialog: PresetDialog, presets: Presets) -> None:
    go_to(dialog, "Translate")
    is_locked = named(dialog, QPlainTextEdit, "Instruction").isReadOnly()
    can_go = named(dialog, QPushButton, "Delete").isEnabled()
    click(dialog, "Duplicate")

    assert is_locked
    assert not can_go
    assert [each.name for each in presets.own()] == ["Letter", "Translate (2)"]
    assert not named(dialog, QPlainTextEdit, "Instruction").isReadOnly()


def test_a_deleted_preset_comes_back(dialog: PresetDialog, presets: Presets) -> None:
    QTest.keyClick(named(dialog, QAbstractItemView, "Presets"), Qt.Key.Key_Delete)
    was_gone = presets.own() == ()

    click(dialog, "Undo")

    assert was_gone
    assert presets.own() == (LETTER,)


@pytest.mark.parametrize(
    ("answer", "system"),
    [
        (QMessageBox.StandardButton.Save, "New words"),
        (QMessageBox.StandardButton.Discard, LETTER.system),
    ],
)
def test_changes_that_are_not_saved_are_asked_about(
    dialog: PresetDialog,
    presets: Presets,
    monkeypatch: pytest.MonkeyPatch,
    answer: QMessageBox.StandardButton,
    system: str,
) -> None:
    monkeypatch.setattr(QMessageBox, "exec", lambda *_: answer)
    write(dialog, "Instruction", "New words")

    go_to(dialog, "Translate")

    assert presets.own()[0].system == system
    assert named(dialog, QLineEdit, "Name").text() == "Translate"


def test_who_cancels_stays_with_what_is_written(
    dialog: PresetDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QMessageBox, "exec", lambda *_: QMessageBox.StandardButton.Cancel)
    write(dialog, "Instruction", "New words")

    go_to(dialog, "Translate")
    click(dialog, "Close")

    assert dialog.isVisible()
    assert named(dialog, QLineEdit, "Name").text() == "Letter"
    assert named(dialog, QPlainTextEdit, "Instruction").toPlainText() == "New words"
    assert named(dialog, QAbstractItemView, "Presets").currentItem().text() == "Letter"
    monkeypatch.setattr(QMessageBox, "exec", lambda *_: QMessageBox.StandardButton.Discard)


def test_presets_go_out_as_a_file_and_come_in_again(
    dialog: PresetDialog, presets: Presets, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "mine.json"
    save_as(monkeypatch, tmp_path / "mine")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    export(dialog, "All my presets…")

    click(dialog, "Import…")

    assert [each.name for each in presets.own()] == ["Letter", "Letter (2)"]
    assert named(dialog, QLineEdit, "Name").text() == "Letter (2)"
    assert "Presets imported: 1" in texts(dialog)


def test_an_export_after_discarding_shows_what_was_exported(
    dialog: PresetDialog, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(QMessageBox, "exec", lambda *_: QMessageBox.StandardButton.Discard)
    save_as(monkeypatch, tmp_path / "letter.json")
    write(dialog, "Instruction", "New words")

    export(dialog, "This preset…")

    assert (tmp_path / "letter.json").is_file()
    assert named(dialog, QPlainTextEdit, "Instruction").toPlainText() == LETTER.system
    assert not named(dialog, QPushButton, "Save").isEnabled()


def test_the_name_of_a_preset_is_never_taken_for_html(
    dialog: PresetDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    boxes: list[tuple[str, Qt.TextFormat]] = []

    def exec_(box: QMessageBox) -> QMessageBox.StandardButton:
        boxes.append((box.text(), box.textFormat()))
        return QMessageBox.StandardButton.Discard

    monkeypatch.setattr(QMessageBox, "exec", exec_)
    click(dialog, "New")
    write(dialog, "Name", "<b>x</b>")
    click(dialog, "Save")
    write(dialog, "Instruction", "New words")

    go_to(dialog, "Translate")

    assert boxes == [("Save the changes to “<b>x</b>”?", Qt.TextFormat.PlainText)]


def test_a_damaged_file_is_refused_in_words(
    dialog: PresetDialog, presets: Presets, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "bad.json"
    file.write_text("{}")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))

    click(dialog, "Import…")

    assert "bad.json is not a file of Carrel presets" in texts(dialog)
    assert presets.own() == (LETTER,)


def test_conversations_follow_a_preset_to_its_new_name(screen: Screen) -> None:
    screen.parts.presets.add(replace(LETTER, variables=(("company", "Acme"),)))
    answer = answered(screen)
    pick(screen, "Letter")
    screen.window.open_conversation(None)
    QTest.keyClick(picker(screen), Qt.Key.Key_End)
    dialog = screen.window.findChild(PresetDialog)
    go_to(dialog, "Letter")
    write(dialog, "Name", "Note")
    click(dialog, "Save")
    dialog.close()

    screen.window.open_conversation(answer.conversation_id)

    assert picker(screen).currentText() == "Note"


def test_everything_in_the_dialog_that_can_be_used_has_a_name(dialog: PresetDialog) -> None:
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView)
    unnamed = [
        type(each).__name__
        for kind in kinds
        for each in dialog.findChildren(kind)
        if not each.accessibleName()
        and not (isinstance(each, QAbstractButton) and each.text())
        and each.parent().metaObject().className() != "QComboBoxPrivateContainer"
    ]

    assert unnamed == []


def test_the_dialog_can_be_walked_through_with_tab(dialog: PresetDialog) -> None:
    named(dialog, QAbstractItemView, "Presets").setFocus()
    reached: list[str] = []
    for _ in range(25):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        reached.append(focus.accessibleName() or getattr(focus, "text", str)())

    for name in ("New", "Import…", "Name", "Instruction", "JSON schema", "Temperature", "Close"):
        assert name in reached


def in_the_dark(screen: Screen) -> MainWindow:
    """The window made anew for other colours."""
    look = Look(theme.DARK, "en", "", Path(), is_encrypted=False)
    anew = MainWindow(screen.parts, look)
    screen.bot.addWidget(anew)
    anew.take_over(screen.window)
    return anew


def written_in(window: MainWindow) -> str:
    (message,) = [e for e in window.findChildren(QPlainTextEdit) if e.accessibleName() == "Message"]
    return message.toPlainText()


def test_words_not_yet_sent_survive_a_change_of_colours(screen: Screen) -> None:
    QTest.keyClicks(screen.find(QPlainTextEdit, "Message"), "half written")

    anew = in_the_dark(screen)

    assert written_in(anew) == "half written"


def test_both_drafts_survive_new_colours_while_a_conversation_is_open(screen: Screen) -> None:
    QTest.keyClicks(screen.find(QPlainTextEdit, "Message"), "to begin with")
    answered(screen)
    QTest.keyClicks(screen.find(QPlainTextEdit, "Message"), "to go on")

    anew = in_the_dark(screen)
    in_conversation = written_in(anew)
    anew.open_conversation(None)

    assert in_conversation == "to go on"
    assert written_in(anew) == "to begin with"


def test_whole_documents_are_asked_for_where_documents_are_off(screen: Screen) -> None:
    pick(screen, "Summarise")
    QTest.mouseClick(screen.find(QCheckBox, "Use my documents"), Qt.MouseButton.LeftButton)

    ask(screen, "the lease")

    assert "Turn on “Use my documents” first." in texts(screen.window)
    assert written_in(screen.window) == "the lease"
    assert screen.parts.conversations.newest_first() == ()


def test_a_missing_value_is_named_in_the_language_of_the_window(screen: Screen) -> None:
    pick(screen, "Extract to JSON")
    fill(screen, "Fields", ",")

    message = screen.find(QPlainTextEdit, "Message")
    message.setPlainText("提取金额")
    QTest.keyClick(message, Qt.Key.Key_Return)

    assert "needs a value for Fields" in texts(screen.window)


@pytest.mark.parametrize("zoom", [100, 150, 200])
def test_the_dialog_never_scrolls_sideways_on_a_small_screen(
    make_screen: Callable[..., Screen], zoom: int
) -> None:
    screen = make_screen("en", theme.LIGHT, zoom)
    presets = screen.parts.presets
    presets.add(LETTER)
    for name in ("translate", "extract", "Letter"):
        dialog = PresetDialog(presets, name, theme.LIGHT, "en", screen.window)
        dialog.resize(800, 600)
        dialog.show()
        QApplication.processEvents()

        areas = [each for each in dialog.findChildren(QScrollArea) if each.widgetResizable()]
        assert areas
        assert [each.horizontalScrollBar().maximum() for each in areas] == [0]
        dialog.close()
