from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.catalog import Catalog
from desktop.domain import Problem
from desktop.engine_messages import MeasureModel, ModelMeasured
from desktop.messages import Cancel, Finished
from desktop.settings import SamplingSettings, Settings
from desktop.tuning import MeasuringEnded, MeasuringMoved, Tuned, Tuning, TuningFile
from desktop.ui import theme
from desktop.ui.embedder_box import EmbedderBox
from desktop.ui.measure_row import MeasureRow
from desktop.ui.settings_choice import SettingsChoice
from desktop.ui.settings_dialog import SettingsDialog
from tests.fakes import FakeSender
from tests.ui.settings_desk import named, show_settings

TUNED = Tuned(2, 512, 290.0, 153.2)

Make = Callable[..., SettingsDialog]


@pytest.fixture
def make(qtbot: QtBot, qapp: QApplication) -> Make:
    """Make a dialog that is shown."""
    theme.apply(theme.LIGHT, qapp)
    parent = QWidget()
    qtbot.addWidget(parent)
    return partial(show_settings, qtbot, parent)


def choose(dialog: SettingsDialog, name: str, value: object) -> None:
    box = named(dialog, QComboBox, name)
    assert isinstance(box, QComboBox)
    assert box.findData(value) >= 0, f"{value} cannot be chosen"
    box.setCurrentIndex(box.findData(value))


def test_every_choice_is_kept_where_it_belongs(make: Make) -> None:
    dialog = make()
    for name, value in (
        ("Colours", "dark"),
        ("Longest answer", 1024),
        ("Think first", 512),
        ("Context window", 8192),
        ("Threads", 1),
        ("Layers on the graphics card", 0),
        ("Unload when idle for", 0),
        ("Saved state of conversations", 500),
    ):
        choose(dialog, name, value)
    for name, number in (
        ("Temperature", 0.7),
        ("Top-p", 0.9),
        ("Min-p", 0.1),
        ("Repeat penalty", 1.1),
        ("DRY multiplier", 0.8),
    ):
        named(dialog, QDoubleSpinBox, name).setValue(number)  # type: ignore[attr-defined]
    named(dialog, QSpinBox, "Top-k").setValue(20)  # type: ignore[attr-defined]
    named(dialog, QSpinBox, "Seed").setValue(42)  # type: ignore[attr-defined]
    QTest.keyClick(named(dialog, QCheckBox, "Answer from my documents"), Qt.Key.Key_Space)

    after = dialog.settings()

    assert after.window.theme == "dark"
    assert (after.chat.max_tokens, after.chat.reasoning_tokens) == (1024, 512)
    assert not after.chat.use_documents
    engine = after.engine
    assert (engine.context_tokens, engine.threads, engine.gpu_layers) == (8192, 1, 0)
    assert (engine.idle_minutes, engine.kv_quota_mb) == (0, 500)
    words = after.sampling
    assert (words.temperature, words.top_p, words.min_p) == (0.7, 0.9, 0.1)
    assert (words.repeat_penalty, words.dry_multiplier) == (1.1, 0.8)
    assert (words.top_k, words.seed) == (20, 42)


def test_what_the_dialog_cannot_show_exactly_is_left_as_it_is(make: Make) -> None:
    settings = Settings()
    odd = replace(
        settings,
        engine=replace(settings.engine, context_tokens=5000, gpu_layers=27, model="/m.gguf"),
        sampling=replace(settings.sampling, top_p=0.123456, seed=2**40, top_k=5000),
        window=replace(settings.window, geometry="abc", sidebar=False),
    )

    assert make(odd).settings() == odd


def test_defaults_come_back_but_the_model_and_the_window_stay(make: Make) -> None:
    settings = Settings()
    mine = replace(
        settings,
        engine=replace(settings.engine, model="/m.gguf", threads=1, kv_quota_mb=0),
        sampling=replace(settings.sampling, top_p=0.123456, temperature=1.5),
        window=replace(settings.window, geometry="abc", theme="dark"),
    )
    dialog = make(mine)

    QTest.mouseClick(named(dialog, QPushButton, "Reset to defaults"), Qt.MouseButton.LeftButton)

    assert dialog.settings() == replace(
        settings,
        engine=replace(settings.engine, model="/m.gguf"),
        window=replace(settings.window, geometry="abc"),
    )


def test_a_small_screen_reaches_save_and_every_field(make: Make) -> None:
    warm = replace(Settings(), sampling=SamplingSettings(temperature=0.7))
    dialog = make(warm, width=680, height=480)
    area = dialog.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    save = named(dialog, QPushButton, "Save")
    seen: list[str] = []

    for _ in range(60):
        QTest.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_Tab)
        QApplication.processEvents()
        field = QApplication.focusWidget()
        assert field is not None
        seen.append(field.accessibleName())
        if area.isAncestorOf(field):
            top = field.mapTo(area.viewport(), QPoint(0, 0)).y()
            assert top >= -1, field.accessibleName()
            assert top + field.height() <= area.viewport().height() + 1, field.accessibleName()

    assert dialog.size().height() == 480
    assert dialog.rect().contains(save.mapTo(dialog, save.rect().bottomRight()))
    assert {"Colours", "Temperature", "Seed", "Saved state of conversations"} <= set(seen)


def test_what_has_no_effect_at_temperature_0_cannot_be_chosen(make: Make) -> None:
    dialog = make()
    fields = [
        *(named(dialog, QSpinBox, name) for name in ("Top-k", "Seed")),
        *(named(dialog, QDoubleSpinBox, name) for name in ("Top-p", "Min-p")),
    ]
    before = [each.isEnabled() for each in fields]

    named(dialog, QDoubleSpinBox, "Temperature").setValue(0.7)  # type: ignore[attr-defined]

    assert before == [False] * 4
    assert all(each.isEnabled() for each in fields)
    assert named(dialog, QDoubleSpinBox, "Repeat penalty").isEnabled()


def test_a_result_says_when_it_counts_where_threads_are_chosen_by_hand(make: Make) -> None:
    dialog = make()
    dialog.show_kept(TUNED)
    note = named(dialog, QLabel, "Used when Threads is Automatic.")
    was_shown = note.isVisible()

    choose(dialog, "Threads", 1)

    assert not was_shown
    assert note.isVisible()


def test_nothing_is_cut_off_at_the_right(make: Make) -> None:
    dialog = make(width=460, height=480)
    area = dialog.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)

    assert area.widget().width() <= area.viewport().width()


def test_a_wheel_over_a_field_scrolls_and_changes_nothing(make: Make) -> None:
    dialog = make(height=400)
    area = dialog.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    box = named(dialog, QComboBox, "Colours")
    at = box.mapTo(dialog, box.rect().center())

    QTest.wheelEvent(dialog.windowHandle(), at, QPoint(0, -120))
    QApplication.processEvents()

    assert dialog.settings() == Settings()
    assert area.verticalScrollBar().value() > 0


def test_every_field_says_what_it_is(make: Make) -> None:
    dialog = make()
    kinds = (QComboBox, QSpinBox, QDoubleSpinBox, QPushButton, QCheckBox, QProgressBar)

    unnamed = [
        each
        for kind in kinds
        for each in dialog.findChildren(kind)
        if not (each.accessibleName() or getattr(each, "text", str)())
    ]

    assert unnamed == []


def test_measuring_shows_how_far_it_is_and_then_the_result_in_words(
    make: Make, qtbot: QtBot
) -> None:
    dialog = make()
    with qtbot.waitSignal(dialog.measure_asked):
        QTest.mouseClick(
            named(dialog, QPushButton, "Measure this computer"), Qt.MouseButton.LeftButton
        )
    dialog.on_tuning_update(MeasuringMoved(0.4), "en")
    progress = named(dialog, QProgressBar, "Measuring")
    assert isinstance(progress, QProgressBar)
    was_shown = progress.isVisible() and progress.value() == 40

    dialog.on_tuning_update(MeasuringEnded(TUNED, 120.0), "en")

    assert was_shown
    assert not progress.isVisible()
    assert named(dialog, QLabel, "2 threads, batches of 512: 153 tokens/s; was 120").isVisible()
    assert named(dialog, QPushButton, "Measure this computer").isVisible()


def test_measuring_can_be_cancelled_with_the_keyboard(make: Make, qtbot: QtBot) -> None:
    dialog = make()
    QTest.keyClick(named(dialog, QPushButton, "Measure this computer"), Qt.Key.Key_Space)
    cancel = named(dialog, QPushButton, "Cancel measuring")

    with qtbot.waitSignal(dialog.measure_cancelled):
        QTest.keyClick(cancel, Qt.Key.Key_Space)
    dialog.on_tuning_update(MeasuringEnded(), "en")

    assert named(dialog, QLabel, "Cancelled; nothing was changed.").isVisible()


def test_measuring_that_fails_says_why(make: Make) -> None:
    dialog = make()
    QTest.keyClick(named(dialog, QPushButton, "Measure this computer"), Qt.Key.Key_Space)

    dialog.on_tuning_update(MeasuringEnded(problem=Problem("model_out_of_memory")), "en")

    words = [each.text() for each in dialog.findChildren(MeasureRow)[0].findChildren(QLabel)]
    assert any("Memory ran out" in each for each in words)


def test_nothing_is_measured_while_an_answer_is_written(make: Make) -> None:
    dialog = make()
    dialog.show_hindrance("answering")
    button = named(dialog, QPushButton, "Measure this computer")
    was_enabled, words = button.isEnabled(), button.toolTip()

    dialog.show_hindrance("none")

    assert not was_enabled
    assert words == "Wait until the answer is finished."
    assert button.isEnabled()


def test_what_was_measured_before_is_shown_at_once(make: Make) -> None:
    dialog = make()

    dialog.show_kept(replace(TUNED, threads=1))

    assert named(dialog, QLabel, "1 thread, batches of 512: 153 tokens/s").isVisible()


@pytest.fixture
def settings_of(qtbot: QtBot, tmp_path: Path) -> tuple[SettingsChoice, FakeSender, QWidget]:
    """What opens the settings of a window, with a model that can be measured."""
    starter = tmp_path / "starter.gguf"
    starter.write_bytes(b"GGUF")
    file, engine = TuningFile(tmp_path / "tuning.json"), FakeSender()
    tuning = Tuning(engine, itertools.count(1), file, lambda each: made[0].on_update(each, "en"))
    window = QWidget()
    qtbot.addWidget(window)
    made = [SettingsChoice(tuning, Catalog(starter, [], file), window)]
    return made[0], engine, window


def opened(window: QWidget) -> SettingsDialog:
    dialog = window.findChild(SettingsDialog)
    assert isinstance(dialog, SettingsDialog)
    return dialog


def test_saved_settings_are_given_back(
    settings_of: tuple[SettingsChoice, FakeSender, QWidget], qtbot: QtBot
) -> None:
    settings, _, window = settings_of
    settings.open(Settings(), "/h", is_answering=False)
    choose(opened(window), "Think first", 256)

    with qtbot.waitSignal(settings.saved) as saved:
        QTest.mouseClick(named(opened(window), QPushButton, "Save"), Qt.MouseButton.LeftButton)

    assert saved.args is not None
    assert saved.args[0].chat.reasoning_tokens == 256


def test_the_settings_measure_the_chosen_model_and_say_when_it_is_used(
    settings_of: tuple[SettingsChoice, FakeSender, QWidget], tmp_path: Path, qtbot: QtBot
) -> None:
    settings, engine, window = settings_of
    settings.open(Settings(), "/h", is_answering=False)
    QTest.keyClick(named(opened(window), QPushButton, "Measure this computer"), Qt.Key.Key_Space)
    asked = engine.last(MeasureModel)

    with qtbot.waitSignal(settings.measured):
        settings.tuning.handle(ModelMeasured(asked.job, 1, 256, 290.0, 153.0))
        settings.tuning.handle(Finished(asked.job))

    assert asked.path == str(tmp_path / "starter.gguf")
    assert named(opened(window), QLabel, "1 thread, batches of 256: 153 tokens/s")


def test_closed_settings_measure_no_longer(
    settings_of: tuple[SettingsChoice, FakeSender, QWidget],
) -> None:
    settings, engine, window = settings_of
    settings.open(Settings(), "/h", is_answering=False)
    QTest.keyClick(named(opened(window), QPushButton, "Measure this computer"), Qt.Key.Key_Space)

    QTest.keyClick(opened(window), Qt.Key.Key_Escape)

    assert engine.last(Cancel).job == engine.last(MeasureModel).job
    assert not settings.tuning.is_measuring


def test_settings_opened_during_an_answer_measure_once_it_is_finished(
    settings_of: tuple[SettingsChoice, FakeSender, QWidget],
) -> None:
    settings, _, window = settings_of
    settings.open(Settings(), "/h", is_answering=True)
    button = named(opened(window), QPushButton, "Measure this computer")
    was_enabled = button.isEnabled()

    settings.note_answering(is_answering=False)

    assert not was_enabled
    assert button.isEnabled()


def test_an_embedder_is_chosen_by_its_folder(make: Make, tmp_path: Path) -> None:
    folder = tmp_path / "multilingual-e5-small"
    folder.mkdir()
    for name in ("tokenizer.json", "config.json"):
        (folder / name).write_text("{}", "utf-8")
    dialog = make()
    box = named(dialog, QComboBox, "Embedder")
    assert isinstance(box, EmbedderBox)
    assert box.currentText().endswith("(comes with Carrel)")

    box.choose(str(folder))

    assert box.currentText() == "multilingual-e5-small"
    assert dialog.settings().index.embedder == str(folder)
    again = make(dialog.settings())
    shown = named(again, QComboBox, "Embedder")
    assert isinstance(shown, EmbedderBox)
    assert shown.currentText() == "multilingual-e5-small"
    assert again.settings() == dialog.settings()


def test_a_folder_that_is_no_embedder_is_refused_in_words(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(QMessageBox, "warning", lambda *each: said.append(each[-1]))
    dialog = make()
    box = named(dialog, QComboBox, "Embedder")
    assert isinstance(box, EmbedderBox)

    box.choose(str(tmp_path))

    assert tmp_path.name in said[0]
    assert dialog.settings().index.embedder == ""
