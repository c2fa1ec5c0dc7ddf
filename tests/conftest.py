"""What many tests need: a command line in a home of its own, and the samples, indexed once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.paths import samples

# Windows of tests are drawn off the screen; a journey brings a screen of its own.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# onnxruntime in this very process, where a test embeds without a worker.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
# `datasets` asks its hub for a module of every name, even for files that lie here.
os.environ["HF_HUB_OFFLINE"] = "1"

Run = Callable[..., subprocess.CompletedProcess[str]]


def carrel(home: Path, *arguments: str, timeout_s: float = 300) -> subprocess.CompletedProcess[str]:
    """Run a command as a user would, without a terminal."""
    return subprocess.run(
        [sys.executable, "-m", "desktop", "--home", str(home), *arguments],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=timeout_s,
        check=False,
    )


def results(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    """The JSON lines a command printed."""
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="session")
def qapp_cls() -> type:
    """The application that windows of tests live in."""
    from desktop.ui.application import Application

    return Application


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which the samples are indexed."""
    home = tmp_path_factory.mktemp("samples") / "home"
    (summary,) = results(carrel(home, "index", str(samples()), "--json"))
    assert (summary["files"], summary["failed"], summary["skipped"]) == (5, [], [])
    return home
