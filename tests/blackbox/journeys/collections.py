"""Journeys around sets of documents that are kept apart."""

from __future__ import annotations

from trip import Trip

_OURS, _NOT_OURS = "How long is the jetty?", "How much is the monthly rent?"


def keep_documents_apart(trip: Trip) -> None:
    """A collection is made, a folder moved to it, and a conversation answered from it alone."""
    desk = trip.desk
    trip.settings({"chat": {"max_tokens": 16}})
    folder = trip.files(roof="The roof of the boathouse leaks.", jetty="The jetty is 40 m long.")
    trip.start(str(trip.samples / "warehouse-lease.pdf"))
    trip.wait_documents(1)
    trip.command(str(folder))
    trip.wait_documents(3)
    trip.click("Collections", "push button")
    trip.choose("New collection…")
    name = trip.find("Name of the collection", "text")
    desk.wait(lambda: desk.has_state(name, "FOCUSED"), "focus on the name")
    desk.enter(name, "Boats")
    desk.key("Return")
    trip.wait_for("Collection made: Boats")
    trip.click("Folder papers", "push button")
    desk.choose(trip.words("Move to the collection"), "Boats")
    desk.wait(lambda: "Boats · 2" in trip.listed(), "a collection with two documents")
    desk.picture("collection-moved")
    desk.key("ctrl+l")
    trip.click("Searched collections: ", "push button")
    desk.choose("Boats")
    trip.find("Searched collections: Boats")
    trip.ask(_NOT_OURS)
    desk.wait_for(trip.say("Nothing in your documents answers this", "没有能回答这个问题"))
    trip.ask(_OURS)
    assert "40 m" in trip.find("Quote:").get_name()
    desk.picture("collection-asked")
    trip.answered(2)
    trip.new_conversation()
    desk.find(trip.words("Searched collections: ") + trip.words("All collections"))
    desk.click(_NOT_OURS, "list item")
    trip.find("Searched collections: Boats")
    trip.quit()
