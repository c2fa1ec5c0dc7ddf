"""What a user can change, each with a line that says what it does."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.domain import Language
from desktop.settings import Settings
from desktop.tuning import Tuned, Update
from desktop.ui.clear_button import offer_clear
from desktop.ui.measure_row import Hindrance
from desktop.ui.question import ask
from desktop.ui.scale import scaled
from desktop.ui.settings_section import SettingsSection, plain
from desktop.ui.settings_sections import (
    AnswerSection,
    DocumentSection,
    EngineSection,
    LookSection,
    SamplingSection,
    StorageSection,
)

_WIDTH, _HEIGHT = 640, 720
_SMALLEST = (420, 320)
_ROOM_AROUND = 80


class SettingsDialog(QDialog):
    """Shows settings and gives them back changed.

    Signals: `measure_asked()`, `measure_cancelled()`; what comes of it is shown by
    `on_tuning_update`. `move_asked()` and `report_asked()` when the dialog gives way to another.
    """

    measure_asked = Signal()
    measure_cancelled = Signal()
    move_asked = Signal()
    report_asked = Signal()

    def __init__(
        self, settings: Settings, home: str, parent: QWidget, *, can_move: bool = False
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self._settings = settings
        engine = EngineSection()
        self._measure = engine.measure
        self._measure.asked.connect(self.measure_asked)
        self._measure.cancelled.connect(self.measure_cancelled)
        storage = StorageSection(home, can_move=can_move)
        for asked, signal in (
            (storage.move_asked, self.move_asked),
            (storage.report_asked, self.report_asked),
        ):
            asked.connect(partial(self._give_way, signal))
        self._sections: tuple[SettingsSection, ...] = (
            LookSection(),
            AnswerSection(),
            DocumentSection(),
            engine,
            SamplingSection(),
            storage,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 18)
        layout.setSpacing(14)
        layout.addWidget(self._make_search())
        self._area = self._make_scroll_area()
        layout.addWidget(self._area)
        layout.addWidget(self._make_buttons())
        self.setMinimumSize(*_SMALLEST)
        room = self.screen().availableGeometry()
        self.resize(
            min(scaled(_WIDTH), room.width()), min(scaled(_HEIGHT), room.height() - _ROOM_AROUND)
        )
        # The area itself follows Tab inside it, but not into it from the buttons below.
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus_changed)
        self._show(settings)

    def settings(self) -> Settings:
        """The settings as they are chosen now."""
        settings = self._settings
        for section in self._sections:
            settings = section.changed(settings)
        return settings

    def show_hindrance(self, hindrance: Hindrance) -> None:
        """Let the computer be measured, or say why it cannot be now."""
        self._measure.show_hindrance(hindrance)

    def show_kept(self, tuned: Tuned | None) -> None:
        """Show what was measured before with the chosen model."""
        self._measure.show_kept(tuned)

    def on_tuning_update(self, update: Update, language: Language) -> None:
        """Show how far measuring is, or how it ended."""
        self._measure.show_update(update, language)

    def _give_way(self, to: SignalInstance) -> None:
        """Let what goes beyond a setting come instead; changes are not dropped without a word."""

        def leave() -> None:
            self.reject()
            to.emit()

        if self.settings() == self._settings:
            leave()
            return
        ask(
            self,
            self.tr("What you changed here is not saved."),
            self.tr("Save it first, or go on without it."),
            self.tr("Go on without"),
            leave,
        )

    def _on_focus_changed(self, _: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self._area.isAncestorOf(now):
            self._area.ensureWidgetVisible(now)

    def _make_search(self) -> QWidget:
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("Search settings"))
        self._search.setAccessibleName(self.tr("Search settings"))
        offer_clear(self._search)
        self._search.textChanged.connect(self._on_searched)
        row = QWidget()
        layout = QVBoxLayout(row)
        layout.setContentsMargins(24, 18, 24, 0)
        layout.addWidget(self._search)
        return row

    def _on_searched(self, text: str) -> None:
        found = [section.show_matching(text) for section in self._sections]
        self._nothing.setVisible(not any(found))

    def _make_scroll_area(self) -> QScrollArea:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(24, 20, 24, 8)
        column.setSpacing(26)
        label_width = max(section.label_width for section in self._sections)
        for section in self._sections:
            section.set_label_width(label_width)
            column.addWidget(section)
        self._nothing = plain(self.tr("No setting is about that. Try another word."))
        self._nothing.setProperty("dim", True)
        self._nothing.hide()
        column.addWidget(self._nothing)
        column.addStretch()
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setAccessibleName(self.tr("Settings"))
        area.setWidget(content)
        return area

    def _make_buttons(self) -> QWidget:
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        buttons.button(kinds.Ok).setText(self.tr("Save"))
        buttons.button(kinds.Ok).setProperty("primary", True)
        buttons.button(kinds.Cancel).setText(self.tr("Cancel"))
        for kind in (kinds.Ok, kinds.Cancel):
            button = buttons.button(kind)
            button.setIcon(type(button.icon())())
        reset = QPushButton(self.tr("Reset to defaults"))
        reset.clicked.connect(lambda: self._show(Settings()))
        buttons.addButton(reset, QDialogButtonBox.ButtonRole.ResetRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        row = QWidget()
        layout = QVBoxLayout(row)
        layout.setContentsMargins(24, 0, 24, 0)
        layout.addWidget(buttons)
        return row

    def _show(self, settings: Settings) -> None:
        for section in self._sections:
            section.show_settings(settings)
