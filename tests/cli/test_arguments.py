from __future__ import annotations

from pathlib import Path

import pytest

from desktop.cli.arguments import parse
from desktop.errors import UsageError


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("report.pdf", "index"):
        (tmp_path / name).write_text("x", "utf-8")
    monkeypatch.chdir(tmp_path)


def test_nothing_opens_the_window_with_nothing() -> None:
    read = parse([])

    assert (read.command, read.paths) == ("window", ())


@pytest.mark.parametrize(
    "words",
    [
        ["report.pdf", "./index"],
        ["--home", "there", "report.pdf", "./index"],
        ["report.pdf", "./index", "--store", "plain"],
        ["--", "report.pdf", "./index"],
    ],
)
def test_files_without_a_command_open_the_window_with_them(words: list[str]) -> None:
    read = parse(words)

    assert read.command == "window"
    assert read.paths == (Path("report.pdf"), Path("./index"))


def test_what_is_called_like_a_command_is_the_command() -> None:
    read = parse(["index", "report.pdf"])

    assert (read.command, read.paths) == ("index", (Path("report.pdf"),))


def test_after_two_dashes_a_word_is_a_file() -> None:
    assert parse(["--", "index"]).paths == (Path("index"),)


@pytest.mark.parametrize("word", ["serach", "", "report.txt"])
def test_a_word_that_is_neither_is_wrong_usage(word: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse([word])

    assert "no command and no file" in caught.value.problem.detail


def test_an_unknown_option_is_still_wrong_usage() -> None:
    with pytest.raises(UsageError):
        parse(["--colour", "index", "report.pdf"])


def test_a_path_that_is_gone_is_for_the_window_to_speak_of() -> None:
    assert parse(["/nowhere/report.pdf"]).paths == (Path("/nowhere/report.pdf"),)
