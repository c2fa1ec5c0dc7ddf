"""The rows of the settings: searched, reset one by one, and one for everything that can be set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.settings import Settings
from desktop.ui import theme
from desktop.ui.settings_dialog import SettingsDialog
from desktop.ui.settings_section import SettingsSection
from tests.ui.settings_desk import named, show_settings

Make = Callable[..., SettingsDialog]


@pytest.fixture
def make(qtbot: QtBot, qapp: QApplication) -> Make:
    """Make a dialog that is shown."""
    theme.apply(theme.LIGHT, qapp)
    parent = QWidget()
    qtbot.addWidget(parent)
    return partial(show_settings, qtbot, parent)


def test_every_setting_can_be_set_or_is_only_remembered(make: Make) -> None:
    remembered = {"engine.model", "engine.batch", "index.threads", "window.sidebar"}
    remembered |= {
        f"window.{name}"
        for name in ("geometry", "sidebar_width", "viewer_width", "viewer_zoom", "conversation")
    }
    sections = make().findChildren(SettingsSection)

    shown = {each for section in sections for each in section.edited}

    every = {
        f"{section}.{name}" for section, values in asdict(Settings()).items() for name in values
    }
    assert every - shown == remembered


def test_a_search_leaves_the_rows_that_are_about_it(make: Make) -> None:
    dialog = make()

    QTest.keyClicks(named(dialog, QLineEdit, "Search settings"), "much probability")

    shown = [e for e in dialog.findChildren(QDoubleSpinBox) if e.isVisible()]
    assert [each.accessibleName() for each in shown] == ["Top-p"]
    assert not named(dialog, QComboBox, "Colours").isVisible()


def test_a_search_without_result_says_so_and_clearing_brings_all_back(make: Make) -> None:
    dialog = make()
    line = named(dialog, QLineEdit, "Search settings")
    assert isinstance(line, QLineEdit)
    QTest.keyClicks(line, "zzz")
    nothing = named(dialog, QLabel, "No setting is about that. Try another word.")
    was_said = nothing.isVisible()

    line.clear()

    assert was_said
    assert not nothing.isVisible()
    assert named(dialog, QComboBox, "Colours").isVisible()


def test_a_row_that_differs_is_reset_alone(make: Make) -> None:
    settings = Settings()
    mine = replace(
        settings,
        window=replace(settings.window, theme="dark"),
        engine=replace(settings.engine, idle_minutes=5),
    )
    dialog = make(mine)
    untouched = named(dialog, QToolButton, "Reset “Threads”")

    reset = named(dialog, QToolButton, "Reset “Colours”")
    was_offered = reset.isVisible()

    QTest.mouseClick(reset, Qt.MouseButton.LeftButton)

    assert was_offered
    assert not untouched.isVisible()
    assert not named(dialog, QToolButton, "Reset “Colours”").isVisible()
    assert dialog.settings() == replace(settings, engine=mine.engine)
