"""Every lie a model file can tell, told to a real engine process."""

from __future__ import annotations

import queue
import sys
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import psutil
import pytest

from desktop.engine.worker import serve
from desktop.engine_messages import Generate, LoadModel, ModelLoaded
from desktop.messages import Command, Event, Failed, Finished, WorkerDied
from desktop.paths import starter_model
from desktop.process import Worker
from desktop.wording import sentence
from tests.bench import shapes
from tests.engine.malformed import Base, Malformed, mutations
from tests.engine.malformed_by_hand import by_hand

pytestmark = pytest.mark.model

_DEADLINE_S = 5.0
_SLOW_S = 30.0
"""For models that really compute, on a machine with other things to do."""
_START_S = 60.0
_CONTEXT = 256
_SEED = 7
_QUESTION = "Is anybody there?"


class Engine:
    """A real engine process; counts every end of every job and every death."""

    def __init__(self, serve: Callable[[Connection], None] = serve) -> None:
        self.events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self.worker = Worker("engine", serve, self.events.put, "engine_died")
        self.ends: dict[int, int] = {}
        self.n_deaths = 0
        self.job = 0
        self.path = Path()

    def load(self, path: Path, timeout: float = _DEADLINE_S) -> Event:
        self.job, self.path = self.job + 1, path
        return self.end_of(LoadModel(self.job, str(path), _CONTEXT, gpu_layers=0), timeout)

    def generate(self, timeout: float = _DEADLINE_S) -> Event:
        self.job += 1
        return self.end_of(Generate(self.job, question=_QUESTION, max_tokens=4), timeout)

    def end_of(self, command: Command, timeout: float) -> Event:
        self.worker.send(command)
        deadline = time.monotonic() + timeout
        while True:
            try:
                event = self.events.get(timeout=max(deadline - time.monotonic(), 0.001))
            except queue.Empty:
                pytest.fail(f"{type(command).__name__} has no end: {self.path}")
            self.n_deaths += isinstance(event, WorkerDied)
            if isinstance(event, (Finished, Failed)):
                self.ends[event.job] = self.ends.get(event.job, 0) + 1
                if event.job == command.job:
                    return event


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shapes.write("tiny", "Q4_K_M", tmp_path_factory.mktemp("shapes"))


@pytest.fixture(scope="module")
def base(good: Path) -> Base:
    return Base(good.read_bytes())


@pytest.fixture(scope="module")
def engine(good: Path) -> Iterator[Engine]:
    engine = Engine()
    engine.load(good, _START_S)
    engine.generate(_SLOW_S)
    yield engine
    engine.worker.close()


def tell(
    engine: Engine, lie: Malformed, folder: Path, good: Path, timeout: float = _DEADLINE_S
) -> None:
    """Load a file and use it where it loads; an assertion names what went wrong."""
    path = folder / f"{lie.name}.gguf"
    path.write_bytes(lie.content)
    n_deaths, first = engine.n_deaths, engine.job + 1

    end = engine.load(path, timeout)
    if isinstance(end, Finished):
        end = engine.generate(timeout)
    elif isinstance(end, Failed):
        for language in ("en", "zh"):
            said = sentence(end.problem, language)
            assert path.name in said, lie.name
            assert end.problem.detail in said, lie.name
        assert end.problem.detail, lie.name

    assert not isinstance(end, Failed) or end.problem.code in (
        "model_damaged",
        "model_unsupported",
        "model_part_missing",
        "model_too_large",
    ), f"{lie.name}: {end.problem}"
    after = engine.load(good)
    assert isinstance(after, Finished), lie.name
    assert engine.n_deaths == n_deaths, lie.name
    assert all(engine.ends[job] == 1 for job in range(first, engine.job + 1)), lie.name
    path.unlink()


def some(lies: list[Malformed], n: int) -> list[Malformed]:
    """Evenly drawn, so that every group is among them."""
    return [lies[k * len(lies) // n] for k in range(n)]


def test_lies_of_every_kind_end_in_a_sentence_or_an_answer(
    engine: Engine, base: Base, good: Path, tmp_path: Path
) -> None:
    # Templates are tried below.
    made = [each for each in by_hand(base) if not each.name.startswith("template-")]
    for lie in (*mutations(base, 23, _SEED), *some(made, 20)):
        tell(engine, lie, tmp_path, good)


@pytest.mark.soak
def test_every_file_made_by_hand_ends_in_a_sentence_or_an_answer(
    engine: Engine, base: Base, good: Path, tmp_path: Path
) -> None:
    for lie in by_hand(base):
        tell(engine, lie, tmp_path, good)


@pytest.mark.soak
@pytest.mark.parametrize("seed", [_SEED, 11])
def test_every_mutation_ends_in_a_sentence_or_an_answer(
    engine: Engine, base: Base, good: Path, tmp_path: Path, seed: int
) -> None:
    for lie in mutations(base, 260, seed):
        tell(engine, lie, tmp_path, good)


@pytest.mark.soak
def test_mutations_of_the_starter_model_end_in_a_sentence_or_an_answer(
    engine: Engine, good: Path, tmp_path: Path
) -> None:
    for lie in mutations(Base(starter_model().read_bytes()), 46, _SEED):
        tell(engine, lie, tmp_path, good)


@pytest.mark.parametrize("name", ["bomb", "nested-loops", "power", "long-text", "recursive"])
def test_a_template_that_never_ends_does_not_stop_the_engine(
    engine: Engine, base: Base, good: Path, tmp_path: Path, name: str
) -> None:
    lie = next(each for each in by_hand(base) if each.name == f"template-{name}")

    tell(engine, lie, tmp_path, good)


def serve_unchecked(pipe: Connection) -> None:
    """An engine that hands llama.cpp whatever it is given."""
    from desktop.engine import gguf

    gguf.check = lambda _: None
    serve(pipe)


def test_an_engine_that_aborts_is_told_within_a_second_and_the_next_load_works(
    base: Base, good: Path, tmp_path: Path
) -> None:
    fatal = tmp_path / "fatal.gguf"
    fatal.write_bytes(next(e.content for e in by_hand(base) if e.name == "expert_count-8"))
    engine = Engine(serve_unchecked)
    engine.load(good, _START_S)

    begun = time.monotonic()
    end = engine.load(fatal)
    told_after = time.monotonic() - begun
    after = engine.load(good, _START_S)
    engine.worker.close()

    assert isinstance(end, Failed)
    assert end.problem.code == "engine_died"
    assert isinstance(after, Finished)
    assert engine.n_deaths == 1
    assert told_after < 1


def serve_with_little_memory(pipe: Connection) -> None:
    """An engine with room for its libraries and threads, and 100 MiB more."""
    _limit_to(100 << 20)
    serve(pipe)


def serve_with_enough_memory(pipe: Connection) -> None:
    """An engine with just enough room for the starter model."""
    _limit_to(500 << 20)
    serve(pipe)


def _limit_to(room: int) -> None:
    import resource

    import desktop.engine.llama  # noqa: F401  # what it takes is not to count

    threads = 256 << 20
    limit = psutil.Process().memory_info().vms + threads + room
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of this kind")
def test_a_model_over_the_limit_of_its_process_is_refused_in_words() -> None:
    engine = Engine(serve_with_little_memory)

    end = engine.load(starter_model(), _START_S)
    engine.worker.close()

    assert isinstance(end, Failed)
    assert end.problem.code == "model_too_large"
    assert end.problem.detail in sentence(end.problem)
    assert engine.n_deaths == 0


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of this kind")
def test_a_model_within_the_limit_of_its_process_answers() -> None:
    engine = Engine(serve_with_enough_memory)
    loaded: list[Event] = []

    engine.worker.send(LoadModel(1, str(starter_model()), 1024, gpu_layers=0))
    while not loaded or not isinstance(loaded[-1], (Finished, Failed)):
        loaded.append(engine.events.get(timeout=_START_S))
    engine.job = 1
    end = engine.generate(_SLOW_S)
    engine.worker.close()

    assert any(isinstance(each, ModelLoaded) for each in loaded)
    assert isinstance(end, Finished)
    assert engine.n_deaths == 0
