"""Journeys of a word that is looked for in the open conversation."""

from __future__ import annotations

from trip import Trip

_QUESTION, _WORD = "年会在哪里举行？", "年会"


def find_in_a_conversation(trip: Trip) -> None:
    """A word is found in questions and quotes, counted, and gone through in both directions."""
    desk = trip.desk
    trip.start()
    trip.add_samples()
    for number in (1, 2):
        trip.ask(_QUESTION)
        trip.answered(number)
    desk.key("ctrl+f")
    field = trip.find("Find in this conversation", "text")
    desk.wait(lambda: desk.has_state(field, "FOCUSED"), "focus on the search")
    desk.enter(field, _WORD)
    # What one has in mind was mostly said last.
    _see(trip, 4)
    desk.picture("found-last")
    desk.key("shift+Return")
    _see(trip, 3)
    trip.click("Next match (F3)")
    _see(trip, 4)
    desk.key("F3")
    _see(trip, 1)
    desk.key("shift+F3")
    _see(trip, 4)
    trip.click("Previous match (Shift+F3)")
    _see(trip, 3)
    desk.picture("found-before")
    desk.key("ctrl+f")
    desk.wait(lambda: desk.has_state(field, "FOCUSED"), "focus on the search again")
    desk.key("ctrl+a")
    desk.enter(field, "长颈鹿")
    trip.find("Not found")
    desk.key("Escape")
    trip.wait_gone("Not found")
    assert not desk.has_state(field, "SHOWING"), "the search is still there"
    trip.quit()


def _see(trip: Trip, n: int) -> None:
    """Wait until the count says which match is shown."""
    trip.desk.find(trip.say(f"{n} of 4", f"第 {n} 处，共 4 处"), "label")
