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
from gi.repository import Atspi  # noqa: E402  # after the version is chosen

_TIMEOUT_S = 60.0
_DEPTH = 24


class Desk:
    """Starts the desktop, and finds and uses what programs show on it."""

    def __init__(self, pictures: Path) -> None:
        self._pictures = pictures
        self._processes: list[subprocess.Popen[bytes]] = []
        reading, writing = os.pipe()
        self._start(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1400x900x24", "-nolisten", "tcp"],
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

    def find(self, name: str, role: str = "", timeout_s: float = _TIMEOUT_S) -> Any:
        """Wait for something that is showing whose name begins so."""

        def look() -> Any:
            for each in self.widgets():
                if (each.get_name() or "").startswith(name) and role in each.get_role_name():
                    states = each.get_state_set()
                    if states.contains(Atspi.StateType.SHOWING):
                        return each
            return None

        return self.wait(look, f"{role} {name!r}", timeout_s)

    def wait(self, look: Callable[[], Any], what: str, timeout_s: float = _TIMEOUT_S) -> Any:
        """Wait until a look finds something."""
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
        raise TimeoutError(f"no {what} after {timeout_s:.0f} s; there is:\n" + "\n".join(names))

    def click(self, name: str, role: str = "") -> Any:
        """Click with the mouse in the middle of something."""
        widget = self.find(name, role)
        box = widget.get_component_iface().get_extents(Atspi.CoordType.SCREEN)
        self.xdotool("mousemove", str(box.x + box.width // 2), str(box.y + box.height // 2))
        self.xdotool("click", "1")
        return widget

    def type(self, text: str) -> None:
        """Type on the keyboard."""
        self.xdotool("type", "--delay", "15", text)

    def key(self, keys: str) -> None:
        """Press keys."""
        self.xdotool("key", keys)

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

    def picture(self, name: str) -> Path:
        """Take a picture of the whole screen."""
        file = self._pictures / f"{name}.png"
        subprocess.run(["import", "-window", "root", str(file)], check=False)
        return file

    def text_of(self, widget: Any) -> str:
        """The text a widget holds."""
        text = widget.get_text_iface()
        return str(Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text)))

    def xdotool(self, *arguments: str) -> None:
        """Use mouse and keyboard."""
        subprocess.run(["xdotool", *arguments], check=True, stdout=subprocess.DEVNULL)

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


def _below(widget: Any, depth: int) -> Iterator[Any]:
    if widget is None or depth > _DEPTH:
        return
    yield widget
    for number in range(widget.get_child_count()):
        yield from _below(widget.get_child_at_index(number), depth + 1)
