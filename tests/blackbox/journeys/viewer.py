"""Journeys in an open document: searched, turned, enlarged, and copied from."""

from __future__ import annotations

import re

from trip import Trip

_PAGE = "Page with the passage marked"
_COUNT = re.compile(r"(?:第 )?(\d+) (?:of|处，共) \d+(?: 处)?")
_FEWEST = 10
"""Letters that make a line."""


def read_in_a_document(trip: Trip) -> None:
    """A citation opens, a word is gone through, the page grows, others are turned to."""
    desk = trip.desk
    _open_citation(trip)
    desk.key("ctrl+f")
    field = trip.find("Search in this document", "text")
    desk.wait(lambda: desk.has_state(field, "FOCUSED"), "focus on the search")
    desk.enter(field, "tenant")
    first = desk.wait(lambda: _match(trip), "a match")
    desk.picture("viewer-found")
    trip.click("Next match (F3)")
    desk.wait(lambda: _match(trip) == first + 1, "the next match")
    desk.key("F3")
    desk.wait(lambda: _match(trip) == first + 2, "the one after")
    trip.click("Previous match (Shift+F3)")
    desk.wait(lambda: _match(trip) == first + 1, "the one before")
    desk.key("ctrl+f")
    desk.wait(lambda: desk.has_state(field, "FOCUSED"), "focus on the search again")
    desk.enter(field, "submarine")
    trip.find("Not found")
    desk.key("Escape")
    desk.wait(lambda: not desk.has_state(field, "SHOWING"), "end of the search")
    _turn_and_enlarge(trip)
    _copy_a_line(trip)
    trip.quit()


def _turn_and_enlarge(trip: Trip) -> None:
    """The page is enlarged and fitted again, and another one is gone to by its number."""
    desk = trip.desk
    usual = desk.box_of(_sheet(trip))[2]
    trip.click("Larger (Ctrl++)")
    desk.wait(lambda: desk.box_of(_sheet(trip))[2] > usual, "a larger page")
    desk.picture("viewer-larger")
    trip.click("Fit the width (Ctrl+0)")
    desk.wait(lambda: desk.box_of(_sheet(trip))[2] == usual, "the page as wide as before")
    before = trip.find(_PAGE).get_description()
    number = trip.click("Page", "text")
    desk.wait(lambda: desk.has_state(number, "FOCUSED"), "focus on the number")
    desk.key("ctrl+a")
    desk.enter(number, "5")
    desk.key("Return")
    desk.wait(lambda: trip.find(_PAGE).get_description() != before, "another page")
    desk.wait(lambda: not desk.has_state(trip.find("Next page"), "ENABLED"), "the last page")


def _copy_a_line(trip: Trip) -> None:
    """A line of the page is selected with the mouse and pasted into the message."""
    desk = trip.desk
    x, y, width, height = desk.box_of(_sheet(trip))
    across = [(x + width * share // 100, y + height // 3) for share in (5, 50, 95)]
    desk.pull(*across)
    desk.picture("viewer-selected")
    desk.key("ctrl+c")
    desk.key("ctrl+l")
    message = trip.find("Message", "text")
    desk.wait(lambda: desk.has_state(message, "FOCUSED"), "focus on the message")
    desk.key("ctrl+v")
    desk.wait(lambda: len(desk.text_of(message)) > _FEWEST, "the copied line")
    said = trip.find(_PAGE).get_description()
    assert _bare(desk.text_of(message)) in _bare(said), "what was copied is not of this page"


def _sheet(trip: Trip) -> object:
    """The page itself inside its view."""
    return trip.find(_PAGE).get_child_at_index(0).get_child_at_index(0)


def _bare(text: str) -> str:
    return "".join(text.split())


def _open_citation(trip: Trip) -> None:
    trip.settings({"chat": {"max_tokens": 16}})
    trip.start(str(trip.samples / "warehouse-lease.pdf"))
    trip.wait_documents(1)
    trip.ask("How much is the monthly rent?")
    trip.answered()
    trip.click("Open citation 1")
    trip.find(_PAGE)
    trip.see_mark("viewer-opened")


def _match(trip: Trip) -> int:
    """Which of the matches is shown, as the count says; 0 while there is none."""
    counts = (_COUNT.fullmatch(each.get_name() or "") for each in trip.desk.shown())
    return next((int(each[1]) for each in counts if each), 0)
