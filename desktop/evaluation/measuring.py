"""Runs the cases through search and quotes and counts what came out right."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar

from desktop.domain import REFUSED, SearchBy, Verdict
from desktop.evaluation.case import Case
from desktop.evaluation.matching import holds, is_path, ranking
from desktop.evaluation.metric import Ranking, mean, ndcg, recall, reciprocal_rank
from desktop.messages import (
    Command,
    DocumentList,
    Event,
    Hits,
    ListDocuments,
    Retrieve,
    Retrieved,
    Search,
)

Wanted = TypeVar("Wanted", bound=Event)
Configuration = Literal["fused", "keywords", "vectors"]

CONFIGURATIONS: dict[Configuration, SearchBy] = {
    "fused": "both",
    "keywords": "words",
    "vectors": "vectors",
}
_N_HITS = 30
"""More than are counted, as several may be passages of one document."""
_REFUSALS: tuple[Verdict, ...] = (*REFUSED, "empty")


class Index(Protocol):
    """Takes a command and yields its events."""

    def index_job(self, command: Callable[[int], Command]) -> Iterator[Event]:
        """Send what the function makes of a job's number."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one case; `rankings` is empty where nothing is to be found.

    `holds_answer` is None where the case does not say the answer's words.
    """

    case: Case
    rankings: dict[Configuration, Ranking]
    verdict: Verdict
    quotes: tuple[str, ...]
    holds_answer: bool | None

    @property
    def is_refused(self) -> bool:
        """Whether the question was answered with "nothing in your documents"."""
        return self.verdict in _REFUSALS


@dataclass(frozen=True, slots=True)
class Figures:
    """How well one way of searching ranks: shares of one; None where no case asks for it."""

    n: int
    recall_1: float | None
    recall_5: float | None
    recall_10: float | None
    ndcg_10: float | None
    mrr_10: float | None


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of all cases; `kept` are answerable questions that were not refused."""

    search: dict[Configuration, Figures]
    n_answers: int
    n_quoted: int
    n_off_topic: int
    n_refused: int
    n_answerable: int
    n_kept: int


def measure(index: Index, case: Case) -> Outcome:
    """Search for a case in every way and ask for its quotes."""
    collections = (case.collection,) if case.collection else ()
    rankings: dict[Configuration, Ranking] = {}
    for name, by in {} if case.is_off_topic else CONFIGURATIONS.items():
        hits = _answer(index, _search(case, collections, by), Hits)
        rankings[name] = ranking(case, hits.passages)
    found = _answer(
        index,
        lambda job: Retrieve(job, case.question, collections=collections, filter=case.filter),
        Retrieved,
    )
    holds_answer = holds(found.quotes, case.answers) if case.answers else None
    texts = tuple(each.text for each in found.quotes)
    return Outcome(case, rankings, found.verdict, texts, holds_answer)


def not_indexed(index: Index, cases: Sequence[Case]) -> list[tuple[Case, str]]:
    """The paths that cases name and that no indexed document has."""
    listed = _answer(index, lambda job: ListDocuments(job), DocumentList)
    paths = [each.path for each in listed.documents if each.state == "ready"]
    return [
        (case, path)
        for case in cases
        for path in case.paths
        if not any(is_path(each, path) for each in paths)
    ]


def summed_up(outcomes: Sequence[Outcome]) -> Report:
    """The figures of all outcomes."""
    answerable = [each for each in outcomes if not each.case.is_off_topic]
    off_topic = [each for each in outcomes if each.case.is_off_topic]
    with_answer = [each for each in answerable if each.holds_answer is not None]
    return Report(
        search={name: _figures([o.rankings[name] for o in answerable]) for name in CONFIGURATIONS},
        n_answers=len(with_answer),
        n_quoted=sum(bool(each.holds_answer) for each in with_answer),
        n_off_topic=len(off_topic),
        n_refused=sum(each.is_refused for each in off_topic),
        n_answerable=len(answerable),
        n_kept=sum(not each.is_refused for each in answerable),
    )


def _figures(rankings: Sequence[Ranking]) -> Figures:
    return Figures(
        n=len(rankings),
        recall_1=mean([recall(each, 1) for each in rankings]),
        recall_5=mean([recall(each, 5) for each in rankings]),
        recall_10=mean([recall(each, 10) for each in rankings]),
        ndcg_10=mean([ndcg(each) for each in rankings]),
        mrr_10=mean([reciprocal_rank(each) for each in rankings]),
    )


def _search(case: Case, collections: tuple[str, ...], by: SearchBy) -> Callable[[int], Search]:
    return lambda job: Search(job, case.question, collections, _N_HITS, case.filter, by=by)


def _answer(index: Index, command: Callable[[int], Command], kind: type[Wanted]) -> Wanted:
    """The one event of a kind that a job brings; the index always sends it or fails."""
    events = [each for each in index.index_job(command) if isinstance(each, kind)]
    return events[-1]
