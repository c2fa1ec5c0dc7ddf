from __future__ import annotations

from desktop.chat.digest import digest
from desktop.inference import PromptTurn


def _turns(*said: str) -> list[PromptTurn]:
    roles = ("user", "assistant")
    return [PromptTurn(roles[n % 2], text, n + 1) for n, text in enumerate(said)]  # type: ignore[arg-type]


def test_every_line_was_really_said() -> None:
    said = ("The car was sold on 3 May for 4,200 euros. Fine.", "Noted. That sounds good.")

    lines = digest(_turns(*said), "", "en").splitlines()

    assert lines == ["User: The car was sold on 3 May for 4,200 euros."]


def test_questions_and_thanks_are_left_out() -> None:
    said = ("How much is the monthly rent of the flat?", "You are welcome!", "Thanks a lot!")

    assert digest(_turns(*said), "", "en") == ""


def test_what_was_kept_before_stays_while_there_is_room() -> None:
    before = "User: My locker has the code F3471."

    lines = digest(_turns("My sister Anna lives in Bergen."), before, "en").splitlines()

    assert lines == [before, "User: My sister Anna lives in Bergen."]


def test_a_digest_stays_short() -> None:
    said = [f"On day {n} we met Mr. Brown and paid {n * 7} euros." for n in range(200)]

    assert len(digest(_turns(*said), "", "en")) <= 900


def test_chinese_is_chosen_alike() -> None:
    said = ("我姐姐去年春天搬到了卑尔根。", "好的。", "汽车在5月3日以4200元卖掉了。你呢？")

    assert digest(_turns(*said), "", "zh").splitlines() == [
        "用户: 我姐姐去年春天搬到了卑尔根。",
        "用户: 汽车在5月3日以4200元卖掉了。",
    ]
