"""What the library says while the documents are being shown, and after that failed or ended."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QTableView

from desktop.chat.conversations import Conversations
from desktop.domain import Document, Problem
from desktop.errors import StoreError
from desktop.library_update import DocumentsChanged
from desktop.messages import DocumentChanged, DocumentsRemoved
from desktop.ui import library_news
from desktop.ui.conversation_page import ConversationPage
from desktop.ui.library_news import LibraryNews
from desktop.ui.library_view import LibraryView
from tests.fakes import document
from tests.ui.conftest import Screen
from tests.ui.test_window import texts

THREE = tuple(document(n, path=f"/a/{n}.txt") for n in range(1, 4))


def news(screen: Screen) -> LibraryNews:
    found = screen.window.findChild(LibraryNews)
    assert isinstance(found, LibraryNews)
    return found


def table(screen: Screen) -> QTableView:
    found = screen.window.findChild(LibraryView).findChild(QTableView)
    assert isinstance(found, QTableView)
    return found


def once(run: Callable[[], None]) -> Callable[[], None]:
    """Something that is done the first time it is called."""
    calls = itertools.count()
    return lambda: run() if next(calls) == 0 else None


def listed_by(each: LibraryNews) -> list[tuple[Document, ...]]:
    heard: list[tuple[Document, ...]] = []
    each.listed.connect(heard.append)
    return heard


def torn_news(screen: Screen) -> LibraryNews:
    """News of a window whose conversations cannot be read."""

    class TornConversations(Conversations):
        def kept(self) -> frozenset[int]:
            raise StoreError("disk_full")

    parts = replace(screen.parts, conversations=TornConversations(screen.store))
    shelf = screen.window.findChild(LibraryView)
    return LibraryNews(parts, shelf, screen.window.findChild(ConversationPage), screen.window)


def test_documents_that_change_while_they_are_shown_are_shown_too(screen: Screen) -> None:
    def change() -> None:
        screen.hear(DocumentChanged(0, replace(THREE[2], state="reading")))
        screen.hear(DocumentChanged(0, document(4, path="/a/4.txt")))

    news(screen).listed.connect(once(change))

    screen.show_documents(*THREE)

    model = table(screen).model()
    screen.bot.waitUntil(lambda: model.rowCount() == 4)
    screen.bot.waitUntil(lambda: model.index(2, 1).data() == "Reading")
    screen.bot.waitUntil(lambda: "documents: 3, being read: 1" in texts(screen))


def test_what_is_removed_while_documents_are_shown_does_not_come_back(screen: Screen) -> None:
    listed = listed_by(news(screen))
    remove = once(lambda: screen.hear(DocumentsRemoved(0, (3,))))
    table(screen).model().modelReset.connect(remove)

    screen.show_documents(*THREE)

    screen.bot.waitUntil(lambda: bool(listed))
    assert [each.id for each in listed[0]] == [1, 2]


def test_a_change_after_documents_could_not_be_shown_is_shown(screen: Screen) -> None:
    torn = torn_news(screen)
    said: list[Problem] = []
    torn.said.connect(said.append)
    torn.on_update(DocumentsChanged())
    screen.bot.waitUntil(lambda: bool(said))

    with screen.bot.waitSignal(torn.listed):
        torn.on_update(DocumentsChanged())

    assert said[0].code == "disk_full"


def test_documents_that_take_long_to_show_are_shown_again_after_two_seconds_at_most(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = SimpleNamespace(monotonic=itertools.count(0, 100).__next__)
    monkeypatch.setattr(library_news, "time", clock)
    shown = news(screen)
    change = once(lambda: screen.hear(DocumentChanged(0, document(4))))
    shown.listed.connect(change)
    timer = shown.findChild(QTimer, options=Qt.FindChildOption.FindDirectChildrenOnly)

    screen.show_documents(*THREE)

    screen.bot.waitUntil(lambda: timer.isActive() and timer.interval() > 150)
    assert timer.interval() == 2_000


def test_a_window_that_is_closed_shows_nothing_more(screen: Screen) -> None:
    screen.window.close()

    with screen.bot.assertNotEmitted(news(screen).listed, wait=400):
        screen.show_documents(*THREE)


def test_a_window_that_is_hidden_shows_nothing_more(screen: Screen) -> None:
    screen.window.hide()

    with screen.bot.assertNotEmitted(news(screen).listed, wait=400):
        screen.show_documents(*THREE)
