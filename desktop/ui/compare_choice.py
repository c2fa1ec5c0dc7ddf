"""What a person does to compare answers: have another one written, look, decide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from desktop.chat.answer import Change
from desktop.chat.update import ModelReady, ReasoningGrew, TextGrew, TurnChanged, Update
from desktop.domain import Turn
from desktop.engine_messages import LoadModel
from desktop.errors import AppError
from desktop.inference import ChosenPreset, Style
from desktop.language import language_of
from desktop.ui.ask import Ask
from desktop.ui.compare_setup import Offers, Wanted
from desktop.ui.conversation_page import ConversationPage
from desktop.ui.parts import Look, Parts
from desktop.ui.preset_words import title
from desktop.wording import sentence

if TYPE_CHECKING:
    from desktop.ui.compare_dialog import CompareDialog, Verdict


class CompareChoice(QObject):
    """Compares the answers of a page; `open_at` goes to an answer in its conversation."""

    def __init__(
        self,
        parts: Parts,
        look: Look,
        page: ConversationPage,
        say: Callable[[str], None],
        open_at: Callable[[int, int], None],
    ) -> None:
        super().__init__(page)
        self._parts, self._look, self._page = parts, look, page
        self._say, self._open_at = say, open_at
        self._dialog: CompareDialog | None = None
        self._turn: Turn | None = None
        self._question = ""
        self._written: dict[int, str] = {}
        self._loaded = ""
        self._lent: set[str] = set()
        page.transcript.asked.connect(self._on_asked)
        page.updated.connect(self._on_updated)

    def compare_last(self) -> None:
        """Compare the last answer that is shown."""
        answers = [each for each in self._page.transcript.turns if each.role == "assistant"]
        if answers and answers[-1].text and answers[-1].state != "streaming":
            self._open(answers[-1])

    def _on_updated(self, update: Update) -> None:
        """Show how the other answer comes along."""
        if isinstance(update, ModelReady):
            self._loaded = update.info.path
        if self._dialog is None or (other := self._dialog.other) is None:
            return
        if isinstance(update, TextGrew) and update.turn_id == other.id:
            self._dialog.grow(update.piece)
        elif isinstance(update, ReasoningGrew) and update.turn_id == other.id:
            self._dialog.note_thinking()
        elif isinstance(update, TurnChanged) and update.turn.id == other.id:
            self._dialog.change(update.turn)

    def _on_asked(self, turn: Turn, what: Ask) -> None:
        if what == "compare":
            self._open(turn)

    def _open(self, turn: Turn) -> None:
        if self._parts.chat.is_answering(turn.conversation_id):
            self._say(self.tr("Wait until the answer is finished, or stop it first."))
            return
        turns = self._parts.conversations.turns(turn.conversation_id)
        self._turn = self._parts.comparisons.read(turn)
        self._question = next((each.text for each in turns if each.id == turn.parent_id), "")
        self._written = {}
        from desktop.ui.compare_dialog import CompareDialog  # dialogs are loaded when they open

        dialog = CompareDialog(
            self._turn, self._question, self._offers(turn), self._look, self._page.window()
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.asked.connect(self._on_wanted)
        dialog.stopped.connect(lambda: self._parts.chat.stop(turn.conversation_id))
        dialog.decided.connect(self._on_decided)
        dialog.finished.connect(self._on_finished)
        self._dialog = dialog
        dialog.open()

    def _offers(self, turn: Turn) -> Offers:
        catalog, settings = self._parts.catalog, self._parts.settings.current.engine
        used = catalog.choose(settings)
        models = [
            (each.name, str(each.path))
            for each in catalog.models(settings.model)
            if (used is None or str(each.path) != used.path)
            and not catalog.is_quarantined(str(each.path))
        ]
        language = self._look.language
        now = self._page.presets.preset.name
        presets = [
            (title(each, language), each.name)
            for each in self._parts.presets.all(language)
            if each.name != now
        ]
        others = self._parts.comparisons.others(turn)
        versions = [(self._version(each, n), each) for n, each in enumerate(others, 1)]
        return Offers(models, presets, versions)

    def _version(self, turn: Turn, n: int) -> str:
        words = " ".join(turn.text.split())[:60]
        return self.tr("{n}: {words}").format(n=n, words=words)

    def _on_wanted(self, wanted: Wanted) -> None:
        assert self._dialog is not None
        assert self._turn is not None
        if wanted.version is not None:
            self._dialog.show_other(self._parts.comparisons.read(wanted.version))
            return
        change = self._change(wanted)
        try:
            other = self._parts.chat.compare(
                self._turn, self._page.scope(), self._style(wanted), change
            )
        except AppError as error:
            self._dialog.say(sentence(error.problem, self._look.language))
            return
        if other is None:
            self._dialog.say(self.tr("This answer is not shown any more."))
        else:
            self._written[other.id] = self._about(wanted)
            self._dialog.show_other(other, awaits_model=self._is_to_be_loaded(change.model))

    def _is_to_be_loaded(self, other: LoadModel | None) -> bool:
        """Tell whether another model writes than the one that did last."""
        if other is None:
            return self._loaded in self._lent
        self._lent.add(other.path)
        return other.path != self._loaded

    def _style(self, wanted: Wanted) -> Style:
        if wanted.preset is None:
            return self._page.presets.style(self._question)
        values = self._parts.conversations.preset(self._turn_in_hand.conversation_id).values
        chosen = ChosenPreset(wanted.preset, values)
        return self._parts.presets.style(chosen, language_of(self._question))

    @property
    def _turn_in_hand(self) -> Turn:
        assert self._turn is not None
        return self._turn

    def _change(self, wanted: Wanted) -> Change:
        is_again = wanted == Wanted()
        return Change(self._model(wanted.model), wanted.temperature, is_warmer=is_again)

    def _model(self, path: str | None) -> LoadModel | None:
        if path is None:
            return None
        settings = self._parts.settings.current.engine
        return self._parts.catalog.choose(replace(settings, model=path))

    def _about(self, wanted: Wanted) -> str:
        """How the other answer was asked for."""
        if wanted.temperature is not None:
            return self.tr("temperature {n}").format(n=f"{wanted.temperature:.2f}")
        if wanted.preset is not None:
            language = self._look.language
            found = self._parts.presets.find(wanted.preset, language)
            return title(found, language) if found else wanted.preset
        return ""

    def _on_decided(self, verdict: Verdict, words: str) -> None:
        dialog = self._dialog
        assert dialog is not None
        left, right = dialog.left, dialog.right
        assert left is not None
        assert right is not None
        try:
            if verdict == "left":
                self._parts.comparisons.prefer(left, right, words)
            elif verdict == "right":
                self._parts.comparisons.prefer(right, left, words)
            else:
                self._parts.comparisons.tie(left, right, verdict)
        except AppError as error:
            dialog.say(sentence(error.problem, self._look.language))
            return
        self._reveal(dialog, verdict)
        if verdict in ("left", "right"):
            self._turn = left if verdict == "left" else right

    def _reveal(self, dialog: CompareDialog, verdict: Verdict) -> None:
        other = dialog.other
        assert other is not None
        first = self._named(self.tr("The answer that was there"), self._turn_in_hand)
        mine = self.tr("The new answer")
        if other.id not in self._written:
            mine = self.tr("The other version")
        said = self.tr("Kept. The better answer is the one that is shown now.")
        if verdict == "no difference":
            said = self.tr("Kept: no difference.")
        elif verdict == "both bad":
            said = self.tr("Kept: both are bad, and are rated so.")
        about = self._named(mine, other, self._written.get(other.id, ""))
        dialog.name(first, about, verdict, said)

    def _named(self, who: str, turn: Turn, how: str = "") -> str:
        return " · ".join(each for each in (who, turn.model, how) if each)

    def _on_finished(self) -> None:
        turn, dialog, self._dialog = self._turn_in_hand, self._dialog, None
        other = dialog.other if dialog else None
        if other is None:
            return
        if other.state == "streaming":
            self._parts.chat.stop(turn.conversation_id)
        self._open_at(turn.conversation_id, turn.id)
