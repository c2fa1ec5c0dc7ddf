"""The window: first picture, memory, scrolling, Markdown and how long it does not answer.

`python -m tests.bench.ui` prints one JSON line; `ui_child` says what each figure is.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.bench.ui_paint import measure

_RUNS = 5
_FILES = 2_000
_WORDS = ("rent", "lease", "clause", "owner", "year", "euro", "garden", "key", "mill", "gate")


def main() -> None:
    """Print one JSON line: medians of what is measured several times."""
    runs = [measure() for _ in range(_RUNS)]
    figures: dict[str, Any] = {"bench": "ui", "heavy_modules": len(runs[0]["heavy_modules"])}
    for name in ("first_paint_cpu_s", "first_paint_wall_s"):
        figures[name] = round(statistics.median(run[name] for run in runs), 3)
    print(json.dumps(figures | _inside()))


def _inside() -> dict[str, float]:
    with tempfile.TemporaryDirectory() as place:
        files = Path(place) / "files"
        for name in ("a", "b"):
            _write_files(files / name)
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.ui_child", f"{place}/home", str(files)],
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            capture_output=True,
            text=True,
            check=True,
            timeout=900,
        )
    return json.loads(done.stdout.splitlines()[-1])  # type: ignore[no-any-return]


def _write_files(folder: Path) -> None:
    folder.mkdir(parents=True)
    chance = random.Random(str(folder.name))
    for n in range(_FILES):
        words = " ".join(chance.choice(_WORDS) for _ in range(40))
        (folder / f"{n}.txt").write_text(f"Note {n} of {folder.name}: {words}.\n")


if __name__ == "__main__":
    main()
