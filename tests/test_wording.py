from __future__ import annotations

from typing import get_args

import pytest

from desktop.domain import Problem, ProblemCode
from desktop.language import has_chinese
from desktop.wording import also_in, place, sentence


@pytest.mark.parametrize("code", get_args(ProblemCode))
def test_every_problem_has_a_sentence_in_both_languages(code: ProblemCode) -> None:
    problem = Problem(code, "/folder/报告 {x}.pdf", "12 MB")

    english, chinese = sentence(problem, "en"), sentence(problem, "zh")

    assert english
    assert code == "bad_argument" or has_chinese(chinese)
    assert "{name}" not in english + chinese


@pytest.mark.parametrize(
    ("path", "page", "name", "english", "chinese"),
    [
        ("/a/lease.pdf", 2, "", "lease.pdf · p. 2", "lease.pdf · 第 2 页"),
        ("/a/scan", 2, "", "scan · p. 2", "scan · 第 2 页"),
        ("/a/notes.md", None, "", "notes.md", "notes.md"),
        ("/a/talk.pptx", 4, "", "talk.pptx · slide 4", "talk.pptx · 第 4 张幻灯片"),
        (
            "/a/b.xlsx", 1, "Q1!2!A1:B2",
            "b.xlsx · sheet Q1!2 · A1:B2", "b.xlsx · 工作表 Q1!2 · A1:B2",
        ),
        ("/a/b.ods", 3, "Rent", "b.ods · sheet Rent", "b.ods · 工作表 Rent"),
        ("/a/b.csv", None, "A1:B2", "b.csv · A1:B2", "b.csv · A1:B2"),
        ("/a/b.epub", 3, "", "b.epub · chapter 3", "b.epub · 第 3 章"),
        ("/a/b.epub", 3, "The Fire", "b.epub · The Fire", "b.epub · The Fire"),
        ("/a/m.eml", 1, "", "m.eml", "m.eml"),
        ("/a/m.eml", 2, "l.pdf › 2", "m.eml · l.pdf · p. 2", "m.eml · l.pdf · 第 2 页"),
        (
            "/a/m.mbox", 9, "Re: rent › b.xlsx › Rent!A1",
            "m.mbox · Re: rent · b.xlsx · sheet Rent · A1",
            "m.mbox · Re: rent · b.xlsx · 工作表 Rent · A1",
        ),
        ("/a/m.mbox", 9, "Re: rent › notes.txt", *["m.mbox · Re: rent · notes.txt"] * 2),
        ("/a/m.mbox", 9, "Re: \u202egnp.exe", *["m.mbox · Re: \ufffdgnp.exe"] * 2),
    ],
)  # fmt: skip
def test_a_place_is_said_as_people_call_it(
    path: str, page: int | None, name: str, english: str, chinese: str
) -> None:
    assert place(path, page, "en", name) == english
    assert place(path, page, "zh", name) == chinese


@pytest.mark.parametrize(
    ("others", "english"),
    [
        ((), ""),
        (("/b/copy.pdf",), "Also in: copy.pdf"),
        (("/Backup/lease.pdf", "/b/copy.pdf"), "Also in: Backup/lease.pdf, copy.pdf"),
        (("/b/old.pdf", "/c/old.pdf"), "Also in: b/old.pdf, c/old.pdf"),
        (("/disk/Contracts/lease.pdf",), "Also in: /disk/Contracts/lease.pdf"),
        (("/1.a", "/2.a", "/3.a", "/4.a", "/5.a"), "Also in: 1.a, 2.a, 3.a (+2)"),
    ],
)
def test_copies_called_alike_are_told_by_their_folders(
    others: tuple[str, ...], english: str
) -> None:
    assert also_in("/home/Contracts/lease.pdf", others, "en") == english
