"""Letters stand out from what is behind them, in every theme, and grow when asked to."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from desktop.ui import theme
from tests.ui.conftest import Screen

_PAIRS = (
    ("text", "page"), ("text", "side"), ("text", "bubble"), ("text", "chip"), ("text", "code"),
    ("text", "selected"), ("text", "warning_page"), ("dim", "page"), ("dim", "side"),
    ("accent", "page"), ("accent", "chip"), ("on_accent", "accent"), ("good", "page"),
    ("warning", "page"), ("warning", "warning_page"), ("off", "page"), ("off", "off_page"),
)  # fmt: skip


def _luminance(colour: QColor) -> float:
    parts = [colour.redF(), colour.greenF(), colour.blueF()]
    linear = [
        each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2, 1 to 21."""
    light, dark = sorted((_luminance(QColor(one)), _luminance(QColor(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("colours", "least"), [(theme.LIGHT, 4.5), (theme.DARK, 4.5), (theme.CONTRAST, 7.0)]
)
def test_letters_stand_out_in_every_theme(colours: theme.Theme, least: float) -> None:
    found = {
        pair: round(_contrast(getattr(colours, pair[0]), getattr(colours, pair[1])), 2)
        for pair in (*_PAIRS, ("mark", "mark"))
        if pair[0] != pair[1]
    }
    found[("on mark", "mark")] = round(_contrast(theme.ON_MARK, colours.mark), 2)

    assert {pair: ratio for pair, ratio in found.items() if ratio < least} == {}


def test_text_and_what_is_around_it_grow_together(screen: Screen, qapp: QApplication) -> None:
    button = screen.find(QPushButton, "New conversation")
    before = button.height()

    theme.apply(theme.LIGHT, qapp, 150)
    QApplication.processEvents()

    assert button.height() > before * 1.35
    assert QFont(button.font()).pointSizeF() == pytest.approx(15.75)


def test_ctrl_plus_makes_the_text_larger_step_by_step(screen: Screen) -> None:
    heard: list[None] = []
    screen.window.look_changed.connect(lambda: heard.append(None))

    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Plus, Qt.Key.Key_Minus):
        screen.bot.keyClick(screen.window, key, Qt.KeyboardModifier.ControlModifier)

    assert screen.parts.settings.current.window.zoom == 110
    screen.bot.keyClick(screen.window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert screen.parts.settings.current.window.zoom == 100
    screen.bot.waitUntil(lambda: len(heard) == 4, timeout=2000)


def test_zoom_ends_where_it_would_be_of_no_use() -> None:
    assert theme.next_zoom(200, 1) == 200
    assert theme.next_zoom(80, -1) == 80
    assert theme.next_zoom(95, 1) == 100


def test_a_new_look_keeps_the_screen_that_is_open(make_screen: object) -> None:
    before, after = make_screen(), make_screen()  # type: ignore[operator]
    before.find(QPushButton, "Documents").click()

    after.window.take_over(before.window)

    assert after.find(QLabel, "No documents yet")
