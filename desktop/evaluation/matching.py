"""Whether what was found is what a case wants, however its characters are written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import PurePath

from desktop.domain import Passage, Quote
from desktop.evaluation.case import Case
from desktop.evaluation.metric import CUT, Ranking
from desktop.language import CJK

_GRAM = 8
_HALF = 0.5
_NUMBER = r"[0-9]+(?:[.,][0-9]+)*"
_WRITTEN_OUT = re.compile(r",(?=[0-9]{3}(?![0-9]))|\.0+$")
_WORD = re.compile(f"[{CJK}]|{_NUMBER}|(?:(?![{CJK}])[^\\W\\d_])+")


def holds(quotes: Sequence[Quote], answers: Sequence[str]) -> bool:
    """Tell whether one of these ways to say the answer stands in one of the quotes."""
    return any(_says(each.text, answer) for each in quotes for answer in answers)


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
        return _is_same("".join(_words(case.passage)), "".join(_words(hit.text)))
    return case.page is not None or any(_says(hit.text, each) for each in case.answers)


def _says(text: str, answer: str) -> bool:
    """Tell whether the words of an answer follow each other in a text: "5" is not in "15"."""
    wanted = " ".join(_words(answer))
    return f" {wanted} " in f" {' '.join(_words(text))} " if wanted else answer in text


def _words(text: str) -> list[str]:
    """What is compared: NFKC, lower case, every Chinese character and every number a word."""
    found = _WORD.findall(unicodedata.normalize("NFKC", text).lower())
    # However it is written: 2,350.00 is 2350.
    return [_WRITTEN_OUT.sub("", each) for each in found]


def _is_same(wanted: str, found: str) -> bool:
    """Tell whether one text holds the other, or half of the one wanted."""
    if wanted in found or (found and found in wanted):
        return True
    grams = [wanted[n : n + _GRAM] for n in range(len(wanted) - _GRAM + 1)]
    return bool(grams) and sum(each in found for each in grams) >= _HALF * len(grams)
