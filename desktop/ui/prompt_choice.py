"""Opens what was sent for an answer, and keeps a summary that was edited there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.chat.conversations import Conversations
from desktop.domain import Turn
from desktop.ui.parts import Look


def show_sent(
    conversations: Conversations,
    turn: Turn,
    look: Look,
    window: QWidget,
    try_: Callable[[Callable[[], None]], object],
) -> bool:
    """Show the prompt of an answer; False where it was not kept."""
    at = turn.conversation_id
    sent = conversations.sent_prompt(turn.id)
    if sent is None:
        return False
    turns = {each.id: each for each in conversations.turns(at)}
    shown = conversations.summary(at)
    from desktop.ui.prompt_dialog import PromptDialog  # dialogs are loaded when they open

    dialog = PromptDialog(sent, shown, turns, look.theme, look.language, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.summary_edited.connect(
        lambda text: try_(lambda: conversations.edit_summary(at, shown, text))
    )
    dialog.open()
    return True
