from __future__ import annotations

import itertools
import os
from pathlib import Path

import pytest

from desktop.catalog import Catalog, Inspected, Inspection
from desktop.domain import Problem
from desktop.engine_messages import InspectModel, LoadModel, ModelInspected
from desktop.inference import Fit
from desktop.messages import Failed, Finished
from desktop.settings import EngineSettings
from desktop.tuning import Tuned, TuningFile
from tests.fakes import MODEL, FakeSender

FIT = Fit(4096, "CPU", 0, 2, 512, "f16", 400_000_000, 4096)


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("desktop.catalog.time.monotonic", clock)
    return clock


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "models" / "m.gguf"
    path.parent.mkdir()
    path.write_bytes(b"GGUF....")
    return path


@pytest.fixture
def catalog(model: Path, tmp_path: Path) -> Catalog:
    return Catalog(tmp_path / "starter.gguf", [model.parent], TuningFile(tmp_path / "tuning.json"))


def test_one_crash_is_no_reason_to_refuse_a_model(catalog: Catalog, model: Path) -> None:
    catalog.note_crash(str(model))

    assert not catalog.is_quarantined(str(model))


@pytest.mark.parametrize(("seconds", "is_quarantined"), [(59.0, True), (61.0, False)])
def test_a_second_crash_within_a_minute_is_the_last(
    catalog: Catalog, model: Path, clock: Clock, seconds: float, is_quarantined: bool
) -> None:
    catalog.note_crash(str(model))
    clock.now += seconds

    catalog.note_crash(str(model))

    assert catalog.is_quarantined(str(model)) == is_quarantined


def test_crashes_of_one_model_do_not_count_for_another(catalog: Catalog, model: Path) -> None:
    other = model.with_name("other.gguf")
    other.write_bytes(b"GGUF")
    catalog.note_crash(str(model))
    catalog.note_crash(str(other))

    assert not catalog.is_quarantined(str(model))
    assert not catalog.is_quarantined(str(other))


def test_a_model_chosen_again_has_two_more_tries(catalog: Catalog, model: Path) -> None:
    catalog.note_crash(str(model))
    catalog.note_crash(str(model))

    catalog.forgive(str(model))
    catalog.note_crash(str(model))

    assert not catalog.is_quarantined(str(model))


def test_a_model_file_that_changed_is_another_model(catalog: Catalog, model: Path) -> None:
    catalog.note_crash(str(model))
    catalog.note_crash(str(model))
    was_quarantined = catalog.is_quarantined(str(model))

    os.utime(model, (1, 1))

    assert was_quarantined
    assert not catalog.is_quarantined(str(model))


def test_the_starter_is_forgiven_by_its_empty_name(tmp_path: Path) -> None:
    starter = tmp_path / "starter.gguf"
    starter.write_bytes(b"GGUF")
    catalog = Catalog(starter, [])
    catalog.note_crash(str(starter))
    catalog.note_crash(str(starter))
    was_quarantined = catalog.is_quarantined(str(starter))

    catalog.forgive("")

    assert was_quarantined
    assert not catalog.is_quarantined(str(starter))


def test_a_model_is_loaded_as_the_settings_say(catalog: Catalog, model: Path) -> None:
    settings = EngineSettings(str(model), 2048, gpu_layers=3, threads=2, batch=128)

    assert catalog.choose(settings) == LoadModel(0, str(model), 2048, 3, 2, 128)


@pytest.mark.parametrize(
    ("threads", "batch", "chosen"), [(0, 0, (1, 256)), (1, 128, (1, 128)), (0, 64, (1, 64))]
)
def test_what_was_measured_is_used_where_the_user_chose_nothing(
    catalog: Catalog,
    model: Path,
    tmp_path: Path,
    threads: int,
    batch: int,
    chosen: tuple[int, int],
) -> None:
    TuningFile(tmp_path / "tuning.json").keep(model, Tuned(1, 256, 300.0, 100.0))

    command = catalog.choose(EngineSettings(str(model), threads=threads, batch=batch))

    assert command is not None
    assert (command.threads, command.batch) == chosen


def inspection() -> tuple[Inspection, FakeSender, list[Inspected]]:
    engine, told = FakeSender(), list[Inspected]()
    return Inspection(engine, itertools.count(1), told.append), engine, told


def test_a_model_is_looked_into_once(model: Path) -> None:
    inspector, engine, told = inspection()
    inspector.inspect([str(model)], EngineSettings())
    inspector.inspect([str(model)], EngineSettings())
    job = engine.last(InspectModel).job
    inspector.handle(ModelInspected(job, MODEL, FIT))
    inspector.handle(Finished(job))

    inspector.inspect([str(model)], EngineSettings())

    assert len(engine.sent) == 1
    assert told == [Inspected(str(model), MODEL, FIT)] * 2
    assert not inspector.is_busy


def test_another_context_window_is_another_question(model: Path) -> None:
    inspector, engine, _ = inspection()
    inspector.inspect([str(model)], EngineSettings(context_tokens=2048))

    inspector.inspect([str(model)], EngineSettings(context_tokens=8192))

    assert [each.context_tokens for each in engine.sent if isinstance(each, InspectModel)] == [
        2048,
        8192,
    ]


def test_a_model_that_did_not_fit_is_asked_about_again(model: Path) -> None:
    inspector, engine, told = inspection()
    problem = Problem("model_too_large", str(model), "9.0 GB / 2.0 GB")
    inspector.inspect([str(model)], EngineSettings())
    job = engine.last(InspectModel).job
    inspector.handle(ModelInspected(job, MODEL, None, problem))
    inspector.handle(Finished(job))

    inspector.inspect([str(model)], EngineSettings())

    assert told[0].problem == problem
    assert len(engine.sent) == 2


def test_a_file_that_is_no_model_is_told_as_a_problem(model: Path) -> None:
    inspector, engine, told = inspection()
    inspector.inspect([str(model)], EngineSettings())

    inspector.handle(Failed(engine.last(InspectModel).job, Problem("model_damaged", str(model))))

    assert told == [Inspected(str(model), problem=Problem("model_damaged", str(model)))]
    assert not inspector.is_busy
