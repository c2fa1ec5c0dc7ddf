"""Asks before another embedder is used: everything that was read is read by it anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.settings import Settings
from desktop.ui.question import ask


def ask_for_embedder(
    window: QWidget,
    before: Settings,
    after: Settings,
    n_documents: int,
    save: Callable[[Settings], None],
) -> None:
    """Save settings; another embedder only where somebody says yes, everything else also if not.

    Nothing is saved before the answer: other colours make the window anew, and the question with
    it would be gone.
    """
    if after.index.embedder == before.index.embedder or not n_documents:
        save(after)
        return
    others = replace(after, index=replace(after.index, embedder=before.index.embedder))
    words = QCoreApplication.translate(
        "EmbedderQuestion", "Read all documents again with another embedder?"
    )
    details = QCoreApplication.translate(
        "EmbedderQuestion",
        "Documents: {n}. It begins with the next start of Carrel and may take hours on this"
        " computer. Until it is done, the former embedder answers.",
    )
    yes = QCoreApplication.translate("EmbedderQuestion", "Read again")
    details = details.format(n=n_documents)
    ask(window, words, details, yes, lambda: save(after), lambda: save(others))
