from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.cli.arguments import parse
from desktop.cli.main import run
from tests.transfer.test_chatgpt import conversation, message


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """What ChatGPT exports."""
    path = tmp_path / "conversations.json"
    one = conversation(("q", None, message("user", "去哪里？")))
    path.write_text(json.dumps([one]), "utf-8")
    return path


def carrel(tmp_path: Path, *words: str) -> int:
    return run(parse(["--home", str(tmp_path / "home"), "--store", "plain", *words]), "en")


def test_conversations_come_in_once_and_go_out_again(
    tmp_path: Path, exported: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "all.json"

    codes = [
        carrel(tmp_path, "conversations", "import", str(exported), "--json"),
        carrel(tmp_path, "conversations", "import", str(exported), "--json"),
        carrel(tmp_path, "conversations", "export", str(out)),
    ]

    assert codes == [0, 0, 0]
    first, second, third = capsys.readouterr().out.splitlines()
    assert json.loads(first) == {"imported": 1, "passed_over": 0}
    assert json.loads(second) == {"imported": 0, "passed_over": 1}
    assert third == "exported: 1"
    assert json.loads(out.read_text("utf-8"))["conversations"][0]["turns"][0]["text"] == "去哪里？"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("export", "all.json"), 1, "There are no conversations"),
        (("import", "gone.json"), 1, "gone.json is not there any more"),
        (("import", "wrong.json"), 1, "holds no conversations that Carrel knows"),
    ],
)
def test_what_cannot_be_done_is_said(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, str],
    code: int,
    said: str,
) -> None:
    (tmp_path / "wrong.json").write_text("hello", "utf-8")

    found = carrel(tmp_path, "conversations", words[0], str(tmp_path / words[1]))

    assert found == code
    assert said in capsys.readouterr().err


def test_a_format_nobody_knows_is_refused(
    tmp_path: Path, exported: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    carrel(tmp_path, "conversations", "import", str(exported))

    code = carrel(tmp_path, "conversations", "export", str(tmp_path / "all.docx"))

    assert code == 2
    assert ".md, .html, .json" in capsys.readouterr().err
