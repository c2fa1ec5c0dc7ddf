from __future__ import annotations

from desktop.ui.excerpt import excerpt

RENT = "The monthly rent is 9,400 euros. "
LONG = "Nothing to see here. " * 40 + RENT + "And so it goes on. " * 40
LONG_ZH = "本合同条款如下，双方应当遵守。" * 30 + "押金另付。" + "其他事项另行约定。" * 30


def marked(text: str, marks: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[start:end] for start, end in marks]


def places(text: str, *words: str) -> tuple[tuple[int, int], ...]:
    return tuple((text.index(each), text.index(each) + len(each)) for each in words)


def test_a_short_passage_is_shown_whole_on_one_line() -> None:
    text = "  The monthly\n\n rent\tis 9,400 euros.\n"

    found = excerpt(text, places(text, "monthly", "rent"), 200)

    assert found.text == "The monthly rent is 9,400 euros. "
    assert marked(found.text, found.marks) == ["monthly", "rent"]


def test_what_has_the_words_is_cut_out_of_a_long_passage() -> None:
    found = excerpt(LONG, places(LONG, "monthly", "rent", "euros"), 200)

    assert found.text.startswith("…")
    assert found.text.endswith("…")
    assert len(found.text) <= 202
    assert marked(found.text, found.marks) == ["monthly", "rent", "euros"]


def test_without_words_the_beginning_is_shown() -> None:
    found = excerpt(LONG, (), 100)

    assert found.text.startswith("Nothing to see")
    assert found.marks == ()


def test_chinese_is_cut_where_its_words_stand() -> None:
    found = excerpt(LONG_ZH, places(LONG_ZH, "押金"), 120)

    assert marked(found.text, found.marks) == ["押金"]
    assert len(found.text) <= 122


def test_what_cannot_be_seen_is_left_out_and_marks_stay_on_their_words() -> None:
    text = "\x00A con\ufffetract\x07 𠀀 about the rent"

    found = excerpt(text, places(text, "rent"), 100)

    assert found.text == "A contract 𠀀 about the rent"
    assert marked(found.text, found.marks) == ["rent"]
