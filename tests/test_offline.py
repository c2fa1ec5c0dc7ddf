"""The promise: indexing, searching and asking talk to nobody."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.paths import samples

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed"),
]


def _talk(trace: Path, *command: str) -> list[str]:
    """Run a program and all it starts; returns its calls to an address of the internet."""
    watched = ["strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=connect,sendto,sendmsg,listen"]
    subprocess.run(
        [*watched, "-o", str(trace), *command], check=True, capture_output=True, timeout=300
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

    for command in (
        ("index", str(samples())),
        ("search", "rent"),
        ("ask", "How much is the rent?"),
    ):
        assert _talk(tmp_path / "trace", *carrel, *command) == []
