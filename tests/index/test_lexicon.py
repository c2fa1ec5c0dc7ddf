from __future__ import annotations

import pytest

from desktop.index.lexicon import Vocabulary, held, places, words


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


@pytest.mark.parametrize(
    "text",
    [
        "Two cities, 1,000 flies, a companies' register; 21,000 Leases of 2.5 acres: Talbot24医生",
        "The un\u00adusual oﬃce is hy-\nphenated: re-\nlease, ｆｕｌｌ width ＡＢＣ, naïve café.",
        "每⽉租金九千\n四百元，于第三个工作日支付。年的会议由钱的经理主持，Talbot24医生会做手术。",
    ],
)
def test_every_word_of_a_text_is_found_in_it_and_no_other(text: str) -> None:
    wanted = frozenset(words(text))
    others = (
        frozenset({"elease", "000", "lease2", "hyphen", "月金", "会", "talbot", "naiv"}) - wanted
    )

    assert wanted
    assert held(wanted | others, text) == wanted
