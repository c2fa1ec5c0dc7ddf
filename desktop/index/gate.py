"""Whether the documents answer a question at all: a logistic score over what search found.

The constants were fitted by `tests/bench/fit_gate.py` on the XQuAD articles with even numbers, in
collections of 1 to 240 passages; `tests/bench/gate.py` reports on the odd ones. They belong to an
embedder that reads the question's language ("vectors") or does not ("words").
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from desktop.index.lexicon import Vocabulary, names, words
from desktop.index.sentence import sentences

Regime = Literal["vectors", "words"]

_MAX_LOG_SIZE = 2.7
_K1, _B = 1.2, 0.75
_DOUBT = 0.05
"""Between this and the threshold passages are shown with a warning instead of a refusal."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A found text, best first in its list, and its cosine to the question (0 where unknown)."""

    text: str
    cosine: float


@dataclass(frozen=True, slots=True)
class _Model:
    bias: float
    coefficients: tuple[float, ...]
    threshold: float


_MODELS: dict[Regime, _Model] = {
    "vectors": _Model(
        -6.795,
        (
            6.128,
            10.475,
            -0.213,
            0.412,
            1.598,
            2.461,
            3.522,
            1.236,
            1.262,
            3.487,
            -0.487,
            2.318,
            -1.657,
            1.045,
            -1.986,
            -1.283,
            -1.454,
            0.395,
            -0.020,
            0.223,
        ),
        0.5,
    ),
    "words": _Model(
        -0.324,
        (
            0.000,
            0.000,
            -1.416,
            -1.416,
            -2.011,
            -0.100,
            1.252,
            8.338,
            2.296,
            1.373,
            -0.758,
            3.496,
            -3.090,
            7.375,
            -2.457,
            0.290,
            -2.942,
            -0.880,
            -1.018,
            -0.801,
        ),
        0.323,
    ),
}


def confidence(
    question: str, ranked: Sequence[Ranked], vocabulary: Vocabulary, n_chunks: int, regime: Regime
) -> float:
    """The probability that what was found answers the question, 0 to 1."""
    if not ranked:
        return 0.0
    return probability(features(question, ranked, vocabulary, n_chunks), regime)


def probability(values: Sequence[float], regime: Regime) -> float:
    """The logistic score of a row of features."""
    model = _MODELS[regime]
    total = model.bias + sum(
        weight * value for weight, value in zip(model.coefficients, values, strict=True)
    )
    return 1.0 / (1.0 + math.exp(-max(min(total, 40.0), -40.0)))


def passes(score: float, regime: Regime) -> bool:
    """Tell whether a confidence is enough to answer."""
    return score >= _MODELS[regime].threshold


def is_doubtful(score: float) -> bool:
    """Tell whether a confidence that does not pass is too high to say that nothing was found."""
    return score >= _DOUBT


def features(
    question: str, ranked: Sequence[Ranked], vocabulary: Vocabulary, n_chunks: int
) -> tuple[float, ...]:
    """What the gate looks at; every value means the same at any collection size."""
    asked = words(question)
    wanted = frozenset(asked)
    texts = [words(each.text) for each in ranked]
    sets = [frozenset(each) for each in texts]
    coverages = [vocabulary.coverage(wanted, each) for each in sets]
    bm25 = [_bm25(wanted, each, vocabulary) for each in texts]
    best = sets[0]
    hard = names(question)
    matched = [vocabulary.weight(word) for word in wanted & best]
    in_sentence = max(
        (
            vocabulary.coverage(wanted, frozenset(words(each.text)))
            for each in sentences(ranked[0].text)
        ),
        default=0.0,
    )
    size = min(math.log10(max(n_chunks, 1)), _MAX_LOG_SIZE)
    n_words, n_matched = min(len(wanted), 12) / 8, len(matched) / 6
    return (
        max(each.cosine for each in ranked),
        ranked[0].cosine,
        max(coverages),
        coverages[0],
        len(hard & best) / len(hard) if hard else 0.5,
        in_sentence,
        _phrases(asked, texts[0]),
        max(bm25),
        bm25[0],
        coverages[0] - max(coverages[1:], default=0.0),
        max(matched, default=0.0) / 3,
        sum(matched) / 10,
        _longest_run(asked, best) / 4,
        n_matched,
        n_words,
        size,
        size * coverages[0],
        size * in_sentence,
        size * n_matched,
        size * n_words,
    )


def _bm25(wanted: frozenset[str], text: list[str], vocabulary: Vocabulary) -> float:
    """BM25 as a share of the question's whole weight."""
    total = sum(vocabulary.weight(word) for word in wanted)
    if not total:
        return 0.0
    length = _K1 * (1 - _B + _B * len(text) / vocabulary.mean_length)
    score = 0.0
    for word in wanted.intersection(text):
        count = text.count(word)
        score += vocabulary.weight(word) * count * (_K1 + 1) / (count + length)
    return score / total


def _phrases(asked: list[str], text: list[str]) -> float:
    """The share of neighbouring question words that stand close together in the text."""
    if len(asked) < 2:
        return 0.0
    places: dict[str, list[int]] = {}
    for place, word in enumerate(text):
        places.setdefault(word, []).append(place)
    n_close = sum(
        any(0 < y - x <= 3 for x in places.get(one, ()) for y in places.get(other, ()))
        for one, other in pairwise(asked)
    )
    return n_close / (len(asked) - 1)


def _longest_run(asked: list[str], found: frozenset[str]) -> int:
    longest = run = 0
    for word in asked:
        run = run + 1 if word in found else 0
        longest = max(longest, run)
    return longest
