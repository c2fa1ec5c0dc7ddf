"""The window as it was, at the next start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QApplication, QSplitter

from desktop.ui.viewer import Viewer
from tests.ui.conftest import Screen

Make = Callable[[], Screen]


def _again(screen: Screen, make_screen: Make) -> Screen:
    screen.window.close()
    screen.store.close()
    return make_screen()


def test_the_last_conversation_is_open_again(make_screen: Make) -> None:
    screen = make_screen()
    conversation = screen.store.conversations.create("Lease")
    screen.window.open_conversation(conversation.id)

    again = _again(screen, make_screen)

    assert again.window.conversation_id == conversation.id


def test_a_conversation_that_is_gone_leaves_an_empty_page(make_screen: Make) -> None:
    screen = make_screen()
    conversation = screen.store.conversations.create("Lease")
    screen.window.open_conversation(conversation.id)
    screen.parts.conversations.delete(conversation.id)

    again = _again(screen, make_screen)

    assert again.window.conversation_id is None


def test_columns_and_zoom_stay(make_screen: Make) -> None:
    screen = make_screen()
    screens = screen.window.findChild(QSplitter)
    screens.setSizes([320, 860, 0])
    screens.splitterMoved.emit(320, 1)
    screen.window.findChild(Viewer).set_zoom(1.5)

    again = _again(screen, make_screen)

    assert again.window.findChild(QSplitter).sizes()[0] == 320
    assert again.window.findChild(Viewer).zoom == 1.5


def test_a_maximised_window_is_maximised_again(make_screen: Make) -> None:
    screen = make_screen()
    screen.window.showMaximized()
    screen.bot.waitUntil(lambda: screen.window.isMaximized())

    again = _again(screen, make_screen)

    assert again.window.isMaximized()


def test_a_window_whose_screen_is_gone_comes_back_on_one_that_is_there(make_screen: Make) -> None:
    screen = make_screen()
    screen.window.move(9000, 9000)
    screen.bot.waitUntil(lambda: screen.window.x() == 9000)
    settings = screen.parts.settings
    settings.change(replace(settings.current))

    again = _again(screen, make_screen)

    room = QApplication.primaryScreen().availableGeometry()
    assert room.intersects(again.window.frameGeometry())
