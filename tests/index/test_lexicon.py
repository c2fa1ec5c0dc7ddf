from __future__ import annotations

import pytest

from desktop.index.lexicon import Vocabulary, places, words


def test_a_chinese_name_in_an_english_text_does_not_make_it_chinese() -> None:
    english = Vocabulary(["Genghis Khan (成吉思汗) founded the largest empire of history."])
    chinese = Vocabulary(["甲方向乙方采购办公家具。"])

    assert not english.has_chinese
    assert chinese.has_chinese


def test_adverbs_and_plurals_meet_their_stems() -> None:
    assert words("monthly dogs") == words("month dog")


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    vocabulary = Vocabulary(["rent roof", "rent lease", "rent fee"])

    assert vocabulary.weight("roof") > vocabulary.weight("rent")
    assert vocabulary.coverage(frozenset({"rent", "roof"}), frozenset({"roof"})) > 0.5


def test_a_latin_name_before_chinese_is_a_word_of_its_own() -> None:
    assert words("Talbot24医生会做手术") == ["talbot24", "医生", "生会", "会做", "做手", "手术"]


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("monthly rents?", "The Monthly RENT\nis due.", ["Monthly", "RENT"]),
        ("押金是多少", "本合同的押金为三万元", ["押金"]),
        ("甲方押金", "甲方收取押金金额", ["甲方", "押金"]),
        ("租赁押金", "租赁押金由甲方保管", ["租赁押金"]),
        ("⽉租", "每月租金", ["月租"]),
        ("月租", "每⽉租金", ["⽉租"]),
        ("office", "the oﬃce is İn town: OFFICE", ["oﬃce", "OFFICE"]),
        ("2024", "in 2024, not 12024", ["2024"]),
        ("the of", "the end of it", []),
    ],
)
def test_the_words_of_a_query_are_found_where_they_stand(
    query: str, text: str, found: list[str]
) -> None:
    wanted = frozenset(words(query))

    assert [text[begin:end] for begin, end in places(text, wanted)] == found
