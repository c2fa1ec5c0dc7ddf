from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from desktop.ui import translation
from tests.ui.conftest import Screen

TS = translation.FOLDER / "zh_CN.ts"


def test_every_text_of_the_window_is_translated(tmp_path: Path) -> None:
    copy = tmp_path / "zh_CN.ts"
    shutil.copy(TS, copy)
    sources = [str(each) for each in sorted(Path(translation.__file__).parent.glob("*.py"))]
    update = Path(sys.executable).with_name("pyside6-lupdate")

    subprocess.run(
        [update, *sources, "-source-language", "en", "-target-language", "zh_CN", "-ts", copy],
        check=True,
        capture_output=True,
    )

    assert 'type="unfinished"' not in copy.read_text("utf-8")


def test_the_compiled_translation_is_that_of_its_source(tmp_path: Path) -> None:
    release = Path(sys.executable).with_name("pyside6-lrelease")

    subprocess.run([release, TS, "-qm", tmp_path / "new.qm"], check=True, capture_output=True)

    assert (tmp_path / "new.qm").read_bytes() == TS.with_suffix(".qm").read_bytes()


@pytest.fixture
def chinese(qapp: QApplication) -> object:
    installed = translation.install(qapp, "zh")
    yield installed
    translation.remove(qapp, installed)


@pytest.mark.usefixtures("chinese")
def test_the_window_speaks_chinese(make_screen: Callable[..., Screen]) -> None:
    screen = make_screen("zh")

    assert screen.find(QPushButton, "新对话")
    assert screen.find(QLabel, "向您的文档提问")
