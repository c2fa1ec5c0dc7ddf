from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QFileDialog,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
)

from desktop.errors import StoreError
from desktop.ui.transfer_dialog import ImportDialog, TransferProgress
from tests.transfer.test_chatgpt import conversation, message
from tests.ui.conftest import Screen
from tests.ui.test_sidebar import choose, fill, menu_of, rows_of
from tests.ui.test_window import answer, row_texts, texts


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where the file dialogs point to."""
    path = tmp_path / "conversations.json"

    def exec_(dialog: QFileDialog) -> int:
        dialog.selectFile(str(path))
        return 1

    monkeypatch.setattr(QFileDialog, "exec", exec_)
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _: [str(path)])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    return path


def more(screen: Screen) -> QMenu:
    button = screen.find(QToolButton, "More about conversations")
    assert isinstance(button, QToolButton)
    return button.menu()


def trigger(menu: QMenu, *words: str) -> None:
    """Choose from a menu, through its menus."""
    for word in words:
        (action,) = [each for each in menu.actions() if each.text() == word]
        menu = action.menu() or menu
    action.trigger()
    QApplication.processEvents()


def wait_for(screen: Screen, words: str) -> None:
    screen.bot.waitUntil(lambda: words in texts(screen), timeout=5000)


def dialog_of(screen: Screen) -> ImportDialog:
    found: list[ImportDialog] = []

    def look() -> bool:
        found[:] = [e for e in screen.window.findChildren(ImportDialog) if e.isVisible()]
        return bool(found)

    screen.bot.waitUntil(look, timeout=5000)
    return found[0]


def press(dialog: QDialog, words: str) -> None:
    (button,) = [e for e in dialog.findChildren(QPushButton) if e.text() == words and e.isVisible()]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def words_of(dialog: QDialog) -> str:
    return "\n".join(each.text() for each in dialog.findChildren(QLabel) if each.isVisible())


def chatgpt(path: Path, n: int = 2) -> None:
    values = [
        conversation(
            ("q", None, message("user", f"Question {each}")),
            ("a", "q", message("assistant", "Answer")),
            title=f"Trip {each}",
            create_time=float(each + 1),
        )
        for each in range(n)
    ]
    path.write_text(json.dumps(values), "utf-8")


def test_everything_goes_out_and_comes_in_again(screen: Screen, place: Path) -> None:
    answer(screen)
    before = screen.parts.conversations.turns(1)
    trigger(more(screen), "Export all conversations", "Carrel file (JSON)…")
    wait_for(screen, "The conversation was written to conversations.json.")
    screen.parts.conversations.delete(1)
    screen.parts.conversations.trash.delete_for_good([1])
    screen.window.open_conversation(None)

    trigger(more(screen), "Import conversations…")
    press(dialog_of(screen), "Import 1")
    wait_for(screen, "One conversation was imported.")

    (found,) = screen.parts.conversations.newest_first()
    after = screen.parts.conversations.turns(found.id)
    assert [each.citations for each in after] == [each.citations for each in before]
    assert row_texts(rows_of(screen)) == ["Today", "How much is the rent?"]


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("Markdown…", "# one"),
        ("Web page (HTML)…", '<h1 dir="auto">one</h1>'),
        ("Carrel file (JSON)…", '"title": "one"'),
    ],
)
def test_what_is_chosen_is_exported(screen: Screen, place: Path, words: str, part: str) -> None:
    fill(screen, "one", "two", "three")

    menu = menu_of(screen, choose(screen, "one", "two"))
    trigger(menu, "Export", words)
    menu.close()
    wait_for(screen, "2 conversations were written to conversations.json.")

    text = place.read_text("utf-8")
    assert part in text
    assert "three" not in text


def test_a_file_is_offered_with_what_is_here_already(screen: Screen, place: Path) -> None:
    chatgpt(place)
    screen.window._transfer.import_asked()
    press(dialog_of(screen), "Import 2")
    wait_for(screen, "2 conversations were imported.")

    screen.window._transfer.import_asked()
    dialog = dialog_of(screen)
    words = words_of(dialog)
    can_import = [e.text() for e in dialog.findChildren(QPushButton) if e.isEnabled()]
    dialog.findChild(QCheckBox).click()
    press(dialog, "Import 2")
    screen.bot.waitUntil(lambda: len(screen.parts.conversations.newest_first()) == 4)

    assert "conversations.json holds 2 conversations of ChatGPT." in words
    assert "Here already, and passed over: 2" in words
    assert can_import == ["Cancel"]


def test_a_file_that_is_none_is_refused_in_words(screen: Screen, place: Path) -> None:
    place.write_text("[1, 2", "utf-8")

    screen.window._transfer.import_asked()

    wait_for(screen, "conversations.json holds no conversations that Carrel knows")
    assert not [e for e in screen.window.findChildren(TransferProgress) if e.isVisible()]


def test_an_import_that_is_given_up_half_way_changes_nothing(screen: Screen, place: Path) -> None:
    chatgpt(place, 2000)
    screen.window._transfer.import_asked()
    dialog = dialog_of(screen)
    (button,) = [e for e in dialog.findChildren(QPushButton) if e.text() == "Import 2000"]
    button.click()
    shown: list[TransferProgress] = []

    def look() -> bool:
        shown[:] = [e for e in screen.window.findChildren(TransferProgress) if e.isVisible()]
        return bool(shown)

    screen.bot.waitUntil(look, timeout=5000)
    n_kept = len(screen.store.conversations.ids())
    press(shown[0], "Cancel")

    screen.bot.waitUntil(lambda: not screen.store.conversations.ids(), timeout=5000)
    assert 0 < n_kept < 2000
    assert screen.parts.conversations.newest_first() == ()


def test_an_import_the_store_refuses_changes_nothing_and_says_so(
    screen: Screen, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chatgpt(place, 3)
    refuse = StoreError("disk_full")
    real = screen.store.trees._finish
    n = 0

    def finish(*arguments: object) -> None:
        nonlocal n
        n += 1
        if n == 3:
            raise refuse
        real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(screen.store.trees, "_finish", finish)
    screen.window._transfer.import_asked()
    press(dialog_of(screen), "Import 3")

    wait_for(screen, "The disk is full.")
    screen.bot.waitUntil(lambda: not screen.store.conversations.ids())


def test_a_place_that_cannot_be_written_is_said(
    screen: Screen, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(screen, "one")
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _: ["/nowhere/x.json"])

    trigger(more(screen), "Export all conversations", "Markdown…")

    wait_for(screen, "x.json cannot be written there.")


def test_with_nothing_said_there_is_nothing_to_export(screen: Screen) -> None:
    trigger(more(screen), "Export all conversations", "Markdown…")

    wait_for(screen, "There is nothing to export yet.")
