"""Journeys around conversations in the sidebar; none needs a model."""

from __future__ import annotations

from trip import Trip

_FIRST, _SECOND = "年会在哪里举行？", "差旅费的报销期限是多久？"


def rename_delete_and_undo(trip: Trip) -> None:
    """A conversation gets another name by F2, goes by Delete, and comes back by Undo."""
    desk = trip.desk
    trip.start()
    trip.add_samples()
    trip.ask(_FIRST)
    trip.answered()
    trip.go_to_list()
    desk.key("F2")
    desk.wait(lambda: not desk.has_state(trip.find("Conversations"), "FOCUSED"), "the field")
    desk.key("ctrl+a")
    desk.type("Party")
    desk.key("Return")
    desk.find("Party", "list item")
    desk.find("Party", "label")
    trip.go_to_list()
    desk.key("Delete")
    trip.wait_for("Conversation deleted")
    desk.wait(lambda: "Party" not in list(trip.listed()), "an empty list")
    desk.key("ctrl+z")
    desk.find("Party", "list item")
    trip.find("Quote:")
    trip.restart()
    desk.find("Party", "list item")
    trip.quit()


def find_by_what_was_said(trip: Trip) -> None:
    """Of several conversations, the one in which a word was said is found and opened."""
    desk = trip.desk
    trip.start()
    trip.add_samples()
    trip.ask(_FIRST)
    trip.answered()
    trip.new_conversation()
    trip.ask(_SECOND)
    trip.answered()
    desk.key("ctrl+shift+f")
    field = trip.find("Search conversations", "text")
    desk.wait(lambda: desk.has_state(field, "FOCUSED"), "focus")
    desk.enter(field, "年会")
    desk.wait(lambda: _SECOND not in trip.listed(), "one conversation")
    desk.click(_FIRST, "list item")
    desk.wait(lambda: any("明月" in each.get_name() for each in trip.all("Quote:")), "the answer")
    desk.picture("conversation-found")
    trip.quit()


def pin_and_empty_the_trash(trip: Trip) -> None:
    """One conversation is pinned; another is deleted, restored, and deleted for good."""
    desk = trip.desk
    trip.settings({"chat": {"use_documents": False, "max_tokens": 8}})
    trip.start()
    for question in ("Kept", "Gone"):
        trip.new_conversation()
        trip.ask(question)
        trip.answered()
    trip.go_to_list()
    desk.key("Down")
    desk.key("shift+F10")
    trip.choose("Pin")
    desk.find(trip.words("Kept, pinned"), "list item")
    desk.picture("pinned-first")
    _delete_last(trip)
    _open_trash(trip)
    desk.picture("trash")
    trip.click("Restore")
    desk.find("Gone", "list item")
    trip.find("The trash is empty. What you delete stays here for thirty days.")
    trip.click("Close", "push button")
    trip.wait_gone("Deleted conversations")
    _delete_last(trip)
    _open_trash(trip)
    trip.click("Empty the trash…")
    trip.wait_for("There is no way back.")
    desk.picture("trash-question")
    trip.click("Delete for good", "push button")
    trip.find("The trash is empty. What you delete stays here for thirty days.")
    desk.key("Escape")
    trip.wait_gone("The trash is empty. What you delete stays here for thirty days.")
    trip.restart()
    desk.find(trip.words("Kept, pinned"), "list item")
    assert "Gone" not in trip.listed(), "what was deleted for good is there again"
    trip.quit()


def _delete_last(trip: Trip) -> None:
    """Delete the conversation that stands last in the list, by keys."""
    trip.go_to_list()
    trip.desk.key("End")
    trip.desk.key("Delete")
    trip.desk.wait(lambda: "Gone" not in trip.listed(), "a shorter list")


def _open_trash(trip: Trip) -> None:
    trip.click("More about conversations")
    trip.choose("Trash…")
    trip.desk.find("Gone", "table cell")
