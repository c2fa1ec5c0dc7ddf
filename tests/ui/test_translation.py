from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QFileInfo
from PySide6.QtWidgets import QApplication, QFileDialog, QFileIconProvider, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.ui import translation
from tests.ui.conftest import Screen

_LATIN_WORD = re.compile("[A-Za-z]{2}")
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


def test_no_text_hides_where_it_is_not_found_to_be_translated() -> None:
    hidden = []
    for path in sorted(Path(translation.__file__).parent.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr) and ".tr(" in ast.unparse(node):
                hidden.append(f"{path.name}:{node.lineno}")

    assert hidden == []


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


@pytest.mark.usefixtures("chinese")
def test_the_dialog_for_files_speaks_chinese_throughout(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    dialog = QFileDialog(directory=str(tmp_path))
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.show()

    labels = [each.text() for each in dialog.findChildren(QLabel) if each.text()]

    assert len(labels) == 3
    assert not any(_LATIN_WORD.search(each) for each in labels)
    assert QFileIconProvider().type(QFileInfo(tmp_path)) == "文件夹"
