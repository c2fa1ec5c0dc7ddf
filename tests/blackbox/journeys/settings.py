"""Journeys around how the window looks, and presets."""

from __future__ import annotations

from trip import Trip

_DARK = 3 * 60
"""The sum of red, green and blue below which a window is dark."""
_YELLOW = (255, 214, 10)
_ENOUGH_PIXELS = 2_000


def dark_and_the_other_language(trip: Trip) -> None:
    """Colours and language are changed in the settings, take effect at once, and back."""
    desk = trip.desk
    trip.start()
    trip.write("Message", "rent")
    other = trip.say("中文", "English")
    trip.desk.key("ctrl+comma")
    trip.pick(trip.words("Dark"))
    trip.pick(other)
    trip.click("Save")
    desk.find(trip.say("新对话", "New conversation"), "push button")
    desk.wait(lambda: desk.brightness(desk.picture("dark-other")) < _DARK, "a dark window")
    message = desk.find(trip.say("消息", "Message"))
    assert "rent" in desk.text_of(message), "what was written is gone"
    trip.change_language()
    trip.desk.key("ctrl+comma")
    trip.pick(trip.words("Light"))
    trip.click("Save")
    desk.wait(lambda: desk.brightness(desk.picture("light-other")) > _DARK, "a light window")
    trip.quit()


def large_and_in_high_contrast(trip: Trip) -> None:
    """Text grows and shrinks by keys; its size and high contrast are there the next day."""
    desk = trip.desk
    trip.start()
    usual = _height(trip)
    desk.key("ctrl+minus")
    desk.wait(lambda: _height(trip) < usual, "smaller text")
    desk.key("ctrl+0")
    desk.wait(lambda: _height(trip) == usual, "text as it was")
    desk.key("ctrl+plus")
    desk.wait(lambda: _height(trip) > usual, "larger text")
    first = _height(trip)
    desk.key("ctrl+plus")
    desk.wait(lambda: _height(trip) > first, "text that is larger still")
    desk.key("ctrl+comma")
    trip.pick(trip.words("High contrast"))
    desk.picture("contrast-chosen")
    trip.click("Save")
    desk.wait(lambda: _is_in_contrast(trip), "a black window with yellow buttons")
    large = _height(trip)
    trip.restart()
    assert _height(trip) == large, "the text has another size than yesterday"
    desk.wait(lambda: _is_in_contrast(trip), "high contrast as yesterday")
    desk.key("ctrl+0")
    desk.wait(lambda: _height(trip) < large, "text of the usual size")
    trip.quit()


def make_a_preset(trip: Trip) -> None:
    """A preset is made, saved under a name, chosen, and there again at the next start."""
    desk = trip.desk
    trip.start()
    _edit_presets(trip)
    trip.click("New", "push button")
    name = trip.find("Name", "text")
    desk.wait(lambda: desk.has_state(name, "FOCUSED"), "focus on the name")
    desk.key("ctrl+a")
    desk.enter(name, "Pirate")
    trip.write("Instruction", "You answer like a pirate.")
    trip.click("Save")
    desk.find("Pirate", "list item")
    desk.picture("preset-made")
    trip.click("Close")
    trip.wait_gone("Instruction")
    trip.restart()
    trip.pick("Pirate")
    desk.find("Pirate", "combo box")
    desk.picture("preset-chosen")
    trip.quit()


def _edit_presets(trip: Trip) -> None:
    trip.pick(trip.words("Edit presets…"), stays=False)
    trip.find("Instruction")


def _height(trip: Trip) -> int:
    """How high the first button is: it grows with its text."""
    return trip.desk.box_of(trip.find("New conversation", "push button"))[3]


def _is_in_contrast(trip: Trip) -> bool:
    picture = trip.desk.picture("contrast")
    n_yellow = trip.desk.count(picture, _YELLOW)
    return n_yellow > _ENOUGH_PIXELS and trip.desk.brightness(picture) < _DARK
