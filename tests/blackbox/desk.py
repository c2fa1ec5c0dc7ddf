"""A desktop without a screen: X server, window manager, accessibility, and hands to use them.

Runs under the system's Python (it needs gi) inside a D-Bus session; imports nothing of Carrel.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402  # after the version is chosen

_TIMEOUT_S = float(os.environ.get("CARREL_PATIENCE_S") or 60)
_DEPTH = 24
_ROWS = ("list item", "table cell")
_SETTLED_S = 0.15
_FOCUSED = "object:state-changed:focused"
_MOST_ENTRIES = 20


class Desk:
    """Starts the desktop, and finds and uses what programs show on it."""

    def __init__(self, pictures: Path) -> None:
        self._pictures = pictures
        self._processes: list[subprocess.Popen[bytes]] = []
        self._heard: list[object] = []
        reading, writing = os.pipe()
        self._start(
            [
                "Xvfb",
                "-displayfd",
                str(writing),
                "-screen",
                "0",
                "1400x900x24",
                "-nolisten",
                "tcp",
                "-noreset",
            ],
            pass_fds=(writing,),
        )
        os.close(writing)
        with os.fdopen(reading) as file:
            os.environ["DISPLAY"] = ":" + file.readline().strip()
        os.environ.update(
            QT_QPA_PLATFORM="xcb",
            QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1",
            QT_ACCESSIBILITY="1",
        )
        self._start(["openbox"])
        self.wait(_has_manager, "window manager")
        self._start(["/usr/libexec/at-spi-bus-launcher", "--launch-immediately"])
        time.sleep(1.0)
        Atspi.init()

    def close(self) -> None:
        """End everything that was started."""
        for process in reversed(self._processes):
            process.terminate()
        for process in reversed(self._processes):
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()

    def start(self, command: list[str]) -> subprocess.Popen[bytes]:
        """Start a program on this desktop."""
        return self._start(command)

    def widgets(self) -> Iterator[Any]:
        """Everything that programs show, from the outside in."""
        desktop = Atspi.get_desktop(0)
        for number in range(desktop.get_child_count()):
            yield from _below(desktop.get_child_at_index(number), 0)

    def shown(self) -> Iterator[Any]:
        """Everything that is really showing."""
        return (each for each in self.widgets() if self.has_state(each, "SHOWING"))

    def has_state(self, widget: Any, state: str) -> bool:
        """Tell whether a widget is in one of the states of AT-SPI."""
        return bool(widget.get_state_set().contains(getattr(Atspi.StateType, state)))

    def has_below(self, widget: Any, name: str) -> Any:
        """What lies inside a widget and has exactly this name, None where there is nothing."""
        return next(
            (e for e in _below(widget, 0) if e is not widget and e.get_name() == name), None
        )

    def find(self, name: str, role: str = "", timeout_s: float = 0) -> Any:
        """Wait for something that is showing whose name begins so."""

        def look() -> Any:
            found = [
                each
                for each in self.widgets()
                if (each.get_name() or "").startswith(name)
                and role in each.get_role_name()
                and self.has_state(each, "SHOWING")
            ]
            # The one that is called just so, before those whose names go on.
            return min(found, key=lambda each: each.get_name() != name, default=None)

        return self.wait(look, f"{role} {name!r}", timeout_s)

    def wait_for(self, text: str, timeout_s: float = 0) -> None:
        """Wait until a name somewhere holds a text."""
        self.wait(
            lambda: any(text in (e.get_name() or "") for e in self.widgets()), text, timeout_s
        )

    def focused(self) -> Any:
        """What has the keyboard."""

        def look() -> Any:
            # Qt says of the current row of every list that it has the keyboard; the list knows.
            # So does what passes the keyboard on: the innermost that has a name has it.
            shown = reversed(list(self.shown()))
            focused = [each for each in shown if self.has_state(each, "FOCUSED")]
            able = [each for each in focused if each.get_role_name() not in _ROWS]
            return min(able, key=lambda each: not each.get_name(), default=None)

        return self.wait(look, "focus")

    def wait(self, look: Callable[[], Any], what: str, timeout_s: float = 0) -> Any:
        """Wait until a look finds something."""
        timeout_s = timeout_s or _TIMEOUT_S
        end = time.monotonic() + timeout_s
        while time.monotonic() < end:
            try:
                if found := look():
                    return found
            except Exception:  # noqa: BLE001  # a widget vanished while it was looked at
                pass
            time.sleep(0.1)
        self.picture("missing")
        names = [f"{each.get_role_name()}: {each.get_name()}" for each in self.widgets()]
        ended = {str(each.args): each.poll() for each in self._processes if each.poll() is not None}
        words = f"no {what} after {timeout_s:.0f} s; ended: {ended or 'nothing'}; there is:\n"
        raise TimeoutError(words + "\n".join(names))

    def click(self, name: str, role: str = "") -> Any:
        """Click with the mouse in the middle of something."""

        def look() -> Any:
            # It may be made anew before it stands still.
            widget = self.find(name, role)
            place = _still(widget)
            return place and (widget, place)

        widget, place = self.wait(look, f"{role} {name!r} that stands still")
        self._click_at(place)
        return widget

    def click_on(self, widget: Any, button: int = 1) -> None:
        """Click with the mouse in the middle of a widget, once it stands still."""
        self._click_at(self.wait(lambda: _still(widget), "a widget that stands still"), button)

    def double_click_on(self, widget: Any) -> None:
        """Click twice with the mouse, as fast as a hand does however busy the computer is."""
        self.xdotool("mousemove", *map(str, self.wait(lambda: _still(widget), "a still widget")))
        self.xdotool("click", "--repeat", "2", "--delay", "80", "1")

    def box_of(self, widget: Any) -> tuple[int, int, int, int]:
        """Where a widget is on the screen: left, top, width and height."""
        box = widget.get_component_iface().get_extents(Atspi.CoordType.SCREEN)
        return box.x, box.y, box.width, box.height

    def enter(self, widget: Any, text: str) -> None:
        """Put text into the field that has the keyboard, and wait until it is there."""
        if text.isascii():
            self.type(text)
        else:
            # Keys for Chinese do not exist: an input method gives the field text, as this does.
            edited = widget.get_editable_text_iface()
            # Qt counts in characters here, not in bytes.
            Atspi.EditableText.insert_text(edited, 0, text, len(text))
        self.wait(lambda: text in self.text_of(widget), f"the text {text!r} in its field")

    def pull(self, *places: tuple[int, int]) -> None:
        """Press the mouse at the first of some places and let it go at the last."""
        for number, (x, y) in enumerate(places):
            self.xdotool("mousemove", str(x), str(y))
            if not number:
                self.xdotool("mousedown", "1")
        self.xdotool("mouseup", "1")

    def type(self, text: str) -> None:
        """Type on the keyboard."""
        self.xdotool("type", "--delay", "15", text)

    def key(self, keys: str) -> None:
        """Press keys."""
        self.xdotool("key", keys)

    def choose(self, *entries: str) -> None:
        """Choose from the menu that is open, and from the menus in it, by keys.

        Nothing tells where an entry is drawn, but a screen reader hears the one that keys reach.
        """
        self.wait(_has_menu, f"a menu with {entries}")
        for number, entry in enumerate(entries):
            self._reach(entry, "Right" if number else "Down")
        self.key("Return")
        self.wait(lambda: not _has_menu(), "end of the menu")

    def drag(self, python: str, files: list[str], to: tuple[int, int], name: str) -> None:
        """Drag files out of another program and let them go; takes a picture before letting go."""
        source = self._start([python, str(Path(__file__).with_name("drag_source.py")), *files])
        self.wait(lambda: self._has_window("DragSource"), "drag source")
        time.sleep(0.5)
        self.xdotool("mousemove", "60", "50")
        self.xdotool("mousedown", "1")
        for step in range(1, 9):
            x, y = (60 + (to[0] - 60) * step // 8, 50 + (to[1] - 50) * step // 8)
            self.xdotool("mousemove", str(x), str(y))
            time.sleep(0.15)
        self.picture(name)
        self.xdotool("mouseup", "1")
        time.sleep(0.5)
        source.terminate()

    def listen(self) -> None:
        """Hear what a screen reader is told to say from now on."""
        self._listener = Atspi.EventListener.new(lambda event: self._heard.append(event.any_data))
        self._listener.register("object:announcement")

    def wait_heard(self, text: str, timeout_s: float = 0) -> None:
        """Wait until a screen reader was told to say something with a text in it."""

        def look() -> bool:
            while GLib.MainContext.default().iteration(False):
                pass
            return any(text in str(each) for each in self._heard)

        self.wait(look, f"announcement {text!r} in {self._heard}", timeout_s)

    def copy(self, python: str, text: str) -> None:
        """Have another program copy a text to the clipboard, and keep running, as it must."""
        self._start([python, str(Path(__file__).with_name("clipboard_source.py")), text])
        self.wait(lambda: self._has_window("Copied"), "program that copies")
        time.sleep(0.3)

    def picture(self, name: str) -> Path:
        """Take a picture of the whole screen."""
        file = self._pictures / f"{name}.png"
        subprocess.run(["import", "-window", "root", str(file)], check=False)
        return file

    def text_of(self, widget: Any) -> str:
        """The text a widget holds."""
        text = widget.get_text_iface()
        return str(Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text)))

    def count(self, picture: Path, colour: tuple[int, int, int]) -> int:
        """How many pixels of a picture have a colour."""
        wanted = "rgb({},{},{})".format(*colour)
        others = ["-fuzz", "4%", "-fill", "black", "+opaque", wanted]
        found = ["-fill", "white", "-opaque", wanted, "-format", "%[fx:mean*w*h]", "info:"]
        done = subprocess.run(
            ["convert", str(picture), *others, *found], capture_output=True, text=True, check=True
        )
        return int(float(done.stdout))

    def brightness(self, picture: Path) -> float:
        """The sum of red, green and blue of a picture's pixels, on average."""
        command = ["convert", str(picture), "-format", "%[fx:255*(mean.r+mean.g+mean.b)]", "info:"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return float(done.stdout)

    def active_window(self) -> str:
        """The number of the window that has the keyboard, empty where none has."""
        command = ["xdotool", "getactivewindow"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.stdout.strip()

    def size_of_window(self) -> tuple[int, int]:
        """How wide and high the window is that has the keyboard."""
        command = ["xdotool", "getactivewindow", "getwindowgeometry", "--shell"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        found = dict(line.split("=") for line in done.stdout.split())
        return int(found["WIDTH"]), int(found["HEIGHT"])

    def xdotool(self, *arguments: str) -> None:
        """Use mouse and keyboard."""
        subprocess.run(["xdotool", *arguments], check=True, stdout=subprocess.DEVNULL)

    def _click_at(self, place: tuple[int, int], button: int = 1) -> None:
        self.xdotool("mousemove", *map(str, place))
        self.xdotool("click", str(button))

    def _reach(self, entry: str, key: str) -> None:
        """Press keys until the entry of a menu is heard."""
        heard: list[str] = []
        ear = Atspi.EventListener.new(lambda e: e.detail1 and heard.append(e.source.get_name()))
        ear.register(_FOCUSED)

        def hear() -> bool:
            while GLib.MainContext.default().iteration(False):
                pass
            return bool(heard)

        for _ in range(_MOST_ENTRIES):
            before = heard[-1:]
            heard.clear()
            self.key(key)
            self.wait(hear, f"an entry after {before}")
            n_heard = 0
            while n_heard != len(heard):
                # What is said of the key before may come late: the last word counts.
                n_heard = len(heard)
                time.sleep(_SETTLED_S)
                hear()
            if heard[-1] == entry:
                break
            key = "Down"
        ear.deregister(_FOCUSED)
        assert heard[-1] == entry, f"no {entry!r} in the menu"

    def _has_window(self, title: str) -> bool:
        done = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", title],
            capture_output=True,
            check=False,
        )
        return bool(done.stdout.strip())

    def _start(self, command: list[str], **options: Any) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL, **options)
        self._processes.append(process)
        return process


def _has_manager() -> bool:
    """Tell whether a window manager is at work: it says how many desktops there are."""
    done = subprocess.run(["xdotool", "get_num_desktops"], capture_output=True, check=False)
    return done.returncode == 0


def _has_menu() -> bool:
    """Tell whether a menu is open: none is among what programs say that they show."""
    command = ["xdotool", "search", "--onlyvisible", "--class", "."]
    found = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return any("MENU" in _window_type(number) for number in found.split())


def _window_type(number: str) -> str:
    command = ["xprop", "-id", number, "_NET_WM_WINDOW_TYPE"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def _still(widget: Any) -> tuple[int, int] | None:
    """The middle of a widget, where it is in the same place a moment later."""
    boxes = []
    for _ in range(2):
        box = widget.get_component_iface().get_extents(Atspi.CoordType.SCREEN)
        boxes.append((box.x, box.y, box.width, box.height))
        time.sleep(0.05)
    x, y, width, height = boxes[0]
    is_still = boxes[0] == boxes[1] and width > 0 and height > 0
    return (x + width // 2, y + height // 2) if is_still else None


def _below(widget: Any, depth: int) -> Iterator[Any]:
    if widget is None or depth > _DEPTH:
        return
    yield widget
    for number in range(widget.get_child_count()):
        yield from _below(widget.get_child_at_index(number), depth + 1)
