from __future__ import annotations

import pytest

from desktop.feedback import REASONS, Reason, reason_of


@pytest.mark.parametrize(
    "reason",
    [
        Reason(),
        Reason(("wrong", "too long")),
        Reason((), "not my firm"),
        Reason(("other",), "a; b"),
    ],
)
def test_a_reason_is_read_as_it_was_stored(reason: Reason) -> None:
    assert reason_of(reason.as_text()) == reason


def test_tags_that_are_not_offered_any_more_are_still_tags() -> None:
    assert "incomplete" not in REASONS
    assert reason_of("incomplete; unclear; my words") == Reason(
        ("incomplete", "unclear"), "my words"
    )
