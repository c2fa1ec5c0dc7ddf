"""One conversation: its title and model above, turns in the middle, the message below."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.chat.answer import Scope
from desktop.chat.update import (
    BranchChanged,
    PromptRead,
    ReasoningGrew,
    TextGrew,
    TurnAdded,
    TurnChanged,
    Update,
)
from desktop.domain import Document, Turn
from desktop.errors import AppError
from desktop.inference import Style
from desktop.library import is_unfinished, private_collection
from desktop.ui.ask import Ask
from desktop.ui.attachment_chips import Attachment
from desktop.ui.collection_choice import CollectionChoice
from desktop.ui.composer import Composer
from desktop.ui.conversation_find import ConversationFind
from desktop.ui.drafts import Drafts
from desktop.ui.elided_label import ElidedLabel
from desktop.ui.find_bar import FindBar
from desktop.ui.icon import tool_button
from desktop.ui.model_picker import ModelPicker
from desktop.ui.parts import Look, Parts
from desktop.ui.preset_choice import PresetChoice
from desktop.ui.rating_choice import RatingChoice
from desktop.ui.scale import scaled
from desktop.ui.transcript import Transcript
from desktop.ui.welcome import Welcome
from desktop.wording import sentence

_COLUMN, _TITLE, _WISHED_TITLE = 820, 64, 280


class ConversationPage(QWidget):
    """Shows the open conversation and asks its questions.

    Signals: `began(int)` when a first message made a conversation, `complained(str)` with a
    sentence about what could not be done, `sent_asked(Turn)` to show what was sent for an answer,
    `sources_asked()`, `shown()` with another conversation, `updated(Update)` with what asking says.
    """

    began = Signal(int)
    complained = Signal(str)
    sent_asked = Signal(object)
    sources_asked = Signal()
    shown = Signal()
    updated = Signal(object)

    def __init__(self, parts: Parts, look: Look) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._parts, self._look = parts, look
        self.conversation_id: int | None = None
        self._is_prepared = False
        self._title = ElidedLabel(Qt.TextElideMode.ElideRight, _WISHED_TITLE)
        self._title.setProperty("title", True)
        self._title.setMinimumWidth(scaled(_TITLE))
        self._shown_title = ""
        self.models = ModelPicker()
        self.presets = PresetChoice(parts, look, self)
        self.presets.complained.connect(self.complained)
        self.presets.changed.connect(self._on_preset_changed)
        self.welcome = Welcome(look.theme, look.language)
        self.welcome.suggested.connect(self._on_sent)
        self.transcript = Transcript(look.theme, look.language)
        self.transcript.asked.connect(self._on_asked)
        RatingChoice(parts.ratings, self.transcript).failed.connect(self._on_failed)
        bar = FindBar(self.tr("Find in this conversation"), look.theme)
        self.finder = ConversationFind(self.transcript, bar, look.theme)
        self.collections = CollectionChoice(parts.conversations, parts.library, look.theme, self)
        self.collections.failed.connect(self._on_failed)
        self.composer = Composer(look.theme, self.collections.picker)
        self.setFocusProxy(self.composer.message)
        self.drafts = Drafts(parts.conversations, self.composer.message, self)
        self.composer.sent.connect(self._on_sent)
        self.composer.stopped.connect(self.stop)
        self.composer.documents_toggled.connect(self._on_documents_toggled)
        self.composer.message.textChanged.connect(self._on_typed)
        self.composer.use_documents(parts.settings.current.chat.use_documents)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.welcome)
        self._stack.addWidget(self.transcript)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._make_header())
        layout.addWidget(bar)
        layout.addWidget(self._stack, 1)
        layout.addLayout(self._make_footer())
        self._on_preset_changed()

    def open(
        self,
        conversation_id: int | None,
        title: str,
        turn_id: int | None = None,
        words: Sequence[str] = (),
    ) -> None:
        """Show a conversation, or an empty page for a new one.

        `turn_id` is the turn to begin at, with `words` in it selected.
        """
        self._write(self.drafts.open(conversation_id))
        self.conversation_id = conversation_id
        self.presets.open(conversation_id)
        self.collections.open(conversation_id)
        self.show_title(title)
        self._show_turns(turn_id)
        self.composer.message.setFocus()
        self._refresh()
        self.shown.emit()
        if turn_id is not None:
            self.transcript.go_to(turn_id, words)

    def show_version(self, before: int, after: int, what: Ask) -> None:
        """Show the branch that is chosen now, its turn `after` where `before` was."""
        below_top = self.transcript.offset_of(before)
        self._show_turns(after)
        self.transcript.go_to(after, below_top=below_top)
        self.transcript.focus_version(after, what)
        self._refresh()

    def _show_turns(self, at: int | None) -> None:
        turns: tuple[Turn, ...] = ()
        versions: dict[int, tuple[int, ...]] = {}
        if self.conversation_id is not None:
            turns = self._parts.conversations.turns(self.conversation_id)
            versions = self._parts.conversations.versions.of(self.conversation_id)
            live = self._parts.chat.live_turn(self.conversation_id)
            if live is not None:
                turns = tuple(live if each.id == live.id else each for each in turns)
        self.transcript.show_turns(turns, self._n_documents(), versions, at)

    def take_drafts(self, before: ConversationPage) -> None:
        """Go on with the words not yet sent of another page."""
        self.drafts.take_over(before.drafts)
        self.presets.take_draft(before.presets)

    def show_title(self, title: str) -> None:
        """Show what the conversation is called."""
        self._shown_title = title
        self._title.show_text(title or self.tr("New conversation"))

    def attach(self, paths: tuple[Path, ...]) -> None:
        """Take files into this conversation only."""
        try:
            if self.conversation_id is None:
                self._begin(paths[0].name)
            assert self.conversation_id is not None
            self._parts.library.add(paths, private_collection(self.conversation_id))
            self._refresh()
        except AppError as error:
            self.complained.emit(sentence(error.problem, self._look.language))

    def stop(self) -> bool:
        """Stop the answer that is on its way; tells whether there was one."""
        at = self.conversation_id
        if at is None or not self._parts.chat.is_answering(at):
            return False
        self._parts.chat.stop(at)
        self._refresh()
        return True

    def on_update(self, update: Update) -> None:
        """Take what asking says about this conversation."""
        self.updated.emit(update)
        if isinstance(update, (TurnAdded, TurnChanged)):
            if update.turn.conversation_id != self.conversation_id:
                return
            if isinstance(update, TurnAdded):
                self.transcript.add(update.turn, self._n_documents())
            else:
                self.transcript.change(update.turn)
            self._refresh()
        elif isinstance(update, TextGrew):
            self.transcript.grow(update.turn_id, update.piece)
        elif isinstance(update, PromptRead):
            self.transcript.read(update.turn_id, update.share)
        elif isinstance(update, ReasoningGrew):
            self.transcript.think(update.turn_id, update.piece)
        elif isinstance(update, BranchChanged) and update.conversation_id == self.conversation_id:
            self.open(self.conversation_id, self._shown_title)

    def on_documents_changed(self) -> None:
        """Take the documents as they are now."""
        self._refresh()

    def _make_header(self) -> QFrame:
        header = QFrame()
        header.setObjectName("header")
        row = QHBoxLayout(header)
        row.setContentsMargins(20, 8, 16, 8)
        row.addWidget(self._title, 1)
        sources = tool_button(
            "sources", self.tr("Sources of this conversation"), self._look.theme.dim
        )
        sources.clicked.connect(self.sources_asked)
        row.addWidget(sources)
        row.addWidget(self.presets.picker)
        row.addWidget(self.models)
        return header

    def _make_footer(self) -> QHBoxLayout:
        column = QWidget()
        column.setMaximumWidth(scaled(_COLUMN))
        inside = QVBoxLayout(column)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(self.presets.variables)
        inside.addWidget(self.composer)
        row = QHBoxLayout()
        row.setContentsMargins(20, 6, 20, 14)
        row.addStretch(1)
        row.addWidget(column, 100)
        row.addStretch(1)
        return row

    def _begin(self, text: str) -> None:
        conversation = self._parts.conversations.begin(text)
        self.conversation_id = conversation.id
        self.drafts.begin(conversation.id)
        self.presets.begin(conversation.id)
        self.collections.begin(conversation.id)
        self.show_title(conversation.title)
        self.began.emit(conversation.id)

    def _on_sent(self, text: str) -> None:
        try:
            self._ask(text)
        except AppError as error:
            # Nothing was saved, so the words go back to where they were written.
            self.composer.give_back(text)
            self.complained.emit(sentence(error.problem, self._look.language))

    def _ask(self, text: str) -> None:
        if self.lacks_documents():
            self.composer.give_back(text)
            self.complained.emit(self.tr("Turn on “Use my documents” first."))
            return
        style = self.presets.style(text)
        if self.conversation_id is None:
            self._begin(text)
        elif self.transcript.is_empty:
            # Begun by an attached file: the first question makes a better title.
            conversations = self._parts.conversations
            conversations.rename(self.conversation_id, conversations.title_for(text))
            self.show_title(conversations.title_for(text))
        assert self.conversation_id is not None
        self._parts.chat.ask(self.conversation_id, text, self.scope(), style)
        self.drafts.keep()  # what was sent is no draft, whatever happens next
        self._is_prepared = False
        self._refresh()

    def _on_asked(self, turn: Turn, what: Ask) -> None:
        chat, conversation_id = self._parts.chat, turn.conversation_id
        try:
            match what:
                case "again":
                    chat.again(turn.id, conversation_id, self.scope(), self._style(turn))
                case "resume":
                    chat.resume(turn.id, conversation_id, self.scope(), self._style(turn))
                case "plainly":
                    chat.answer_plainly(turn.id, conversation_id)
                case "nearest":
                    chat.show_nearest(turn.id, conversation_id, self.scope())
                case "sent":
                    self.sent_asked.emit(turn)
                case "pin" | "unpin":
                    self._pin(turn, is_pinned=what == "pin")
            self._refresh()
        except AppError as error:
            # The pin was shown at once: what could not be saved is taken back.
            self.transcript.change(turn)
            self.complained.emit(sentence(error.problem, self._look.language))

    def _style(self, answer: Turn) -> Style:
        """How the question of an answer is answered with the preset chosen now."""
        turns = self._parts.conversations.turns(answer.conversation_id)
        question = next((each.text for each in turns if each.id == answer.parent_id), "")
        return self.presets.style(question)

    def _pin(self, turn: Turn, *, is_pinned: bool) -> None:
        self._parts.conversations.pin(turn.id, is_pinned=is_pinned)
        self.transcript.change(replace(turn, is_pinned=is_pinned))

    def _write(self, text: str) -> None:
        """Put words into the message that nobody types now: no model is loaded for them yet."""
        self._is_prepared = True
        self.composer.write(text)
        self._is_prepared = False

    def _on_typed(self) -> None:
        """Have the model loaded, and what is known evaluated, while the message is written."""
        chat, at = self._parts.chat, self.conversation_id or 0
        text = self.composer.message.toPlainText().strip()
        if self._is_prepared or not text or chat.is_answering(at):
            return
        self._is_prepared = True
        chat.prepare(at, self.scope(), self.presets.likely_style(text))

    def _on_preset_changed(self) -> None:
        preset = self.presets.preset
        words = self.tr("Ask about your documents")
        if preset.name == "translate":
            words = self.tr("Write or paste what to translate")
        elif preset.use == "none":
            words = self.tr("Write a message")
        elif preset.use == "documents":
            words = self.tr("Name a document, or say what you want from all of them")
        self.composer.message.setPlaceholderText(words)
        self.composer.offer_documents(preset.use != "none")
        self._show_collections()

    def _on_failed(self, error: AppError) -> None:
        self.complained.emit(sentence(error.problem, self._look.language))

    def _on_documents_toggled(self, yes: bool) -> None:
        settings = self._parts.settings.current
        changed = replace(settings, chat=replace(settings.chat, use_documents=yes))
        try:
            self._parts.settings.change(changed)
        except AppError as error:
            self.complained.emit(sentence(error.problem, self._look.language))
        self._show_collections()

    def _show_collections(self) -> None:
        use_documents = self._parts.settings.current.chat.use_documents
        self.collections.refresh(is_in_use=use_documents and self.presets.preset.use != "none")

    def lacks_documents(self) -> bool:
        """Tell whether the preset needs documents that may not be used."""
        if self.presets.preset.use != "documents":
            return False
        return not self._parts.settings.current.chat.use_documents and not self.attached()

    def attached(self) -> tuple[Document, ...]:
        """The files attached to this conversation."""
        if self.conversation_id is None:
            return ()
        return self._parts.library.documents(private_collection(self.conversation_id))

    def scope(self) -> Scope:
        """What a question of this conversation may be answered from."""
        use_library = self._parts.settings.current.chat.use_documents
        attached, chosen = self.attached(), self.collections.chosen
        if not attached:
            return Scope(use_documents=use_library, collections=chosen)
        public = chosen or self._parts.library.public_collections()
        return Scope(
            collections=(attached[0].collection, *(public if use_library else ())),
            attached=tuple(each.path for each in attached if each.state == "ready"),
        )

    def _n_documents(self) -> int:
        chosen = self.collections.chosen or self._parts.library.public_collections()
        public = (e for e in self._parts.library.public_documents() if e.collection in chosen)
        return sum(each.state == "ready" for each in (*public, *self.attached()))

    def _refresh(self) -> None:
        attached, at = self.attached(), self.conversation_id
        is_reading = at is not None and self._parts.library.is_reading(private_collection(at))
        self.composer.show_attachments(
            [Attachment(e.path, e.id, self._note(e), e.problem is not None) for e in attached],
            is_reading=is_reading,
        )
        is_answering = at is not None and self._parts.chat.is_answering(at)
        self.composer.show_answering(is_answering)
        self._show_collections()
        documents = self._parts.library.public_documents()
        folder = f"{self._look.samples}{os.sep}"
        self.welcome.show_state(
            has_documents=bool(documents),
            has_samples=any(each.path.startswith(folder) for each in documents),
            is_first=not self._parts.conversations.has_any(),
        )
        self._stack.setCurrentIndex(0 if self.transcript.is_empty else 1)

    def _note(self, document: Document) -> str:
        if is_unfinished(document):
            is_reading = self._parts.library.is_reading(document.collection)
            return self.tr("reading…") if is_reading else self.tr("not read yet")
        if document.state == "scanned" and document.problem is None:
            return self.tr("waiting for text recognition")
        return "" if document.problem is None else self.tr("could not be read")
