"""Opens the conversations at start, asking what only a person can say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from desktop.assembly import Mode, Store
from desktop.domain import Language
from desktop.errors import StoreError
from desktop.ui.store_dialog import PassphraseDialog, ProblemDialog, StoreDialog
from desktop.wording import sentence

Open = Callable[[Mode | None, str | None], Store]


def open_or_ask(
    open_store: Open,
    mode: Mode | None,
    passphrase: str | None,
    language: Language,
    kind: Literal["new", "keyring", "passphrase", "plain"],
    *,
    has_keyring: bool,
) -> Store | None:
    """Open a home's conversations; None where the user gives up.

    `kind` is how the home keeps them so far. Nothing is asked that was said on the command line.
    """
    if kind == "new" and mode is None and not has_keyring:
        choice = StoreDialog()
        if not choice.exec():
            return None
        mode, passphrase = choice.mode, choice.passphrase
    needs_passphrase = kind == "passphrase" or (kind == "new" and mode == "passphrase")
    complaint = ""
    while True:
        if needs_passphrase and not passphrase:
            dialog = PassphraseDialog(complaint)
            if not dialog.exec():
                return None
            passphrase = dialog.passphrase
        try:
            return open_store(mode, passphrase)
        except StoreError as error:
            complaint = sentence(error.problem, language)
            passphrase = None
            is_typo = error.problem.code == "wrong_passphrase"
            if not (is_typo and needs_passphrase) and not ProblemDialog(complaint).exec():
                return None
