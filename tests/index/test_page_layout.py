"""Recognised lines become a text that reads on, and every line knows where it stands."""

from __future__ import annotations

from desktop.index.page_layout import Layout, Strip, lay_out

_LINE = 0.02
_A4 = 0.707


def column(lines: list[str], left: float, right: float, top: float = 0.1) -> list[Strip]:
    """Lines below each other; the last one is as long as its text."""
    found = []
    for n, text in enumerate(lines):
        y = top + n * 1.5 * _LINE
        is_last = n == len(lines) - 1
        end = left + (right - left) * (0.5 if is_last else 1.0)
        found.append(Strip(text, left, y, end, y + _LINE))
    return found


def laid_out(strips: list[Strip]) -> Layout:
    layout = lay_out(strips, _A4)
    for line in layout.lines:
        assert 0 <= line.start < line.end <= len(layout.text)
    return layout


def test_the_lines_of_an_english_paragraph_are_joined_with_spaces() -> None:
    lines = ["The tenant pays the rent for the whole of", "the building by the fifth day."]

    assert laid_out(column(lines, 0.1, 0.9)).text == " ".join(lines)


def test_the_lines_of_a_chinese_paragraph_are_joined_without_spaces() -> None:
    lines = ["承租人应于每月五日前缴纳租金，不得借任何理由拖延", "或者拒绝缴纳。"]

    assert laid_out(column(lines, 0.1, 0.9)).text == "".join(lines)


def test_a_word_broken_at_the_end_of_a_line_is_whole_again() -> None:
    layout = laid_out(column(["The landlord keeps the roof in good con-", "dition."], 0.1, 0.9))

    assert layout.text == "The landlord keeps the roof in good condition."
    assert [layout.text[line.start : line.end] for line in layout.lines] == [
        "The landlord keeps the roof in good con",
        "dition.",
    ]


def test_short_lines_stay_lines() -> None:
    strips = [Strip("Name: Wu", 0.1, 0.1, 0.2, 0.12), Strip("Room: 12", 0.1, 0.13, 0.2, 0.15)]
    strips += column(
        ["A long line that shows how wide the page of this text is set."] * 2, 0.1, 0.9, 0.16
    )

    assert "Name: Wu\nRoom: 12\n" in laid_out(strips).text


def test_cells_beside_each_other_stay_in_their_row() -> None:
    strips = [
        Strip(text, left, top, left + 0.1, top + _LINE)
        for top, row in ((0.1, ("Chair", "120.00")), (0.13, ("Table", "480.00")))
        for left, text in zip((0.1, 0.6), row, strict=True)
    ]

    assert laid_out(strips).text == "Chair 120.00\nTable 480.00"


def test_columns_are_read_one_after_the_other() -> None:
    left = [f"The left column speaks of mills {n}" for n in range(6)]
    right = [f"The right column speaks of rivers {n}" for n in range(6)]
    title = Strip("A title across both of the columns", 0.1, 0.04, 0.9, 0.07)

    text = laid_out([title, *column(left, 0.1, 0.48), *column(right, 0.52, 0.9)]).text

    assert text.startswith("A title across")
    assert text.index("mills 5") < text.index("rivers 0")


def test_a_page_without_text_is_empty() -> None:
    assert lay_out([], _A4) == Layout("", ())
