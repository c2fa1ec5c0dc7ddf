"""What a person does with feedback: compare answers, look at it, change, delete, hand it out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, Qt

from desktop.domain import Feedback, Turn
from desktop.tree import Judged, Preference
from desktop.ui.command import Command
from desktop.ui.compare_choice import CompareChoice
from desktop.ui.conversation_page import ConversationPage
from desktop.ui.feedback_view import FeedbackView
from desktop.ui.parts import Look, Parts, Try
from desktop.ui.screens import Screens
from desktop.ui.toast import Toast


class FeedbackChoice(QObject):
    """Keeps the feedback screen and does what it asks for.

    `attempt` runs a change and says in words when it cannot be saved, `open_at` goes to a turn in
    its conversation.
    """

    def __init__(
        self,
        parts: Parts,
        look: Look,
        page: ConversationPage,
        screens: Screens,
        toast: Toast,
        attempt: Try,
        open_at: Callable[[int, int], None],
    ) -> None:
        super().__init__(page)
        self._parts, self._look = parts, look
        self._page, self._screens, self._toast, self._try = page, screens, toast, attempt
        self._open_at = open_at
        self._compare = CompareChoice(parts, look, page, toast.say, open_at)
        self.view = FeedbackView(look.theme)
        self.view.entered.connect(self.refresh)
        self.view.period_chosen.connect(self.refresh)
        self.view.opened.connect(self._on_opened)
        self.view.edit_asked.connect(self._on_edit_asked)
        self.view.deleted.connect(self._on_deleted)
        self.view.export_asked.connect(self.export)
        self.view.closed.connect(screens.go_home)
        screens.add(self.view, screens.sidebar.feedback)
        screens.sidebar.feedback_asked.connect(self.turn_to)
        # The page, which was made before, has kept a rating by the time it is heard of here.
        page.transcript.rated.connect(self._on_rated)
        page.transcript.unrated.connect(self._on_unrated)

    def commands(self) -> tuple[Command, ...]:
        """What can be done here, for the keys and the palette."""
        return (
            Command(self.tr("Feedback"), "", self.turn_to),
            Command(self.tr("Export feedback…"), "", self.export),
            Command(self.tr("Compare the last answer"), "", self._compare.compare_last),
        )

    def turn_to(self) -> None:
        """Use the screen, or the first one again."""
        self._screens.turn_to(self.view)
        self._screens.shown.setFocus()

    def refresh(self) -> None:
        """Show everything as it is now."""
        ratings = self._parts.ratings
        self.view.show_judged(ratings.judged(self.view.period), is_empty=ratings.is_empty())

    def export(self) -> None:
        """Show what would be written, then write it."""
        from desktop.ui.feedback_export_dialog import (
            FeedbackExportDialog,  # dialogs are loaded when they open
        )

        dialog = FeedbackExportDialog(self._parts.feedback_export, self._look, self._page.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.written.connect(self._toast.say)
        dialog.open()

    def _on_opened(self, judged: Judged) -> None:
        at, versions = judged.conversation_id, self._parts.conversations.versions
        if not versions.is_shown(at, judged.turn_id):
            self._try(lambda: versions.show(at, judged.turn_id))
        self._open_at(at, judged.turn_id)

    def _on_edit_asked(self, judged: Judged) -> None:
        from desktop.ui.feedback_edit import FeedbackEdit  # dialogs are loaded when they open
        from desktop.ui.preference_edit import PreferenceEdit

        dialog: FeedbackEdit | PreferenceEdit
        if judged.preference is not None:
            dialog = PreferenceEdit(judged, self._look, self._page.window())
            dialog.saved.connect(lambda given: self._decide(judged, given))
        else:
            dialog = FeedbackEdit(judged, self._look, self._page.window())
            dialog.saved.connect(lambda given: self._change(judged, given))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _decide(self, judged: Judged, preference: Preference) -> None:
        rated: list[int] = []
        if self._try(lambda: rated.extend(self._parts.ratings.decide(judged, preference))):
            self._show_thumbs(judged.conversation_id, dict.fromkeys(rated, Feedback("down")))
            self.refresh()

    def _change(self, judged: Judged, feedback: Feedback) -> None:
        if self._try(lambda: self._parts.ratings.change(judged, feedback)):
            self._show_on_page({judged: feedback})
            self.refresh()

    def _on_deleted(self, judged: tuple[Judged, ...]) -> None:
        def undo() -> None:
            if self._try(lambda: self._parts.ratings.bring_back(judged)):
                self._show_on_page({each: each.feedback for each in judged})
                self.refresh()

        if not self._try(lambda: self._parts.ratings.forget(judged)):
            return
        self._show_on_page(dict.fromkeys(judged))
        self.refresh()
        words = self.tr("Feedback deleted; the answer stays.")
        if len(judged) > 1:
            words = self.tr("{n} pieces of feedback deleted; the answers stay.")
        self._toast.say(words.format(n=len(judged)), undo)

    def _on_rated(self, before: Turn, given: Feedback) -> None:
        had = before.feedback
        if had is not None and had.reason and had.rating != given.rating:
            self._offer_back(before, had, self.tr("Rating changed."))

    def _on_unrated(self, before: Turn) -> None:
        if before.feedback is not None:
            self._offer_back(before, before.feedback, self.tr("Rating removed."))

    def _offer_back(self, before: Turn, had: Feedback, words: str) -> None:
        def put_back() -> None:
            self._parts.ratings.rate(before, had)

        def undo() -> None:
            if self._try(put_back):
                self._show_thumbs(before.conversation_id, {before.id: had})
                if self.view.isVisible():
                    self.refresh()

        # Where the change could not be saved, the transcript still has the rating.
        shown = self._page.transcript.turns
        if not any(each.id == before.id and each.feedback == had for each in shown):
            self._toast.say(words, undo)

    def _show_on_page(self, given: Mapping[Judged, Feedback | None]) -> None:
        at = self._page.conversation_id
        here = {
            each.turn_id: feedback
            for each, feedback in given.items()
            if each.preference is None and each.conversation_id == at
        }
        self._show_thumbs(at, here)

    def _show_thumbs(self, at: int | None, given: Mapping[int, Feedback | None]) -> None:
        """Let the thumbs under answers of a conversation say the same as the screen."""
        if not given or at != self._page.conversation_id:
            return
        for turn in self._page.transcript.turns:
            if turn.id in given:
                self._page.transcript.change(replace(turn, feedback=given[turn.id]))
