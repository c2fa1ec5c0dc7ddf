"""What a model was said to need against what its process really held, in random-weight files.

Needs no downloads: `python -m tests.bench.memory [FOLDER]` keeps the files in FOLDER.
"""

from __future__ import annotations

import json
import queue
import sys
import tempfile
from pathlib import Path

import psutil

from desktop.engine import gguf, planner
from desktop.engine.worker import serve
from desktop.engine_messages import Generate, LoadModel
from desktop.messages import Command, Event, Failed, Finished
from desktop.paths import starter_model
from desktop.process import Worker
from tests.bench import shapes

CASES = (
    ("starter", "Q4_1", 2048),
    ("starter", "Q4_1", 8192),
    ("smollm2-135m", "F16", 4096),
    ("qwen2.5-0.5b", "Q4_K_M", 4096),
    ("qwen2.5-0.5b", "Q4_K_M", 16384),
    ("qwen2.5-0.5b", "Q8_0", 1024),
    ("llama3.2-1b", "Q4_K_M", 1024),
    ("llama3.2-1b", "Q8_0", 4096),
    ("llama3.2-1b", "F16", 16384),
    ("qwen3-1.7b", "Q4_0", 4096),
    ("qwen3-1.7b", "Q4_K_M", 16384),
    ("gemma3-1b", "Q4_0", 4096),
    ("mistral-3b", "Q4_1", 4096),
)
_QUESTION = "The river rises in the hills and carries sand to the sea. " * 60
_TIMEOUT_S = 300


def main() -> None:
    """Print one JSON line."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.gettempdir()) / "shapes"
    rows = [measure(*case, folder) for case in CASES]
    ratios = [float(str(row["ratio"])) for row in rows]
    print(
        json.dumps({"bench": "memory", "lowest": min(ratios), "highest": max(ratios), "rows": rows})
    )


def measure(
    shape: str, quantization: str, context_tokens: int, folder: Path
) -> dict[str, str | float]:
    """Load, evaluate more than one micro-batch, decode a little; sizes are in MiB."""
    path = starter_model() if shape == "starter" else shapes.write(shape, quantization, folder)
    memory = planner.memory_needed(gguf.read_header(path), context_tokens)
    measured = _held(path, context_tokens)
    return {
        "model": f"{shape} {quantization} {context_tokens}",
        "estimate": round(memory.total / 2**20),
        "measured": round(measured / 2**20),
        "ratio": round(memory.total / measured, 3),
    }


def _held(path: Path, context_tokens: int) -> int:
    events: queue.SimpleQueue[Event] = queue.SimpleQueue()
    worker = Worker("engine", serve, events.put, "engine_died")
    try:
        _run(worker, events, LoadModel(1, str(path), context_tokens, gpu_layers=0))
        _run(worker, events, Generate(2, question=_QUESTION, max_tokens=16))
        assert worker.pid is not None
        return _peak(worker.pid)
    finally:
        worker.close()


def _run(worker: Worker, events: queue.SimpleQueue[Event], command: Command) -> None:
    worker.send(command)
    while True:
        event = events.get(timeout=_TIMEOUT_S)
        if event.job == command.job and isinstance(event, (Finished, Failed)):
            assert isinstance(event, Finished), event
            return


def _peak(pid: int) -> int:
    """The most a process held so far; what it holds now where the system keeps no peak."""
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return int(psutil.Process(pid).memory_info().rss)
    (line,) = (each for each in status.read_text().splitlines() if each.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


if __name__ == "__main__":
    main()
