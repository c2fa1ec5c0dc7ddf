"""Workers are killed in the middle of work; what was acknowledged is still there."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.conftest import carrel, results
from tests.digest import Digest, digest
from tests.killed_run import PLACES

pytestmark = pytest.mark.model

_N_FILES = 400
_N_KILLS, _N_KILLS_SOAK, _N_FILES_SOAK = 10, 50, 10_000
_PER_DOCUMENT = {"reading a file", "storing chunks", "noting a state"}
_NEAR = 0.97
"""What is left of a cosine of 1 when a text is embedded in another batch: int8 rounds by batch."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _write(tmp_path_factory.mktemp("files"), _N_FILES, n_words=60)


@pytest.fixture(scope="module")
def undisturbed(files: Path, tmp_path_factory: pytest.TempPathFactory) -> Digest:
    home = tmp_path_factory.mktemp("undisturbed") / "home"
    results(carrel(home, "index", str(files), "--json"))
    return digest(home)


def _write(folder: Path, n_files: int, n_words: int) -> Path:
    for number in range(n_files):
        words = " ".join(f"word{number * k % 977}" for k in range(1, n_words))
        path = folder / f"{number // 1000:03}" / f"{number:05}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Report {number}. {words}.", "utf-8")
    return folder


@pytest.mark.parametrize("n_entered", [20, 200, 399])
def test_an_index_killed_anywhere_resumes_to_the_same_content(
    files: Path, undisturbed: Digest, tmp_path: Path, n_entered: int
) -> None:
    _kill_and_resume(files, undisturbed, tmp_path / "home", n_entered)


def test_an_index_killed_at_ten_points_ends_with_identical_content(
    files: Path, undisturbed: Digest, tmp_path: Path
) -> None:
    _kill_again_and_again(files, undisturbed, tmp_path / "home", _N_KILLS, every=13)


@pytest.mark.soak
def test_ten_thousand_documents_killed_at_fifty_points_end_with_identical_content(
    tmp_path: Path,
) -> None:
    # Apart from the homes, whose own files are no documents.
    files = _write(tmp_path / "files", _N_FILES_SOAK, n_words=8)
    reference = tmp_path / "reference"
    reference.mkdir()
    _run_until_killed(reference, files, "", 0)

    _kill_again_and_again(files, digest(reference), tmp_path / "home", _N_KILLS_SOAK, every=61)


def _kill_again_and_again(
    files: Path, undisturbed: Digest, home: Path, n_kills: int, every: int
) -> None:
    """One run, killed and resumed; each kill comes at another place, and later in its run."""
    home.mkdir()
    places = [(place, n) for n in range(n_kills) for place in PLACES][:n_kills]
    codes = [
        _run_until_killed(
            home, files, place, 1 + n * every if place in _PER_DOCUMENT else 1 + n % 3
        )
        for place, n in places
    ]

    last = _run_until_killed(home, files, "", 0)

    assert codes.count(-signal.SIGKILL) >= 0.8 * n_kills
    assert last == 0
    resumed = digest(home)
    assert resumed.content == undisturbed.content
    assert resumed.farthest(undisturbed) > _NEAR


def _run_until_killed(home: Path, files: Path, place: str, count: int) -> int:
    command = [sys.executable, "-m", "tests.killed_run", str(home), str(files), place, str(count)]
    return subprocess.run(command, timeout=300, check=False).returncode


def _kill_and_resume(files: Path, undisturbed: Digest, home: Path, n_entered: int) -> None:
    command = [sys.executable, "-m", "desktop", "--home", str(home), "index", str(files)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    _wait_until_entered(home, n_entered)

    _kill_index(process.pid)
    _, said = process.communicate(timeout=30)
    (summary,) = results(carrel(home, "index", str(files), "--json"))

    assert process.returncode == 1
    assert "was restarted" in said
    assert summary["failed"] == []
    resumed = digest(home)
    assert resumed.content == undisturbed.content
    assert resumed.farthest(undisturbed) > _NEAR
    (found,) = results(carrel(home, "search", "Report 7 word7", "--json"))
    assert found["hits"]


def _wait_until_entered(home: Path, n_entered: int) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if (home / "library.db").exists():
            try:
                connection = sqlite3.connect(home / "library.db")
                (n,) = connection.execute("SELECT count(*) FROM documents").fetchone()
                connection.close()
                if n >= n_entered:
                    return
            except sqlite3.OperationalError:
                pass
        time.sleep(0.01)
    raise AssertionError("indexing did not come that far")


def _kill_index(pid: int) -> None:
    for child in psutil.Process(pid).children():
        if any("lance" in each.path for each in child.memory_maps()):
            os.kill(child.pid, signal.SIGKILL)
            return
    raise AssertionError("there is no index worker to kill")
