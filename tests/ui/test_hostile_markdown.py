from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ui.hostile import HOST, texts

pytestmark = pytest.mark.skipif(
    shutil.which("strace") is None, reason="strace is not installed, so nobody sees what is opened"
)
_SLOWEST_S = 3.0
"""Processor seconds for one text in one widget, on a machine that does much else."""


def _watch(trace: Path, *command: str) -> tuple[str, list[str]]:
    """Run a program; returns what it prints, and its calls for files and to the network."""
    calls = "trace=%file,connect,sendto,sendmsg"
    done = subprocess.run(
        [
            "strace",
            "-f",
            "-qq",
            "-s",
            "400",
            "--seccomp-bpf",
            "-e",
            calls,
            "-o",
            str(trace),
            *command,
        ],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        check=True,
        capture_output=True,
        text=True,
        timeout=300,
    )
    lines = trace.read_text(errors="replace").splitlines()
    return done.stdout, [each for each in lines if "execve(" not in each]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the bait lies that hostile texts name."""
    bait = tmp_path / "trap"
    bait.mkdir()
    (bait / "bait.png").write_bytes(b"not a picture")
    return bait


def test_the_watch_sees_who_takes_the_bait(folder: Path, tmp_path: Path) -> None:
    code = "import socket, sys; open(sys.argv[1]); socket.socket().connect_ex(('127.0.0.1', 9))"

    _, calls = _watch(tmp_path / "t", sys.executable, "-c", code, str(folder / "bait.png"))

    assert any("bait.png" in each for each in calls)
    assert any("AF_INET" in each for each in calls)


def test_there_are_forty_hostile_texts(folder: Path) -> None:
    assert len(set(texts(str(folder)))) == 40


def test_no_widget_opens_or_fetches_what_a_hostile_text_names(folder: Path, tmp_path: Path) -> None:
    printed, calls = _watch(tmp_path / "t", sys.executable, "-m", "tests.ui.hostile", str(folder))
    slowest = json.loads(printed.splitlines()[-1])

    assert len(slowest) >= 20
    assert [each for each in calls if "bait" in each or HOST in each] == []
    assert [each for each in calls if "AF_INET" in each] == []
    assert {name: took for name, (took, _) in slowest.items() if took > _SLOWEST_S} == {}
