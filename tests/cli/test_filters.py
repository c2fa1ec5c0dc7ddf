"""Filters on the command line, on the samples."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import carrel, results

pytestmark = pytest.mark.model


def _files(found: dict[str, list[dict[str, str]]]) -> set[str]:
    return {Path(each["path"]).suffix for each in found["hits"]}


def test_a_search_looks_only_where_the_filter_says(sample_home: Path) -> None:
    (found,) = results(carrel(sample_home, "search", "rent, coffee type:pdf,md", "--json"))
    shown = carrel(sample_home, "search", "rent type:pdf").stdout

    assert _files(found) == {".pdf", ".md"}
    assert (found["filter"], found["n_documents"]) == ("type:pdf,md", 3)
    assert "type:pdf" in shown.splitlines()[0]


def test_an_answer_says_which_filters_were_used(sample_home: Path) -> None:
    question = "When does the warehouse lease end? type:pdf"
    (answer,) = results(carrel(sample_home, "ask", question, "--json"))
    shown = carrel(sample_home, "ask", question).stdout

    assert answer["grounded"]
    assert answer["filter"] == "type:pdf"
    assert {Path(each["path"]).suffix for each in answer["citations"]} == {".pdf"}
    assert "type:pdf" in shown


def test_a_filter_that_matches_nothing_is_said_and_named(sample_home: Path) -> None:
    search = carrel(sample_home, "search", "rent type:xlsx")
    ask = carrel(sample_home, "ask", "How much is the rent? type:xlsx")

    assert (search.returncode, ask.returncode) == (0, 0)
    for shown in (search.stdout, ask.stdout):
        assert "type:xlsx" in shown
        assert "No document matches" in shown or "没有文档符合" in shown


def test_what_names_no_date_is_wrong_usage(sample_home: Path) -> None:
    for command in ("search", "ask"):
        done = carrel(sample_home, command, "rent after:20x4")

        assert done.returncode == 2
        assert "after:20x4" in done.stderr


def test_one_wrong_query_of_many_costs_only_itself(sample_home: Path, tmp_path: Path) -> None:
    file = tmp_path / "queries.jsonl"
    texts = ["rent after:20x4", "When does the warehouse lease end? type:pdf"]
    lines = [json.dumps({"id": n, "text": text}) for n, text in enumerate(texts)]
    file.write_text("\n".join(lines), "utf-8")

    for command in ("search", "ask"):
        done = carrel(sample_home, command, "--queries", str(file))
        wrong, right = (json.loads(line) for line in done.stdout.splitlines())

        assert done.returncode == 1
        assert "after:20x4" in wrong["error"]
        assert right.get("hits") or right["quotes"]
