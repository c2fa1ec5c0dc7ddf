"""Files made or damaged to exhaust whoever reads them, indexed and opened as in the window."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.index.parser import Parser
from desktop.paths import samples
from tests.conftest import carrel, results
from tests.index.hostile import office_bombs, pdf_bombs, text_bombs
from tests.index.hostile.mutants import mutants
from tests.index.hostile.trial import Trial, attempt

Note = Callable[[str, object], None]

_BOMBS = {**office_bombs.BOMBS, **pdf_bombs.BOMBS, **text_bombs.BOMBS}
_SAMPLE = [
    "unpacks.odt",
    "overlapping.docx",
    "late-laughs.docx",
    "quadratic.xlsx",
    "repeated-cells.ods",
    "claims-a-million-pages.pdf",
    "page-tree-loop.pdf",
    "60000-pixel-page.pdf",
    "groups.rtf",
    "nested-parts.eml",
    "columns.csv",
    "pipe.txt",
    "loop.txt",
    "endless.txt",
]
_N_MUTANTS, _N_MUTANTS_SOAK = 40, 500
_MOST_S, _MOST_MB = 15.0, 1_000
_GOOD = "Ottoline Brask, the keeper of the lighthouse, feeds sixty-one tortoises every morning."


@pytest.fixture(scope="module")
def parser() -> Iterator[Parser]:
    parser = Parser()
    yield parser
    parser.close()


@pytest.mark.parametrize("name", _SAMPLE)
def test_a_bomb_costs_little_and_no_other_file(
    parser: Parser, tmp_path: Path, name: str, record_property: Note
) -> None:
    _BOMBS[name](tmp_path)

    record_property(name, _try(parser, tmp_path / name))


@pytest.mark.soak
@pytest.mark.parametrize("name", sorted(_BOMBS.keys() - set(_SAMPLE)))
def test_every_bomb_costs_little_and_no_other_file(
    parser: Parser, tmp_path: Path, name: str, record_property: Note
) -> None:
    _BOMBS[name](tmp_path)

    record_property(name, _try(parser, tmp_path / name))


def test_damaged_documents_cost_little_and_no_other_file(parser: Parser, tmp_path: Path) -> None:
    _try_mutants(parser, tmp_path, _N_MUTANTS)


@pytest.mark.soak
def test_five_hundred_damaged_documents_cost_little_and_no_other_file(
    parser: Parser, tmp_path: Path
) -> None:
    _try_mutants(parser, tmp_path, _N_MUTANTS_SOAK)


@pytest.mark.model
def test_hostile_files_leave_the_worker_alive_and_the_good_document_found(tmp_path: Path) -> None:
    _index_them_all(tmp_path, _SAMPLE, _N_MUTANTS)


@pytest.mark.model
@pytest.mark.soak
def test_every_hostile_file_leaves_the_worker_alive_and_the_good_document_found(
    tmp_path: Path,
) -> None:
    _index_them_all(tmp_path, sorted(_BOMBS), _N_MUTANTS_SOAK)


def _try(parser: Parser, path: Path) -> Trial:
    trial = attempt(parser, path)

    assert trial.seconds <= _MOST_S, trial
    assert trial.peak_mb <= _MOST_MB, trial
    assert parser.read(str(samples() / "coffee-machine-manual.md")).chunks
    return trial


def _try_mutants(parser: Parser, folder: Path, count: int) -> None:
    tried = 0
    for name, content in mutants(count):
        path = folder / name
        path.write_bytes(content)
        _try(parser, path)
        tried += 1
    assert tried == count


def _index_them_all(folder: Path, bombs: list[str], n_mutants: int) -> None:
    files, home = folder / "files", folder / "home"
    files.mkdir()
    for name in bombs:
        _BOMBS[name](files)
    for name, content in mutants(n_mutants):
        (files / name).write_bytes(content)
    # Read last: what it is found by has survived all the others.
    (files / "zz-good.md").write_text(_GOOD, "utf-8")

    done = carrel(home, "index", str(files), "--json", timeout_s=3_000)
    (summary,) = results(done)
    (found,) = results(
        carrel(home, "search", "Who feeds the tortoises of the lighthouse?", "--json")
    )

    assert "was restarted" not in done.stderr
    assert found["hits"][0]["path"].endswith("zz-good.md")
    states = _states(home)
    refused = [each["path"] for each in summary["skipped"] + summary["failed"]]
    assert sorted(refused) == sorted(path for path, state in states.items() if state != "ready")
    assert set(states.values()) <= {"ready", "skipped", "failed"}
    entered = {Path(each).name for each in states}
    assert {each.name for each in files.iterdir() if _is_plain(each)} <= entered


def _is_plain(path: Path) -> bool:
    """Pipes, sockets, folders and links that lead nowhere are passed over in a folder."""
    return stat.S_ISREG(path.lstat().st_mode)


def _states(home: Path) -> dict[str, str]:
    connection = sqlite3.connect(home / "library.db")
    found = dict(connection.execute("SELECT path, state FROM documents").fetchall())
    connection.close()
    return found
