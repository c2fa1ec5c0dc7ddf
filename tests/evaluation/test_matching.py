"""Whether a hit or a quote is what a case wants."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.evaluation.case import Case
from desktop.evaluation.matching import holds, is_path, ranking
from desktop.evaluation.metric import Ranking
from tests.fakes import PASSAGE, QUOTE

OTHER = replace(PASSAGE, path="/a/other.pdf", text="Nothing of the kind.", page=1)


def test_documents_are_ranked_where_a_case_names_documents() -> None:
    case = Case(1, 1, "q", ("a/lease.pdf", "gone.pdf"))

    assert ranking(case, [OTHER, OTHER, PASSAGE]) == Ranking(2, (2,))


def test_a_copy_elsewhere_is_as_good() -> None:
    case = Case(1, 1, "q", ("copy.pdf",))

    assert ranking(case, [OTHER, replace(PASSAGE, also_in=("/b/copy.pdf",))]) == Ranking(1, (2,))


def test_a_page_is_wanted_where_it_is_given() -> None:
    hits = [replace(PASSAGE, page=1), PASSAGE]

    assert ranking(Case(1, 1, "q", ("lease.pdf",), 2), hits) == Ranking(1, (2,))


@pytest.mark.parametrize("passage", ["monthly RENT is\n9,400 euros", f"{PASSAGE.text} And more."])
def test_a_passage_is_found_in_whole_or_by_its_greater_part(passage: str) -> None:
    assert ranking(Case(1, 1, "q", passage=passage), [OTHER, PASSAGE]) == Ranking(1, (2,))


def test_passages_are_ranked_by_the_answer_where_nothing_else_is_known() -> None:
    assert ranking(Case(1, 1, "q", answers=("9400 Euros",)), [PASSAGE, OTHER]) == Ranking(1, (1,))
    assert ranking(Case(1, 1, "q", answers=("9,500 euros",)), [PASSAGE, OTHER]) == Ranking(1, ())


def test_quotes_are_compared_without_regard_to_how_characters_are_written() -> None:
    quote = replace(
        QUOTE, text="⽉租⾦为 ３，８００ 元"
    )  # Kangxi radicals and wide figures, as PDF has

    assert holds([quote], ("月租金为3,800元",))
    assert not holds([quote], ("押金",))


@pytest.mark.parametrize("given", ["/a/b/c.txt", "c.txt", "b/c.txt"])
def test_a_path_is_known_in_full_or_by_its_last_parts(given: str) -> None:
    assert is_path("/a/b/c.txt", given)


@pytest.mark.parametrize("given", ["/b/c.txt", "x.txt", ".txt", "a/c.txt"])
def test_another_path_is_not_taken_for_it(given: str) -> None:
    assert not is_path("/a/b/c.txt", given)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("It holds 15 litres.", "5"),
        ("It starts at noon.", "art"),
        ("The fee is 12,350.00 euros.", "2,350"),
    ],
)
def test_an_answer_is_not_found_within_another_word(text: str, answer: str) -> None:
    assert not holds([replace(QUOTE, text=text)], (answer,))
    assert ranking(Case(1, 1, "q", answers=(answer,)), [replace(PASSAGE, text=text)]).ranks == ()


def test_one_way_to_say_the_answer_is_enough() -> None:
    assert holds([QUOTE], ("nine thousand", "9,400\u00a0EUROS"))
    assert holds([replace(QUOTE, text="Take 5mg twice.")], ("5 mg",))
    assert holds([replace(QUOTE, text="It is 2,350.00 EUR.")], ("2350 eur",))
    assert not holds([QUOTE], ())
