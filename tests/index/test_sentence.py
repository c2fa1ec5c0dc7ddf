"""Where sentences begin and end, in both languages."""

from __future__ import annotations

import pytest

from desktop.index.sentence import is_entry, sentences


def _cut(text: str) -> list[str]:
    found = sentences(text)
    assert all(text[each.start : each.end] == each.text for each in found)
    return [each.text for each in found]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. J. P. Whitlock owes EUR 3.50, cf. No. 5 below, e.g. for the lamp.",
        "The plan of Acme Inc. was drawn by Dr. P. Amari.",
        "He thought about it... and went home.",
        '"Do we need more spaces?" asked Dr. Amari.',
        "The U.S. Army was there.",
        "1. The kettle",
        "2.1 The contract starts on 1 March.",
        "Interest of\n4.5 percent is due.",
        "The meeting was led by the chair of the\nCouncil of Lund.",
        "“我们缺人手。”他说。",
        "「そこ」『書』里写着“第三条”的内容。",
        "五千元至三万元的，由部门的财务总监陈立群审\n批后执行",
        "价格是3.5元",
    ],
)
def test_one_sentence_is_not_cut(text: str) -> None:
    assert _cut(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said no. Then he left.", ["He said no.", "Then he left."]),
        ("It is 10:15 a.m. The hall is open.", ["It is 10:15 a.m.", "The hall is open."]),
        ("Take vitamin C. It helps.", ["Take vitamin C.", "It helps."]),
        ("It is ready.The warranty lasts.", ["It is ready.", "The warranty lasts."]),
        ("他说：“好。”第二天下雨。", ["他说：“好。”", "第二天下雨。"]),
        ("“好。”她回答说：“走吧。”", ["“好。”", "她回答说：“走吧。”"]),
        ("『是。』会议开始了。", ["『是。』", "会议开始了。"]),
        ("第一条 范围\n本须知适用。\n第二条 审批", ["第一条 范围", "本须知适用。", "第二条 审批"]),
        ("You need:\n(a) a plan;\n(b) a key.", ["You need:", "(a) a plan;", "(b) a key."]),
        ("In the box:\n1. a kettle\n2. a base", ["In the box:", "1. a kettle", "2. a base"]),
        ("会议时间：五月\n会议地点：二楼", ["会议时间：五月", "会议地点：二楼"]),
        ("Name | Note\nA | Good. Cheap.\nEnd", ["Name | Note", "A | Good. Cheap.", "End"]),
    ],
)  # fmt: skip
def test_a_text_is_cut_where_its_sentences_end(text: str, expected: list[str]) -> None:
    assert _cut(text) == expected


@pytest.mark.parametrize(
    "text", ["- a", "• a", "1. a", "2) a", "(a) b", "（一）甲", "一、甲", "第三条 甲", "①甲"]
)
def test_marks_of_lists_and_clauses_are_known(text: str) -> None:
    assert is_entry(text)


@pytest.mark.parametrize("text", ["3.5 percent", "-5 degrees", "A plan", "一月", "2024年"])
def test_numbers_that_begin_a_text_are_no_marks(text: str) -> None:
    assert not is_entry(text)
