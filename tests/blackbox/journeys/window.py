"""Journeys around the window itself: started twice, reached by Tab, there again as it was."""

from __future__ import annotations

from trip import Trip

_MOST_STOPS = 60


def start_twice(trip: Trip) -> None:
    """A second start brings the open window to the front instead of opening another."""
    desk = trip.desk
    trip.start()
    window = desk.active_window()
    desk.xdotool("windowminimize", window)
    desk.wait(lambda: desk.active_window() != window, "a window that is away")
    trip.command()
    desk.wait(lambda: desk.active_window() == window, "the window in front")
    trip.find("Message")
    trip.quit()


def walk_with_tab(trip: Trip) -> None:
    """Tab leads through everything and back, and a screen reader can name every stop."""
    desk = trip.desk
    trip.start()
    trip.add_samples()
    trip.ask("年会在哪里举行？")
    trip.answered()
    trip.click("Message")
    desk.wait(lambda: desk.has_state(trip.find("Message"), "FOCUSED"), "focus on the message")
    seen: list[str] = []
    before = desk.focused()
    while len(seen) < _MOST_STOPS:
        desk.key("Tab")
        before = desk.wait(lambda: _other(trip, before), f"a stop after {seen[-1:]}")  # noqa: B023
        name = before.get_name() or ""
        assert name.strip(), f"a {before.get_role_name()} after {seen[-3:]} has no name"
        if name == trip.words("Message"):
            break
        seen.append(name)
    assert name == trip.words("Message"), f"Tab does not come back: {seen}"
    wanted = ("New conversation", "Documents", "Settings", "Open citation 1", "Good answer")
    for each in wanted:
        assert any(stop.startswith(trip.words(each)) for stop in seen), (each, seen)
    citation, thumb = (seen.index(_begun(seen, trip.words(each))) for each in wanted[-2:])
    assert citation < thumb, "Tab goes to the thumbs before it goes to what they are about"
    desk.key("shift+Tab")
    desk.wait(lambda: desk.focused().get_name() == seen[-1], "the stop before")
    trip.quit()


def hear_what_happens(trip: Trip) -> None:
    """A screen reader is told that an answer is ready, that there is none, and what was done."""
    desk = trip.desk
    trip.start()
    trip.add_samples()
    desk.listen()
    trip.ask("年会在哪里举行？")
    desk.wait_heard("明月酒店")
    trip.ask(trip.say("Who won the 1954 world cup?", "长颈鹿一天睡几个小时？"))
    desk.wait_heard(trip.say("Nothing in your documents answers this", "没有能回答这个问题"))
    trip.go_to_list()
    desk.key("Delete")
    desk.wait_heard(trip.words("Conversation deleted"))
    trip.quit()


def open_files_from_a_terminal(trip: Trip) -> None:
    """`carrel FILE` opens the window with it; the next one is taken in by the open window."""
    desk = trip.desk
    folder = trip.files(roof="The roof of the boathouse leaks.")
    trip.start(str(trip.samples / "warehouse-lease.pdf"))
    trip.wait_documents(1)
    trip.find("Page with the passage marked")
    desk.picture("opened-with")
    window = desk.active_window()
    desk.xdotool("windowminimize", window)
    desk.wait(lambda: desk.active_window() != window, "a window that is away")
    trip.command(str(trip.samples / "会议纪要.md"))
    desk.wait(lambda: desk.active_window() == window, "the window in front")
    trip.find("Text with the passage marked")
    trip.wait_documents(2)
    desk.picture("opened-later")
    trip.command(str(folder))
    desk.find("roof.txt", "table cell")
    trip.wait_documents(3)
    trip.quit()


def come_back_from_a_dialog(trip: Trip) -> None:
    """Escape closes a dialog, or the document, and the keyboard is where it was before."""
    desk = trip.desk
    trip.start()
    trip.add_samples()
    trip.write("Message", "How ")
    trip.pick(trip.words("Edit presets…"), stays=False)
    trip.find("Instruction")
    desk.key("Escape")
    trip.wait_gone("Instruction")
    trip.click("Message", "text")
    desk.key("ctrl+comma")
    trip.find("Reset to defaults")
    desk.key("Escape")
    trip.wait_gone("Reset to defaults")
    desk.wait(lambda: desk.focused().get_name() == trip.words("Message"), "the message")
    desk.type("high")
    message = trip.find("Message", "text")
    desk.wait(lambda: desk.text_of(message) == "How high", "words that go on")
    trip.quit()


def find_everything_as_it_was(trip: Trip) -> None:
    """The next day all is as it was: size, conversation, sidebar, words not yet sent."""
    desk = trip.desk
    trip.start()
    trip.add_samples()
    trip.ask("年会在哪里举行？")
    trip.answered()
    desk.key("ctrl+b")
    trip.wait_gone("Search conversations")
    desk.xdotool("windowsize", desk.wait(desk.active_window, "a window in front"), "900", "640")
    desk.wait(lambda: desk.size_of_window() == (900, 640), "a smaller window")
    trip.write("Message", "And next year")
    trip.restart()
    trip.find("Quote:")
    assert desk.size_of_window() == (900, 640)
    assert desk.text_of(trip.find("Message", "text")) == "And next year"
    assert not trip.is_there("Search conversations")
    desk.picture("as-it-was")
    trip.quit()


def _begun(stops: list[str], name: str) -> str:
    return next(each for each in stops if each.startswith(name))


def _other(trip: Trip, before: object) -> object:
    now = trip.desk.focused()
    return now if now != before else None
