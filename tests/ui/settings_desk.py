"""The settings on the screen, for the tests of what is in them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.settings import Settings
from desktop.ui.settings_dialog import SettingsDialog


def show_settings(
    bot: QtBot,
    parent: QWidget,
    settings: Settings | None = None,
    width: int = 640,
    height: int = 700,
) -> SettingsDialog:
    """Open the dialog over a window, at a size."""
    dialog = SettingsDialog(settings or Settings(), "/h", parent)
    dialog.resize(width, height)
    with bot.waitExposed(dialog):
        dialog.show()
    return dialog


def named(root: QWidget, kind: type[QWidget], name: str) -> QWidget:
    """The widget of this accessible name or text."""
    for each in root.findChildren(kind):
        if name in (each.accessibleName(), getattr(each, "text", str)()):
            return each
    raise AssertionError(f"there is no {name}")
