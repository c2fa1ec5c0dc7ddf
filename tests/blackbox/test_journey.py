"""The journeys of `journeys/`, each on a desktop of its own; skipped where tools are missing."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

_SYSTEM_PYTHON = "/usr/bin/python3"
_NEEDED = ("Xvfb", "openbox", "xdotool", "dbus-run-session", "import", "gnome-keyring-daemon")
_LIMIT_S = 300
_HERE = Path(__file__).parent
_SOAKED = 20
_FIRST = ("main_ways",)
"""Modules whose journeys are made in English, and the evening with a keyring too."""


def _missing() -> str:
    for tool in _NEEDED:
        if shutil.which(tool) is None:
            return tool
    script = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    done = subprocess.run([_SYSTEM_PYTHON, "-c", script], capture_output=True, check=False)
    return "python3-gi" if done.returncode else ""


def _journeys() -> list[str]:
    found = []
    for path in sorted((_HERE / "journeys").glob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                found.append(f"{path.stem}.{node.name}")
    return found


MISSING = _missing()
JOURNEYS = _journeys()
OTHERS = [each for each in JOURNEYS if not each.startswith(_FIRST)]
pytestmark = [
    pytest.mark.blackbox,
    pytest.mark.model,
    pytest.mark.skipif(bool(MISSING), reason=f"{MISSING} is not installed: see make test"),
]


@pytest.mark.parametrize("journey", [each for each in JOURNEYS if each not in OTHERS])
def test_people_reach_what_they_came_for(journey: str, tmp_path: Path) -> None:
    _travel(journey, "en", "plain", tmp_path)


def test_an_evening_with_a_keyring(tmp_path: Path) -> None:
    _travel("main_ways.evening", "en", "keyring", tmp_path)


@pytest.mark.parametrize(
    ("journey", "language"),
    [(each, ("en", "zh")[number % 2]) for number, each in enumerate(OTHERS)],
)
def test_in_english_or_chinese(journey: str, language: str, tmp_path: Path) -> None:
    _travel(journey, language, "plain", tmp_path)


@pytest.mark.soak
@pytest.mark.parametrize("journey", JOURNEYS)
@pytest.mark.parametrize("number", list(range(_SOAKED)))
def test_journeys_work_every_time(journey: str, number: int, tmp_path: Path) -> None:
    mode = "keyring" if number % 4 > 1 else "plain"
    _travel(journey, ("en", "zh")[number % 2], mode, tmp_path)


def _travel(journey: str, language: str, mode: str, tmp_path: Path) -> None:
    pictures = Path(os.environ.get("CARREL_PICTURES") or tmp_path)
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
    arguments = [pictures, sys.executable, _HERE.parents[1], tmp_path / "home"]
    script = _HERE / "journey.py"

    done = subprocess.run(
        ["dbus-run-session", "--", _SYSTEM_PYTHON, script, journey, language, mode, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        timeout=_LIMIT_S,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
