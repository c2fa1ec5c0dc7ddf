"""A person's first evening with Carrel, from the outside: drop, ask, read, open, rate, come back.

`dbus-run-session -- /usr/bin/python3 journey.py CARREL PYTHON HOME PDF PICTURES keyring|plain`
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import gi
from desk import Desk

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

_QUESTION = "How much is the monthly rent?"
_MARK = (255, 226, 122)


def main() -> None:
    """Do it all; any failure is an exception."""
    carrel, python, home, pdf, pictures, mode = sys.argv[1:7]
    if mode == "keyring":
        _unlock_keyring()
    desk = Desk(Path(pictures))
    try:
        _first_evening(desk, carrel, python, home, pdf, mode)
        _next_morning(desk, carrel, home, mode)
    finally:
        desk.close()


def _first_evening(desk: Desk, carrel: str, python: str, home: str, pdf: str, mode: str) -> None:
    window = desk.start([carrel, "--home", home, *_store(mode)])
    desk.find("Message")
    is_badged = any(
        each.get_name() == "Conversations stored unencrypted" for each in desk.widgets()
    )
    assert is_badged == (mode == "plain")
    desk.picture("1-start")
    desk.drag(python, [pdf], (750, 330), "2-drag")
    desk.wait(lambda: any("documents: 1" in each.get_name() for each in desk.widgets()), "file")
    desk.picture("3-ready")
    desk.click("Message")
    desk.type(_QUESTION)
    desk.key("Return")
    desk.find("Quote:")
    desk.find("Good answer")
    answer = desk.find("Answer:")
    assert len(desk.text_of(answer)) > 10, "the answer is empty"
    desk.picture("4-answer")
    desk.click("Open citation 1")
    desk.find("Page with the passage marked")
    time.sleep(1.0)
    assert _marked_pixels(desk.picture("5-citation")) > 300, "nothing is marked on the page"
    desk.click("Good answer")
    desk.wait(lambda: _is_checked(desk, "Good answer"), "thumb")
    desk.picture("6-thumb")
    desk.key("ctrl+q")
    assert window.wait(20) == 0, "the window did not end well"


def _next_morning(desk: Desk, carrel: str, home: str, mode: str) -> None:
    window = desk.start([carrel, "--home", home, *_store(mode)])
    desk.find("Message")
    desk.click(_QUESTION, "list item")
    desk.find("Quote:")
    desk.wait(lambda: _is_checked(desk, "Good answer"), "thumb of yesterday")
    desk.picture("7-again")
    desk.key("ctrl+q")
    assert window.wait(20) == 0, "the window did not end well"


def _store(mode: str) -> list[str]:
    return ["--store", "plain"] if mode == "plain" else []


def _is_checked(desk: Desk, name: str) -> bool:
    states: Any = desk.find(name).get_state_set()
    return bool(states.contains(Atspi.StateType.CHECKED))


def _marked_pixels(picture: Path) -> int:
    """How many pixels of a picture have the marker's colour."""
    colour = "rgb({},{},{})".format(*_MARK)
    others = ["-fuzz", "4%", "-fill", "black", "+opaque", colour]
    marked = ["-fill", "white", "-opaque", colour, "-format", "%[fx:mean*w*h]", "info:"]
    done = subprocess.run(
        ["convert", str(picture), *others, *marked], capture_output=True, text=True, check=True
    )
    return int(float(done.stdout))


def _unlock_keyring() -> None:
    subprocess.run(
        ["gnome-keyring-daemon", "--unlock", "--components=secrets"],
        input=b"test",
        stdout=subprocess.DEVNULL,
        check=True,
    )


main()
