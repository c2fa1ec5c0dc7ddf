from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest

from desktop.domain import Problem
from desktop.engine_messages import LoadModel, MeasureModel, MeasureProgress, ModelMeasured
from desktop.messages import Cancel, Failed, Finished
from desktop.tuning import MeasuringEnded, MeasuringMoved, Tuned, Tuning, TuningFile, Update
from tests.fakes import FakeSender

TUNED = Tuned(1, 256, 290.5, 153.0)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "m.gguf"
    path.write_bytes(b"GGUF")
    return path


@pytest.fixture
def file(tmp_path: Path) -> TuningFile:
    return TuningFile(tmp_path / "tuning.json")


def tuning(file: TuningFile) -> tuple[Tuning, FakeSender, list[Update]]:
    engine, told = FakeSender(), list[Update]()
    return Tuning(engine, itertools.count(1), file, told.append), engine, told


def test_what_was_measured_is_found_by_the_next_start(file: TuningFile, model: Path) -> None:
    file.keep(model, TUNED)

    assert TuningFile(model.with_name("tuning.json")).find(model) == TUNED


def test_another_file_of_the_same_name_was_not_measured(file: TuningFile, model: Path) -> None:
    file.keep(model, TUNED)

    model.write_bytes(b"GGUF, and longer")

    assert file.find(model) is None


def test_what_another_computer_measured_is_not_used(
    file: TuningFile, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.keep(model, TUNED)

    monkeypatch.setattr("desktop.tuning.os.cpu_count", lambda: 96)

    assert file.find(model) is None


@pytest.mark.parametrize(
    "kept",
    ["", "{", "[]", '{"m.gguf 4": 7}', '{"m.gguf 4": {"threads": "two"}}', "\ud83d".encode(
        "utf-8", "surrogatepass"
    )],
)  # fmt: skip
def test_a_damaged_file_is_ignored_and_written_anew(
    file: TuningFile, model: Path, kept: str | bytes
) -> None:
    path = model.with_name("tuning.json")
    path.write_bytes(kept if isinstance(kept, bytes) else kept.encode())
    found = file.find(model)

    file.keep(model, TUNED)

    assert found is None
    assert file.find(model) == TUNED


def test_absurd_values_are_not_used(file: TuningFile, model: Path) -> None:
    file.keep(model, TUNED)
    path = model.with_name("tuning.json")
    kept = json.loads(path.read_text("utf-8"))
    kept["m.gguf 4"]["threads"] = 100_000
    path.write_text(json.dumps(kept), "utf-8")

    assert file.find(model) is None


def test_measuring_goes_from_progress_to_a_result_that_is_kept(
    file: TuningFile, model: Path
) -> None:
    file.keep(model, Tuned(1, 512, 200.0, 120.0))
    use, engine, told = tuning(file)
    use.measure(LoadModel(0, str(model), 4096))
    job = engine.last(MeasureModel).job

    for event in (
        MeasureProgress(job, 0.5),
        ModelMeasured(job, 1, 256, 290.5, 153.0),
        Finished(job),
    ):
        use.handle(event)

    assert told == [MeasuringMoved(0.5), MeasuringEnded(TUNED, 120.0)]
    assert file.find(model) == TUNED
    assert not use.is_measuring


def test_one_measurement_runs_at_a_time(file: TuningFile, model: Path) -> None:
    use, engine, _ = tuning(file)
    use.measure(LoadModel(0, str(model), 4096))

    use.measure(LoadModel(0, str(model), 4096))

    assert len(engine.sent) == 1


def test_cancelled_measuring_ends_at_once_and_keeps_nothing(file: TuningFile, model: Path) -> None:
    use, engine, told = tuning(file)
    use.measure(LoadModel(0, str(model), 4096))
    job = engine.last(MeasureModel).job

    use.cancel()
    use.handle(ModelMeasured(job, 1, 256, 290.5, 153.0))
    use.handle(Finished(job, cancelled=True))

    assert engine.last(Cancel).job == job
    assert told == [MeasuringEnded()]
    assert file.find(model) is None


def test_a_model_that_crashes_while_it_is_measured_is_a_problem(
    file: TuningFile, model: Path
) -> None:
    use, engine, told = tuning(file)
    use.measure(LoadModel(0, str(model), 4096))

    use.handle(Failed(engine.last(MeasureModel).job, Problem("engine_died")))

    assert told == [MeasuringEnded(problem=Problem("engine_died"))]
    assert not use.is_measuring


def test_a_result_that_cannot_be_written_is_a_problem(model: Path, tmp_path: Path) -> None:
    (tmp_path / "blocked").write_text("a file where a folder should be")
    use, engine, told = tuning(TuningFile(tmp_path / "blocked" / "tuning.json"))
    use.measure(LoadModel(0, str(model), 4096))
    job = engine.last(MeasureModel).job

    use.handle(ModelMeasured(job, 1, 256, 290.5, 153.0))
    use.handle(Finished(job))

    (ended,) = told
    assert isinstance(ended, MeasuringEnded)
    assert ended.problem is not None
    assert ended.problem.code == "not_writable"
