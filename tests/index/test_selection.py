from __future__ import annotations

import random

import pytest

from desktop.domain import Filter
from desktop.index.selection import Hit, Selection, ask, is_meant


class Rows:
    """A search index of one chunk a document; the best has the lowest number."""

    def __init__(self, n_documents: int) -> None:
        self.n_documents = n_documents
        self.asked: list[tuple[str, int]] = []

    def query(self, condition: str, limit: int) -> list[Hit]:
        self.asked.append((condition, limit))
        return [(n, n, 1.0) for n in self._matching(condition)][:limit]

    def _matching(self, condition: str) -> list[int]:
        if condition.startswith(("collection", "(collection")):
            return list(range(self.n_documents))
        if condition.startswith("document_id IN"):
            return sorted(int(each) for each in condition[16:-1].split(","))
        ranges = [each.split()[2::2] for each in condition.split(" OR ")]
        return [n for first, last in ranges for n in range(int(first), int(last) + 1)]

    def best(self, *ids: int) -> list[int]:
        selection = Selection((), ids, self.n_documents)
        return [chunk_id for chunk_id, _ in ask(selection, 100, self.query)]


def test_without_a_filter_the_collections_decide() -> None:
    rows = Rows(3)

    ask(Selection(("it's",)), 100, rows.query)
    ask(Selection(), 100, rows.query)

    assert [condition for condition, _ in rows.asked] == [
        "collection IN ('it''s')",
        "(collection < '@' OR collection >= 'A')",
    ]


def test_an_empty_selection_asks_nothing() -> None:
    rows = Rows(3)

    assert rows.best() == []
    assert rows.asked == []


def test_ids_in_a_row_are_named_as_ranges() -> None:
    rows = Rows(1000)

    assert rows.best(*range(5, 30), *range(40, 50)) == [*range(5, 30), *range(40, 50)]
    assert rows.asked[0][0] == "document_id BETWEEN 5 AND 29 OR document_id BETWEEN 40 AND 49"


def test_some_thousand_ids_are_named() -> None:
    rows = Rows(100_000)
    ids = sorted(random.Random(1).sample(range(100_000), 5_000))

    assert rows.best(*ids) == ids[:100]
    assert rows.asked[0][0].startswith("document_id IN (")


def test_of_very_many_ids_none_is_named_and_the_best_are_found() -> None:
    rows = Rows(100_000)
    ids = sorted(random.Random(1).sample(range(100_000), 60_000))

    assert rows.best(*ids) == ids[:100]
    assert rows.asked == [("(collection < '@' OR collection >= 'A')", 250)]


def test_what_stands_behind_very_many_others_is_found_all_the_same() -> None:
    rows = Rows(100_000)
    ids = list(range(30_000, 100_000, 3))

    assert rows.best(*ids) == ids[:100]
    assert len(rows.asked) == 2


@pytest.mark.parametrize(
    ("places", "is_there"),
    [
        (("contracts",), True),
        (("2024",), True),
        (("contracts/2024",), True),
        (("documents/contracts",), True),
        (("/home/ada/documents",), True),
        (("contracts\\2024",), True),
        (("work",), True),
        (("other", "contracts"), True),
        (("contract",), False),
        (("ada/contracts",), False),
        (("lease.pdf",), False),
        (("other",), False),
    ],
)
def test_a_place_is_a_folder_on_the_way_or_a_collection(
    places: tuple[str, ...], is_there: bool
) -> None:
    path = "/home/Ada/Documents/Contracts/2024/Lease.pdf"

    assert is_meant(Filter("x", places=places), path, "Work") is is_there


@pytest.mark.parametrize(
    ("path", "files", "is_there"),
    [
        ("/lease/Old Lease.pdf", ("lease",), True),
        ("/a/租约（旧）.pdf", ("租约",), True),
        ("/a/ＬＥＡＳＥ.pdf", ("lease",), True),
        ("/a/Straße.pdf", ("strasse",), True),
        ("C:\\lease\\Roof.pdf", ("roof",), True),
        ("C:\\lease\\Roof.pdf", ("lease",), False),
        ("/lease/roof.pdf", ("lease",), False),
        ("/a/roof.pdf", ("lease", "roof"), True),
    ],
)
def test_a_file_is_told_by_a_part_of_its_name(
    path: str, files: tuple[str, ...], is_there: bool
) -> None:
    assert is_meant(Filter("x", files=files), path, "default") is is_there
