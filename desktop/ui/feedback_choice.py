"""What a person does on the feedback screen: look, open, change, delete, hand out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain import Feedback
from desktop.tree import Judged
from desktop.ui.conversation_page import ConversationPage
from desktop.ui.feedback_edit import FeedbackEdit
from desktop.ui.feedback_export_dialog import FeedbackExportDialog
from desktop.ui.feedback_view import FeedbackView
from desktop.ui.parts import Look, Parts
from desktop.ui.screens import Screens
from desktop.ui.toast import Toast

Try = Callable[[Callable[[], None]], bool]


class FeedbackChoice(QObject):
    """Keeps the feedback screen and does what it asks for.

    Signal: `opened(int, int, words)` with the conversation and the turn to show.
    """

    opened = Signal(object, object, object)

    def __init__(
        self,
        parts: Parts,
        look: Look,
        page: ConversationPage,
        toast: Toast,
        attempt: Try,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._parts, self._look, self._window = parts, look, window
        self._page, self._toast, self._try = page, toast, attempt
        self.view = FeedbackView(look.theme)
        self.view.opened.connect(self._on_opened)
        self.view.edit_asked.connect(self._on_edit_asked)
        self.view.deleted.connect(self._on_deleted)
        self.view.export_asked.connect(self.export)

    def turn_to(self, screens: Screens) -> None:
        """Use the screen, with everything as it is now."""
        self.refresh()
        screens.turn_to(self.view)
        screens.shown.setFocus()

    def refresh(self) -> None:
        """Show everything as it is now."""
        self.view.show_judged(self._parts.ratings.judged())

    def export(self) -> None:
        """Show what would be written, then write it."""
        dialog = FeedbackExportDialog(self._parts.feedback_export, self._look, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.written.connect(self._toast.say)
        dialog.open()

    def _on_opened(self, judged: Judged) -> None:
        at, versions = judged.conversation_id, self._parts.conversations.versions
        if not versions.is_shown(at, judged.turn_id):
            self._try(lambda: versions.show(at, judged.turn_id))
        self.opened.emit(at, judged.turn_id, ())

    def _on_edit_asked(self, judged: Judged) -> None:
        dialog = FeedbackEdit(judged, self._look.theme, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.saved.connect(lambda given: self._change(judged, given))
        dialog.open()

    def _change(self, judged: Judged, feedback: Feedback) -> None:
        if self._try(lambda: self._parts.ratings.change(judged, feedback)):
            self._show_on_page(judged, feedback)
            self.refresh()

    def _on_deleted(self, judged: tuple[Judged, ...]) -> None:
        def undo() -> None:
            if self._try(lambda: self._parts.ratings.bring_back(judged)):
                for each in judged:
                    self._show_on_page(each, each.feedback)
                self.refresh()

        if not self._try(lambda: self._parts.ratings.forget(judged)):
            return
        for each in judged:
            self._show_on_page(each, None)
        self.refresh()
        words = self.tr("Feedback deleted; the answer stays.")
        if len(judged) > 1:
            words = self.tr("{n} pieces of feedback deleted; the answers stay.")
        self._toast.say(words.format(n=len(judged)), undo)

    def _show_on_page(self, judged: Judged, feedback: Feedback | None) -> None:
        """Let the thumbs under an answer say the same as the screen."""
        if judged.preference is not None or judged.conversation_id != self._page.conversation_id:
            return
        for turn in self._page.transcript.turns:
            if turn.id == judged.turn_id:
                self._page.transcript.change(replace(turn, feedback=feedback))
