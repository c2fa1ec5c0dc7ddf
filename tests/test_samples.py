from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from desktop.paths import samples
from tests.conftest import carrel, results

pytestmark = pytest.mark.model

QUESTIONS = [
    json.loads(line)
    for line in (Path(__file__).parent / "samples.jsonl").read_text("utf-8").splitlines()
]


@pytest.fixture(scope="module")
def answers(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    file = tmp_path_factory.mktemp("queries") / "queries.jsonl"
    lines = [json.dumps({"id": each["id"], "text": each["question"]}) for each in QUESTIONS]
    file.write_text("\n".join(lines), "utf-8")
    return results(carrel(sample_home, "ask", "--queries", str(file)))


def test_answers_come_in_the_order_of_the_questions(answers: list[dict[str, Any]]) -> None:
    assert [each["id"] for each in answers] == [each["id"] for each in QUESTIONS]


def test_quotes_hold_the_answers_and_stand_in_the_right_file(
    answers: list[dict[str, Any]],
) -> None:
    right = [
        any(_is_right(quote, question) for quote in answer["quotes"])
        for answer, question in zip(answers, QUESTIONS, strict=True)
        if question["answer"]
    ]

    assert sum(right) >= 29


def test_hardly_an_answerable_question_is_refused(answers: list[dict[str, Any]]) -> None:
    refused = [
        question["id"]
        for answer, question in zip(answers, QUESTIONS, strict=True)
        if question["answer"] and not answer["quotes"]
    ]

    assert len(refused) <= 1


def test_questions_without_an_answer_are_refused(answers: list[dict[str, Any]]) -> None:
    refused = [
        not answer["grounded"]
        for answer, question in zip(answers, QUESTIONS, strict=True)
        if not question["answer"]
    ]

    assert sum(refused) >= 7


def test_quotes_are_short_and_verbatim_in_text_files(answers: list[dict[str, Any]]) -> None:
    quotes = [quote for answer in answers for quote in answer["quotes"]]
    in_text = [quote for quote in quotes if quote["path"].endswith(".md")]

    assert in_text
    assert all(len(answer["quotes"]) <= 2 for answer in answers)
    assert all(len(quote["text"]) <= 300 for quote in quotes)
    for quote in in_text:
        text = Path(quote["path"]).read_text("utf-8")
        assert text[quote["start"] : quote["end"]] == quote["text"]


def test_the_generator_writes_the_samples_byte_for_byte(tmp_path: Path) -> None:
    generator = Path(__file__).parent.parent / "packaging" / "make_samples.py"

    subprocess.run([sys.executable, generator, tmp_path], check=True)

    for sample in samples().iterdir():
        assert (tmp_path / sample.name).read_bytes() == sample.read_bytes(), sample.name


def _is_right(quote: dict[str, Any], question: dict[str, Any]) -> bool:
    words = " ".join(quote["text"].split())
    is_there = quote["path"].endswith(question["file"]) and quote["page"] == question["page"]
    return is_there and question["answer"] in words
