"""Whether ten times as many documents take ten times as long, from files to a tidy search index.

Each run has a process of its own, so that its memory is its own; the small one is run on both sides
of the large one, since a computer with neighbours is not equally fast all the time.
"""

from __future__ import annotations

import json
import math
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

from desktop.index.shelf import Shelf
from desktop.messages import IndexPaths
from desktop.paths import starter_embedder
from tests.bench import corpus
from tests.fakes import Patience

_SMALL, _LARGE = 1_000, 10_000
_N_SMALL = 2
"""How often the small run is made before the large one, and again after it."""
_LOOK_S = 0.05


def measure() -> dict[str, object]:
    """Every figure of the group."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        known = corpus.words(starter_embedder())
        corpus.write(folder / "small", _SMALL, known)
        corpus.write(folder / "large", _LARGE, known)
        smalls = [_run(folder, "small", number) for number in range(_N_SMALL)]
        large = _run(folder, "large", 0)
        smalls += [_run(folder, "small", number) for number in range(_N_SMALL, 2 * _N_SMALL)]
    times = [each["seconds"] for each in smalls]
    small_s, large_s = statistics.median(times), large["seconds"]
    return {
        "scaling_exponent": round(math.log(large_s / small_s) / math.log(_LARGE / _SMALL), 3),
        "index_1k_s": round(small_s, 2),
        "index_1k_spread": [round(min(times), 2), round(max(times), 2)],
        "index_10k_s": round(large_s, 2),
        "index_1k_peak_mb": round(max(each["peak_mb"] for each in smalls)),
        "index_10k_peak_mb": round(large["peak_mb"]),
        "chunks_per_document": round(large["chunks"] / _LARGE, 2),
    }


def _run(folder: Path, size: str, number: int) -> dict[str, float]:
    home = folder / f"home-{size}-{number}"
    home.mkdir()
    command = [sys.executable, "-m", "tests.bench.index_scale", str(home), str(folder / size)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _index(home: Path, files: Path) -> dict[str, float]:
    """Index a folder; the clock runs from the first look to the tidied search index."""
    books = Shelf(home, starter_embedder(), 0).open()
    warm = home / "first.txt"
    warm.write_text("A first file, so that everything has started.", "utf-8")
    books.index(IndexPaths(0, (str(warm),), "warm"), Patience())
    peak = _Peak()
    begun = time.perf_counter()
    summary = books.index(IndexPaths(0, (str(files),), "default"), Patience())
    seconds = time.perf_counter() - begun
    assert summary.files == sum(1 for each in files.rglob("*.txt"))
    books.close()
    return {"seconds": seconds, "peak_mb": peak.bytes / 1e6, "chunks": summary.chunks}


class _Peak:
    """The most memory this process and its parser hold together."""

    def __init__(self) -> None:
        self.bytes = 0
        threading.Thread(target=self._look, daemon=True).start()

    def _look(self) -> None:
        process = psutil.Process()
        while True:
            held = 0
            for each in (process, *process.children(recursive=True)):
                try:
                    held += each.memory_info().rss
                except psutil.Error:
                    continue
            self.bytes = max(self.bytes, held)
            time.sleep(_LOOK_S)


if __name__ == "__main__":
    print(json.dumps(_index(Path(sys.argv[1]), Path(sys.argv[2]))))
