from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QLineEdit, QRadioButton
from pytestqt.qtbot import QtBot

from desktop.errors import StoreError
from desktop.ui import opening
from desktop.ui.opening import open_or_ask


class Opener:
    """Opens what a test lets it, and remembers how it was asked."""

    def __init__(self, *outcomes: str) -> None:
        self.outcomes = list(outcomes)
        self.asked: list[tuple[Any, Any]] = []

    def __call__(self, mode: Any, passphrase: Any) -> Any:
        self.asked.append((mode, passphrase))
        code = self.outcomes.pop(0)
        if code != "open":
            raise StoreError(code)  # type: ignore[arg-type]  # a code
        return "store"


@pytest.fixture
def person(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was asked of a person, who chooses no encryption, or types "secret"."""
    asked: list[str] = []

    def choose(dialog: Any) -> bool:
        asked.append(type(dialog).__name__)
        if isinstance(dialog, opening.StoreDialog):
            next(b for b in dialog.findChildren(QRadioButton) if "unencrypted" in b.text()).click()
        elif isinstance(dialog, opening.PassphraseDialog):
            dialog.findChild(QLineEdit).setText("secret")
        return not isinstance(dialog, opening.ProblemDialog)

    for kind in (opening.StoreDialog, opening.PassphraseDialog, opening.ProblemDialog):
        monkeypatch.setattr(kind, "exec", choose)
    return asked


def test_with_a_keyring_nothing_is_asked(person: list[str]) -> None:
    opener = Opener("open")

    assert open_or_ask(opener, None, None, "en", "new", has_keyring=True) == "store"
    assert person == []


def test_without_a_keyring_a_new_home_asks_how_to_keep_conversations(person: list[str]) -> None:
    opener = Opener("open")

    open_or_ask(opener, None, None, "en", "new", has_keyring=False)

    assert person == ["StoreDialog"]
    assert opener.asked == [("plain", "")]


def test_a_keyring_that_does_not_open_is_as_good_as_none(person: list[str]) -> None:
    opener = Opener("no_keyring", "open")

    open_or_ask(opener, None, None, "en", "new", has_keyring=True)

    assert person == ["StoreDialog"]
    assert opener.asked[-1] == ("plain", "")


def test_a_wrong_passphrase_is_asked_for_again(person: list[str]) -> None:
    opener = Opener("wrong_passphrase", "open")

    open_or_ask(opener, None, None, "en", "passphrase", has_keyring=True)

    assert person == ["PassphraseDialog", "PassphraseDialog"]
    assert opener.asked[-1] == (None, "secret")


def test_a_store_that_cannot_be_opened_is_told_and_left(person: list[str]) -> None:
    opener = Opener("key_missing")

    assert open_or_ask(opener, None, None, "en", "keyring", has_keyring=True) is None
    assert person == ["ProblemDialog"]
