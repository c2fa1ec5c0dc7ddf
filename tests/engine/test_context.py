from __future__ import annotations

import pytest

from desktop.domain import Passage
from desktop.engine.context import Plan, plan
from desktop.engine_messages import Generate
from desktop.errors import ModelError
from desktop.inference import PromptTurn, Summary

_WINDOW = 1000


def _count(text: str) -> int:
    return len(text.split())


def _talk(n: int, length: int = 20) -> tuple[PromptTurn, ...]:
    return tuple(
        PromptTurn(
            "assistant" if number % 2 else "user", f"t{number} " + "word " * length, number + 1
        )
        for number in range(n)
    )


def _kept(planned: Plan) -> list[int]:
    return [turn.id for turn in planned.turns if turn.id]


def test_a_short_conversation_is_sent_whole() -> None:
    planned = plan(Generate(1, turns=_talk(6), question="And then?"), _WINDOW, _count)

    assert _kept(planned) == [1, 2, 3, 4, 5, 6]
    assert planned.dropped == ()


def test_turns_leave_in_blocks_so_that_most_questions_find_the_same_prefix() -> None:
    talk = _talk(80)
    firsts = [
        _kept(plan(Generate(1, turns=talk[:n], question="x"), _WINDOW, _count))[0]
        for n in range(2, 80, 2)
    ]

    assert firsts == sorted(firsts)
    assert len(set(firsts)) <= len(firsts) // 3
    assert all(first % 2 for first in firsts), "a conversation begins with a question"


@pytest.mark.parametrize("n_turns", [0, 7, 40, 200])
@pytest.mark.parametrize("form", ["plain", "evidence", "passages", "document"])
def test_a_prompt_leaves_room_for_the_answer(n_turns: int, form: str) -> None:
    text = "river " * 400
    passages = tuple(Passage(n, 1, "a.txt", None, 0, len(text), text) for n in range(4))
    command = Generate(1, turns=_talk(n_turns), form=form, question="w " * 60, passages=passages)  # type: ignore[arg-type]

    planned = plan(command, _WINDOW, _count)

    said = sum(_count(turn.text) for turn in planned.turns)
    assert said + planned.max_tokens <= _WINDOW
    assert planned.turns[-1].text.rstrip().endswith(("w", "text."))


def test_a_question_longer_than_the_window_is_refused() -> None:
    with pytest.raises(ModelError) as refused:
        plan(Generate(1, question="word " * 2000), _WINDOW, _count)

    assert refused.value.problem.code == "prompt_too_long"


def test_what_is_recalled_is_quoted_only_where_it_left() -> None:
    talk = _talk(60)
    recalled = (PromptTurn("user", "the code is 7", 2), PromptTurn("user", "still here", 60))

    planned = plan(
        Generate(1, turns=talk, question="Which code?", recalled=recalled), _WINDOW, _count
    )

    assert "the code is 7" in planned.turns[-1].text
    assert "still here" not in planned.turns[-1].text
    assert {each.turn_id: each.kept_as for each in planned.dropped}[2] == "recalled"


def test_a_summary_stands_behind_the_system_text_once_turns_have_left() -> None:
    summary = Summary("They spoke of trains.", 8)

    short = plan(Generate(1, turns=_talk(4), question="x", summary=summary), _WINDOW, _count)
    long = plan(Generate(1, turns=_talk(60), question="x", summary=summary), _WINDOW, _count)

    assert "trains" not in short.turns[0].text
    assert short.summary == ""
    assert "trains" in long.turns[0].text
    fates = {each.turn_id: each.kept_as for each in long.dropped}
    assert (fates[8], fates[9]) == ("summary", "nothing")


def test_a_pinned_turn_that_is_long_is_cut_rather_than_left_out() -> None:
    pinned = PromptTurn("user", "mind this " + "word " * 900, 1, is_pinned=True)

    planned = plan(Generate(1, turns=(pinned, *_talk(60)[1:]), question="x"), _WINDOW, _count)

    assert planned.dropped[0].kept_as == "pinned"
    assert "mind this" in planned.turns[-1].text


def test_a_window_that_begins_in_the_middle_begins_with_a_question() -> None:
    long = (
        PromptTurn("user", "hi", 1),
        PromptTurn("assistant", "ok", 2),
        PromptTurn("user", "word " * 620, 3),
        PromptTurn("assistant", "fine", 4),
    )

    planned = plan(Generate(1, turns=long, question="And?", max_tokens=100), _WINDOW, _count)

    assert [turn.role for turn in planned.turns] == ["system", "user"]


def test_a_long_summary_is_cut_and_costs_nothing_while_everything_fits() -> None:
    summary = Summary("word " * 900, 8)

    short = plan(Generate(1, turns=_talk(2), question="x " * 300, summary=summary), _WINDOW, _count)
    long = plan(Generate(1, turns=_talk(60), question="x", summary=summary), _WINDOW, _count)

    assert short.dropped == ()
    assert _count(long.turns[0].text) < 150


def test_what_is_recalled_from_before_the_newest_turns_is_quoted_too() -> None:
    recalled = (PromptTurn("user", "the code is 7", 2),)

    planned = plan(
        Generate(1, turns=_talk(60)[20:], question="Which?", recalled=recalled), _WINDOW, _count
    )

    assert "the code is 7" in planned.turns[-1].text
