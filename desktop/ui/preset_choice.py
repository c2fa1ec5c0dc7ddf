"""The preset of the conversation that is open: its picker, its variables, and where it is kept."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.errors import AppError
from desktop.inference import ChosenPreset, Preset, Style
from desktop.language import language_of
from desktop.presets.included import DEFAULT, label
from desktop.ui.parts import Look, Parts
from desktop.ui.preset_picker import PresetPicker
from desktop.ui.preset_variables import PresetVariables
from desktop.wording import sentence


class PresetChoice(QObject):
    """Keeps one choice a conversation; that of a new one waits for its first message.

    Signals: `changed()` when another preset is chosen, `complained(str)`.
    """

    changed = Signal()
    complained = Signal(str)

    def __init__(self, parts: Parts, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = parent
        self._parts, self._look = parts, look
        self._conversation_id: int | None = None
        self._chosen = self._kept = self._draft = ChosenPreset()
        self.picker = PresetPicker(look.language)
        self.picker.picked.connect(self._on_picked)
        self.picker.edit_asked.connect(self._on_edit_asked)
        self.variables = PresetVariables(look.language)
        self.variables.edited.connect(self._on_edited)
        self.variables.finished.connect(self.keep)
        self._show()

    @property
    def preset(self) -> Preset:
        """The preset that is chosen, as the window's language has it."""
        presets, language = self._parts.presets, self._look.language
        found = presets.find(self._chosen.name, language) or presets.find(DEFAULT, language)
        assert found is not None
        return found

    def open(self, conversation_id: int | None) -> None:
        """Show what another conversation is held with."""
        self.keep()
        self._conversation_id = conversation_id
        if conversation_id is None:
            self._kept = self._draft
        else:
            self._kept = self._parts.conversations.preset(conversation_id)
        self._chosen = self._kept
        self._show()

    def begin(self, conversation_id: int) -> None:
        """Give what was chosen for a new conversation to it, now that there is one."""
        self._conversation_id = conversation_id
        self._kept = self._draft = ChosenPreset()
        self.keep()

    def keep(self) -> None:
        """Save what is chosen where it is not saved yet."""
        if self._conversation_id is None:
            self._draft = self._chosen
        elif self._chosen != self._kept:
            try:
                self._parts.conversations.choose_preset(self._conversation_id, self._chosen)
                self._kept = self._chosen
            except AppError as error:
                self.complained.emit(sentence(error.problem, self._look.language))

    def style(self, question: str) -> Style:
        """How a question is answered; raises AppError where a variable has no value."""
        self.keep()
        try:
            return self._parts.presets.style(self._chosen, language_of(question))
        except AppError as error:
            self.variables.focus_empty()
            # Called as beside its field: in the window's language, not in the question's.
            words = label(error.problem.detail, self._look.language)
            raise AppError("preset_variable", detail=words) from error

    def likely_style(self, text: str) -> Style:
        """How a question that is still being written will be answered, as far as it is known."""
        try:
            return self._parts.presets.style(self._chosen, language_of(text))
        except AppError:
            return Style()

    def tell_kept_aside(self) -> None:
        """Say that a file of presets could not be read; once, not again with new colours."""
        if kept_aside := self._parts.presets.kept_aside:
            words = self.tr("Your presets could not be read. The file is kept as {name}.")
            self.complained.emit(words.format(name=kept_aside))
            self._parts.presets.kept_aside = ""

    def take_draft(self, before: PresetChoice) -> None:
        """Go on with what was chosen in another window."""
        before.keep()
        self._chosen = self._draft = before._draft

    def _show(self) -> None:
        presets = self._parts.presets.all(self._look.language)
        self.picker.show_presets(presets, self.preset.name)
        self.variables.show_preset(self.preset, self._chosen)
        self.changed.emit()

    def _on_picked(self, name: str) -> None:
        self._chosen = replace(self._chosen, name=name)
        self.keep()
        self._show()

    def _on_edited(self) -> None:
        # Values of other presets stay: somebody may come back to them.
        values = {**dict(self._chosen.values), **self.variables.values()}
        given = tuple((name, value) for name, value in values.items() if value)
        self._chosen = replace(self._chosen, values=given)

    def _on_edit_asked(self) -> None:
        look = self._look
        from desktop.ui.preset_dialog import PresetDialog  # dialogs are loaded when they open

        dialog = PresetDialog(
            self._parts.presets, self.preset.name, look.theme, look.language, self._page.window()
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.renamed.connect(self._on_renamed)
        dialog.finished.connect(self._show)
        dialog.open()

    def _on_renamed(self, before: str, after: str) -> None:
        """Let every conversation follow a preset to its new name."""
        if self._draft.name == before:
            self._draft = replace(self._draft, name=after)
        if self._chosen.name == before:
            self._chosen = replace(self._chosen, name=after)
            self.keep()
        conversations = self._parts.conversations
        try:
            for each in conversations.kept():
                chosen = conversations.preset(each)
                if chosen.name == before:
                    conversations.choose_preset(each, replace(chosen, name=after))
        except AppError as error:
            self.complained.emit(sentence(error.problem, self._look.language))
