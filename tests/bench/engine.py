"""How fast the engine is: its loop, its process and its memory, against the floor and others.

`python -m tests.bench.engine` prints one JSON line; `... engine decode` measures that group alone.
Each value is the median of interleaved pairs in one run, with its spread (least, most) beside it.
The engine's loop and the bare one take a few tokens each in turn, in one process.
Of two speeds ours is divided by the other's: above 1 means that ours is faster.
"""

from __future__ import annotations

import json
import secrets
import statistics
import struct
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

import psutil

from desktop.engine.worker import serve
from desktop.engine_messages import Generate, KvFolder, PromptReady, Token
from desktop.inference import PromptTurn
from desktop.messages import Cancel, Event, Finished
from desktop.paths import starter_model
from tests.bench import engine_peer, llama_bench, shapes
from tests.bench.bare_loop import TURN, long_text
from tests.bench.engine_child import LeaveOutModel, RunLibrary, SendStamps, TakeTurns
from tests.bench.engine_child import serve as serve_measured
from tests.bench.engine_run import Engine
from tests.bench.llama_bench import Missing

_PAIRS = 5
# Where its memory lies makes one process some per cent faster than the next for as long as it
# lives: every few pairs are of a new one.
_ENGINES, _SHORT_PAIRS = 5, 3
_BENCH_PAIRS = 8  # llama-bench is a process of its own each time: it differs from itself by 10 %
_CONTEXT = 8192  # a quarter of it may be an answer: 2,000 tokens
_QUESTION = "Write a very long story about a warehouse, with many chapters."
_SECOND = "And which one is last?"
_SENTENCES = 130
_LONG = {
    "decode_ratio_2000": ("chosen", "bare"),
    "stream_ratio_2000": ("streamed", "bare"),
    "vs_library_stream_2000": ("streamed", "library"),
}
_GROUPS = {
    "decode": ("decode_ratio_200", "decode_ratio_2000"),
    "llama_bench": ("decode_ratio_llama_bench",),
    "1b": ("decode_ratio_1b",),
    "stream": ("stream_ratio_2000",),
    "overhead": ("us_per_token_overhead_100", "us_per_token_overhead_4000"),
    "library": ("vs_library_stream_2000", "vs_peer_stream_200"),
    "ttft": ("warm_ttft_ratio", "resume_ttft_ratio"),
    "cancel": ("cancel_ms_decode", "cancel_ms_prefill"),
    "ipc": ("ipc_p95_ms",),
}

Measured = dict[str, list[float]]


def short_answer() -> Measured:
    """The loop in the engine's process against the bare one, 200 tokens."""
    return _decode("decode_ratio_200", starter_model(), _CONTEXT, 200)


def one_billion() -> Measured:
    """The same with a size people use: random weights in the shape of Llama 3.2 1B."""
    model = shapes.write("llama3.2-1b", "Q4_K_M", llama_bench.cache())
    return _decode("decode_ratio_1b", model, 2048, 100)


def long_answer(names: Sequence[str]) -> Measured:
    """Rounds of 2,000 tokens; `names` says which of `_LONG` are wanted."""
    found: Measured = {}
    wants_library = any("library" in _LONG[name] for name in names)
    for _ in range(_PAIRS):
        with closing(Engine(serve_measured, starter_model(), _CONTEXT)) as engine:
            _take_turns(engine)
            speeds = asdict(engine.in_turns(_QUESTION, 2000))
            if wants_library:
                speeds["library"] = _library(engine)
            for name in names:
                ours, other = _LONG[name]
                found.setdefault(name, []).append(speeds[ours] / speeds[other])
            for part, speed in speeds.items():
                found.setdefault(f"{part}_tok_s_2000", []).append(speed)
    return found


def _library(engine: Engine) -> float:
    fit, job = engine.fit, engine.next_job()
    model = str(starter_model())
    command = RunLibrary(job, model, _QUESTION, 2000, fit.context_tokens, fit.threads)
    return engine.paced(command)


def against_llama_bench() -> Measured:
    """The loop against llama-bench, which evaluates random tokens and samples none."""
    program = llama_bench.build()
    pairs: list[tuple[float, float]] = []
    for _ in range(_ENGINES):
        with closing(Engine(serve_measured, starter_model(), _CONTEXT)) as engine:
            pairs += _beside_llama_bench(engine, program)
    return {
        "decode_ratio_llama_bench": [ours / other for ours, other in pairs],
        "llama_bench_tok_s": [other for _, other in pairs],
    }


def _beside_llama_bench(engine: Engine, program: Path) -> list[tuple[float, float]]:
    model, threads = starter_model(), engine.fit.threads
    depth = engine.generate(_QUESTION, 32).one(PromptReady).n_tokens
    return _pairs(
        lambda: engine.decoded(_QUESTION, 200)[1],
        lambda: llama_bench.tokens_per_second(program, model, 200, depth, threads),
        _BENCH_PAIRS,
    )


def overhead() -> Measured:
    """Processor time around llama_decode and llama_sampler_sample, in short and long answers."""
    with tempfile.TemporaryDirectory() as folder:
        model = _with_wide_window(Path(folder))
        with closing(Engine(serve_measured, model, 2 * _CONTEXT)) as engine:
            engine.run(LeaveOutModel(engine.next_job()))
            engine.decoded(_QUESTION, 1000)
            pairs = _pairs(
                lambda: engine.decoded(_QUESTION, 100)[1],
                lambda: engine.decoded(_QUESTION, 4000)[1],
            )
    return {
        "us_per_token_overhead_100": [1e6 / short for short, _ in pairs],
        "us_per_token_overhead_4000": [1e6 / long for _, long in pairs],
    }


def peer() -> Measured:
    """Tokens as they reach the window's process against another binding's stream."""
    with closing(Engine(serve_measured, starter_model(), _CONTEXT)) as engine:
        other = engine_peer.Peer(starter_model(), _CONTEXT, engine.fit.threads)
        with closing(other):
            other.tokens_per_second(_QUESTION, 32)
            engine.decoded(_QUESTION, 32)
            pairs = _pairs(
                lambda: engine.decoded(_QUESTION, 200)[0].tokens_per_second,
                lambda: other.tokens_per_second(_QUESTION, 200),
            )
    return {"vs_peer_stream_200": [ours / theirs for ours, theirs in pairs]}


def first_text() -> Measured:
    """From question to first text: a new conversation, its second turn, and a process later.

    What is asked of the new process is what was asked last, as after Continue; `resume_next` is a
    new question there, whose own tokens have to be evaluated too.
    """
    found: Measured = {}
    for number in range(_PAIRS):
        with tempfile.TemporaryDirectory() as folder:
            seconds = _conversation(_kv(folder), number)
        cold = seconds.pop("cold")
        found.setdefault("cold_ttft_s", []).append(cold)
        for name, value in seconds.items():
            found.setdefault(f"{name}_ttft_ratio", []).append(value / cold)
    return found


def cancel() -> Measured:
    """From Cancel to the end of the job, while tokens come and while a prompt is evaluated."""
    found: Measured = {"cancel_ms_decode": [], "cancel_ms_prefill": []}
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(Engine(serve, starter_model(), _CONTEXT, _kv(folder))) as engine,
    ):
        engine.generate(_QUESTION, 8)
        for number in range(2 * _PAIRS):
            found["cancel_ms_decode"].append(_cancelled(engine, _QUESTION, Token, number))
            text = f"{number}. {_long_prompt()}"
            found["cancel_ms_prefill"].append(_cancelled(engine, text, PromptReady, number))
    return found


def messages() -> Measured:
    """To the engine's process and back while it waits, and one way while it computes: 95 of 100."""
    found: Measured = {"ipc_p95_ms": [], "ipc_p95_ms_busy": []}
    with closing(Engine(serve_measured, starter_model(), _CONTEXT)) as engine:
        for _ in range(_PAIRS):
            found["ipc_p95_ms"].append(_p95_ms([engine.there_and_back() for _ in range(100)]))
            stamps = SendStamps(engine.next_job(), 100, 0.01)
            answer = Generate(engine.next_job(), question=_QUESTION, max_tokens=2000)
            found["ipc_p95_ms_busy"].append(_p95_ms(engine.delays(stamps, answer)))
            engine.send(Cancel(answer.job))
    return found


def _pairs(
    ours: Callable[[], float], theirs: Callable[[], float], n_pairs: int = _PAIRS
) -> list[tuple[float, float]]:
    """Measure both in turn, each as often first as the other."""
    found = []
    for number in range(n_pairs):
        if number % 2:
            other = theirs()
            found.append((ours(), other))
        else:
            found.append((ours(), theirs()))
    return found


def _decode(name: str, model: Path, context_tokens: int, n_tokens: int) -> Measured:
    found: Measured = {name: [], f"{name}_tok_s": []}
    for _ in range(_ENGINES):
        with closing(Engine(serve_measured, model, context_tokens)) as engine:
            _take_turns(engine)
            for _ in range(_SHORT_PAIRS):
                speeds = engine.in_turns(_QUESTION, n_tokens)
                found[name].append(speeds.chosen / speeds.bare)
                found[f"{name}_tok_s"].append(speeds.chosen)
    return found


def _take_turns(engine: Engine) -> None:
    """Let the bare loop run beside this engine; both are warm then."""
    prompt = engine.prompt(_QUESTION)
    engine.run(TakeTurns(engine.next_job(), prompt))
    engine.in_turns(_QUESTION, 2 * TURN)


def _conversation(kv: KvFolder, number: int) -> dict[str, float]:
    """Seconds to the first text of each turn, some of them in new processes."""
    turns: tuple[PromptTurn, ...] = ()

    def ask(engine: Engine, question: str) -> tuple[float, tuple[PromptTurn, ...]]:
        run = engine.generate(question, 16, turns=turns, conversation="measured")
        said = (PromptTurn("user", question), PromptTurn("assistant", run.answer))
        return run.ttft_s, (*turns, *said)

    with closing(Engine(serve, starter_model(), _CONTEXT, kv)) as engine:
        engine.generate("Hello.", 4)
        cold, turns = ask(engine, f"{number}. {_long_prompt()}")
        warm, after = ask(engine, _SECOND)
    with closing(Engine(serve, starter_model(), _CONTEXT, kv)) as engine:
        resumed, _ = ask(engine, _SECOND)
    turns = after
    with closing(Engine(serve, starter_model(), _CONTEXT, kv)) as engine:
        another, _ = ask(engine, "And which one is first?")
    return {"cold": cold, "warm": warm, "resume": resumed, "resume_next": another}


def _kv(folder: str) -> KvFolder:
    return KvFolder(folder, secrets.token_bytes(32), 10_000_000_000)


def _long_prompt() -> str:
    """About 2,000 tokens of the starter model's."""
    return f"{long_text(_SENTENCES)} Which of these is the shortest?"


def _cancelled(engine: Engine, question: str, seen: type[Event], number: int) -> float:
    """Milliseconds from Cancel to the end of a job; it is sent a while after an event was seen."""
    job = engine.next_job()
    command = Generate(job, question=question, max_tokens=2000)
    run = engine.until(command, lambda event: isinstance(event, seen))
    time.sleep(0.05 + 0.05 * number)
    asked = time.perf_counter()
    engine.send(Cancel(job))
    engine.go_on(run, job, lambda event: isinstance(event, Finished))
    if not run.one(Finished).cancelled:
        raise Missing("a job ended before it was cancelled")
    return (run.events[-1][0] - asked) * 1000


def _p95_ms(seconds: list[float]) -> float:
    return sorted(seconds)[len(seconds) * 95 // 100] * 1000


def _with_wide_window(folder: Path) -> Path:
    """The starter model, told that its context window is four times what it is."""
    model = bytearray(starter_model().read_bytes())
    key = b"llama.context_length"
    value = model.index(key) + len(key) + 4  # behind the number of its type
    struct.pack_into("<I", model, value, 4 * _CONTEXT)
    path = folder / "wide.gguf"
    path.write_bytes(model)
    return path


_MEASURES: tuple[tuple[tuple[str, ...], Callable[[Sequence[str]], Measured]], ...] = (
    (("decode_ratio_200",), lambda _: short_answer()),
    (tuple(_LONG), long_answer),
    (("decode_ratio_llama_bench",), lambda _: against_llama_bench()),
    (("decode_ratio_1b",), lambda _: one_billion()),
    (_GROUPS["overhead"], lambda _: overhead()),
    (("vs_peer_stream_200",), lambda _: peer()),
    (_GROUPS["ttft"], lambda _: first_text()),
    (_GROUPS["cancel"], lambda _: cancel()),
    (_GROUPS["ipc"], lambda _: messages()),
)


def _report(wanted: set[str]) -> dict[str, Any]:
    figures: dict[str, Any] = {"bench": "engine", "peer": engine_peer.NAME}
    skipped: dict[str, str] = {}
    for keys, measure in _MEASURES:
        asked = [key for key in keys if key in wanted]
        if not asked:
            continue
        try:
            found = measure(asked)
        except Missing as reason:
            figures.update(dict.fromkeys(asked))
            skipped.update(dict.fromkeys(asked, str(reason)))
            continue
        for name, values in found.items():
            figures[name] = _rounded(statistics.median(values))
            figures[f"{name}_spread"] = [_rounded(min(values)), _rounded(max(values))]
    return {**figures, "skipped": skipped}


def _rounded(value: float) -> float:
    """Four figures after the point below ten, one above."""
    return round(value, 4 if value < 10 else 1)


def main(names: list[str]) -> int:
    """Print one JSON line for the groups named, or for all."""
    if set(names) - set(_GROUPS):
        print(f"groups are: {' '.join(_GROUPS)}", file=sys.stderr)
        return 2
    begun = time.perf_counter()
    figures = _report({key for name in names or _GROUPS for key in _GROUPS[name]})
    figures["seconds"] = round(time.perf_counter() - begun)
    figures["load"] = round(psutil.getloadavg()[0], 1)  # ours is about the number of cores
    print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
