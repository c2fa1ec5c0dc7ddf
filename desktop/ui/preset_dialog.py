"""Presets made, changed, passed on: a list on the left, everything about one on the right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.domain import Language
from desktop.errors import AppError
from desktop.inference import Preset
from desktop.presets.included import DEFAULT, is_included
from desktop.presets.presets import Presets
from desktop.ui.file_choice import choose_export
from desktop.ui.preset_form import PresetForm
from desktop.ui.preset_side import PresetSide
from desktop.ui.preset_words import about, title
from desktop.ui.save_question import ask_to_save
from desktop.ui.scale import scaled
from desktop.ui.theme import Theme
from desktop.ui.toast import Toast
from desktop.wording import sentence

_SIZE = (900, 680)


class PresetDialog(QDialog):
    """Lets a person edit presets; every change is kept when Save is pressed.

    Signals: `renamed(str, str)` with the names before and after.
    """

    renamed = Signal(str, str)

    def __init__(
        self, presets: Presets, current: str, theme: Theme, language: Language, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Presets"))
        self.resize(*map(scaled, _SIZE))
        self._presets, self._language = presets, language
        self._name = current
        self._before = Preset("")
        self._has_tried = False
        self._side = PresetSide(theme, language)
        self._side.chosen.connect(self._on_chosen)
        self._side.new_asked.connect(self._on_new)
        self._side.duplicate_asked.connect(self._on_duplicate)
        self._side.delete_asked.connect(self._on_delete)
        self._side.import_asked.connect(self._on_import)
        self._side.export_asked.connect(self._on_export)
        self._form = PresetForm(theme)
        self._form.edited.connect(self._on_edited)
        self._note = QLabel()
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setWordWrap(True)
        self._note.setProperty("dim", True)
        self._note.setContentsMargins(20, 14, 16, 0)
        self._save = self._button(self.tr("Save"), self._on_save)
        self._save.setProperty("primary", True)
        self._save.setShortcut(QKeySequence(QKeySequence.StandardKey.Save))
        self._delete = self._button(self.tr("Delete"), self._on_delete)
        self._toast = Toast(self)
        self._lay_out()
        self._refill(current)

    def reject(self) -> None:
        """Close, unless somebody wants to go on with what is not saved (Qt)."""
        if self._may_leave():
            super().reject()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the fields enough room (Qt)."""
        super().resizeEvent(event)
        self._side.fit(self.width())
        self._form.fit(self.width() - self._side.width())

    def import_from(self, path: Path) -> None:
        """Take in the presets of a file and show the first of them."""
        if not self._may_leave():
            return
        found: list[Preset] = []
        if self._try(lambda: found.extend(self._presets.import_file(path))):
            self._refill(found[0].name if found else self._name)
            self._toast.say(self.tr("Presets imported: {n}").format(n=len(found)))

    def export_to(self, path: Path, names: tuple[str, ...]) -> None:
        """Write presets into a file."""
        if self._try(lambda: self._presets.export_file(path, names)):
            self._toast.say(self.tr("Presets exported: {n}").format(n=len(names)))

    # How it looks

    def _lay_out(self) -> None:
        scroll = QScrollArea()
        scroll.setWidget(self._form)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close = self._button(self.tr("Close"), self.reject)
        bottom = QHBoxLayout()
        bottom.setContentsMargins(20, 10, 16, 14)
        bottom.setSpacing(8)
        bottom.addWidget(self._delete)
        bottom.addStretch()
        bottom.addWidget(close)
        bottom.addWidget(self._save)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._note)
        right.addWidget(scroll, 1)
        right.addLayout(bottom)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._side)
        layout.addLayout(right, 1)

    def _button(self, text: str, slot: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: slot())
        return button

    # What is shown

    def _refill(self, name: str) -> None:
        self._side.show_presets(self._presets.all(self._language), name)
        self._show(name)

    def _show(self, name: str) -> None:
        preset = self._presets.find(name, self._language)
        if preset is None:
            self._refill(DEFAULT)
            return
        self._name, self._has_tried = name, False
        is_own = not is_included(name)
        self._form.show_preset(preset, title(preset, self._language), is_editable=is_own)
        self._before = self._form.preset()
        duplicate = self.tr("Duplicate it to change it.")
        self._note.setText(f"{about(preset, self._language)} {duplicate}")
        self._note.setVisible(not is_own)
        self._delete.setEnabled(is_own)
        self._save.setEnabled(False)

    def _own_names(self) -> tuple[str, ...]:
        return tuple(each.name for each in self._presets.own())

    def _may_leave(self) -> bool:
        """Ask what becomes of changes that are not saved; False where the user stays with them."""
        if self._form.preset() == self._before:
            return True
        words = self.tr("Save the changes to “{name}”?").format(name=self._name)
        reply = ask_to_save(self, self.tr("Presets"), words)
        if reply == "save":
            return self._on_save()
        if reply == "discard":
            # Whoever stays here after all, as after an export, sees what is kept.
            self._show(self._name)
        return reply == "discard"

    # What a person does

    def _on_chosen(self, name: str) -> None:
        if name == self._name:
            return
        if self._may_leave():
            self._refill(name)
        else:
            self._side.choose(self._name)

    def _on_edited(self) -> None:
        written = self._form.preset()
        self._save.setEnabled(written != self._before)
        if self._has_tried:
            self._form.show_faults(self._presets.faults(written, self._name))

    def _on_save(self) -> bool:
        """Keep what is written; False where it cannot be kept."""
        before, written = self._name, self._form.preset()
        self._has_tried = True
        faults = self._presets.faults(written, before)
        self._form.show_faults(faults)
        if faults:
            self._form.focus_fault(faults[0])
            return False
        if not self._try(lambda: self._presets.change(before, written)):
            return False
        if written.name != before:
            self.renamed.emit(before, written.name)
        self._refill(written.name)
        return True

    def _on_new(self) -> None:
        self._add(lambda: self._presets.add(Preset(self.tr("New preset"))))

    def _on_duplicate(self) -> None:
        self._add(lambda: self._presets.duplicate(self._name, self._language))

    def _add(self, make: Callable[[], Preset | None]) -> None:
        if not self._may_leave():
            return
        made: list[Preset | None] = []
        if self._try(lambda: made.append(make())) and made[0] is not None:
            self._refill(made[0].name)
            self._form.name.setFocus()
            self._form.name.selectAll()

    def _on_delete(self) -> None:
        preset = self._presets.find(self._name, self._language)
        if preset is None or is_included(self._name):
            return
        if not self._try(lambda: self._presets.delete(preset.name)):
            return

        def undo() -> None:
            if self._may_leave() and self._try(lambda: self._presets.add(preset)):
                self._refill(preset.name)

        rest = self._own_names()
        following = [each for each in rest if each.casefold() > preset.name.casefold()]
        self._refill((following or [*rest[-1:], DEFAULT])[0])
        self._toast.say(self.tr("“{name}” deleted").format(name=preset.name), undo)

    def _on_import(self) -> None:
        words, kinds = self.tr("Import presets"), self.tr("Presets")
        name, _ = QFileDialog.getOpenFileName(self, words, "", f"{kinds} (*.json)")
        if name:
            self.import_from(Path(name))

    def _on_export(self, is_all: bool) -> None:
        if not self._may_leave():
            return
        names = self._own_names() if is_all else (self._name,)
        words, kinds = self.tr("Export presets"), self.tr("Presets")
        path = choose_export(self, words, "carrel-presets.json", f"{kinds} (*.json)")
        if path is not None:
            self.export_to(path, names)

    def _try(self, change: Callable[[], object]) -> bool:
        try:
            change()
        except AppError as error:
            self._toast.say(sentence(error.problem, self._language))
            return False
        return True
