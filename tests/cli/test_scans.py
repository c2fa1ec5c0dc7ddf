"""`carrel index` waits for scans, goes on where it was killed, and leaves them when told so."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import carrel, results
from tests.scans import picture_of_lines, write_scan

pytestmark = pytest.mark.model

LEAVES = [[f"This is leaf {word} of the book."] for word in ("one", "two", "three", "four")]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write_scan(tmp_path / "book.tiff", [picture_of_lines(lines) for lines in LEAVES])


def test_a_scan_is_searchable_when_the_command_ends(tmp_path: Path, book: Path) -> None:
    home = tmp_path / "home"

    (summary,) = results(carrel(home, "index", str(book), "--json"))
    (again,) = results(carrel(home, "index", str(book), "--json"))
    (found,) = results(carrel(home, "search", "Which is leaf three?", "--k", "1", "--json"))

    assert (summary["files"], summary["chunks"], summary["skipped"]) == (1, 4, [])
    assert (again["files"], again["unchanged"]) == (0, 1)
    assert (found["hits"][0]["page"], found["hits"][0]["text"]) == (3, LEAVES[2][0])


def test_recognition_killed_between_pages_goes_on_with_the_next(tmp_path: Path, book: Path) -> None:
    home = tmp_path / "home"
    command = [sys.executable, "-m", "desktop", "--home", str(home), "index", str(book)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    _wait_for_a_page(home)
    process.kill()
    process.wait()
    _wait_until_free(home)
    # What is not read again stays as it is.
    _change(home, "UPDATE scans SET text = 'A marked leaf.' WHERE page = 1")

    (summary,) = results(carrel(home, "index", str(book), "--json"))
    (found,) = results(carrel(home, "search", "leaf", "--k", "9", "--json"))

    assert summary["chunks"] == 4
    texts = {hit["page"]: hit["text"] for hit in found["hits"]}
    assert texts == {1: "A marked leaf.", **{n + 1: LEAVES[n][0] for n in (1, 2, 3)}}


def test_switched_off_a_scan_is_left_out_with_what_to_do(tmp_path: Path, book: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    settings = json.dumps({"index": {"recognise_scans": False}})
    (home / "settings.json").write_text(settings, "utf-8")

    (summary,) = results(carrel(home, "index", str(book), "--json"))

    assert summary["files"] == 0
    (left_out,) = summary["skipped"]
    assert "settings" in left_out["reason"] or "设置" in left_out["reason"]


def _wait_for_a_page(home: Path) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        if _count(home):
            return
        time.sleep(0.02)
    raise AssertionError("no page was recognised")


def _count(home: Path) -> int:
    if not (home / "library.db").exists():
        return 0
    try:
        connection = sqlite3.connect(f"file:{home / 'library.db'}?mode=ro", uri=True)
        try:
            query = "SELECT count(*) FROM scans WHERE text IS NOT NULL"
            return int(connection.execute(query).fetchone()[0])
        finally:
            connection.close()
    except sqlite3.OperationalError:
        return 0


def _change(home: Path, statement: str) -> None:
    connection = sqlite3.connect(home / "library.db")
    with connection:
        connection.execute(statement)
    connection.close()


def _wait_until_free(home: Path) -> None:
    """The workers of a killed command notice that it is gone, and end."""
    deadline = time.monotonic() + 60
    while carrel(home, "search", "leaf", "--json").returncode != 0:
        assert time.monotonic() < deadline
