from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop import assembly
from desktop.app import App
from desktop.paths import Home
from desktop.settings import SettingsFile
from desktop.ui.application import Application
from desktop.ui.bridge import Bridge


@dataclass(frozen=True)
class Running:
    """A window's program, with what it was built from."""

    app: App
    bridge: Bridge
    settings: SettingsFile
    store: assembly.Store


@pytest.fixture
def running(qapp: Application, tmp_path: Path) -> Iterator[Running]:
    home = Home(tmp_path / "home")
    bridge = Bridge()
    settings = SettingsFile(home.settings)
    workers = assembly.open_workers(home, settings.current.index, bridge.post)
    store = assembly.open_store(home, "plain", None)
    app = App(qapp, bridge, home, settings, workers, store, "en")
    app.start()
    yield Running(app, bridge, settings, store)
    app.window.close()
    app.close()


@pytest.mark.model
def test_colours_and_language_change_while_the_window_is_open(running: Running) -> None:
    app, settings = running.app, running.settings
    conversation = running.store.conversations.create("Lease")
    app.window.open_conversation(conversation.id)
    first = app.window

    chosen = replace(settings.current.window, theme="dark", language="zh")
    settings.change(replace(settings.current, window=chosen))
    first.look_changed.emit()

    assert app.window is not first
    assert app.window.conversation_id == conversation.id
    assert "新对话" in _texts(app)
    english = replace(settings.current.window, theme="light", language="en")
    settings.change(replace(settings.current, window=english))
    app.window.look_changed.emit()
    assert "New conversation" in _texts(app)


@pytest.mark.model
def test_a_system_that_turns_dark_waits_for_an_open_dialog(
    running: Running, qapp: Application, qtbot: QtBot
) -> None:
    app = running.app
    first = app.window
    dialog = QDialog(first)
    dialog.open()

    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    is_untouched = app.window is first and dialog.isVisible()
    dialog.accept()

    assert is_untouched
    qtbot.waitUntil(lambda: app.window is not first)


@pytest.mark.model
def test_a_file_of_another_start_or_of_the_system_is_taken_in(
    running: Running, qapp: Application, qtbot: QtBot, tmp_path: Path
) -> None:
    for name in ("first.txt", "second.txt"):
        (tmp_path / name).write_text("The rent is due on Monday.", "utf-8")

    running.bridge.relayed.emit((str(tmp_path / "first.txt"),))
    qapp.sendEvent(qapp, QFileOpenEvent(str(tmp_path / "second.txt")))

    def words() -> str:
        return " ".join(each.text() for each in running.app.window.findChildren(QLabel))

    qtbot.waitUntil(lambda: "documents: 2" in words(), timeout=60_000)


def _texts(app: App) -> list[str]:
    return [each.text() for each in app.window.findChildren(QPushButton)]
