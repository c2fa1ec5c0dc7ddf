"""The main window: puts the screens together and passes events to whoever shows them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow

from desktop import library, library_update, tuning, viewing
from desktop.catalog import Inspected
from desktop.chat.update import ModelReady, PromptSent, TurnAdded, TurnChanged, Update
from desktop.domain import Citation, Document, Problem, Turn
from desktop.errors import AppError
from desktop.searching import Searched
from desktop.settings import Settings
from desktop.ui.answer_speech import AnswerSpeech
from desktop.ui.arrival import Arrival
from desktop.ui.branch_choice import BranchChoice
from desktop.ui.command import Command, install
from desktop.ui.command_choice import CommandChoice
from desktop.ui.conversation_choice import ConversationChoice
from desktop.ui.conversation_page import ConversationPage
from desktop.ui.embedder_question import ask_for_embedder
from desktop.ui.feedback_choice import FeedbackChoice
from desktop.ui.file_adding import FileAdding
from desktop.ui.home_choice import HomeChoice
from desktop.ui.library_choice import LibraryChoice
from desktop.ui.library_news import LibraryNews
from desktop.ui.library_view import LibraryView
from desktop.ui.look_choice import LookChoice
from desktop.ui.model_choice import ModelChoice
from desktop.ui.parts import Look, Parts
from desktop.ui.prompt_choice import show_sent
from desktop.ui.report_choice import ReportChoice
from desktop.ui.screens import Screens
from desktop.ui.search_view import SearchView
from desktop.ui.settings_choice import SettingsChoice
from desktop.ui.sidebar import Sidebar
from desktop.ui.source_choice import SourceChoice
from desktop.ui.status_line import StatusLine
from desktop.ui.tab_order import step
from desktop.ui.toast import Toast
from desktop.ui.transfer_choice import TransferChoice
from desktop.ui.viewer import Viewer
from desktop.ui.window_memory import WindowMemory
from desktop.wording import sentence

_SIZE = (1180, 780)
_SMALLEST = (680, 480)


class MainWindow(QMainWindow):
    """Carrel's window.

    Signals: `look_changed()` when colours or language must be applied anew,
    `settings_saved(Settings)`, `move_asked(Path)` when everything is to be kept in another folder.
    """

    look_changed = Signal()
    settings_saved = Signal(object)
    move_asked = Signal(object)

    def __init__(self, parts: Parts, look: Look) -> None:
        super().__init__()
        self._parts, self._look = parts, look
        self.setWindowTitle("Carrel")
        self.resize(*_SIZE)
        self.setMinimumSize(*_SMALLEST)
        self._page = ConversationPage(parts, look)
        self._speech = AnswerSpeech(parts, look.language, self._page)
        self._models = ModelChoice(parts, look.language, self._page.models, self)
        self._settings = SettingsChoice(parts.tuning, parts.catalog, self)
        self._library = LibraryView(look.theme, look.language)
        self._search = SearchView(parts.library.searching, look.theme, look.language)
        self._sidebar = Sidebar(look.theme, look.language)
        self._viewer = Viewer(parts.library, look.theme, look.language)
        self._status = StatusLine(look.theme, is_encrypted=look.is_encrypted)
        self.setStatusBar(self._status)
        self._screens = Screens(self._sidebar, self._page, self._viewer)
        self._screens.add(self._search, self._sidebar.passages)
        self._screens.add(self._library, self._sidebar.documents)
        self.setCentralWidget(self._screens)
        self._toast = Toast(self)
        self._add_choices()
        self._palette = CommandChoice(parts, look, self._commands, self)
        self._connect()
        install(self._commands(), self)
        self._files.claim_drops()
        self._memory = WindowMemory(self, self._sidebar, self._screens, self._viewer)
        self._memory.restore(parts.settings.current)
        self.show_models()
        self._conversations.show()
        self.open_conversation(None)
        self.open_conversation(parts.settings.current.window.conversation or None)
        self._page.presets.tell_kept_aside()

    def _add_choices(self) -> None:
        """Put in those who do what the screens ask for."""
        parts, look = self._parts, self._look
        self._files = FileAdding(
            parts, look, self._page, self._screens, self._library, self._toast.say, self
        )
        self._arrival = Arrival(parts.library, self._screens, self._library, self._files.add)
        self._home = HomeChoice(look, self)
        self._report = ReportChoice(parts, look, self.say, self)
        self._looks = LookChoice(parts.settings, self._try, self)
        self._branches = BranchChoice(parts, look, self._page)
        self._conversations = ConversationChoice(
            parts, look, self._sidebar, self._page, self._toast, self._try, self
        )
        self._feedback = FeedbackChoice(
            parts, look, self._page, self._screens, self._toast, self._try, self.open_conversation
        )
        self._transfer = TransferChoice(parts, look, self)
        self._news = LibraryNews(parts, self._library, self._page, self)
        self._news.listed.connect(self._on_listed)
        self._news.read.connect(self._arrival.show_read)
        self._news.said.connect(self._on_said)

    def on_chat_update(self, update: Update) -> None:
        """Show what asking says."""
        self._page.on_update(update)
        self._speech.on_update(update, self.conversation_id)
        if isinstance(update, ModelReady):
            self._status.show_model(update.info.name, update.fit)
            self._models.note_ready(update.info, update.fit)
        elif isinstance(update, PromptSent):
            self._status.show_context(update.sent.n_tokens, update.sent.context_tokens)
        elif isinstance(update, (TurnAdded, TurnChanged)):
            self._settings.note_answering(is_answering=self._parts.chat.is_busy)
            if isinstance(update, TurnAdded):
                # Once for a question and its answer: there may be thousands of conversations.
                if update.turn.role == "assistant":
                    self._conversations.show()
            elif update.turn.state != "streaming":
                self._status.show_speed(update.turn.speed)

    def show_models(self) -> None:
        """List the models at hand and use the chosen one."""
        self._models.show_models()

    def on_tuning_update(self, update: tuning.Update) -> None:
        """Show how measuring goes."""
        self._settings.on_update(update, self._look.language)

    def on_inspected(self, found: Inspected) -> None:
        """Show what a model file is."""
        self._models.show_details(found)

    def on_library_update(self, update: library_update.Update) -> None:
        """Show what the library says."""
        match update:
            case viewing.PageOpened():
                self._viewer.show_opened(update)
            case viewing.FoundInDocument():
                self._viewer.show_found(update)
            case Searched():
                self._search.show_found(update)
            case _:
                self._news.on_update(update)

    def say(self, words: str) -> None:
        """Show a short message."""
        self._toast.say(words)

    def open_conversation(
        self, conversation_id: int | None, turn_id: int | None = None, words: Sequence[str] = ()
    ) -> None:
        """Show a conversation, or a new one; at a turn with words selected, or from its end."""
        titles = {each.id: each.title for each in self._parts.conversations.newest_first()}
        if conversation_id is not None and conversation_id not in titles:
            return
        self._screens.go_home()
        self._page.open(conversation_id, titles.get(conversation_id or 0, ""), turn_id, words)
        self._conversations.show()

    def take_over(self, before: MainWindow) -> None:
        """Show what another window shows, with the words not yet sent."""
        self._page.take_drafts(before._page)
        self._search.take_over(before._search)
        self._library.take_over(before._library)
        self.open_conversation(before.conversation_id)
        self._screens.take_over(before._screens)

    @property
    def conversation_id(self) -> int | None:
        """The conversation that is open."""
        return self._page.conversation_id

    def receive(self, paths: tuple[Path, ...]) -> None:
        """Take in files from the command line or another program, and show them."""
        self._arrival.receive(paths)

    def remember(self) -> None:
        """Keep the window's place and shape for the next start, and what is not sent yet."""
        self._page.drafts.keep()
        self._page.presets.keep()
        settings = self._parts.settings
        try:
            settings.change(self._memory.kept(settings.current, self.conversation_id))
        except AppError:
            return

    # What Qt tells

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember how the window looked (Qt)."""
        self._news.stop()
        self.remember()
        super().closeEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go where the eye goes (Qt)."""
        return step(self, forward=forward)

    # Screens

    def _connect(self) -> None:
        side, page, shelf = self._sidebar, self._page, self._library
        self._conversations.opened.connect(self.open_conversation)
        side.passages_asked.connect(self._on_passages_asked)
        side.documents_asked.connect(self._on_documents_asked)
        side.settings_asked.connect(self._on_settings_asked)
        page.complained.connect(self.say)
        self._branches.said.connect(self.say)
        self._transfer.said.connect(self.say)
        self._transfer.imported.connect(self._conversations.show)
        side.export_asked.connect(self._transfer.export)
        side.import_asked.connect(self._transfer.import_asked)
        self._branches.forked.connect(self.open_conversation)
        self._models.complained.connect(self.say)
        self._models.shown.connect(lambda name: self._status.show_model(name, None))
        self._settings.saved.connect(self._on_settings_saved)
        self._settings.measured.connect(self.show_models)
        self._settings.report_asked.connect(self._report.open)
        self._settings.move_asked.connect(self._home.ask)
        self._home.complained.connect(self.say)
        self._home.chosen.connect(self.move_asked)
        page.sent_asked.connect(self._on_sent_asked)
        page.transcript.citation_opened.connect(self._on_citation_opened)
        page.welcome.first_run.model_asked.connect(self._models.choose_file)
        page.welcome.first_run.language_chosen.connect(self._looks.speak)
        self._looks.changed.connect(self.look_changed)
        shelf.files_asked.connect(self._files.ask_for_files)
        shelf.folder_asked.connect(self._files.ask_for_folder)
        shelf.samples_asked.connect(self._files.add_samples)
        shelf.opened.connect(self._screens.open_document)
        self._search.opened.connect(self._screens.open_passage)
        self._search.said.connect(self.say)
        self._search.files_asked.connect(self._files.ask_for_files)
        self._search.closed.connect(self._screens.go_home)
        self._palette.conversation_opened.connect(self.open_conversation)
        self._palette.document_opened.connect(self._screens.open_document)
        choice = LibraryChoice(self._parts.library, shelf, self._toast.say, self)
        choice.collection_renamed.connect(self._parts.conversations.rename_collection)
        choice.collection_renamed.connect(page.collections.rename)
        shelf.closed.connect(self._screens.go_home)
        self._files.brought.connect(self._transfer.import_file)
        self._viewer.said.connect(self.say)
        SourceChoice(self._parts.conversations, page, self._viewer, self._screens)

    def _commands(self) -> tuple[Command, ...]:
        side, home = self._sidebar, self._screens.at_home
        return (
            Command(self.tr("New conversation"), "Ctrl+N", lambda: self.open_conversation(None)),
            Command(self.tr("Add files…"), "Ctrl+O", self._files.ask_for_files),
            Command(self.tr("Find in this conversation"), "Ctrl+F", self._on_find_asked),
            Command(self.tr("Search conversations"), "Ctrl+Shift+F", self._on_search_asked),
            Command(self.tr("Message"), "Ctrl+L", home(self._page.composer.message.setFocus)),
            *self._branches.commands(home),
            Command(self.tr("Pin or unpin the conversation"), "", self._conversations.toggle_pin),
            Command(self.tr("Import conversations…"), "", self._transfer.import_asked),
            Command(self.tr("Export the conversation (Markdown)…"), "", self._on_export_asked),
            Command(
                self.tr("Export all conversations (JSON)…"),
                "",
                lambda: self._transfer.export((), "json"),
            ),
            Command(self.tr("Trash…"), "", self._conversations.open_trash),
            Command(self.tr("Documents"), "Ctrl+D", self._on_documents_asked),
            *self._feedback.commands(),
            Command(self.tr("Search documents"), "F3; Ctrl+Shift+D", self._on_passages_asked),
            Command(
                self.tr("Show or hide the sidebar"),
                "Ctrl+B",
                lambda: side.setVisible(not side.isVisible()),
            ),
            Command(
                self.tr("Sources of this conversation"),
                "Ctrl+Shift+S",
                self._page.sources_asked.emit,
            ),
            Command(self.tr("Read in the open document"), "F6", self._viewer.take_focus),
            Command(self.tr("Commands"), "Ctrl+K; Ctrl+Shift+P", self._palette.show_palette),
            Command(self.tr("Keys"), "Ctrl+/; F1", self._palette.show_keys),
            Command(self.tr("Choose a model"), "Ctrl+Shift+L", self._on_model_asked),
            Command(self.tr("Larger text"), "Ctrl++; Ctrl+=", lambda: self._looks.zoom(1)),
            Command(self.tr("Smaller text"), "Ctrl+-", lambda: self._looks.zoom(-1)),
            Command(self.tr("Text of normal size"), "Ctrl+0", lambda: self._looks.zoom(0)),
            Command(self.tr("Settings"), "Ctrl+,", self._on_settings_asked),
            Command(self.tr("Save a report…"), "", self._report.open),
            Command(self.tr("Welcome"), "", self._on_welcome_asked),
            Command(self.tr("Quit"), "Ctrl+Q", self.close),
            Command(self.tr("Stop"), "Esc", self._on_escape),
        )

    def _on_listed(self, documents: tuple[Document, ...]) -> None:
        self._search.show_documents(documents)
        n_ready = sum(each.state == "ready" for each in documents)
        self._sidebar.show_document_count(n_ready)
        self._status.show_documents(n_ready, sum(map(library.is_unfinished, documents)))

    def _on_said(self, words: str | Problem) -> None:
        self.say(words if isinstance(words, str) else sentence(words, self._look.language))

    # What a person does

    def _on_find_asked(self) -> None:
        self._screens.go_home()
        self._page.finder.open()

    def _on_search_asked(self) -> None:
        self._sidebar.show()
        self._sidebar.search.setFocus()

    def _on_model_asked(self) -> None:
        self._screens.go_home()
        self._page.models.setFocus()
        self._page.models.showPopup()

    def _on_documents_asked(self) -> None:
        self._screens.turn_to(self._library)
        self._screens.shown.setFocus()

    def _on_passages_asked(self) -> None:
        self._screens.turn_to(self._search)
        self._screens.shown.setFocus()

    def _on_citation_opened(self, turn: Turn, citation: Citation) -> None:
        self._screens.open(citation, turn.citations)
        self._viewer.take_focus()

    def _on_sent_asked(self, turn: Turn) -> None:
        if not show_sent(self._parts.conversations, turn, self._look, self, self._try):
            self.say(self.tr("What was sent for this answer was not kept."))

    def _on_export_asked(self) -> None:
        if self.conversation_id is not None:
            self._transfer.export((self.conversation_id,), "markdown")

    def _on_settings_asked(self) -> None:
        self._settings.open(
            self._parts.settings.current,
            self._look.home,
            is_answering=self._parts.chat.is_busy,
            can_move=self._look.can_move,
        )

    def _on_settings_saved(self, after: Settings) -> None:
        n_documents = len(self._parts.library.public_documents())
        before = self._parts.settings.current
        ask_for_embedder(self, before, after, n_documents, self._save_settings)

    def _save_settings(self, after: Settings) -> None:
        before = self._parts.settings.current
        self._change_settings(after)
        self._parts.chat.apply(after.chat, after.sampling)
        self._page.composer.use_documents(after.chat.use_documents)
        self.settings_saved.emit(after)
        self.show_models()
        if _look_of(before) != _look_of(after):
            self.look_changed.emit()

    def _on_welcome_asked(self) -> None:
        self.open_conversation(None)
        self._page.welcome.keep_first_run()

    def _change_settings(self, settings: Settings) -> None:
        self._try(lambda: self._parts.settings.change(settings))

    def _try(self, change: Callable[[], None]) -> bool:
        try:
            change()
        except AppError as error:
            self.say(sentence(error.problem, self._look.language))
            return False
        return True

    def _on_escape(self) -> None:
        # What is on another screen is left first: an answer there is not seen.
        if self._screens.shown is not self._page or not self._page.stop():
            self._screens.step_back()


def _look_of(settings: Settings) -> tuple[str, str, int]:
    window = settings.window
    return window.theme, window.language, window.zoom
