"""Long tables in plain text: cut between rows, and every part knows its columns."""

from __future__ import annotations

import time

import pytest

from desktop.index.chunker import chunk_pages
from desktop.index.layout import pieces
from desktop.index.reading import Chunk, Page
from desktop.index.text_table import header_of, title_of

HEADER = "Item | Supplier | Price"
ROWS = [f"Valve type {n} | Supplier number {n % 7} of the north | {n * 3} euros" for n in range(90)]
MARKDOWN = "\n".join(
    ["| Item | Note |", "|---|---|", *(f"| Part {n} | kept in hall {n % 5} |" for n in range(90))]
)


def chunks(text: str, heading: str = "") -> list[Chunk]:
    headings = ((0, heading),) if heading else ()
    return list(chunk_pages([Page(None, text, headings)]))


@pytest.mark.parametrize("after", ["", "\nThe prices hold until June.", "\n\nAnother paragraph."])
def test_every_part_of_a_table_begins_with_a_whole_row_and_names_its_columns(after: str) -> None:
    text = "Price list\nPrices are without tax.\n" + "\n".join([HEADER, *ROWS]) + after

    found = chunks(text, "Price list")

    assert len(found) > 5
    for chunk in found:
        assert text[chunk.start : chunk.end] == chunk.text
        assert chunk.text.splitlines()[-1] in text.splitlines()
    for chunk in found[1:-1]:
        assert chunk.text.splitlines()[0] in ROWS
        assert chunk.heading == f"Price list\n{HEADER}"


def test_a_row_far_below_knows_its_header() -> None:
    text = "\n".join([HEADER, *ROWS])
    chunk = next(each for each in chunks(text) if ROWS[60] in each.text)

    (row,) = [each for each in pieces(chunk.text, chunk.heading) if each.text == ROWS[60]]

    assert (row.shape, row.columns) == ("row", HEADER)


def test_the_rule_of_a_markdown_table_says_that_its_first_line_is_the_header() -> None:
    found = chunks(MARKDOWN)

    assert {header_of(each.heading) for each in found[1:]} == {"| Item | Note |"}


def test_names_and_values_have_no_header() -> None:
    text = "\n".join(f"Name {n} | a value of kind {'abcd'[n % 4]}" for n in range(120))

    assert {each.heading for each in chunks(text)} == {""}


def test_a_header_that_would_fill_the_chunk_is_left_out() -> None:
    header = " | ".join(f"column with a long name {n}" for n in range(12))
    text = "\n".join([header, *(" | ".join(["words"] * 12) for _ in range(60))])

    assert {each.heading for each in chunks(text)} == {""}


def test_a_heading_is_told_from_the_columns() -> None:
    assert title_of(f"Prices\n{HEADER}") == title_of("Prices") == "Prices"
    assert title_of(HEADER) == ""
    assert header_of("Prices") == ""


def test_lines_of_prose_are_joined_as_before() -> None:
    wrapped = (
        "The tenant pays the rent on the third working day\nof the month and the deposit at once"
    )
    text = "\n".join([wrapped] * 30)

    assert all("\n" in each.text for each in chunks(text))


def test_a_table_of_a_hundred_thousand_rows_is_cut_in_seconds() -> None:
    text = "\n".join([HEADER, *(ROWS * 1200)])
    begun = time.process_time()

    n_chunks = len(chunks(text))

    assert n_chunks > 5_000
    assert time.process_time() - begun < 20


def test_a_heading_without_end_is_not_searched_with_every_chunk() -> None:
    found = chunks("words of a report. " * 500, "# a " * 100_000)

    assert len(found) > 5
    assert max(len(each.heading) for each in found) <= 200
