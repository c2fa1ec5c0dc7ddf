"""What a person does with branches of a conversation: edit, go to and fro, fork, copy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication

from desktop.chat.update import NothingNear, Update
from desktop.domain import Turn
from desktop.errors import AppError
from desktop.library import private_collection
from desktop.transfer.markdown import turn_markdown
from desktop.transfer.plain import branch_text, turn_text
from desktop.ui.ask import Ask
from desktop.ui.command import Command
from desktop.ui.conversation_page import ConversationPage
from desktop.ui.parts import Look, Parts
from desktop.wording import sentence

Run = Callable[[], object]


class BranchChoice(QObject):
    """Does what the turns of a page ask for beyond their own answer.

    Signals: `forked(int)` with the new conversation, `said(str)` with what became of it.
    """

    forked = Signal(int)
    said = Signal(str)

    def __init__(self, parts: Parts, look: Look, page: ConversationPage) -> None:
        super().__init__(page)
        self._parts, self._look, self._page = parts, look, page
        page.updated.connect(self._on_updated)
        transcript = page.transcript
        transcript.asked.connect(self._on_asked)
        transcript.edited.connect(self._on_edited)
        transcript.left.connect(page.composer.message.setFocus)
        page.composer.message.recalled.connect(transcript.edit_last)
        # On the page alone: lists and open documents have ends of their own.
        for keys, run in (
            ("Ctrl+Home", transcript.go_to_start),
            ("Ctrl+End", transcript.go_to_end),
        ):
            action = QAction(page)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(run)
            page.addAction(action)

    def commands(self, at_home: Callable[[Run], Run]) -> tuple[Command, ...]:
        """What can be done with the conversation that is shown, `at_home` of most first."""
        transcript = self._page.transcript
        return (
            Command(self.tr("Go to the first turn"), "", at_home(transcript.go_to_start)),
            Command(self.tr("Go to the last turn"), "", at_home(transcript.go_to_end)),
            Command(self.tr("Edit the last question"), "", at_home(transcript.edit_last)),
            Command(self.tr("Copy the whole conversation"), "", self.copy_all),
        )

    def copy_all(self) -> None:
        """Copy the branch that is shown."""
        if self._page.conversation_id is not None:
            turns = self._parts.conversations.turns(self._page.conversation_id)
            QApplication.clipboard().setText(branch_text(turns, self._look.language))
            self.said.emit(self.tr("The conversation was copied."))

    def _on_asked(self, turn: Turn, what: Ask) -> None:
        clipboard, language = QApplication.clipboard(), self._look.language
        try:
            match what:
                case "earlier" | "later":
                    self._show_version(turn, what)
                case "fork":
                    self._fork(turn)
                case "copy":
                    clipboard.setText(turn_text(turn, language))
                case "copy_markdown":
                    clipboard.setText(turn_markdown(turn, language))
                case "copy_all":
                    self.copy_all()
        except AppError as error:
            self.said.emit(sentence(error.problem, language))

    def _on_updated(self, update: Update) -> None:
        if isinstance(update, NothingNear) and update.conversation_id == self._page.conversation_id:
            words = self.tr(
                "There are no passages to show: the documents that were asked are empty or no"
                " longer here."
            )
            if update.problem is not None:
                words = sentence(update.problem, self._look.language)
            self.said.emit(words)

    def _on_edited(self, turn: Turn, text: str) -> None:
        if self._page.lacks_documents():
            self.said.emit(self.tr("Turn on “Use my documents” first."))
            return
        try:
            style = self._page.presets.style(text)
            at = turn.conversation_id
            self._parts.chat.edit(turn.id, at, text, self._page.scope(), style)
        except AppError as error:
            self.said.emit(sentence(error.problem, self._look.language))

    def _show_version(self, turn: Turn, what: Ask) -> None:
        at, versions = turn.conversation_id, self._parts.conversations.versions
        beside = versions.of(at).get(turn.id, (turn.id,))
        place = beside.index(turn.id) + (1 if what == "later" else -1)
        if 0 <= place < len(beside):
            versions.show(at, beside[place])
            self._page.show_version(turn.id, beside[place], what)

    def _fork(self, turn: Turn) -> None:
        attached = self._page.attached()
        fork = self._parts.conversations.versions.fork(turn.conversation_id, turn.id)
        if attached:
            paths = tuple(Path(each.path) for each in attached)
            self._parts.library.add(paths, private_collection(fork.id))
        self.forked.emit(fork.id)
        self.said.emit(self.tr("You go on in a new conversation; the other one stays as it is."))
