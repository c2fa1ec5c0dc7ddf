"""Journeys of conversations out into files and back."""

from __future__ import annotations

import json
from pathlib import Path

from trip import Trip

_QUESTION = "年会在哪里举行？"


def export_and_import(trip: Trip) -> None:
    """A conversation goes out as JSON and as Markdown, is deleted, and comes back whole."""
    desk = trip.desk
    trip.start()
    trip.add_samples()
    trip.ask(_QUESTION)
    trip.answered()
    trip.click("Good answer")
    quote = trip.find("Quote:").get_name()
    out = trip.files() / "kept.json"
    _export(trip, "Carrel file (JSON)…", out)
    assert _QUESTION in json.dumps(json.loads(out.read_text("utf-8")), ensure_ascii=False)
    page = trip.files() / "kept.md"
    _export(trip, "Markdown…", page)
    assert "[^2-1]: 会议纪要.md" in page.read_text("utf-8"), "no footnote for the quote"
    trip.go_to_list()
    desk.key("Delete")
    trip.wait_for("Conversation deleted")
    trip.find("What you ask will be listed here.")
    desk.listen()
    trip.click("More about conversations")
    trip.choose("Import conversations…")
    trip.name_file("Import conversations", out)
    trip.find("kept.json holds one conversation of Carrel.")
    desk.picture("transfer-import")
    trip.click("Import 1")
    desk.wait_heard(trip.words("One conversation was imported."))
    desk.click(_QUESTION, "list item")
    assert trip.find("Quote:").get_name() == quote
    desk.wait(lambda: trip.is_checked("Good answer"), "the thumb that went out with it")
    desk.picture("transfer-back")
    trip.quit()


def _export(trip: Trip, kind: str, path: Path) -> None:
    """Write the first conversation of the list to a file, by keys."""
    trip.go_to_list()
    trip.desk.key("shift+F10")
    trip.choose("Export", kind)
    trip.name_file("Export conversations", path)
    trip.wait_for(f"The conversation was written to {path.name}.")
