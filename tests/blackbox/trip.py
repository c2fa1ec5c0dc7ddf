"""One home, one language, and what a person does with Carrel's window, in its own words.

Names are written in English, as the code of the window has them, and looked up where the journey is
in Chinese. What is not the window's own (names of files, what documents say) is found by `desk`.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from desk import Desk
from words import Words

_MARK = (255, 226, 122)
_ENOUGH_PIXELS = 300
_ANSWERED_S = 150.0
_UPPER, _LOWER = (750, 330), (750, 780)


class Trip:
    """Starts and ends the window on a home, and uses it."""

    def __init__(
        self, desk: Desk, language: str, mode: str, python: str, root: Path, home: Path
    ) -> None:
        self.desk, self.language, self.mode = desk, language, mode
        self.home, self.root = home, root
        self.python = python
        self.samples = root / "desktop" / "samples"
        self.words = Words(language, root / "desktop/ui/translations/zh_CN.ts")
        # The code beside these tests, whatever is installed.
        os.environ["PYTHONPATH"] = str(root)
        self.carrel = [python, "-m", "desktop", "--home", str(home)]
        self._window: subprocess.Popen[bytes] | None = None

    # The window's life

    def start(self, *arguments: str) -> None:
        """Open the window."""
        if not (self.home / "settings.json").exists():
            self.settings({})
        store = ["--store", "plain"] if self.mode == "plain" else []
        self._window = self.desk.start([*self.carrel, *store, *arguments])
        self.find("Message")

    def live_at_home(self) -> None:
        """Name no home from now on: it is where the system keeps it for this user."""
        self.home = Path(os.environ["XDG_DATA_HOME"]) / "carrel"
        self.carrel = self.carrel[: self.carrel.index("--home")]

    def quit(self) -> None:
        """Close the window by its shortcut."""
        self.desk.key("ctrl+q")
        assert self.window.wait(30) == 0, "the window did not end well"
        self._window = None

    def restart(self) -> None:
        """Close the window and open it again."""
        self.quit()
        self.start()

    @property
    def window(self) -> subprocess.Popen[bytes]:
        """The window's process."""
        assert self._window is not None, "the window is not open"
        return self._window

    def command(self, *arguments: str) -> str:
        """Run a command in a terminal and return what it prints."""
        done = subprocess.run(
            [*self.carrel, *arguments], capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def settings(self, changed: dict[str, Any]) -> None:
        """Write the settings before the window is opened, in the journey's language."""
        self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        window = {"language": self.language, "theme": "light", **changed.pop("window", {})}
        text = json.dumps({**changed, "window": window})
        (self.home / "settings.json").write_text(text, "utf-8")

    # The window's words

    def say(self, english: str, chinese: str) -> str:
        """What is said in the journey's language."""
        return english if self.language == "en" else chinese

    def find(self, name: str, role: str = "", timeout_s: float = 0) -> Any:
        """Wait for something of the window that is showing."""
        return self.desk.find(self.words(name), role, timeout_s)

    def click(self, name: str, role: str = "") -> Any:
        """Click on something of the window."""
        return self.desk.click(self.words(name), role)

    def all(self, name: str) -> list[Any]:
        """Everything of this name that is showing now."""
        wanted = self.words(name)
        return [each for each in self.desk.shown() if (each.get_name() or "").startswith(wanted)]

    def is_there(self, name: str) -> bool:
        """Tell whether something of this name is showing now."""
        return bool(self.all(name))

    def wait_gone(self, name: str) -> None:
        """Wait until nothing of this name is showing."""
        self.desk.wait(lambda: not self.is_there(name), f"end of {name!r}")

    def wait_for(self, text: str) -> None:
        """Wait until a name somewhere holds a text of the window."""
        self.desk.wait_for(self.words(text))

    def wait_documents(self, n: int, timeout_s: float = 0) -> None:
        """Wait until the line at the bottom says that so many documents can be asked."""
        words = self.words(f"documents: {n}")
        # It ends with them; while files are being read, it goes on.
        self.desk.wait(
            lambda: any((each.get_name() or "").endswith(words) for each in self.desk.shown()),
            f"{n} documents",
            timeout_s,
        )

    def is_checked(self, name: str) -> bool:
        """Tell whether a button is down."""
        return self.desk.has_state(self.find(name), "CHECKED")

    # What people do

    def write(self, field: str, text: str) -> None:
        """Click into a field and write."""
        widget = self.click(field, "text")
        self.desk.wait(lambda: self.desk.has_state(widget, "FOCUSED"), f"focus on {field}")
        self.desk.enter(widget, text)

    def ask(self, question: str) -> None:
        """Write a question and send it."""
        self.write("Message", question)
        self.desk.key("Return")

    def pick(self, entry: str, *, stays: bool = True) -> None:
        """Pick an entry, by its name on the screen, of the box that has it."""

        def box() -> Any:
            boxes = [each for each in self.desk.shown() if each.get_role_name() == "combo box"]
            return next((each for each in boxes if self.desk.has_below(each, entry)), None)

        found = self.desk.wait(box, f"box with {entry!r}")
        self.desk.click_on(found)
        self.desk.click_on(self.desk.wait(lambda: self.desk.has_below(found, entry), entry))
        if stays:
            self.desk.wait(lambda: found.get_name() == entry, f"{entry!r} picked")

    def choose(self, *entries: str) -> None:
        """Choose from the menu that is open, and from the menus in it."""
        self.desk.choose(*map(self.words, entries))

    def name_file(self, title: str, path: Path) -> None:
        """Type the path of a file or folder into the dialog of this title."""
        desk = self.desk
        self.find(title, "dialog")
        desk.wait(lambda: desk.focused().get_role_name() == "text", "the field for a name")
        desk.key("ctrl+a")
        desk.enter(desk.focused(), str(path))
        desk.picture(f"named-{path.suffix[1:] or 'folder'}")
        desk.key("Return")

    def answered(self, n: int = 1) -> None:
        """Wait until so many answers have ended."""
        self.desk.wait(lambda: len(self.all("Good answer")) >= n, f"{n} answers", _ANSWERED_S)

    def new_conversation(self) -> None:
        """Begin a new conversation by its shortcut."""
        self.desk.key("ctrl+n")
        self.desk.wait(lambda: not self.all("Good answer"), "empty page")

    def go_to_list(self) -> None:
        """Into the list of conversations by keys."""
        self.desk.key("ctrl+shift+f")
        self.desk.key("Tab")
        self.desk.wait(lambda: self.desk.focused().get_role_name() == "list", "focus in the list")

    def drop(self, *paths: Path | str, attach: bool = False, picture: str = "drop") -> None:
        """Drag files out of another program and let them go over one of the two zones."""
        where = _LOWER if attach else _UPPER
        self.desk.drag(self.python, [str(each) for each in paths], where, picture)

    def add_samples(self) -> None:
        """Take the sample documents and wait until all five can be asked."""
        self.click("Add the sample documents")
        self.wait_documents(5)

    def add_lease(self) -> None:
        """Drag the lease onto the window and wait until it is ready."""
        self.drop(self.samples / "warehouse-lease.pdf")
        self.wait_documents(1)

    def files(self, **texts: str) -> Path:
        """A folder with small text files; the name of each without its ending."""
        folder = self.home.parent / "papers"
        folder.mkdir(exist_ok=True)
        for name, text in texts.items():
            (folder / f"{name}.txt").write_text(text, "utf-8")
        return folder

    def see_mark(self, picture: str) -> None:
        """Wait until the marked passage is really drawn."""
        self.desk.wait(
            lambda: self.desk.count(self.desk.picture(picture), _MARK) > _ENOUGH_PIXELS,
            "marked passage",
        )

    def change_language(self) -> None:
        """Go on in the other language, after the window has changed its own."""
        self.language = "zh" if self.language == "en" else "en"
        self.words = Words(self.language, self.root / "desktop/ui/translations/zh_CN.ts")

    def reads_attached(self) -> bool:
        """Tell whether an attached file is still being read."""
        words = (self.words("reading…"), self.words("not read yet"))
        return any(each in (w.get_name() or "") for w in self.desk.shown() for each in words)

    def texts(self) -> Iterator[str]:
        """What the text fields on the screen hold."""
        for each in self.desk.shown():
            if each.get_role_name() == "text" and each.get_text_iface() is not None:
                yield self.desk.text_of(each)

    def listed(self) -> Iterator[str]:
        """The names of what lists on the screen hold."""
        for each in self.desk.shown():
            if each.get_role_name() == "list item":
                yield each.get_name() or ""
