from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain import Problem
from desktop.errors import StoreError
from desktop.paths import Home
from desktop.report import make_report, redacted, write_report
from desktop.settings import Settings
from tests.fakes import document

SECRETS = ("anna", "Oxbow", "lease", "/home", "C:\\")
LOG = """2026-01-02 ERROR desktop.worker: job 7 (IndexPaths)
Traceback (most recent call last):
  File "/home/anna/carrel/desktop/index/table.py", line 12, in write
  File "/home/anna/.venv/lib/python3.11/site-packages/lancedb/table.py", line 3, in add
FileNotFoundError: [Errno 2] No such file or directory: '/home/anna/Oxbow/lease 2024.pdf'
OSError: C:\\Users\\anna\\lease.docx is locked
ValueError: cannot read "Oxbow lease.pdf"
"""


def _home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "anna")
    home.logs.mkdir(parents=True)
    (home.logs / "carrel.log").write_text(LOG, "utf-8")
    return home


def test_a_report_names_no_file_and_no_folder(tmp_path: Path) -> None:
    mine = replace(
        Settings(), engine=replace(Settings().engine, model="/home/anna/models/Oxbow.gguf")
    )
    documents = (
        document(1, path="/home/anna/Oxbow/lease.pdf", n_chunks=7),
        document(2, path="/home/anna/b.pdf", state="failed", problem=Problem("encrypted", "lease")),
    )

    parts = make_report(_home(tmp_path), mine, documents)

    text = "\n".join(each.text for each in parts)
    assert [each for each in SECRETS if each in text] == []
    assert {"about.txt", "settings.json", "library.txt", "logs/carrel.log"} == {
        each.name for each in parts
    }
    assert "failed: encrypted: 1" in text
    assert ".pdf: 2" in text


def test_where_our_own_code_stands_is_kept() -> None:
    text = redacted(LOG)

    assert "desktop:index/table.py" in text
    assert "line 12" in text
    assert "FileNotFoundError" in text


def test_a_report_is_saved_as_it_was_shown(tmp_path: Path) -> None:
    parts = make_report(_home(tmp_path), Settings(), ())[:2]
    path = tmp_path / "report.zip"

    write_report(parts, path)

    with zipfile.ZipFile(path) as archive:
        assert {name: archive.read(name).decode() for name in archive.namelist()} == {
            each.name: each.text for each in parts
        }
        assert "geometry" not in json.loads(archive.read("settings.json"))["window"]


def test_a_folder_that_cannot_be_written_to_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        write_report((), tmp_path / "gone" / "report.zip")

    assert caught.value.problem.code == "not_writable"
