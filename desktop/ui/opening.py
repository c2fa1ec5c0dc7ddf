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
    must_choose = kind == "new" and mode is None and not has_keyring
    complaint = ""
    while True:
        if must_choose:
            choice = StoreDialog()
            if not choice.exec():
                return None
            mode, passphrase = choice.mode, choice.passphrase
        elif not passphrase and "passphrase" in (kind, mode if kind == "new" else ""):
            dialog = PassphraseDialog(complaint)
            if not dialog.exec():
                return None
            passphrase = dialog.passphrase
        try:
            return open_store(mode, passphrase)
        except StoreError as error:
            code, complaint = error.problem.code, sentence(error.problem, language)
        passphrase = None
        # A keyring that is there but does not open is as good as none.
        must_choose = kind == "new" and mode is None and code == "no_keyring"
        if not must_choose and code != "wrong_passphrase" and not ProblemDialog(complaint).exec():
            return None
