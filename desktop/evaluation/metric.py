"""Figures of one ranking; every one is between 0 and 1, and 1 is best."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

CUT = 10


@dataclass(frozen=True, slots=True)
class Ranking:
    """What was wanted of a ranking and at which places (from 1) it stands.

    `ranks` holds the first place of each wanted thing that was found.
    """

    n_wanted: int
    ranks: tuple[int, ...]


def recall(ranking: Ranking, k: int) -> float:
    """The share of what was wanted that stands among the first `k`."""
    return sum(rank <= k for rank in ranking.ranks) / ranking.n_wanted


def ndcg(ranking: Ranking, k: int = CUT) -> float:
    """What is found earlier counts more, against the best order there could be."""
    best = sum(_gain(rank) for rank in range(1, min(ranking.n_wanted, k) + 1))
    return sum(_gain(rank) for rank in ranking.ranks if rank <= k) / best


def reciprocal_rank(ranking: Ranking, k: int = CUT) -> float:
    """One divided by the first place where anything wanted stands, 0 beyond `k`."""
    first = min(ranking.ranks, default=k + 1)
    return 1 / first if first <= k else 0.0


def mean(values: Sequence[float]) -> float | None:
    """The mean, None of nothing."""
    return sum(values) / len(values) if values else None


def _gain(rank: int) -> float:
    return 1 / math.log2(rank + 1)
