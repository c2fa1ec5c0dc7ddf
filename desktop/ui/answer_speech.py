"""Has a screen reader say that an answer has ended, and how: nobody watches it grow by ear."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.chat.update import TurnAdded, TurnChanged, Update
from desktop.domain import REFUSED, Language, Turn
from desktop.filter import filter_words, without_filter
from desktop.language import language_of
from desktop.ui.announcement import announce
from desktop.ui.parts import Parts
from desktop.wording import refusal, sentence, tidy

_LONGEST = 300


class AnswerSpeech(QObject):
    """Follows answers, and announces each once, when it has ended."""

    def __init__(self, parts: Parts, language: Language, page: QWidget) -> None:
        super().__init__(page)
        self._parts, self._language, self._page = parts, language, page
        self._growing: set[int] = set()

    def on_update(self, update: Update, open_conversation: int | None) -> None:
        """Take what asking says while a conversation is open."""
        if not isinstance(update, (TurnAdded, TurnChanged)):
            return
        turn = update.turn
        if turn.state == "streaming":
            self._growing.add(turn.id)
        elif turn.id in self._growing:
            self._growing.discard(turn.id)
            words = self._words(turn)
            if turn.conversation_id != open_conversation:
                words = self.tr("An answer in another conversation has ended.")
            announce(self._page, words, is_urgent=turn.problem is not None)

    def _words(self, turn: Turn) -> str:
        if turn.problem is not None:
            return sentence(turn.problem, self._language)
        if turn.state == "stopped":
            return self.tr("You stopped this answer.")
        if turn.verdict in REFUSED and not turn.text:
            return self._refusal(turn)
        said = tidy(turn.text) or " ".join(tidy(each.text) for each in turn.quotes)
        said = said if len(said) <= _LONGEST else said[:_LONGEST] + "…"
        return self.tr("The answer is ready: {text}").format(text=said)

    def _refusal(self, turn: Turn) -> str:
        turns = self._parts.conversations.turns(turn.conversation_id)
        question = next((each.text for each in turns if each.id == turn.parent_id), "")
        asked_in, chosen = language_of(without_filter(question)), filter_words(question)
        return refusal(turn.verdict, self._language, self._n_documents(), asked_in, chosen)

    def _n_documents(self) -> int:
        documents = self._parts.library.public_documents()
        return sum(each.state == "ready" for each in documents)
