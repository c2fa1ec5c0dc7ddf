"""What does not fit into a box ends in an ellipsis."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QStyleOptionComboBox
from pytestqt.qtbot import QtBot

from desktop.ui.elided_box import ElidedBox
from tests.ui.conftest import Screen


def _drawn(box: ElidedBox) -> str:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    return str(option.currentText)


@pytest.mark.usefixtures("screen")
@pytest.mark.parametrize("has_symbol", [False, True])
def test_an_entry_is_cut_only_where_it_does_not_fit(qtbot: QtBot, has_symbol: bool) -> None:
    box, words = ElidedBox(), "Answer from documents"
    box.addItem(QPixmap(16, 16), words) if has_symbol else box.addItem(words)
    qtbot.addWidget(box)
    box.show()

    box.resize(box.sizeHint())
    assert _drawn(box) == words
    box.resize(90, box.height())
    assert _drawn(box).endswith("…")
    assert box.currentText() == words


def test_the_boxes_above_a_conversation_are_such(screen: Screen) -> None:
    assert len(screen.window.findChildren(ElidedBox)) >= 4
