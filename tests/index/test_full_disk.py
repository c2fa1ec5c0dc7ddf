"""A disk that is really full: what is there can be asked and removed, and nothing is lost."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain import IndexSummary
from desktop.messages import (
    Failed,
    Finished,
    Hits,
    Indexed,
    IndexPaths,
    RemoveDocuments,
    Search,
)
from tests.digest import digest
from tests.index_desk import IndexDesk

pytestmark = pytest.mark.model

_DISK = "size=256m"
_N_FILES, _N_LATE = 40, 200


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", _DISK, "tmpfs", str(disk)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a disk of its own can only be mounted by root")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    files = tmp_path / "files"
    files.mkdir()
    for number in range(_N_FILES):
        words = " ".join(f"word{number * k % 97}" for k in range(1, 60))
        (files / f"{number:03}.txt").write_text(f"Report {number}. {words}.", "utf-8")
    return files


def _index(desk: IndexDesk, job: int, path: Path) -> IndexSummary | str:
    heard = desk.ask(IndexPaths(job, (str(path),), "default"))
    if isinstance(heard[-1], Failed):
        return heard[-1].problem.code
    return next(each.summary for each in heard if isinstance(each, Indexed))


def _fill(disk: Path) -> Path:
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while True:
                    file.write(b"\0" * size)
            except OSError:
                continue
    return filler


def test_a_full_disk_loses_nothing_and_documents_can_still_be_removed(
    disk: Path, files: Path, tmp_path: Path
) -> None:
    late = _write_late(tmp_path / "late")
    with IndexDesk(disk / "home") as desk:
        summary = _index(desk, 1, files)
        assert isinstance(summary, IndexSummary)
        assert summary.files == _N_FILES
        filler = _fill(disk)

        assert _index(desk, 2, late) == "disk_full"
        found = desk.ask(Search(3, "Report 7 word7"))
        removed = desk.ask(RemoveDocuments(4, (1, 2)))

        assert any(isinstance(each, Hits) and each.passages for each in found)
        assert isinstance(removed[-1], Finished), removed
        filler.unlink()
        summary = _index(desk, 5, late)
        assert isinstance(summary, IndexSummary)
        assert summary.files == _N_LATE
    digest(disk / "home")


def _write_late(folder: Path) -> Path:
    folder.mkdir()
    for number in range(_N_LATE):
        text = f"Late report {number}. " + "more words " * 300
        (folder / f"{number}.txt").write_text(text, "utf-8")
    return folder
