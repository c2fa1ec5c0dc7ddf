"""Whether what was found is what a case wants, however its characters are written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import PurePath

from desktop.domain import Passage, Quote
from desktop.evaluation.case import Case
from desktop.evaluation.metric import CUT, Ranking

_GRAM = 8
_HALF = 0.5
_NOT_WORD = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    """A text as it is compared: NFKC, lower case, letters and digits alone."""
    return _NOT_WORD.sub("", unicodedata.normalize("NFKC", text).lower())


def holds(quotes: Sequence[Quote], answer: str) -> bool:
    """Tell whether the words of the answer stand in one of the quotes."""
    wanted = folded(answer) or answer
    return any(wanted in (folded(each.text) or each.text) for each in quotes)


def ranking(case: Case, hits: Sequence[Passage]) -> Ranking:
    """Where the things that a case wants stand among the hits.

    Where a case names documents, documents are ranked and not their passages.
    """
    if not case.paths or case.passage or case.page is not None:
        relevant = (rank for rank, hit in enumerate(hits[:CUT], 1) if _is_wanted(case, hit))
        return Ranking(1, tuple(rank for rank in (next(relevant, 0),) if rank))
    documents = list(dict.fromkeys(hit.path for hit in hits))[:CUT]
    copies = {hit.path: hit.also_in for hit in reversed(hits)}
    ranks = []
    for path in case.paths:
        places = (
            rank
            for rank, document in enumerate(documents, 1)
            if any(is_path(each, path) for each in (document, *copies[document]))
        )
        if rank := next(places, 0):
            ranks.append(rank)
    return Ranking(len(case.paths), tuple(ranks))


def is_path(whole: str, given: str) -> bool:
    """Tell whether a path is the one given: in full, or by its last parts."""
    parts = PurePath(given).parts
    return whole == given or PurePath(whole).parts[-len(parts) :] == parts


def _is_wanted(case: Case, hit: Passage) -> bool:
    if case.paths and not any(
        is_path(each, path) for path in case.paths for each in (hit.path, *hit.also_in)
    ):
        return False
    if case.page is not None and hit.page != case.page:
        return False
    if case.passage:
        return _is_same(folded(case.passage), folded(hit.text))
    return case.page is not None or folded(case.answer) in folded(hit.text)


def _is_same(wanted: str, found: str) -> bool:
    """Tell whether one text holds the other, or half of the one wanted."""
    if wanted in found or (found and found in wanted):
        return True
    grams = [wanted[n : n + _GRAM] for n in range(len(wanted) - _GRAM + 1)]
    return bool(grams) and sum(each in found for each in grams) >= _HALF * len(grams)
