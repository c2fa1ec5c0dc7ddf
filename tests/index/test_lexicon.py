from __future__ import annotations

from desktop.index.lexicon import Vocabulary, words


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
