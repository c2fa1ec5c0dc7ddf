"""Journeys around the folder in which everything is kept."""

from __future__ import annotations

from trip import Trip

_QUESTION = "Where does the ferry leave?"


def move_everything(trip: Trip) -> None:
    """Everything is moved to another folder, the window opens there, and nothing is missing."""
    desk = trip.desk
    trip.live_at_home()
    trip.settings({"chat": {"use_documents": False, "max_tokens": 16}})
    trip.start()
    trip.ask(_QUESTION)
    trip.answered()
    answer = desk.text_of(trip.find("Answer:"))
    target = trip.home.parent / "elsewhere"
    target.mkdir()
    desk.key("ctrl+comma")
    trip.write("Search settings", trip.words("Kept in"))
    trip.click("Move…", "push button")
    trip.name_file("Where to keep everything", target)
    trip.find("Cancel", "push button")
    desk.picture("home-question")
    trip.click("Move", "push button")
    desk.wait(lambda: (target / "carrel.db").exists(), "the conversations in their new place")
    _find_answer(trip, answer)
    desk.key("ctrl+comma")
    trip.write("Search settings", trip.words("Kept in"))
    desk.find(str(target), "label")
    desk.picture("home-moved")
    desk.key("Escape")
    trip.wait_gone("Search settings")
    assert not (trip.home / "carrel.db").exists(), "the conversations are in both places"
    trip.restart()
    _find_answer(trip, answer)
    trip.quit()


def _find_answer(trip: Trip, answer: str) -> None:
    trip.desk.click(_QUESTION, "list item")
    trip.desk.wait(lambda: trip.desk.text_of(trip.find("Answer:")) == answer, "what was answered")
