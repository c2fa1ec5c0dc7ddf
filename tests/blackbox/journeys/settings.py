"""Journeys around how the window looks, and presets."""

from __future__ import annotations

from trip import Trip

_DARK = 3 * 60
"""The sum of red, green and blue below which a window is dark."""


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
