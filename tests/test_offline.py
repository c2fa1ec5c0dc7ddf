"""The promise: indexing, searching and asking talk to nobody."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.paths import samples
from tests.scans import picture_of_lines

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed"),
]

_QUIETING = ("ORT_DISABLE_TELEMETRY", "CI")
_REPORTING_AFTER_S = 12
"""onnxruntime reports its use about eight seconds after it was loaded, unless told not to."""


def _talk(trace: Path, *command: str) -> list[str]:
    """Run a program and all it starts; returns its calls to an address of the internet."""
    watched = ["strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=connect,sendto,sendmsg,listen"]
    # What keeps libraries quiet in tests and on build machines is not there for a user.
    env = {name: value for name, value in os.environ.items() if name not in _QUIETING}
    subprocess.run(
        [*watched, "-o", str(trace), *command],
        env=env,
        check=True,
        capture_output=True,
        timeout=300,
    )
    # AF_INET and AF_INET6: what is on this computer (D-Bus, the display) is no way out of it.
    return [line for line in trace.read_text().splitlines() if "AF_INET" in line]


def test_the_watch_hears_who_talks(tmp_path: Path) -> None:
    code = """if True:
        import socket
        socket.socket().connect_ex(("127.0.0.1", 9))
        socket.socket(socket.AF_INET6, socket.SOCK_DGRAM).sendto(b"", ("::1", 9))
    """

    assert len(_talk(tmp_path / "trace", sys.executable, "-c", code)) == 2


def test_nobody_is_talked_to(tmp_path: Path) -> None:
    carrel = (sys.executable, "-m", "desktop", "--home", str(tmp_path / "home"))

    scan = tmp_path / "scan.png"
    picture_of_lines(["The gate code of the mill is 4417."]).save(scan)

    for command in (
        ("index", str(samples()), str(scan)),
        ("search", "rent"),
        ("ask", "How much is the rent?"),
    ):
        assert _talk(tmp_path / "trace", *carrel, *command) == []


def test_a_worker_that_stays_open_talks_to_nobody(tmp_path: Path) -> None:
    code = f"""if True:
        import time
        from pathlib import Path
        from desktop.worker import settle
        settle()
        from desktop.index.encoder import OnnxRuntime
        from desktop.paths import starter_embedder
        OnnxRuntime(starter_embedder(), 1)
        time.sleep({_REPORTING_AFTER_S})
    """

    assert _talk(tmp_path / "trace", sys.executable, "-c", code) == []
