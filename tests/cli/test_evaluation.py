"""`carrel eval` on real documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import carrel, results

pytestmark = pytest.mark.model

QUESTIONS = (
    {"id": 1, "question": "When does the ferry leave?", "path": "ferry.txt", "answer": "7:40"},
    {"id": 2, "question": "What is the gate code?", "passage": "The gate code is 4417."},
    {"id": 3, "question": "Who composed the opera Fidelio?", "answer": None},
    {"id": 4, "question": "What does the lamp cost?", "path": "gone.txt"},
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    files = tmp_path / "files"
    files.mkdir()
    (files / "ferry.txt").write_text("The ferry to the island leaves at 7:40.", "utf-8")
    (files / "gate.txt").write_text("The gate code is 4417. Keep it to yourself.", "utf-8")
    (files / "heron.txt").write_text("The heron nests by the mill pond.", "utf-8")
    carrel(tmp_path / "home", "index", str(files))
    return tmp_path / "home"


def _write(folder: Path, lines: tuple[dict[str, object], ...]) -> Path:
    file = folder / "questions.jsonl"
    file.write_text("".join(json.dumps(each) + "\n" for each in lines), "utf-8")
    return file


def test_every_question_is_measured_and_written_for_comparison(home: Path, tmp_path: Path) -> None:
    file, out = _write(tmp_path, QUESTIONS), tmp_path / "out.jsonl"

    done = carrel(home, "eval", str(file), "--json", "--out", str(out))

    (report,) = results(done)
    assert report["search"]["fused"]["n"] == 3
    assert report["search"]["fused"]["recall@1"] == pytest.approx(2 / 3, abs=1e-4)
    assert set(report["search"]) == {"fused", "keywords", "vectors"}
    assert report["quotes"] == {"n": 1, "right": 1}
    assert report["off_topic"] == {"n": 1, "refused": 1}
    assert report["lines_not_indexed"] == [4]
    assert "line 4" in done.stderr
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [row["id"] for row in rows] == [1, 2, 3, 4]
    assert rows[0]["search"]["keywords"]["ranks"] == [1]
    assert rows[0]["quotes_right"] is True


def test_the_figures_stand_in_a_table(home: Path, tmp_path: Path) -> None:
    shown = carrel(home, "eval", str(_write(tmp_path, QUESTIONS[:2]))).stdout

    assert "recall@1" in shown
    assert shown.count("100.0") >= 10


def test_a_wrong_line_ends_with_two_and_is_named(home: Path, tmp_path: Path) -> None:
    file = _write(tmp_path, (*QUESTIONS[:1], {"id": 9, "question": "Where?"}))

    done = carrel(home, "eval", str(file))

    assert done.returncode == 2
    assert "line 2" in done.stderr
    assert not done.stdout


def test_results_never_overwrite_the_questions(home: Path, tmp_path: Path) -> None:
    file = _write(tmp_path, QUESTIONS)
    before = file.read_bytes()

    done = carrel(home, "eval", str(file), "--out", str(file))

    assert done.returncode == 2
    assert file.read_bytes() == before


def test_a_filter_in_a_question_chooses_the_documents(home: Path, tmp_path: Path) -> None:
    lines = (
        {"id": 1, "question": "file:gate What is the gate code?", "answer": "4417"},
        {"id": 2, "question": "file:heron What is the gate code?", "answer": "4417"},
        {"id": 3, "question": "file:nowhere What is the gate code?", "answer": None},
    )

    (report,) = results(carrel(home, "eval", str(_write(tmp_path, lines)), "--json"))

    assert report["search"]["fused"]["recall@10"] == 0.5
    assert report["quotes"] == {"n": 2, "right": 1}
    assert report["off_topic"] == {"n": 1, "refused": 1}


def test_without_documents_there_is_nothing_to_measure(tmp_path: Path) -> None:
    done = carrel(tmp_path / "home", "eval", str(_write(tmp_path, QUESTIONS)))

    assert (done.returncode, done.stdout) == (1, "")
    assert "carrel index" in done.stderr
