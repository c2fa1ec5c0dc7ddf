"""A file of questions is read whole, or its wrong line is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.errors import UsageError
from desktop.evaluation.case import Case, read_cases


def test_every_way_to_say_where_the_answer_is_can_be_read(tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(
        '\ufeff{"id": "a", "question": "Q1?", "path": "x/y.pdf", "page": 3}\n\n'
        '{"text": " Q2? ", "path": ["a.txt", "b.txt"], "answer": "12", "collection": "c"}\n'
        '{"question": "Q3?", "answer": null}\n{"text": "Q4?", "answer": ["12", "a dozen"]}\n',
        "utf-8",
    )

    assert read_cases(file) == (
        Case(1, "a", "Q1?", ("x/y.pdf",), 3),
        Case(3, 3, "Q2?", ("a.txt", "b.txt"), answers=("12",), collection="c"),
        Case(4, 4, "Q3?", is_off_topic=True),
        Case(5, 5, "Q4?", answers=("12", "a dozen")),
    )


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "line 2 is not JSON"),
        ("[" * 100_000, "line 2 is not JSON"),
        ('{"question": "after:soon q", "answer": "a"}', "after:soon"),
        ("[1]", "line 2 is not an object"),
        ('{"question": "q"}', 'needs a "path", a "passage" or an "answer"'),
        ('{"answer": "a"}', 'needs the question as "question" or as "text"'),
        ('{"question": " ", "answer": "a"}', 'has a "question" that is no text'),
        ('{"question": "q", "answer": 12}', 'has an "answer" that is neither'),
        ('{"question": "q", "answer": []}', 'has an "answer" that is neither'),
        ('{"question": "q", "pth": "a"}', 'has "pth"; known are answer'),
        ('{"question": "q", "path": []}', 'has a "path" that is neither'),
        ('{"question": "q", "path": "a", "page": 0}', 'has a "page" that is not 1 or more'),
        ('{"question": "q", "answer": "a", "page": 2}', 'has a "page" but no "path"'),
        ('{"question": "q", "answer": null, "path": "a"}', "yet names where"),
        ('{"id": "1", "question": "q", "answer": "a"}', 'line 2 has the "id" of line 1'),
    ],
)
def test_a_wrong_line_is_named_with_its_reason(tmp_path: Path, line: str, reason: str) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(f'{{"id": 1, "question": "q", "answer": "a"}}\n{line}\n', "utf-8")

    with pytest.raises(UsageError) as raised:
        read_cases(file)

    assert reason in raised.value.problem.detail
    assert "line 2" in raised.value.problem.detail


@pytest.mark.parametrize(
    ("content", "reason"), [(b"\xff\xfe\x00", "UTF-8"), (b"\n", "no question")]
)
def test_a_file_without_questions_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_bytes(content)

    with pytest.raises(UsageError) as raised:
        read_cases(file)

    assert reason in raised.value.problem.detail


def test_a_text_may_hold_what_unicode_counts_as_the_end_of_a_line(tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text('{"question": "One\u2028or two?", "answer": "a"}\r\n\r\n', "utf-8")

    (case,) = read_cases(file)

    assert case.question == "One\u2028or two?"


def test_a_question_is_parted_from_its_filters(tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text('{"question": "type:pdf What is the rent?", "answer": "a"}', "utf-8")

    (case,) = read_cases(file)

    assert (case.question, case.filter.types) == ("What is the rent?", (".pdf",))
