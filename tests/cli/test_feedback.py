from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from datasets import Dataset, load_dataset

from desktop.assembly import open_store
from desktop.cli.arguments import parse
from desktop.cli.main import run
from desktop.domain import Citation, Feedback
from desktop.errors import UsageError
from desktop.feedback_examples import Format
from desktop.paths import Home
from tests.conftest import carrel, results

SECRETS = ("anna.berg@example.org", "13800138000", "11010519491231002X", "/home/anna")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home in which an answer was rated good, and a bad one was corrected."""
    folder = Home(tmp_path / "home")
    folder.create()
    store = open_store(folder, "plain", None)
    at = store.conversations.create("Lease").id
    ask = store.turns.add_turn(at, None, "user", "How much is the rent of Acme in lease.pdf?")
    good = store.turns.add_turn(at, ask.id, "assistant", "9,400 euros, says Anna Berg of ACME.")
    cited = (Citation(1, "/home/anna/lease.pdf", 2, 0, 9, "Write to anna.berg@example.org"),)
    store.turns.save_turn(replace(good, citations=cited))
    store.feedback.rate(good.id, Feedback("up"))
    again = store.turns.add_turn(at, good.id, "user", "我的电话是13800138000，租期到哪天？")
    bad = store.turns.add_turn(at, again.id, "assistant", "不知道。证件11010519491231002X")
    store.feedback.rate(bad.id, Feedback("down", "wrong; see /home/anna/x.txt", "租期到2033年。"))
    store.close()
    return folder.root


def export(home: Path, *words: str) -> int:
    given = ["--home", str(home), "--store", "plain", "feedback", "export", *words]
    return run(parse(given), "en")


def loaded(path: Path, tmp_path: Path) -> Dataset:
    return load_dataset("json", data_files=str(path), split="train", cache_dir=str(tmp_path / "c"))


@pytest.mark.parametrize(
    ("format_", "columns", "n"),
    [
        ("sft", ["prompt", "completion"], 2),
        ("kto", ["prompt", "completion", "label"], 2),
        ("dpo", ["prompt", "chosen", "rejected"], 1),
    ],
)
def test_every_format_is_written_without_what_names_people(
    home: Path, tmp_path: Path, format_: Format, columns: list[str], n: int
) -> None:
    out = tmp_path / "out.jsonl"

    code = export(home, "--format", format_, "--out", str(out))

    rows = loaded(out, tmp_path)
    assert code == 0
    assert (rows.column_names[: len(columns)], len(rows)) == (columns, n)
    assert not [secret for secret in SECRETS if secret in out.read_text("utf-8")]


def test_a_process_of_its_own_says_in_json_what_it_wrote_and_replaced(
    home: Path, tmp_path: Path
) -> None:
    out = tmp_path / "kto.jsonl"

    (said,) = results(
        carrel(
            home, "--store", "plain", "feedback", "export", "--format", "kto", "--out", str(out),
            "--word", "acme", "--hide-files", "--json",
        )
    )  # fmt: skip

    assert said == {
        "format": "kto",
        "file": str(out),
        "lines": 2,
        "redacted": {
            "email": 1, "phone": 1, "id": 1, "iban": 0, "card": 0, "ip": 0, "path": 1, "file": 3,
            "word": 4,
        },
    }  # fmt: skip
    assert "acme" not in out.read_text("utf-8").lower()
    assert "lease.pdf" not in out.read_text("utf-8")


def test_what_is_kept_stays_and_is_not_counted(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "kto.jsonl"

    export(home, "--format", "kto", "--out", str(out), "--keep", "email", "--keep", "id", "--json")

    redacted = json.loads(capsys.readouterr().out)["redacted"]
    assert not {"email", "id", "file", "word"} & set(redacted)
    assert "anna.berg@example.org" in out.read_text("utf-8")
    assert "11010519491231002X" in out.read_text("utf-8")
    assert "13800138000" not in out.read_text("utf-8")


def test_without_passages_no_document_is_shown(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "kto.jsonl"

    export(home, "--format", "kto", "--out", str(out), "--no-passages", "--hide-files")

    text = out.read_text("utf-8")
    assert [json.loads(line)["passages"] for line in text.splitlines()] == [[], []]
    assert "lease.pdf" not in text


def test_people_read_how_many_lines_and_what_was_replaced(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "dpo.jsonl"

    export(home, "--format", "dpo", "--out", str(out), "--word", "Acme")

    assert capsys.readouterr().out.splitlines() == [
        str(out),
        "  lines: 1",
        "  replaced: telephone numbers 1, Chinese identity numbers 1, paths in home folders 1,"
        " your words 2",
    ]


def test_a_file_that_is_there_is_replaced_only_by_force(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "kto.jsonl"
    out.write_text("mine", "utf-8")

    code = export(home, "--format", "kto", "--out", str(out))

    assert code == 2
    assert "kto.jsonl is already there" in capsys.readouterr().err
    assert out.read_text("utf-8") == "mine"
    assert export(home, "--format", "kto", "--out", str(out), "--force") == 0
    assert len(out.read_text("utf-8").splitlines()) == 2


def test_where_nothing_was_rated_it_is_said_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = Home(tmp_path / "empty")
    empty.create()
    open_store(empty, "plain", None).close()
    out = tmp_path / "kto.jsonl"

    codes = [
        export(root, "--format", "kto", "--out", str(out)) for root in (empty.root, tmp_path / "no")
    ]

    assert codes == [1, 1]
    assert capsys.readouterr().err.count("Nothing was rated or compared yet that KTO") == 2
    assert not out.exists()
    assert not (tmp_path / "no").exists()


@pytest.mark.parametrize("name", ["gone/x.jsonl", "."])
def test_a_place_that_cannot_be_written_is_said_and_nothing_is_left(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    code = export(home, "--format", "kto", "--out", str(tmp_path / name), "--force")

    assert code == 1
    assert "cannot be written there" in capsys.readouterr().err
    assert not list(tmp_path.glob("**/*.part"))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--out", "x.jsonl"], "--format"),
        (["--format", "kto"], "--out"),
        (["--format", "csv", "--out", "x.jsonl"], "csv"),
        (["--format", "kto", "--out", "x.jsonl", "--keep", "names"], "names"),
        (["--format", "kto", "--out", "x.jsonl", "--word", " "], "empty"),
    ],
)
def test_a_wrong_option_is_wrong_usage(words: list[str], said: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(["feedback", "export", *words])

    assert said in caught.value.problem.detail
