from __future__ import annotations

from pathlib import Path

import pytest

from tests.blackbox.words import Words

_TEXTS = {
    "Settings": "设置",
    "documents: {n}": "文档：{n}",
    "Open citation {n}: {place}": "打开引用 {n}：{place}",
    "Quote: {text}": "原文：{text}",
    "Folder {name}": "文件夹 {name}",
    "{n} of {all} files": "{all} 个文件中的 {n} 个",
}


@pytest.fixture
def words(tmp_path: Path) -> Words:
    messages = "".join(
        f"<message><source>{source}</source><translation>{target}</translation></message>"
        for source, target in _TEXTS.items()
    )
    file = tmp_path / "zh.ts"
    file.write_text(f"<TS><context>{messages}</context></TS>", "utf-8")
    return Words("zh", file)


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("Settings", "设置"),
        ("documents: 3", "文档：3"),
        ("Open citation 1", "打开引用 1："),
        ("Open citation 1: a.pdf", "打开引用 1：a.pdf"),
        ("Quote:", "原文："),
        ("Folder papers", "文件夹 papers"),
        ("2 of 5 files", "5 个文件中的 2 个"),
    ],
)
def test_a_text_is_found_whole_filled_in_or_by_its_beginning(
    words: Words, english: str, chinese: str
) -> None:
    assert words(english) == chinese


def test_what_the_window_never_says_is_a_mistake_in_the_journey(words: Words) -> None:
    with pytest.raises(KeyError, match="warehouse"):
        words("warehouse-lease.pdf")


def test_english_stays_as_it_is(tmp_path: Path) -> None:
    assert Words("en", tmp_path / "none.ts")("Anything") == "Anything"
