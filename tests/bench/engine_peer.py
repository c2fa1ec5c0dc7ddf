"""Another Python binding of llama.cpp, from its wheel, in an environment and a process of its own.

xllamacpp is the one tried that loads the starter model from a wheel with a llama.cpp of this year
(gpt4all 2.8.2 refuses its tokenizer). Its stream is llama.cpp's own server, called in-process.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.bench.llama_bench import Missing, cache

NAME, _VERSION = "xllamacpp", "2026.10.11549"
_PROGRAM = """
import json, sys, time
import xllamacpp

path, context_tokens, threads = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
params = xllamacpp.CommonParams()
params.model.path = path
params.n_ctx = context_tokens
params.n_batch = params.n_ubatch = 512
params.n_parallel = 1
params.cpuparams.n_threads = params.cpuparams_batch.n_threads = threads
params.verbosity = -1
server = xllamacpp.Server(params)
for line in sys.stdin:
    asked = json.loads(line)
    moments = []

    def take(chunk):
        if chunk["choices"] and chunk["choices"][0]["delta"].get("content"):
            moments.append(time.perf_counter())

    server.handle_chat_completions(
        {"messages": [{"role": "user", "content": asked["question"]}], "temperature": 0,
         "max_tokens": asked["n_tokens"], "stream": True, "ignore_eos": True}, take)
    seconds = moments[-1] - moments[0]
    print(json.dumps((asked["n_tokens"] - 1) / seconds), flush=True)
"""


class Peer:
    """The other binding with a model loaded; raises Missing where it is not to be had."""

    def __init__(self, model: Path, context_tokens: int, threads: int) -> None:
        self._process = subprocess.Popen(
            [_python(), "-c", _PROGRAM, str(model), str(context_tokens), str(threads)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def close(self) -> None:
        """End its process."""
        self._process.kill()
        self._process.communicate()

    def tokens_per_second(self, question: str, n_tokens: int) -> float:
        """Stream an answer of exactly so many tokens, greedily."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        asked: dict[str, Any] = {"question": question, "n_tokens": n_tokens}
        try:
            self._process.stdin.write(json.dumps(asked) + "\n")
            self._process.stdin.flush()
            return float(json.loads(self._process.stdout.readline()))
        except (OSError, ValueError) as error:
            raise Missing(f"{NAME} {_VERSION} does not answer with this model") from error


def _python() -> str:
    folder = cache() / f"{NAME}-{_VERSION}"
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not (folder / "installed").exists():
        for arguments in (
            [sys.executable, "-m", "venv", "--clear", str(folder)],
            [str(python), "-m", "pip", "install", "--quiet", "--no-deps", "--only-binary", ":all:",
             f"{NAME}=={_VERSION}"],
        ):  # fmt: skip
            done = subprocess.run(arguments, capture_output=True, text=True, check=False)
            if done.returncode != 0:
                raise Missing(f"{NAME} {_VERSION} cannot be installed here from a wheel")
        (folder / "installed").touch()
    return str(python)
