from __future__ import annotations

from datetime import datetime

import pytest

from desktop.domain import Filter
from desktop.errors import UsageError
from desktop.filter import filter_words, parse_question, without_filter


@pytest.mark.parametrize(
    "text",
    [
        "What is the rent?",
        "Re: offer",
        "Re:offer from Ms Wu",
        "see http://x.org/in:here",
        "file://server/share is what?",
        "Article 5: what does it say?",
        "type: which one?",
        "Sign in: how?",
        "before: nothing",
        "notin:Contracts",
        'say "type:pdf" to me',
        "in:",
        'type:"" rent',
        "type:, rent",
        "问题在：合同何时到期",
        "在: 哪里",
        "  two\n lines  ",
        "",
    ],
)
def test_what_is_no_filter_stays_part_of_the_question(text: str) -> None:
    asked = parse_question(text)

    assert (asked.text, asked.filter) == (text, Filter())


@pytest.mark.parametrize(
    ("text", "rest", "types"),
    [
        ("type:pdf rent", "rent", (".pdf",)),
        ("TYPE:PDF rent", "rent", (".pdf",)),
        ("type:.pdf rent", "rent", (".pdf",)),
        ("type:*.pdf rent", "rent", (".pdf",)),
        ("type:pdf,docx rent", "rent", (".pdf", ".docx")),
        ("type:pdf type:docx rent", "rent", (".pdf", ".docx")),
        ("type:pdf, rent", "rent", (".pdf",)),
        ("How much is the rent type:pdf?", "How much is the rent", (".pdf",)),
        ("the type:eml rent", "the rent", (".eml",)),
        ("type：pdf rent", "rent", (".pdf",)),
        ("类型:pdf 押金", "押金", (".pdf",)),
        ("类型：pdf，docx 押金", "押金", (".pdf", ".docx")),
        ("类型：ｐｄｆ、docx 押金", "押金", (".pdf", ".docx")),
        ("类型：邮件 押金", "押金", (".eml", ".mbox")),
        ("type:book rent", "rent", (".epub",)),
        ("type:quux rent", "rent", (".quux",)),
        ("押金\n类型:pdf", "押金", (".pdf",)),
    ],
)
def test_types_are_read_in_both_languages(text: str, rest: str, types: tuple[str, ...]) -> None:
    asked = parse_question(text)

    assert (asked.text, asked.filter.types) == (rest, types)


@pytest.mark.parametrize(
    ("text", "places", "files"),
    [
        ("in:Contracts rent", ("contracts",), ()),
        ("in:Contracts/2024 rent", ("contracts/2024",), ()),
        ('in:"My Contracts" rent', ("my contracts",), ()),
        ('in:"My Contracts",Letters rent', ("my contracts", "letters"), ()),
        ("in:“合同 2024” rent", ("合同 2024",), ()),
        ("在：合同 rent", ("合同",), ()),
        ("在：「合同 旧」、信件 rent", ("合同 旧", "信件"), ()),
        ("文件：租约 rent", (), ("租约",)),
        ("file:lease.pdf rent", (), ("lease.pdf",)),
        ('file:"lease, old" in:A rent', ("a",), ("lease, old",)),
        ("in:O'Brien rent", ("o'brien",), ()),
    ],
)
def test_places_and_files_are_read_in_both_languages(
    text: str, places: tuple[str, ...], files: tuple[str, ...]
) -> None:
    asked = parse_question(text)

    assert asked.text == "rent"
    assert (asked.filter.places, asked.filter.files) == (places, files)


def test_a_quote_that_is_not_closed_yet_reaches_to_the_end() -> None:
    asked = parse_question('rent in:"My Con')

    assert (asked.text, asked.filter.places) == ("rent", ("my con",))


@pytest.mark.parametrize(
    ("text", "after", "before"),
    [
        ("after:2024 rent", (2024, 1, 1), None),
        ("after:2024-06 rent", (2024, 6, 1), None),
        ("after:2024-6-3 rent", (2024, 6, 3), None),
        ("after:2024/06/30 rent", (2024, 6, 30), None),
        ("before:2024.06.30 rent", None, (2024, 6, 30)),
        ("after:2024 before:2024-06 rent", (2024, 1, 1), (2024, 6, 1)),
        ("after:2023 after:2024 rent", (2024, 1, 1), None),
        ("before:2023 before:2024 rent", None, (2023, 1, 1)),
        ("之后:2024年 rent", (2024, 1, 1), None),
        ("之后：2024年6月 之前：2024年6月30日 rent", (2024, 6, 1), (2024, 6, 30)),
        ("之后：２０２４ rent", (2024, 1, 1), None),
    ],
)
def test_dates_mean_the_beginning_of_what_they_name(
    text: str, after: tuple[int, int, int] | None, before: tuple[int, int, int] | None
) -> None:
    asked = parse_question(text)

    assert asked.text == "rent"
    assert asked.filter.after == (datetime(*after).timestamp() if after else None)
    assert asked.filter.before == (datetime(*before).timestamp() if before else None)


@pytest.mark.parametrize(
    "term",
    [
        "after:20x4", "before:noon", "after:2024-13", "before:2024-02-30", "after:24", "after:0000",
        "之后：昨天", "after:2024-06-30-1", "before:2024,x",
    ],
)  # fmt: skip
def test_what_names_no_date_is_said_as_it_was_typed(term: str) -> None:
    with pytest.raises(UsageError) as raised:
        parse_question(f"rent {term} paid")

    assert raised.value.problem.code == "filter_date"
    assert raised.value.problem.detail == term


def test_the_filter_is_told_as_it_was_typed() -> None:
    text = 'What type:pdf is in:"My Contracts" the rent?'

    assert filter_words(text) == 'type:pdf in:"My Contracts"'
    assert without_filter(text) == "What is the rent?"


def test_a_filter_that_cannot_be_read_changes_nothing() -> None:
    assert without_filter("rent after:noon") == "rent after:noon"
    assert filter_words("rent after:noon") == ""


def test_lines_of_a_question_stay_lines() -> None:
    assert parse_question("type:pdf One\ntwo\nthree").text == "One\ntwo\nthree"
