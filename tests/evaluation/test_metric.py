"""Figures against values computed by hand."""

from __future__ import annotations

import pytest

from desktop.evaluation.metric import Ranking, mean, ndcg, recall, reciprocal_rank


def test_recall_is_the_share_found_among_the_first() -> None:
    ranking = Ranking(4, (1, 5, 10))

    assert [recall(ranking, k) for k in (1, 4, 5, 10)] == [0.25, 0.25, 0.5, 0.75]


@pytest.mark.parametrize(
    ("ranking", "expected"),
    [
        (Ranking(1, (1,)), 1.0),
        (Ranking(1, (2,)), 0.63093),  # 1 / log2(3)
        (Ranking(1, (3,)), 0.5),
        (Ranking(1, ()), 0.0),
        (Ranking(1, (11,)), 0.0),
        (Ranking(2, (1, 2)), 1.0),
        (Ranking(2, (1, 3)), 0.91972),  # 1.5 / 1.63093
        (Ranking(12, tuple(range(1, 11))), 1.0),
    ],
)
def test_ndcg_counts_earlier_finds_more(ranking: Ranking, expected: float) -> None:
    assert ndcg(ranking) == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize(
    ("ranks", "expected"), [((1,), 1.0), ((4, 2), 0.5), ((10,), 0.1), ((11,), 0.0), ((), 0.0)]
)
def test_the_reciprocal_rank_is_that_of_the_first_find(
    ranks: tuple[int, ...], expected: float
) -> None:
    assert reciprocal_rank(Ranking(3, ranks)) == expected


def test_nothing_has_no_mean() -> None:
    assert mean([]) is None
    assert mean([0.0, 1.0]) == 0.5
