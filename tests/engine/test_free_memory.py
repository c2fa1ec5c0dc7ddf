from __future__ import annotations

import multiprocessing
import sys
from pathlib import Path

import psutil
import pytest

from desktop.engine.free_memory import UNLIMITED, free_memory, left_in

_MIB = 1 << 20


def write_group(folder: Path, limit: str, usage: str, most: str, used: int, files: str) -> None:
    (folder / limit).write_text(f"{most}\n")
    (folder / usage).write_text(f"{used}\n")
    (folder / "memory.stat").write_text(files)


def test_no_more_is_free_than_the_machine_has() -> None:
    assert 0 < free_memory() <= psutil.virtual_memory().total


def test_pages_of_files_do_not_count_against_a_group(tmp_path: Path) -> None:
    files = f"anon {300 * _MIB}\ninactive_file {100 * _MIB}\nactive_file {50 * _MIB}\n"
    write_group(tmp_path, "memory.max", "memory.current", str(1000 * _MIB), 600 * _MIB, files)

    assert left_in(tmp_path) == 550 * _MIB


def test_an_old_group_counts_its_children_too(tmp_path: Path) -> None:
    files = f"inactive_file 0\ntotal_inactive_file {100 * _MIB}\ntotal_active_file 0\n"
    write_group(
        tmp_path, "memory.limit_in_bytes", "memory.usage_in_bytes", str(500 * _MIB), 0, files
    )

    assert left_in(tmp_path) == 600 * _MIB


def test_a_group_without_a_limit_leaves_everything(tmp_path: Path) -> None:
    write_group(tmp_path, "memory.max", "memory.current", "max", 5, "")

    assert left_in(tmp_path) == UNLIMITED
    assert left_in(tmp_path / "nothing") == UNLIMITED


def free_under_a_limit() -> int:
    import resource

    limit = psutil.Process().memory_info().vms + 1000 * _MIB
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    return free_memory()


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of this kind")
def test_a_limit_of_the_process_counts() -> None:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        free = pool.apply(free_under_a_limit)

    assert 0 < free < 800 * _MIB
