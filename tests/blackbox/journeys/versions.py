"""Journeys around versions: a question in other words, to and fro, on in a new conversation."""

from __future__ import annotations

from trip import Trip

_FIRST, _SECOND = "Where does the ferry leave?", "When does the ferry leave?"


def ask_in_other_words(trip: Trip) -> None:
    """A question is edited, both versions stay, and one of them goes on as a new conversation."""
    desk = trip.desk
    trip.settings({"chat": {"use_documents": False, "max_tokens": 24}})
    trip.start()
    trip.ask(_FIRST)
    trip.answered()
    first = _answer(trip)
    trip.click("Edit question", "push button")
    field = trip.find("Edit question", "text")
    desk.wait(lambda: desk.has_state(field, "FOCUSED"), "focus on the question")
    assert desk.text_of(field) == _FIRST
    desk.key("ctrl+a")
    desk.enter(field, _SECOND)
    desk.picture("version-edited")
    trip.click("Save and ask")
    trip.find("Version 2 of 2")
    trip.find(f"You: {_SECOND}")
    trip.answered()
    second = _answer(trip)
    desk.picture("version-second")
    trip.click("Earlier version")
    trip.find("Version 1 of 2")
    trip.find(f"You: {_FIRST}")
    assert _answer(trip) == first, "the first answer is another one"
    # The keyboard is on the way back already.
    desk.key("space")
    trip.find("Version 2 of 2")
    assert _answer(trip) == second, "the second answer is another one"
    _go_on_elsewhere(trip)
    assert _answer(trip) == second, "the answer was not taken along"
    trip.restart()
    desk.find(f"{_FIRST} (2)", "list item")
    desk.click(_FIRST, "list item")
    trip.find("Version 2 of 2")
    trip.quit()


def _go_on_elsewhere(trip: Trip) -> None:
    trip.click("More about this answer")
    trip.choose("Continue in a new conversation from here")
    trip.wait_for("You go on in a new conversation; the other one stays as it is.")
    trip.wait_gone("Version 2 of 2")
    trip.find(f"You: {_SECOND}")
    trip.desk.picture("version-forked")


def _answer(trip: Trip) -> str:
    return trip.desk.text_of(trip.find("Answer:"))
