"""The journeys of `journey.py`, each on a desktop of its own; skipped where tools are missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.paths import samples

_SYSTEM_PYTHON = "/usr/bin/python3"
_NEEDED = ("Xvfb", "openbox", "xdotool", "dbus-run-session", "import", "gnome-keyring-daemon")
_LIMIT_S = 240


def _missing() -> str:
    for tool in _NEEDED:
        if shutil.which(tool) is None:
            return tool
    script = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    done = subprocess.run([_SYSTEM_PYTHON, "-c", script], capture_output=True, check=False)
    return "python3-gi" if done.returncode else ""


MISSING = _missing()
pytestmark = [
    pytest.mark.blackbox,
    pytest.mark.model,
    pytest.mark.skipif(bool(MISSING), reason=f"{MISSING} is not installed: see make test"),
]


@pytest.mark.parametrize("mode", ["plain", "keyring"])
def test_drop_ask_open_rate_and_come_back(mode: str, tmp_path: Path) -> None:
    _travel("evening", mode, tmp_path)


def test_killed_workers_cost_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    _travel("accidents", "plain", tmp_path)


def test_another_command_and_another_start_reach_the_open_window(tmp_path: Path) -> None:
    _travel("company", "plain", tmp_path)


def test_a_model_is_refused_in_words_or_goes_on_where_it_stopped(tmp_path: Path) -> None:
    _travel("engine", "plain", tmp_path)


@pytest.mark.soak
@pytest.mark.parametrize("journey", ["evening", "accidents", "company", "engine"])
@pytest.mark.parametrize("number", list(range(20)))
def test_journeys_work_every_time(journey: str, number: int, tmp_path: Path) -> None:
    _travel(journey, "keyring" if number % 2 else "plain", tmp_path)


def _travel(journey: str, mode: str, tmp_path: Path) -> None:
    pictures = Path(os.environ.get("CARREL_PICTURES") or tmp_path)
    carrel = Path(sys.executable).with_name("carrel")
    runtime = tmp_path / "runtime"
    runtime.mkdir(mode=0o700)
    environment = {
        **os.environ,
        "HOME": str(tmp_path),
        "XDG_RUNTIME_DIR": str(runtime),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "LANG": "C.UTF-8",
    }
    environment.pop("DBUS_SESSION_BUS_ADDRESS", None)
    arguments = [carrel, sys.executable, tmp_path / "home", samples() / "warehouse-lease.pdf"]
    script = Path(__file__).with_name("journey.py")

    done = subprocess.run(
        ["dbus-run-session", "--", _SYSTEM_PYTHON, script, journey, mode, pictures, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        timeout=_LIMIT_S,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
