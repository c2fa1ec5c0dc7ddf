"""Journeys around feedback: two answers compared, ratings filtered, lines handed out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from trip import Trip

_STORY = "Write a story about a lighthouse."
_HELLO = "Say hello to anna.berg@example.org, or call 13800138000."
_SECRETS = ("anna.berg", "example.org", "13800138000", "hello", "Hello")


def compare_and_pick(trip: Trip) -> None:
    """Another answer is written beside one, found better, and stands on the feedback screen."""
    desk = trip.desk
    trip.settings({"chat": {"use_documents": False, "max_tokens": 48}})
    trip.start()
    trip.ask(_STORY)
    trip.answered()
    trip.click("Compare with another answer")
    trip.find("The other answer will stand here.")
    trip.click("Compare", "push button")
    better = trip.find("Right is better", "push button")
    desk.wait(lambda: desk.has_state(better, "SENSITIVE"), "two answers", 150)
    desk.picture("compared")
    right = _said(trip, "Right answer")
    trip.write("Reason in your words", "clearer")
    desk.click_on(better)
    trip.wait_for("Kept. The better answer is the one that is shown now.")
    trip.find("The new answer")
    desk.picture("decided")
    trip.click("Close", "push button")
    trip.wait_gone("Right answer")
    assert right[:20] in desk.text_of(trip.find("Answer:")), "the better answer is not shown"
    _turn_to_feedback(trip)
    _cell(trip, trip.words("Better one"))
    _cell(trip, "clearer")
    desk.picture("comparison-listed")
    _export_pair(trip, right)
    trip.quit()


def rate_filter_and_export(trip: Trip) -> None:
    """A rating is found by filters and handed out as KTO, without what names people."""
    desk = trip.desk
    trip.settings({"chat": {"use_documents": False, "max_tokens": 24}})
    trip.start()
    trip.ask(_HELLO)
    trip.answered()
    trip.click("Good answer")
    desk.wait(lambda: trip.is_checked("Good answer"), "thumb up")
    _turn_to_feedback(trip)
    _cell(trip, trip.words("Good"))
    _filter(trip)
    path = trip.home.parent / "lines.jsonl"
    dialog = _open_export(trip)
    trip.pick(trip.words("KTO: thumbs"))
    preview = trip.find("As it will be written", "text")
    desk.wait(lambda: "[EMAIL]" in desk.text_of(preview), "a line without an address")
    assert "[PHONE]" in desk.text_of(preview)
    trip.write("Words to replace", "hello")
    desk.wait(lambda: "[REDACTED]" in desk.text_of(preview), "a line without a word")
    desk.picture("redacted")
    desk.click_on(desk.has_below(dialog, trip.words("Export…")))
    _save_as(trip, path)
    trip.wait_for("Lines written to lines.jsonl: 1")
    _check(path)
    trip.quit()


def _said(trip: Trip, side: str) -> str:
    """What an answer says: its name is that of its side, and of the line above it."""
    texts = [each for each in trip.all(side) if each.get_text_iface() is not None]
    return max((trip.desk.text_of(each) for each in texts), key=len)


def _export_pair(trip: Trip, better: str) -> None:
    """Hand the comparison out from a terminal, while the window is open."""
    path = trip.home.parent / "pairs.jsonl"
    given = ("feedback", "export", "--format", "dpo", "--out", str(path), "--json")
    said = json.loads(trip.command(*given))
    assert (said["lines"], said["redacted"]["email"]) == (1, 0), said
    row = json.loads(path.read_text("utf-8"))
    assert row["comment"] == "clearer"
    assert row["chosen"][0]["content"][:20] == better[:20]
    assert row["rejected"][0]["content"] != row["chosen"][0]["content"]


def _turn_to_feedback(trip: Trip) -> None:
    trip.click("Feedback", "check box")
    trip.find("Find in feedback", "text")


def _cell(trip: Trip, text: str) -> Any:
    return trip.desk.find(text, "table cell")


def _filter(trip: Trip) -> None:
    """By time and rating, until nothing is left; then everything again."""
    desk = trip.desk
    trip.pick(trip.words("Today"))
    _cell(trip, trip.words("Good"))
    trip.pick(trip.words("Bad"))
    trip.find("No feedback fits these filters.")
    desk.picture("nothing-fits")
    trip.click("Clear filters", "push button")
    _cell(trip, trip.words("Good"))
    desk.find(trip.words("All time"), "combo box")


def _open_export(trip: Trip) -> Any:
    trip.click("Export…", "push button")
    trip.find("As it will be written", "text")
    return trip.find("Export feedback", "dialog")


def _save_as(trip: Trip, path: Path) -> None:
    """Write a path into the dialog that asks for one."""
    desk = trip.desk
    name = desk.wait(
        lambda: (
            (at := desk.focused()).get_role_name() == "text"
            and "carrel-feedback-kto" in desk.text_of(at)
            and at
        ),
        "a field for the name",
    )
    desk.key("ctrl+a")
    desk.enter(name, str(path))
    desk.key("Return")
    desk.wait(path.exists, "the file")


def _check(path: Path) -> None:
    (line,) = path.read_text("utf-8").splitlines()
    assert not [each for each in _SECRETS if each in line], line
    row = json.loads(line)
    assert list(row)[:3] == ["prompt", "completion", "label"]
    assert row["label"] is True
    asked = "Say [REDACTED] to [EMAIL], or call [PHONE]."
    assert row["prompt"] == [{"role": "user", "content": asked}], row["prompt"]
    assert row["completion"][0]["role"] == "assistant"
