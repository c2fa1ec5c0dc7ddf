"""Journeys through everything that can be done, by name and by key."""

from __future__ import annotations

from trip import Trip

_PAGE = "Page with the passage marked"


def run_by_name(trip: Trip) -> None:
    """A command and a document are found by a few letters and run; keys are looked up."""
    desk = trip.desk
    trip.start(str(trip.samples / "warehouse-lease.pdf"))
    trip.find(_PAGE)
    trip.wait_documents(1)
    trip.click("Close the document")
    trip.wait_gone(_PAGE)
    _call(trip, "house-lea")
    desk.find("warehouse-lease.pdf", "list item")
    desk.picture("palette-document")
    desk.key("Return")
    trip.find(_PAGE)
    _call(trip, trip.say("side", "侧栏"))
    desk.find(trip.words("Show or hide the sidebar"), "list item")
    desk.key("Return")
    trip.wait_gone("Search conversations")
    _call(trip, "qqq")
    trip.find("Nothing is called that. Try fewer letters.")
    desk.picture("palette-nothing")
    desk.key("Escape")
    trip.wait_gone("Nothing is called that. Try fewer letters.")
    desk.key("ctrl+slash")
    desk.find(f"{trip.words('Show or hide the sidebar')}: Ctrl+B", "label")
    desk.find(f"{trip.words('Fit the width')}: Ctrl+0", "label")
    desk.picture("keys")
    desk.key("Escape")
    trip.wait_gone("Keys")
    desk.key("ctrl+b")
    trip.find("Search conversations")
    trip.quit()


def _call(trip: Trip, letters: str) -> None:
    """Open the palette and type."""
    trip.desk.key("ctrl+k")
    line = trip.find("Command", "text")
    trip.desk.wait(lambda: trip.desk.has_state(line, "FOCUSED"), "focus on the palette")
    trip.desk.enter(line, letters)
