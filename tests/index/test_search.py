"""Searches in chosen documents, with the real ledger, embedder and search index."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from desktop.domain import Passage, SearchBy
from desktop.filter import parse_question
from desktop.index.shelf import Books, Shelf
from desktop.messages import IndexPaths, ReadWhole, Retrieve, Search
from desktop.paths import starter_embedder
from tests.fakes import Patience

pytestmark = pytest.mark.model

RENT = (
    "The monthly rent of the warehouse is 9,400 euros and is due on the third working day of every"
    " month. The tenant pays it by bank transfer."
)
ROOF = "The landlord maintains the roof. The rent is not lowered while the roof is mended."
RENT_ZH = "仓库每月租金为九千四百元，于每月第三个工作日支付。承租人以银行转账方式支付。"


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Books]:
    home = tmp_path_factory.mktemp("home")
    files = tmp_path_factory.mktemp("files")
    for name, text, year in (
        ("Contracts/2023/lease.md", RENT, 2023),
        ("Contracts/2024/roof.txt", ROOF, 2024),
        ("Contracts/2024/copy of lease.md", RENT, 2024),
        ("Contracts/2024/lease with a note.txt", RENT.replace("\n", " ") + "\n\nSeen.", 2025),
        ("Letters/rent.txt", "Dear Ms Wu, the rent of your flat is 800 euros.", 2022),
        ("合同/租约.txt", RENT_ZH, 2024),
    ):
        path = files / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        moment = datetime(year, 6, 15).timestamp()
        os.utime(path, (moment, moment))
    books = Shelf(home, starter_embedder(), 1).open()
    books.index(IndexPaths(0, (str(files / "Contracts"), str(files / "合同")), "work"), Patience())
    books.index(IndexPaths(0, (str(files / "Letters"),), "home"), Patience())
    private = files / "private.txt"
    private.write_text(RENT, "utf-8")
    books.index(IndexPaths(0, (str(private),), "@7"), Patience())
    yield books
    books.close()


def search(books: Books, question: str, k: int = 10) -> tuple[Passage, ...]:
    asked = parse_question(question)
    return books.search(Search(1, asked.text, k=k, filter=asked.filter)).passages


def names(passages: tuple[Passage, ...]) -> set[str]:
    """The files that were found, those that say the same too."""
    return {Path(each).name for hit in passages for each in (hit.path, *hit.also_in)}


ALL = {"lease.md", "roof.txt", "copy of lease.md", "lease with a note.txt", "rent.txt"}
COPIES = {"lease.md", "copy of lease.md", "lease with a note.txt"}


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("rent type:md", {"lease.md", "copy of lease.md"}),
        ("rent type:txt", {"roof.txt", "lease with a note.txt", "rent.txt"}),
        ("rent in:2024", {"roof.txt", "copy of lease.md", "lease with a note.txt"}),
        ("rent in:home", {"rent.txt"}),
        ("rent in:letters,2023", {"rent.txt", "lease.md"}),
        ("rent file:lease", COPIES),
        ('rent file:"copy of"', {"copy of lease.md"}),
        ("rent after:2024", {"roof.txt", "copy of lease.md", "lease with a note.txt"}),
        ("rent after:2024-06-15 before:2025", {"roof.txt", "copy of lease.md"}),
        ("rent before:2023", {"rent.txt"}),
        ("rent type:md in:2024", {"copy of lease.md"}),
        ("rent file:50%", set()),
        ("rent in:Contracts type:pdf", set()),
        ("rent", ALL),
    ],
)
def test_only_what_the_filter_chooses_is_found(
    books: Books, question: str, found: set[str]
) -> None:
    assert names(search(books, question)) - {"租约.txt"} == found


def test_chinese_names_choose_as_well(books: Books) -> None:
    assert names(search(books, "租金 在：合同")) == {"租约.txt"}
    assert names(search(books, "租金 文件：租约 类型：txt")) == {"租约.txt"}
    assert names(search(books, "租金 文件：租约 之前：2024")) == set()


def test_a_private_file_is_never_chosen_by_a_filter(books: Books) -> None:
    assert "private.txt" not in names(search(books, "rent file:private"))
    assert "private.txt" not in names(search(books, "rent in:@7"))


def test_a_copy_is_said_once_with_where_else_it_stands(books: Books) -> None:
    passages = search(books, "How much is the monthly rent of the warehouse?")

    best = passages[0]
    assert names((best,)) == COPIES
    assert len(best.also_in) == 2
    assert sum("9,400" in each.text for each in passages) == 1


def test_a_copy_that_the_filter_leaves_out_is_not_named(books: Books) -> None:
    (best,) = search(books, "rent type:md in:2024")

    assert best.also_in == ()


def test_a_copied_file_is_embedded_once(books: Books) -> None:
    by_name = {Path(each.path).name: each for each in books.ledger.documents("work")}

    one, other = (
        books.ledger.vectors_of(by_name[name].id) for name in ("lease.md", "copy of lease.md")
    )

    assert one == other


def test_the_words_searched_for_are_marked(books: Books) -> None:
    best = search(books, "monthly rents")[0]

    assert [best.text[begin:end] for begin, end in best.marks][:2] == ["monthly", "rent"]


def test_a_filter_alone_shows_how_its_documents_begin(books: Books) -> None:
    passages = search(books, "in:2024")

    assert [Path(each.path).name for each in passages] == [
        "lease with a note.txt", "copy of lease.md", "roof.txt",
    ]  # fmt: skip


def test_how_many_documents_were_searched_is_told(books: Books) -> None:
    def count(question: str) -> int:
        asked = parse_question(question)
        return books.search(Search(1, asked.text, filter=asked.filter)).n_documents

    assert (count("rent"), count("rent in:2024"), count("rent type:pdf")) == (6, 3, 0)


def test_only_what_is_close_is_found_where_that_is_asked(books: Books) -> None:
    def found(text: str) -> int:
        return len(books.search(Search(1, text, only_close=True)).passages)

    assert found("xylophone quasar") == 0
    assert found("what a lodger owes each month") > 0
    assert found("租金") == 1


def test_a_question_is_answered_from_the_chosen_documents(books: Books) -> None:
    asked = parse_question("How much is the rent? in:Letters")

    found = books.retrieve(Retrieve(1, asked.text, filter=asked.filter))

    assert found.n_documents == 1
    assert {Path(each.path).name for each in found.quotes} == {"rent.txt"}


def test_a_question_whose_filter_leaves_nothing_says_so(books: Books) -> None:
    asked = parse_question("How much is the rent? type:pdf")

    assert books.retrieve(Retrieve(1, asked.text, filter=asked.filter)).verdict == "unmatched"
    assert books.read_whole(ReadWhole(1, asked.text, filter=asked.filter)).verdict == "unmatched"


def test_whole_documents_are_taken_from_the_chosen_ones(books: Books) -> None:
    asked = parse_question("Summarise in:Letters")

    found = books.read_whole(ReadWhole(1, asked.text, filter=asked.filter))

    assert {Path(each.path).name for each in found.passages} == {"rent.txt"}


def test_a_choice_is_made_anew_when_documents_change(books: Books, tmp_path: Path) -> None:
    path = tmp_path / "Later" / "rent.txt"
    path.parent.mkdir()
    path.write_text("The rent of the garage is 90 euros.", "utf-8")
    before = search(books, "rent in:Later")

    books.index(IndexPaths(0, (str(path),), "later"), Patience())
    after = search(books, "rent in:Later")
    books.remove([each.id for each in books.ledger.documents("later")])

    assert (before, names(after)) == ((), {"rent.txt"})
    assert search(books, "rent in:Later") == ()


def test_what_is_asked_in_one_sentence_ranks_before_the_same_words_apart(
    books: Books, tmp_path: Path
) -> None:
    together = "The tower is high. The keeper of the lighthouse feeds tortoises. Boats pass by."
    apart = "The lighthouse is high. A keeper lives there. Gulls, tortoises: nobody feeds them."
    for name, text in (("apart.txt", apart), ("together.txt", together)):
        (tmp_path / name).write_text(text, "utf-8")
    books.index(IndexPaths(0, (str(tmp_path),), "@tower"), Patience())
    asked = Search(1, "lighthouse keeper feeds tortoises", collections=("@tower",))

    found = books.search(asked).passages
    by_words = books.search(replace(asked, by="words")).passages

    assert [Path(each.path).name for each in found] == ["together.txt", "apart.txt"]
    assert found[0].score - found[1].score > 0.1
    assert by_words[0].score - by_words[1].score < 0.1


def test_neighbouring_passages_are_both_found(books: Books, tmp_path: Path) -> None:
    parts = [f"Tortoise number {n} eats dandelions at {n} o'clock. " * 12 for n in range(1, 4)]
    (tmp_path / "long.txt").write_text("\n\n".join(parts), "utf-8")
    books.index(IndexPaths(0, (str(tmp_path),), "@long"), Patience())

    found = books.search(Search(1, "tortoise dandelions", collections=("@long",))).passages

    assert len(found) == len(books.ledger.chunks_of(found[0].document_id)) > 2


def test_keywords_alone_rank_by_full_text_alone(books: Books) -> None:
    def scores(text: str, by: SearchBy) -> list[float]:
        return [each.score for each in books.search(Search(1, text, by=by)).passages]

    # The best full-text hit is the measure of all; what it lacks of the question costs it nothing.
    assert scores("monthly rent submarine zeppelin", "words")[0] == 1.0
    assert scores("每月租金潜水艇", "words")[0] == 1.0
    assert scores("潜水艇", "words") == []


def test_vectors_alone_find_a_meaning_without_its_words(books: Books) -> None:
    text = "sum payable to the lessor for the storehouse"

    found = books.search(Search(1, text, by="vectors")).passages

    assert Path(found[0].path).name == "lease with a note.txt"
    assert books.search(Search(1, text, by="words")).passages == ()


@pytest.mark.parametrize(
    "query",
    ['"monthly rent"', '"monthly" and "rent', "rent (monthly)^2 AND *", "rent \ud800 \x00 monthly"],
)
def test_signs_in_a_query_are_no_syntax(books: Books, query: str) -> None:
    assert "lease.md" in names(search(books, query))
