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


def _begun(stops: list[str], name: str) -> str:
    return next(each for each in stops if each.startswith(name))


def _other(trip: Trip, before: object) -> object:
    now = trip.desk.focused()
    return now if now != before else None
