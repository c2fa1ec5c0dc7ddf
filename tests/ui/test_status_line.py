from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.inference import Fit
from desktop.ui import theme
from desktop.ui.status_line import StatusLine

FIT = Fit(2048, "CPU", 0, 2, 512, "f16", 1_400_000_000, 4096)


def test_the_status_line_says_where_a_loaded_model_runs(qtbot: QtBot) -> None:
    status = StatusLine(theme.LIGHT, is_encrypted=True)
    qtbot.addWidget(status)

    status.show_model("small", FIT)

    (right,) = [each for each in status.findChildren(QLabel) if "small" in each.text()]
    assert right.text() == "small · CPU · context 2048"
    assert "Context window: 2048, not 4096" in right.toolTip()


def test_another_model_takes_the_speed_of_the_last_one_away(qtbot: QtBot) -> None:
    status = StatusLine(theme.LIGHT, is_encrypted=True)
    qtbot.addWidget(status)
    status.show_model("small", FIT)
    status.show_context(900, 2048)

    status.show_model("other", None)

    (right,) = [each for each in status.findChildren(QLabel) if "other" in each.text()]
    assert right.text() == "other"
