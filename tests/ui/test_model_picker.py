from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.catalog import Inspected, ModelFile
from desktop.domain import Problem
from desktop.inference import Fit, ModelInfo
from desktop.ui.model_picker import ModelPicker
from tests.fakes import MODEL

FIT = Fit(2048, "CPU", 0, 2, 512, "f16", 1_400_000_000, 4096)


def test_a_model_says_what_it_needs_once_that_is_known(qtbot: QtBot) -> None:
    picker = ModelPicker()
    qtbot.addWidget(picker)
    file = ModelFile(Path("/big.gguf"), 1_100_000_000, is_starter=False)
    picker.show_models((file,), "/big.gguf")
    before = picker.accessibleDescription()
    info = ModelInfo("/big.gguf", "big", "qwen3", "Q4_K", 1_100_000_000, 17 * 10**8, 28, 40960)

    picker.show_details(Inspected("/big.gguf", info, FIT), "en")

    assert "Q4_K" not in before
    assert picker.accessibleDescription().splitlines() == [
        "qwen3 · Q4_K · 1.1 GB",
        "context window 40960 tokens",
        "licence not stated",
        "needs about 1.4 GB",
        "/big.gguf",
    ]


def test_a_model_that_does_not_fit_says_so(qtbot: QtBot) -> None:
    picker = ModelPicker()
    qtbot.addWidget(picker)
    picker.show_models((ModelFile(Path("/m.gguf"), 9, is_starter=False),), "/m.gguf")

    problem = Problem("model_too_large", "/m.gguf", "9.0 GB / 2.0 GB")
    picker.show_details(Inspected("/m.gguf", MODEL, None, problem), "en")

    assert "needs more memory than is free" in picker.toolTip()


def test_what_a_file_says_of_itself_is_shown_as_it_is(qtbot: QtBot) -> None:
    picker = ModelPicker()
    qtbot.addWidget(picker)
    picker.show_models((ModelFile(Path("/m.gguf"), 9, is_starter=False),), "/m.gguf")

    picker.show_details(Inspected("/m.gguf", replace(MODEL, licence="<b>mine</b>"), FIT), "en")

    assert "licence: <b>mine</b>" in picker.accessibleDescription()
    assert "licence: &lt;b&gt;mine&lt;/b&gt;" in picker.toolTip()


def test_an_arrow_on_the_closed_list_opens_it_and_chooses_nothing(qtbot: QtBot) -> None:
    picker = ModelPicker()
    qtbot.addWidget(picker)
    picker.show_models((ModelFile(Path("/m.gguf"), 9, is_starter=False),), "/m.gguf")
    with qtbot.waitExposed(picker):
        picker.show()
    heard: list[object] = []
    picker.picked.connect(heard.append)
    picker.file_asked.connect(lambda: heard.append("file"))

    QTest.keyClick(picker, Qt.Key.Key_Down)
    is_open = picker.view().isVisible()
    picker.hidePopup()

    assert is_open
    assert heard == []


def test_more_is_asked_about_the_models_when_their_list_opens(qtbot: QtBot) -> None:
    picker = ModelPicker()
    qtbot.addWidget(picker)
    picker.show_models((), "")
    picker.show()

    with qtbot.waitSignal(picker.opened):
        picker.showPopup()
    picker.hidePopup()
