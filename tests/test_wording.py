from __future__ import annotations

from typing import get_args

import pytest

from desktop.domain import Problem, ProblemCode
from desktop.language import has_chinese
from desktop.wording import sentence


@pytest.mark.parametrize("code", get_args(ProblemCode))
def test_every_problem_has_a_sentence_in_both_languages(code: ProblemCode) -> None:
    problem = Problem(code, "/folder/报告 {x}.pdf", "12 MB")

    english, chinese = sentence(problem, "en"), sentence(problem, "zh")

    assert english
    assert code == "bad_argument" or has_chinese(chinese)
    assert "{name}" not in english + chinese
