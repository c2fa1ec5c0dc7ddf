"""Makes one journey of `journeys/` on a desktop of its own; any failure is an exception.

Run it with /usr/bin/python3 in a D-Bus session:
MODULE.FUNCTION en|zh plain|keyring PICTURES PYTHON ROOT HOME, ROOT being the folder of `desktop`.
"""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from desk import Desk
from trip import Trip


def _unlock_keyring() -> None:
    subprocess.run(
        ["gnome-keyring-daemon", "--unlock", "--components=secrets"],
        input=b"test",
        stdout=subprocess.DEVNULL,
        check=True,
    )


def main() -> None:
    """Make one journey."""
    name, language, mode, pictures, python, root, home = sys.argv[1:]
    if mode == "keyring":
        _unlock_keyring()
    module, function = name.split(".")
    travel = getattr(importlib.import_module(f"journeys.{module}"), function)
    desk = Desk(Path(pictures))
    try:
        travel(Trip(desk, language, mode, python, Path(root), Path(home)))
    finally:
        desk.close()


main()
