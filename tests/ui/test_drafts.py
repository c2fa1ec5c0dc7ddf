"""Words not yet sent: kept for another conversation, for another start, after a crash."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from desktop.errors import StoreError
from tests.ui.conftest import Screen


def message(screen: Screen) -> QPlainTextEdit:
    found = screen.find(QPlainTextEdit, "Message")
    assert isinstance(found, QPlainTextEdit)
    return found


def type_in(screen: Screen, words: str) -> None:
    QTest.keyClicks(message(screen), words)


def begin(screen: Screen, words: str) -> int:
    """Ask a question and have it answered with nothing; the conversation it begins."""
    screen.window.open_conversation(None)
    conversation = screen.parts.conversations.begin(words)
    screen.window.open_conversation(conversation.id)
    return conversation.id


def test_words_not_sent_are_there_when_the_window_is_started_again(
    make_screen: Callable[..., Screen],
) -> None:
    before = make_screen()
    type_in(before, "to begin with")
    begin(before, "The lease")
    type_in(before, "to go on")
    before.window.close()

    after = make_screen()

    assert message(after).toPlainText() == "to go on"
    after.window.open_conversation(None)
    assert message(after).toPlainText() == "to begin with"


def test_words_not_sent_are_kept_where_typing_pauses(screen: Screen) -> None:
    type_in(screen, "what if the power fails")

    screen.bot.waitUntil(
        lambda: screen.store.drafts.draft(None) == "what if the power fails", timeout=5000
    )


def test_what_was_sent_is_no_draft(make_screen: Callable[..., Screen]) -> None:
    screen = make_screen()
    type_in(screen, "When is the rent due?")
    screen.window.remember()

    message(screen).setFocus()
    QTest.keyClicks(message(screen), "\r")

    (conversation,) = screen.parts.conversations.newest_first()
    assert screen.store.drafts.draft(None) == ""
    assert screen.store.drafts.draft(conversation.id) == ""
    assert message(make_screen()).toPlainText() == ""


def test_a_draft_goes_with_its_conversation_and_a_new_one_begins_without(screen: Screen) -> None:
    gone = begin(screen, "The lease")
    type_in(screen, "to go on")
    screen.window.remember()

    screen.parts.conversations.delete(gone)
    screen.parts.conversations.trash.delete_for_good((gone,))
    type_in(screen, " after all")
    screen.window.open_conversation(None)

    assert screen.store.drafts.draft(gone) == ""
    assert message(screen).toPlainText() == ""


def test_words_that_cannot_be_saved_stay_in_the_window(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise StoreError("disk_full", "/home")

    at = begin(screen, "The lease")
    type_in(screen, "to go on")
    with monkeypatch.context() as full:
        full.setattr(screen.store.drafts, "keep", refuse)
        screen.window.open_conversation(None)
        screen.window.open_conversation(at)
        assert message(screen).toPlainText() == "to go on"

    screen.window.remember()

    assert screen.store.drafts.draft(at) == "to go on"
