from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QMessageBox, QPushButton

from desktop.chat.states import StateFolder
from desktop.messages import RemoveCollection
from desktop.paths import Home
from desktop.ui.trash_dialog import TrashDialog
from tests.fakes import document
from tests.ui.conftest import Screen, row_texts
from tests.ui.test_sidebar import fill, more, rows_of, trigger


def open_trash(screen: Screen) -> TrashDialog:
    trigger(more(screen), "Trash…")
    (dialog,) = screen.window.findChildren(TrashDialog)
    return dialog


def press(dialog: TrashDialog, words: str) -> None:
    (button,) = [each for each in dialog.findChildren(QPushButton) if each.text() == words]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def listed(dialog: TrashDialog) -> list[str]:
    table = dialog.findChild(QAbstractItemView)
    model = table.model()
    return [model.index(n, 0).data() for n in range(model.rowCount())]


def test_the_trash_says_when_a_conversation_is_gone_and_gives_it_back(screen: Screen) -> None:
    (at,) = fill(screen, "Lease")
    screen.parts.conversations.delete(at)
    screen.window.open_conversation(None)
    dialog = open_trash(screen)
    row = [dialog.findChild(QAbstractItemView).model().index(0, n).data() for n in range(3)]

    press(dialog, "Restore")

    assert row[0] == "Lease"
    assert row[2].endswith("(in 30 days)")
    assert listed(dialog) == []
    assert dialog.findChildren(QLabel)[0].isVisible()
    assert row_texts(rows_of(screen)) == ["Today", "Lease"]


@pytest.mark.parametrize(
    ("days_ago", "ending"), [(28, "(in 2 days)"), (29, "(in 1 day)"), (29.8, "")]
)
def test_the_last_days_are_said_as_one_would_say_them(
    screen: Screen, tmp_path: Path, days_ago: float, ending: str
) -> None:
    (at,) = fill(screen, "Lease")
    screen.parts.conversations.delete(at)
    file = sqlite3.connect(Home(tmp_path / "home").store)
    deleted_at = time.time() - days_ago * 86_400
    file.execute("UPDATE conversations SET deleted_at = ?", [deleted_at])
    file.commit()
    file.close()

    gone = open_trash(screen).findChild(QAbstractItemView).model().index(0, 2).data()

    day, bracket, days = gone.partition(" (")
    assert day
    assert bracket.strip() + days == ending


@pytest.mark.parametrize("words", ["Delete for good…", "Empty the trash…"])
def test_what_is_deleted_for_good_takes_its_attached_files_along(
    screen: Screen, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    asked: list[str] = []

    def yes(box: QMessageBox) -> QMessageBox.StandardButton:
        asked.append(box.text())
        return QMessageBox.StandardButton.Ok

    monkeypatch.setattr(QMessageBox, "exec", yes)
    (at,) = fill(screen, "<b>Lease</b>")
    screen.show_documents(document(1, collection=f"@{at}"))
    screen.parts.conversations.delete(at)
    dialog = open_trash(screen)

    press(dialog, words)

    screen.bot.waitUntil(lambda: listed(dialog) == [])
    assert "There is no way back." in asked[0]
    assert "“<b>Lease</b>”" in asked[0]
    assert screen.parts.conversations.kept() == frozenset()
    screen.bot.waitUntil(
        lambda: any(isinstance(each, RemoveCollection) for each in screen.index.sent)
    )


def test_what_a_model_kept_of_a_conversation_goes_with_it(
    screen: Screen, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(QMessageBox, "exec", lambda _: QMessageBox.StandardButton.Ok)
    gone, kept = fill(screen, "Lease", "Other")
    states = StateFolder(tmp_path / "kv", b"k" * 32, 1_000_000)
    screen.parts.chat.keep_states(states)
    for each in (gone, kept):
        (states.path / states.name(each)).mkdir(parents=True)
    screen.parts.conversations.delete(gone)

    press(open_trash(screen), "Empty the trash…")

    screen.bot.waitUntil(
        lambda: [each.name for each in states.path.iterdir()] == [states.name(kept)]
    )


def test_nothing_is_deleted_for_good_without_a_yes(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QMessageBox, "exec", lambda _: QMessageBox.StandardButton.Cancel)
    (at,) = fill(screen, "Lease")
    screen.parts.conversations.delete(at)
    dialog = open_trash(screen)

    press(dialog, "Empty the trash…")

    assert listed(dialog) == ["Lease"]
    assert screen.parts.conversations.kept() == {at}
