from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop import paths
from desktop.home_move import Progressed, default_home, move
from desktop.paths import Home
from desktop.ui import theme
from desktop.ui.home_choice import HomeChoice
from desktop.ui.move_dialog import MoveDialog
from desktop.ui.parts import Look


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home with something in it."""
    first = Home(tmp_path / "first")
    monkeypatch.setattr(paths, "first_home", lambda: first)
    first.create()
    first.store.write_bytes(b"x" * 3_000_000)
    return first


@pytest.fixture
def choice(qtbot: QtBot, home: Home) -> HomeChoice:
    """What asks where to go, over a window."""
    window = QWidget()
    qtbot.addWidget(window)
    look = Look(theme.LIGHT, "en", str(home.root), Path(), is_encrypted=True)
    return HomeChoice(look, window)


def _answer(name: str) -> list[str]:
    """Press a button of the question that comes up next; returns what it asked."""
    asked: list[str] = []

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        asked.append(box.text())
        next(each for each in box.findChildren(QPushButton) if each.text() == name).click()

    QTimer.singleShot(50, press)
    return asked


def test_a_folder_with_other_files_gets_one_of_ours_inside(
    choice: HomeChoice, tmp_path: Path, qtbot: QtBot
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    (disk / "photo.jpg").touch()
    asked = _answer("Move")

    with qtbot.waitSignal(choice.chosen) as heard:
        choice.offer(disk)

    assert heard.args == [disk / "Carrel"]
    assert "3.0 MB" in asked[0]


def test_a_no_moves_nothing(choice: HomeChoice, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "disk").mkdir()
    asked = _answer("Cancel")

    with qtbot.assertNotEmitted(choice.chosen):
        choice.offer(tmp_path / "disk")
        qtbot.waitUntil(lambda: bool(asked))


def test_a_folder_inside_the_home_is_refused_in_words(
    choice: HomeChoice, home: Home, qtbot: QtBot
) -> None:
    inside = home.root / "inside"
    inside.mkdir()

    with qtbot.waitSignal(choice.complained) as heard:
        choice.offer(inside)

    assert "Choose another one" in heard.args[0]


def test_the_dialog_moves_and_goes(home: Home, tmp_path: Path, qtbot: QtBot) -> None:
    target = tmp_path / "target"
    dialog = MoveDialog(lambda told: move(home, target, paths.pointer(), told), str(target))
    qtbot.addWidget(dialog)

    dialog.run()

    assert dialog.problem is None
    assert not dialog.is_stopped
    assert default_home().root == target


def test_cancel_leaves_everything_where_it_was(home: Home, tmp_path: Path, qtbot: QtBot) -> None:
    target = tmp_path / "target"
    dialogs: list[MoveDialog] = []

    def slow(told: Progressed) -> None:
        def and_cancel(done: int, total: int) -> bool:
            dialogs[0].reject()
            return told(done, total)

        move(home, target, paths.pointer(), and_cancel)

    dialogs.append(MoveDialog(slow, str(target)))
    qtbot.addWidget(dialogs[0])

    dialogs[0].run()

    assert dialogs[0].is_stopped
    assert default_home().root == home.root
    assert home.store.stat().st_size == 3_000_000


def test_what_fails_is_said(tmp_path: Path, home: Home, qtbot: QtBot) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "photo.jpg").touch()
    target = tmp_path / "full"
    dialog = MoveDialog(lambda told: move(home, target, paths.pointer(), told), str(target))
    qtbot.addWidget(dialog)

    dialog.run()

    assert dialog.problem is not None
    assert dialog.problem.code == "move_not_empty"


_PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from desktop import app as module

target = Path(sys.argv.pop())
sys.argv[:] = ["carrel", "--store", "plain"]
start, opened = module.App.start, []

def watched(self, paths=()):
    start(self, paths)
    opened.append(self)
    if len(opened) == 1:
        self.window.open_conversation(self._store.conversations.create("Rent").id)
        QTimer.singleShot(300, lambda: self.window.move_asked.emit(target))
    else:
        titles = [each.title for each in self._store.conversations.newest_first()]
        print(len(opened), titles, flush=True)
        QTimer.singleShot(300, self.window.close)

module.App.start = watched
from desktop.__main__ import main
if __name__ == "__main__":
    sys.exit(main())
"""


def test_a_real_window_moves_its_home_and_opens_there(tmp_path: Path) -> None:
    target = tmp_path / "disk" / "Carrel"
    environment = {
        **os.environ,
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "QT_QPA_PLATFORM": "offscreen",
        "CARREL_HOME": "",
    }

    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(target)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "2 ['Rent']" in done.stdout
    assert (target / "carrel.db").is_file()
    left = [each.name for each in (tmp_path / "data" / "carrel").iterdir()]
    assert left == ["moved.json"]
