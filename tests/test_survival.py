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

pytestmark = pytest.mark.model

_N_FILES = 400


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    for number in range(_N_FILES):
        words = " ".join(f"word{number * k % 977}" for k in range(1, 60))
        (folder / f"{number:03}.txt").write_text(f"Report {number}. {words}.", "utf-8")
    return folder


@pytest.fixture(scope="module")
def undisturbed(files: Path, tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str]]:
    home = tmp_path_factory.mktemp("undisturbed") / "home"
    results(carrel(home, "index", str(files), "--json"))
    return _content(home)


@pytest.mark.parametrize("n_entered", [20, 200, 399])
def test_an_index_killed_anywhere_resumes_to_the_same_content(
    files: Path, undisturbed: set[tuple[str, str]], tmp_path: Path, n_entered: int
) -> None:
    _kill_and_resume(files, undisturbed, tmp_path / "home", n_entered)


@pytest.mark.soak
@pytest.mark.parametrize("n_entered", list(range(8, _N_FILES, 8)))
def test_an_index_killed_at_fifty_points_resumes_to_the_same_content(
    files: Path, undisturbed: set[tuple[str, str]], tmp_path: Path, n_entered: int
) -> None:
    _kill_and_resume(files, undisturbed, tmp_path / "home", n_entered)


def _kill_and_resume(
    files: Path, undisturbed: set[tuple[str, str]], home: Path, n_entered: int
) -> None:
    command = [sys.executable, "-m", "desktop", "--home", str(home), "index", str(files)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    _wait_until_entered(home, n_entered)

    _kill_index(process.pid)
    _, said = process.communicate(timeout=30)
    (summary,) = results(carrel(home, "index", str(files), "--json"))

    assert process.returncode == 1
    assert "was restarted" in said
    assert summary["failed"] == []
    assert _content(home) == undisturbed
    (found,) = results(carrel(home, "search", "Report 7 word7", "--json"))
    assert found["hits"]


def _content(home: Path) -> set[tuple[str, str]]:
    connection = sqlite3.connect(home / "library.db")
    query = "SELECT path, text FROM chunks JOIN documents ON documents.id = chunks.document_id"
    rows = connection.execute(query).fetchall()
    connection.close()
    assert len(rows) == len(set(rows))
    return set(rows)


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
