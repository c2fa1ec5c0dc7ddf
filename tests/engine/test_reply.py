from __future__ import annotations

import pytest

from desktop.engine.reply import Reply


def _read(reply: Reply, pieces: list[bytes]) -> dict[str, str]:
    found = {"answer": "", "reasoning": ""}
    for piece in pieces:
        for channel, text in reply.feed(piece):
            found[channel] += text
    for channel, text in reply.end():
        found[channel] += text
    return found


def _bytes(text: str) -> list[bytes]:
    return [bytes([each]) for each in text.encode()]


def test_half_a_character_is_never_shown() -> None:
    reply = Reply()
    shown = [text for piece in _bytes("你好😀") for _, text in reply.feed(piece)]

    assert shown == ["你", "好", "😀"]


def test_reasoning_is_a_channel_of_its_own() -> None:
    found = _read(Reply(), _bytes("<think>\nfive</think>\n\nIt is 5."))

    assert found == {"answer": "It is 5.", "reasoning": "\nfive"}


def test_reasoning_the_prompt_began_goes_on() -> None:
    found = _read(Reply(is_thinking=True), _bytes("add them</think>22"))

    assert found == {"answer": "22", "reasoning": "add them"}


def test_reasoning_that_was_closed_twice_leaves_no_mark() -> None:
    found = _read(Reply(is_thinking=True), _bytes("add</think>So 22</think>."))

    assert found == {"answer": "So 22.", "reasoning": "add"}


def test_a_mark_later_in_an_answer_is_text() -> None:
    text = "Write <think> before you reason."

    assert _read(Reply(), _bytes(text))["answer"] == text


@pytest.mark.parametrize("pieces", [[b"one, two, thr", b"ee, four"], _bytes("one, two, three, x")])
def test_a_stop_string_ends_the_answer_and_is_not_part_of_it(pieces: list[bytes]) -> None:
    reply = Reply(("three",))

    found = _read(reply, pieces)

    assert found["answer"] == "one, two, "
    assert reply.has_stopped


def test_what_only_looks_like_a_stop_string_is_shown_in_the_end() -> None:
    reply = Reply(("three",))

    assert _read(reply, [b"one thr"])["answer"] == "one thr"
    assert not reply.has_stopped


def test_an_answer_that_says_the_same_thing_again_and_again_goes_in_circles() -> None:
    reply = Reply()
    _read(reply, [b"It is late. " * 5])
    other = Reply()
    _read(other, [b"One came. Two came. Three came. Four came. Five came."])

    assert reply.goes_in_circles()
    assert not other.goes_in_circles()
