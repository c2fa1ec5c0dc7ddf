from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop import assembly
from desktop.app import App
from desktop.paths import Home
from desktop.settings import SettingsFile
from desktop.ui.bridge import Bridge


@pytest.mark.model
def test_colours_and_language_change_while_the_window_is_open(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    home = Home(tmp_path / "home")
    bridge = Bridge()
    settings = SettingsFile(home.settings)
    workers = assembly.open_workers(home, settings.current.index, bridge.post)
    store = assembly.open_store(home, "plain", None)
    app = App(qapp, bridge, home, settings, workers, store, "en")
    app.start()
    conversation = store.conversations.create("Lease")
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
    app.window.close()
    app.close()


def _texts(app: App) -> list[str]:
    return [each.text() for each in app.window.findChildren(QPushButton)]
