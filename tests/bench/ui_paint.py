"""From the start of the program to its first picture: processor seconds, and what it loaded.

The window process only, off the screen, its bytecode written as an installation writes it;
`python -m tests.bench.ui` runs it.
"""

from __future__ import annotations

import compileall
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import desktop

_HEAVY = (
    "torch", "llama_cpp", "lancedb", "sentence_transformers", "transformers", "numpy", "pyarrow",
    "onnxruntime",
)  # fmt: skip
_PROGRAM = """
import json, os, sys, time
begun = time.perf_counter()
from PySide6.QtCore import QEvent, QObject
import desktop.ui.window as module

class Eye(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            cpu = time.process_time()
            wall = time.perf_counter() - begun
            print(json.dumps({"cpu": cpu, "wall": wall, "modules": sorted(sys.modules)}))
            sys.stdout.flush()
            os._exit(0)
        return False

eye = Eye()
show = module.MainWindow.show
def watched_show(window):
    window.installEventFilter(eye)
    show(window)
module.MainWindow.show = watched_show
sys.argv = ["carrel", "--home", os.environ["BENCH_HOME"], "--store", "plain"]
from desktop.__main__ import main
main()
"""


def measure() -> dict[str, Any]:
    """Start the program once and stop it at its first picture."""
    compileall.compile_dir(Path(desktop.__file__).parent, quiet=1)
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "BENCH_HOME": home, "QT_QPA_PLATFORM": "offscreen"}
        done = subprocess.run(
            [sys.executable, "-c", _PROGRAM],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
    found = json.loads(done.stdout)
    return {
        "first_paint_cpu_s": found["cpu"],
        "first_paint_wall_s": found["wall"],
        "heavy_modules": [each for each in _HEAVY if each in found["modules"]],
    }
