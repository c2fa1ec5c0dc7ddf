from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.cli.doctor import doctor
from desktop.cli.models import measure, models
from desktop.cli.session import Session
from desktop.errors import AppError
from desktop.paths import Home, starter_model
from desktop.settings import EngineSettings, Settings
from desktop.tuning import TuningFile
from tests.bench import shapes

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A home with a tiny model, a damaged one, and the starter beside them."""
    home = Home(tmp_path_factory.mktemp("models"))
    tiny = shapes.write("tiny", "Q4_0", home.models)
    (home.models / "cut.gguf").write_bytes(tiny.read_bytes()[:3000])
    with Session(home, Settings()) as opened:
        yield opened


def test_every_model_at_hand_is_listed_with_what_it_needs(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    code = models(session, as_json=True, language="en")

    listed = {
        Path(each["path"]).stem: each for each in json.loads(capsys.readouterr().out)["models"]
    }
    assert code == 0
    assert set(listed) == {"tiny-Q4_0-0", "cut", starter_model().stem}
    starter = listed[starter_model().stem]
    assert (starter["architecture"], starter["quantization"]) == ("llama", "Q4_1")
    assert starter["parameters"] == 134_515_008
    assert starter["licence"] == "apache-2.0"
    assert starter["fits"]
    assert starter["fit"]["needed_bytes"] > starter["size_bytes"]
    assert "is damaged" in listed["cut"]["problem"]
    assert not listed["cut"]["fits"]


@pytest.mark.parametrize(
    ("language", "words"), [("en", "135M parameters"), ("zh", "许可证：apache-2.0")]
)
def test_the_list_can_be_read_by_people(
    session: Session, capsys: pytest.CaptureFixture[str], language: str, words: str
) -> None:
    models(session, as_json=False, language=language)  # type: ignore[arg-type]

    assert words in capsys.readouterr().out


def test_a_measured_model_keeps_its_threads_and_batch(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    tiny = session.home.models / "tiny-Q4_0-0.gguf"

    code = measure(session, str(tiny), as_json=True, language="en")

    said = json.loads(capsys.readouterr().out)
    kept = TuningFile(session.home.tuning).find(tiny)
    assert code == 0
    assert kept is not None
    assert (said["threads"], said["batch"]) == (kept.threads, kept.batch)
    assert said["tok_s"] > 0


def test_what_is_no_model_is_not_measured(session: Session) -> None:
    with pytest.raises(AppError) as caught:
        measure(session, str(session.home.settings), as_json=False, language="en")

    assert caught.value.problem.code == "model_missing"


def test_the_doctor_names_a_chosen_model_that_cannot_be_used(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    chosen = EngineSettings(str(session.home.models / "cut.gguf"))
    kept, session.settings = session.settings, replace(session.settings, engine=chosen)

    code = doctor(session, as_json=True, language="en")

    session.settings = kept
    assert code == 1
    assert "cut.gguf is damaged" in json.loads(capsys.readouterr().out)["problems"][0]
