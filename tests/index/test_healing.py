"""A damaged search index is seen before it answers wrongly, and healed without embedding."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import lancedb
import numpy as np
import pytest

from desktop.index.embedder import Embedder
from desktop.index.healing import Fault
from desktop.index.ledger import Ledger, Stamp
from desktop.index.reading import Chunk
from desktop.index.shelf import Books, Shelf
from desktop.messages import Event, Finished, Hits, IndexHealing, IndexPaths, Search
from desktop.paths import starter_embedder
from tests.conftest import carrel, results
from tests.digest import digest
from tests.fakes import Patience
from tests.index_desk import IndexDesk

pytestmark = pytest.mark.model

_N_FILES = 120
_QUESTIONS = ("Report 7 word7", "Where does word96 stand?", "报告 5 的内容", "Report 119")
Found = list[tuple[str, int]]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library whose index has every kind of file, also those of a delete."""
    files = tmp_path_factory.mktemp("files")
    for number in range(_N_FILES):
        words = " ".join(f"word{number * k % 97}" for k in range(1, 60))
        (files / f"{number:03}.txt").write_text(f"Report {number}. {words}.", "utf-8")
    (files / "报告.txt").write_text("这是第五份报告的内容，共有三页。", "utf-8")
    home = tmp_path_factory.mktemp("home")
    books = Shelf(home, starter_embedder(), 1).open()
    books.index(IndexPaths(0, (str(files),), "default"), Patience())
    books.remove([3, 4])
    books.close()
    return home


@pytest.fixture(scope="module")
def wanted(home: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Found]:
    """What is found in the library as it was."""
    other = tmp_path_factory.mktemp("wanted") / "home"
    shutil.copytree(home, other)
    books = opened(other).open()
    found = answers(books)
    books.close()
    return found


@pytest.fixture
def copy(home: Path, tmp_path: Path) -> Path:
    shutil.copytree(home, tmp_path / "copy")
    return tmp_path / "copy"


@pytest.fixture
def no_embedding(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From now on nothing can be embedded, until the fixture is called."""

    def refuse(*_: object) -> None:
        raise AssertionError("something is embedded")

    monkeypatch.setattr(Embedder, "embed", refuse)
    return monkeypatch.undo


def answers(books: Books) -> list[Found]:
    found = [books.search(Search(1, each, k=5)).passages for each in _QUESTIONS]
    return [[(p.path, p.start) for p in passages] for passages in found]


def opened(home: Path) -> Shelf:
    return Shelf(home, starter_embedder(), 1)


def cut(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x20
    path.write_bytes(content)


def _index_files(home: Path) -> list[Path]:
    (table,) = (home / "index").glob("*/chunks.lance")
    return sorted(each for each in table.rglob("*") if each.is_file())


@pytest.mark.parametrize("damage", [cut, empty, flip])
def test_any_damaged_file_is_seen_and_the_same_is_found_afterwards(
    home: Path,
    copy: Path,
    wanted: list[Found],
    damage: Callable[[Path], None],
    no_embedding: Callable[[], None],
) -> None:
    names = [each.relative_to(home) for each in _index_files(home)]
    assert {each.suffix for each in names} >= {".lance", ".manifest", ".txn"}
    healed = []

    for name in names:
        shutil.rmtree(copy)
        shutil.copytree(home, copy)
        damage(copy / name)
        healed.append(opened(copy).healing.healed)

    no_embedding()
    hint = [each.name for each in names].index("latest_version_hint.json")
    assert healed.pop(hint) is None
    assert {each.fault if each else None for each in healed} == {"files"}
    assert {each.n_rows for each in healed if each} == {_N_FILES - 1}
    digest(copy)
    books = opened(copy).open()
    assert answers(books) == wanted
    books.close()


def test_any_lost_file_costs_no_answer(home: Path, copy: Path, wanted: list[Found]) -> None:
    """Some are needed no more; of the others LanceDB itself says so."""
    faults = set()

    for name in [each.relative_to(home) for each in _index_files(home)]:
        shutil.rmtree(copy)
        shutil.copytree(home, copy)
        (copy / name).unlink()
        shelf = opened(copy)
        faults.add(shelf.healing.healed and shelf.healing.healed.fault)
        books = shelf.open()
        assert answers(books) == wanted, name
        books.close()
        digest(copy)

    assert faults >= {None, "unreadable"}


def _lack_rows(home: Path) -> None:
    _table(home).delete("document_id IN (7, 8, 9)")


def _have_strays(home: Path) -> None:
    table = _table(home)
    rows = table.search().where("document_id IN (7, 8)").limit(10).to_arrow().to_pylist()
    table.add([{**row, "chunk_id": row["chunk_id"] + 10_000} for row in rows])


def _have_others(home: Path) -> None:
    """As many as there should be, but not those."""
    _have_strays(home)
    _table(home).delete("document_id IN (20, 21)")


def _have_some_twice(home: Path) -> None:
    table = _table(home)
    table.add(table.search().where("document_id = 7").limit(10).to_arrow())


def _say_something_else(home: Path) -> None:
    _table(home).update(values={"text": "something else"})


def _lie_elsewhere(home: Path) -> None:
    table = _table(home)
    rows = table.to_arrow().to_pylist()
    table.delete("true")
    table.add([{**row, "vector": row["vector"][::-1]} for row in rows])


def _table(home: Path):  # type: ignore[no-untyped-def]  # LanceDB's own
    (folder,) = (home / "index").iterdir()
    return lancedb.connect(str(folder)).open_table("chunks")


@pytest.mark.parametrize(
    ("change", "fault", "n_rows"),
    [
        (_lack_rows, "others", 3),
        (_have_strays, "others", 0),
        (_have_others, "others", 2),
        (_have_some_twice, "others", 1),
        (_say_something_else, "rows", _N_FILES - 1),
        (_lie_elsewhere, "rows", _N_FILES - 1),
    ],
)
def test_rows_that_are_not_those_of_the_library_are_put_right(
    copy: Path,
    change: Callable[[Path], None],
    fault: Fault,
    n_rows: int,
    no_embedding: Callable[[], None],
) -> None:
    change(copy)

    healed = opened(copy).healing.healed

    no_embedding()
    assert healed is not None
    assert (healed.fault, healed.n_rows) == (fault, n_rows)
    digest(copy)
    assert opened(copy).healing.healed is None


@pytest.mark.parametrize("seals", [b"", b"{", b'{"a": 1}', None])
def test_an_index_without_seals_is_taken_as_it_is_where_its_rows_are_right(
    copy: Path, seals: bytes | None
) -> None:
    (path,) = (copy / "index").glob("*/seals.json")
    path.unlink() if seals is None else path.write_bytes(seals)

    assert opened(copy).healing.healed is None

    flip(max(_index_files(copy), key=lambda each: each.stat().st_size))
    healed = opened(copy).healing.healed
    assert healed is not None
    assert healed.fault == "files"


def test_a_tidying_cut_short_before_its_seal_is_no_damage(copy: Path) -> None:
    """What it cleaned up is gone, what it wrote has no seal yet."""
    (path,) = (copy / "index").glob("*/seals.json")
    seals = path.read_bytes()
    table = _table(copy)
    table.optimize(cleanup_older_than=timedelta(milliseconds=1))
    path.write_bytes(seals)

    assert opened(copy).healing.healed is None


def test_an_index_that_breaks_while_it_is_used_is_healed_and_the_question_answered(
    copy: Path, wanted: list[Found]
) -> None:
    with IndexDesk(copy) as desk:
        desk.ask(Search(1, _QUESTIONS[0], k=5))
        for each in _index_files(copy):
            if each.suffix == ".lance":
                empty(each)

        found, _ = desk.ask(Search(2, _QUESTIONS[0], k=5))

    assert isinstance(found, Hits)
    assert [(p.path, p.start) for p in found.passages] == wanted[0]


def test_a_large_index_is_healed_while_questions_are_answered(tmp_path: Path) -> None:
    n_chunks = 24_000
    _fill(tmp_path / "library.db", n_chunks)

    with IndexDesk(tmp_path) as desk:
        desk.send(Search(1, "passage 17"))
        seen = desk.hear(_is_all)

    answered = next(n for n, each in enumerate(seen) if isinstance(each, Finished))
    moves = [each.done for each in seen if isinstance(each, IndexHealing)]
    assert any(isinstance(each, IndexHealing) for each in seen[answered:])
    assert moves == sorted(moves)
    assert len(moves) >= 4
    shelf = opened(tmp_path)
    assert shelf.healing.healed is None
    assert shelf.served.table().count() == n_chunks


def _is_all(event: Event) -> bool:
    return isinstance(event, IndexHealing) and event.done == event.total


def _fill(path: Path, n_chunks: int) -> None:
    """A library whose search index is not there at all."""
    embedder_id = Embedder(starter_embedder()).embedder_id
    source = np.random.default_rng(7)
    ledger = Ledger(path)
    with ledger.transaction():
        for number in range(n_chunks // 20):
            texts = [f"This is passage {number * 20 + k}." for k in range(20)]
            vectors = source.normal(size=(20, 384))
            vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
            chunks = [
                (Chunk(None, 0, len(text), text), vector.astype(np.float16).tobytes())
                for text, vector in zip(texts, vectors, strict=True)
            ]
            document_id = ledger.enter("default", f"/made/{number}.txt")
            digest_ = number.to_bytes(16, "big")
            ledger.store(document_id, digest_, embedder_id, None, "en", chunks)
            ledger.mark(document_id, "ready", stamp=Stamp(1, number, number))
    ledger.close()


def test_the_doctor_says_what_was_healed(copy: Path) -> None:
    flip(max(_index_files(copy), key=lambda each: each.stat().st_size))

    done = carrel(copy, "doctor")
    (again,) = results(carrel(copy, "doctor", "--json"))

    assert f"one of its files had changed: {_N_FILES - 1} passages put back in" in done.stdout
    assert again["facts"]["search index"] == "in step"
