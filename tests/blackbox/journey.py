"""What people do with Carrel, from the outside: by mouse, keyboard and what a screen reader sees.

Run it with /usr/bin/python3: JOURNEY plain|keyring PICTURES CARREL PYTHON HOME PDF, in a session.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import gi
from desk import Desk

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

_QUESTION = "How much is the monthly rent?"
_MARK = (255, 226, 122)
_ENOUGH_PIXELS = 300


@dataclass
class Trip:
    """One home, and the programs a person uses on it."""

    desk: Desk
    mode: str
    carrel: str
    python: str
    home: str
    pdf: str

    def start(self) -> subprocess.Popen[bytes]:
        """Open the window."""
        store = ["--store", "plain"] if self.mode == "plain" else []
        window = self.desk.start([self.carrel, "--home", self.home, *store])
        self.desk.find("Message")
        return window

    def quit(self, window: subprocess.Popen[bytes]) -> None:
        """Close the window by its shortcut."""
        self.desk.key("ctrl+q")
        assert window.wait(20) == 0, "the window did not end well"

    def ask(self, question: str) -> None:
        """Type a question and send it."""
        self.desk.click("Message")
        time.sleep(0.2)
        self.desk.type(question)
        self.desk.key("Return")

    def add_lease(self) -> None:
        """Drag the lease onto the window and wait until it is ready."""
        self.desk.drag(self.python, [self.pdf], (750, 330), "drag")
        self.wait_for("documents: 1")

    def wait_for(self, text: str) -> None:
        """Wait until a name somewhere holds a text."""
        self.desk.wait(
            lambda: any(text in (each.get_name() or "") for each in self.desk.widgets()), text
        )

    def is_checked(self, name: str) -> bool:
        """Tell whether a button is down."""
        states: Any = self.desk.find(name).get_state_set()
        return bool(states.contains(Atspi.StateType.CHECKED))


def evening(trip: Trip) -> None:
    """Drop, wait, ask, read, open the citation, thumbs up, quit, come back."""
    desk = trip.desk
    window = trip.start()
    badge = "Conversations stored unencrypted"
    is_badged = any(each.get_name() == badge for each in desk.widgets())
    assert is_badged == (trip.mode == "plain")
    desk.picture(f"{trip.mode}-1-start")
    trip.add_lease()
    trip.ask(_QUESTION)
    desk.find("Quote:")
    desk.find("Good answer")
    assert len(desk.text_of(desk.find("Answer:"))) > 10, "the answer is empty"
    desk.picture(f"{trip.mode}-2-answer")
    desk.click("Open citation 1")
    desk.find("Page with the passage marked")
    desk.wait(
        lambda: _marked_pixels(desk.picture(f"{trip.mode}-3-citation")) > _ENOUGH_PIXELS,
        "marked passage",
    )
    desk.click("Good answer")
    desk.wait(lambda: trip.is_checked("Good answer"), "thumb")
    desk.picture(f"{trip.mode}-4-thumb")
    trip.quit(window)

    window = trip.start()
    desk.click(_QUESTION, "list item")
    desk.find("Quote:")
    desk.wait(lambda: trip.is_checked("Good answer"), "thumb of yesterday")
    desk.picture(f"{trip.mode}-5-next-morning")
    trip.quit(window)


def accidents(trip: Trip) -> None:
    """Workers are killed in the middle of work; the window lives and the next question works."""
    desk = trip.desk
    window = trip.start()
    trip.add_lease()
    # The index dies between two questions.
    _kill(window.pid, "index")
    trip.ask(_QUESTION)
    desk.find("Good answer")
    # The engine dies while it writes.
    desk.click("New conversation")
    desk.click("Use my documents")
    trip.ask("Write a long story about a library.")
    desk.wait(lambda: len(desk.text_of(desk.find("Answer:"))) > 40, "a beginning")
    _kill(window.pid, "engine")
    trip.wait_for("The model stopped working and was restarted")
    kept = desk.text_of(desk.find("Answer:"))
    assert len(kept) > 40, "the text so far was lost"
    desk.find("Continue")
    desk.picture("accident-engine")
    desk.click("Use my documents")
    trip.ask("Who maintains the roof?")
    desk.find("Quote:")
    desk.find("Good answer")
    # The window itself dies: nothing that was on the screen for a second is lost.
    window.send_signal(signal.SIGKILL)
    window.wait(20)
    time.sleep(1.0)
    window = trip.start()
    desk.click("Write a long story", "list item")
    desk.find("Quote:")
    found = [desk.text_of(each) for each in desk.widgets() if each.get_name().startswith("Answer:")]
    assert any(kept[:40] in each for each in found), "the text so far was lost"
    trip.quit(window)


def company(trip: Trip) -> None:
    """While the window is open, commands go through it, and a second start brings it forward."""
    desk = trip.desk
    window = trip.start()
    index = [trip.carrel, "--home", trip.home, "index", "--json", trip.pdf]
    done = subprocess.run(index, capture_output=True, text=True, timeout=60, check=True)
    assert json.loads(done.stdout.splitlines()[-1])["files"] == 1
    trip.wait_for("documents: 1")
    search = [trip.carrel, "--home", trip.home, "search", "--json", "monthly rent"]
    done = subprocess.run(search, capture_output=True, text=True, timeout=60, check=True)
    assert "9,400" in done.stdout
    again = subprocess.run(
        [trip.carrel, "--home", trip.home], capture_output=True, timeout=30, check=False
    )
    assert again.returncode == 0, again.stderr
    desk.find("Message")
    _search_and_open(trip)
    trip.quit(window)


def _search_and_open(trip: Trip) -> None:
    """Type into the search screen and open what it finds, by keys alone."""
    desk = trip.desk
    desk.key("F3")
    desk.find("Search documents", "text")
    desk.type("monthly rent type:pdf")
    desk.wait(lambda: any("9,400" in each.get_name() for each in _listed(desk)), "a passage")
    trip.wait_for("type:pdf")
    desk.picture("search-found")
    desk.key("Return")
    desk.find("Page with the passage marked")
    desk.wait(
        lambda: _marked_pixels(desk.picture("search-opened")) > _ENOUGH_PIXELS, "marked passage"
    )
    desk.key("Escape")
    desk.find("Passages found")
    desk.key("Escape")
    desk.find("Message")


def engine(trip: Trip) -> None:
    """A damaged model is refused in words; a good one answers, shows its prompt and goes on."""
    desk = trip.desk
    settings, broken = Path(trip.home, "settings.json"), Path(trip.home, "broken.gguf")
    settings.parent.mkdir(parents=True, exist_ok=True)
    broken.write_bytes(b"GGUF" + (3).to_bytes(4, "little") + bytes(range(200)) * 20)
    settings.write_text(json.dumps({"engine": {"model": str(broken)}}))
    window = trip.start()
    desk.click("Use my documents")
    trip.ask("Hello?")
    trip.wait_for("The model file broken.gguf is damaged")
    desk.picture("engine-damaged")
    trip.quit(window)

    settings.write_text("{}")
    window = trip.start()
    trip.ask("My boat is called Heron and lies in Oxbow. Write about boats.")
    desk.find("Good answer")
    desk.click("What was sent")
    trip.wait_for("The prompt has ")
    desk.picture("engine-sent")
    desk.key("Escape")
    trip.ask("Write more about boats.")
    desk.wait(lambda: len(_all(desk, "Good answer")) == 2, "second answer")
    trip.quit(window)
    content = b"".join(path.read_bytes() for path in Path(trip.home, "kv").glob("*/*.kv"))
    assert len(content) > 1_000_000, "no state of the conversation was kept"
    assert b"Heron" not in content

    window = trip.start()
    desk.click("My boat is called", "list item")
    trip.ask("Shorter, please.")
    desk.wait(lambda: len(_all(desk, "Good answer")) == 3, "third answer")
    desk.wait(lambda: _all(desk, "What was sent")[-1].get_action_iface().do_action(0), "button")
    trip.wait_for("The prompt has ")
    (memory,) = [name for name in _names(desk) if "tokens were in memory already" in name]
    reused, tokens = (int(word) for word in memory.replace(",", "").split() if word.isdigit())
    assert reused > tokens * 0.8, memory
    desk.picture("engine-next-morning")
    desk.key("Escape")
    trip.quit(window)


def _all(desk: Desk, name: str) -> list[Any]:
    showing = Atspi.StateType.SHOWING
    named = [each for each in desk.widgets() if each.get_name() == name]
    return [each for each in named if each.get_state_set().contains(showing)]


def _listed(desk: Desk) -> list[Any]:
    return [each for each in desk.widgets() if each.get_role_name() == "list item"]


def _names(desk: Desk) -> list[str]:
    return [each.get_name() or "" for each in desk.widgets()]


def _kill(window: int, worker: str) -> None:
    """SIGKILL a worker of a window, told by the libraries it has open."""
    sign = {"engine": "libllama", "index": "lance"}[worker]
    for pid in _children(window):
        maps = Path(f"/proc/{pid}/maps").read_text("utf-8", "replace")
        if sign in maps:
            os.kill(pid, signal.SIGKILL)
            return
    raise AssertionError(f"there is no {worker} to kill")


def _children(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        found += [int(each) for each in (task / "children").read_text().split()]
    return found


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


def main() -> None:
    """Make one journey; any failure is an exception."""
    name, mode, pictures, *rest = sys.argv[1:]
    if mode == "keyring":
        _unlock_keyring()
    desk = Desk(Path(pictures))
    try:
        journeys = {
            "evening": evening,
            "accidents": accidents,
            "company": company,
            "engine": engine,
        }
        journeys[name](Trip(desk, mode, *rest))
    finally:
        desk.close()


main()
