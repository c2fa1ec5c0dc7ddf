"""A home is moved whole or not at all: killed by SIGKILL at any point, one of the two is in use."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from desktop import home_move, paths
from desktop.errors import StoreError
from desktop.home_move import Stopped, check, default_home, move, plan
from desktop.paths import Home
from desktop.settings import load

FILES = {
    "carrel.db": b"conversations",
    "carrel.db-wal": b"not yet in the database",
    "carrel.json": b"{}",
    "library.db": os.urandom(3_000_000),
    "index/abc/data/1.lance": b"vectors",
    "index/abc/empty.txn": b"",
    "models/mine/model.gguf": b"GGUF",
    "kv/1/state.kv": b"state",
    "presets.json": b"[]",
    "settings.json": b"{}",
    "logs/carrel.log": b"lines",
    "ballast": b"0" * 1000,
}
FOREIGN = {"thesis.docx": b"mine", "index.txt": b"also mine"}
_KILLED = """
import os, signal, sys
from pathlib import Path
from desktop.home_move import move
from desktop.paths import Home

home, target, pointer, at = sys.argv[1:]
calls = 0

def progressed(done, total):
    global calls
    calls += 1
    if calls == int(at):
        os.kill(os.getpid(), signal.SIGKILL)
    return True

if int(at) == 0:
    import desktop.home_move as module
    module._delete = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
move(Home(Path(home)), Path(target), Path(pointer), progressed)
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home with everything in it, and files of somebody else."""
    first = Home(tmp_path / "first")
    monkeypatch.setattr(paths, "first_home", lambda: first)
    for name, content in {**FILES, **FOREIGN}.items():
        path = first.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (first.root / "models" / "link.gguf").symlink_to(first.root / "thesis.docx")
    return first


def _whole(root: Path) -> bool:
    return all((root / n).is_file() and (root / n).read_bytes() == c for n, c in FILES.items())


def _go_on(_done: int, _total: int) -> bool:
    return True


def test_everything_of_carrel_is_moved_and_nothing_else(home: Home, tmp_path: Path) -> None:
    target = tmp_path / "disk" / "Carrel"

    move(home, target, paths.pointer(), _go_on)

    left = {str(p.relative_to(home.root)) for p in home.root.rglob("*") if not p.is_dir()}
    assert left == {*FOREIGN, "moved.json", "models/link.gguf"}
    assert _whole(target)
    assert not [each for each in target.iterdir() if each.name.startswith(".")]
    assert default_home().root == target
    assert (target / "carrel.db").stat().st_mode & 0o077 == 0


def test_it_is_moved_on_and_back_again(home: Home, tmp_path: Path) -> None:
    for name in FOREIGN:
        (home.root / name).unlink()
    (home.root / "models" / "link.gguf").unlink()
    move(home, tmp_path / "b", paths.pointer(), _go_on)
    move(default_home(), tmp_path / "c", paths.pointer(), _go_on)
    assert not (tmp_path / "b").exists()

    move(default_home(), home.root, paths.pointer(), _go_on)

    assert _whole(home.root)
    assert default_home().root == home.root
    assert not (tmp_path / "c").exists()


@pytest.mark.parametrize("at", [1, 3, 8, 14, 20])
def test_killed_on_the_way_the_old_home_is_in_use_and_whole(
    home: Home, tmp_path: Path, at: int
) -> None:
    target = tmp_path / "target"
    _run_killed(home, target, at)

    assert default_home().root == home.root
    assert _whole(home.root)
    move(home, target, paths.pointer(), _go_on)
    assert _whole(target)


def test_killed_after_the_switch_the_new_home_is_in_use_and_whole(
    home: Home, tmp_path: Path
) -> None:
    target = tmp_path / "target"
    _run_killed(home, target, 0)

    assert default_home().root == target
    assert _whole(target)


def _run_killed(home: Home, target: Path, at: int) -> None:
    program = [sys.executable, "-c", _KILLED, str(home.root), str(target), str(paths.pointer())]
    done = subprocess.run([*program, str(at)], check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL


def test_stopped_the_new_folder_is_as_empty_as_before(home: Home, tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.mkdir()

    with pytest.raises(Stopped):
        move(home, target, paths.pointer(), lambda done, _total: done < 1_000_000)

    assert not target.exists() or not any(target.iterdir())
    assert _whole(home.root)


def test_a_copy_that_differs_is_not_switched_to(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = hashlib.sha256(b"other").hexdigest()

    class Wrong:
        def update(self, _block: bytes) -> None: ...

        def hexdigest(self) -> str:
            return wrong + os.urandom(2).hex()

    monkeypatch.setattr(home_move.hashlib, "sha256", Wrong)

    with pytest.raises(StoreError):
        move(home, tmp_path / "target", paths.pointer(), _go_on)

    assert default_home().root == home.root
    assert _whole(home.root)


@pytest.mark.parametrize(
    ("where", "code"),
    [("first/inside", "move_inside"), (".", "move_inside"), ("full", "move_not_empty")],
)
def test_a_folder_that_cannot_be_the_home_is_refused(
    home: Home, tmp_path: Path, where: str, code: str
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "photo.jpg").touch()

    with pytest.raises(StoreError) as caught:
        check(home, tmp_path / where, plan(home))

    assert caught.value.problem.code == code


def test_too_little_room_is_said_before_anything_is_copied(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=1_000)
    monkeypatch.setattr(home_move.shutil, "disk_usage", lambda _path: usage)

    with pytest.raises(StoreError) as caught:
        check(home, tmp_path / "target", plan(home))

    assert caught.value.problem.code == "move_no_room"


def test_a_home_on_a_disk_that_is_away_is_not_begun_anew(home: Home, tmp_path: Path) -> None:
    paths.pointer().write_text(json.dumps({"home": str(tmp_path / "away")}))

    with pytest.raises(StoreError) as caught:
        default_home()

    assert caught.value.problem.code == "home_away"


def test_a_model_that_lies_in_the_home_is_found_in_the_new_one(home: Home, tmp_path: Path) -> None:
    model = home.root / "models" / "mine" / "model.gguf"
    home.settings.write_text(json.dumps({"engine": {"model": str(model)}}))

    move(home, tmp_path / "target", paths.pointer(), _go_on)

    chosen = load(Home(tmp_path / "target").settings).engine.model
    assert Path(chosen) == tmp_path / "target" / "models" / "mine" / "model.gguf"
