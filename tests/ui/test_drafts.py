"""Words not yet sent: kept for another conversation, for another start, after a crash."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from desktop.errors import AppError, StoreError
from tests.ui.conftest import Screen


def message(screen: Screen) -> QPlainTextEdit:
    found = screen.find(QPlainTextEdit, "Message")
    assert isinstance(found, QPlainTextEdit)
    return found


def type_in(screen: Screen, words: str) -> None:
    QTest.keyClicks(message(screen), words)


def begin(screen: Screen, words: str) -> int:
    """Begin a conversation called so and open it."""
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
    screen.store.drafts.keep(gone, "to go on after all")
    screen.window.open_conversation(None)

    assert screen.store.drafts.draft(gone) == ""
    assert message(screen).toPlainText() == ""


def test_words_that_cannot_be_saved_stay_in_the_window(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = begin(screen, "The lease")
    type_in(screen, "to go on")
    with monkeypatch.context() as full:
        refuse_drafts(screen, full)
        screen.window.open_conversation(None)
        screen.window.open_conversation(at)
        assert message(screen).toPlainText() == "to go on"

    screen.window.remember()

    assert screen.store.drafts.draft(at) == "to go on"


def test_words_that_cannot_be_saved_survive_new_colours(
    make_screen: Callable[..., Screen], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = make_screen()
    at = begin(before, "The lease")
    type_in(before, "to go on")
    before.window.remember()
    refuse_drafts(before, monkeypatch)
    type_in(before, " and on")
    before.window.remember()

    after = make_screen()
    refuse_drafts(after, monkeypatch)
    after.window.open_conversation(at)
    after.window.take_over(before.window)

    assert message(after).toPlainText() == "to go on and on"


def test_what_is_typed_goes_along_when_a_file_begins_the_conversation(
    screen: Screen, tmp_path: Path
) -> None:
    type_in(screen, "What does it say?")
    screen.window.remember()

    screen.window._page.attach((tmp_path / "lease.pdf",))
    screen.window.remember()

    (conversation,) = screen.parts.conversations.newest_first()
    assert message(screen).toPlainText() == "What does it say?"
    assert screen.store.drafts.draft(conversation.id) == "What does it say?"
    assert screen.store.drafts.draft(None) == ""


def test_a_suggestion_that_is_refused_leaves_what_is_typed(screen: Screen) -> None:
    type_in(screen, "my own words")
    refused = AppError("disk_full", "/home")

    def refuse(*_: object) -> None:
        raise refused

    screen.parts.conversations.begin = refuse  # type: ignore[method-assign]
    screen.window._page.welcome.suggested.emit("What is in my documents?")

    assert message(screen).toPlainText() == "my own words"


def refuse_drafts(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise StoreError("disk_full", "/home")

    monkeypatch.setattr(screen.store.drafts, "keep", refuse)
