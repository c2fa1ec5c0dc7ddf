"""An indexing run that ends by SIGKILL at a chosen moment: `python -m tests.killed_run ...`.

Arguments: a home, a folder, a place of `PLACES`, and the how-manieth time it is come by. A place
that is not come by so often lets the run end by itself.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop.index import indexing, table
from desktop.index.ledger import Ledger
from desktop.index.shelf import Shelf
from desktop.index.table import Table
from desktop.messages import IndexPaths
from desktop.paths import starter_embedder
from tests.fakes import Patience

PLACES: dict[str, tuple[type, str, float | None]] = {
    "reading a file": (Ledger, "count_crash", None),
    "storing chunks": (Ledger, "store", None),
    "taking old rows out": (Table, "delete", None),
    "adding rows": (Table, "add", 0.004),
    "syncing rows": (Table, "add", 0.02),
    "having added rows": (Table, "add", None),
    "noting a state": (Ledger, "mark", None),
    "tidying": (Table, "tidy", 0.03),
}
"""The method a run is killed at: so many seconds after it began, or (None) when it is done."""

_BATCH_CHUNKS, _TIDY_EVERY = 40, 3
"""Small, so that every place is come by early and work is left for the next kill, however fast the
computer is."""


def main() -> None:
    """Index until killed."""
    home, files, place, count = sys.argv[1:]
    indexing._BATCH_CHUNKS = _BATCH_CHUNKS
    table._TIDY_EVERY = _TIDY_EVERY
    if place in PLACES:
        _arm(*PLACES[place], int(count))
    books = Shelf(Path(home), starter_embedder(), 1).open()
    books.index(IndexPaths(0, (files,), "default"), Patience())
    books.close()


def _arm(owner: type, name: str, delay_s: float | None, count: int) -> None:
    method: Callable[..., Any] = getattr(owner, name)
    calls = iter(range(1, count + 1))

    def deadly(*arguments: Any, **named: Any) -> Any:
        is_last = next(calls, 0) == count
        if is_last and delay_s is not None:
            threading.Timer(delay_s, _die).start()
        result = method(*arguments, **named)
        if is_last and delay_s is None:
            _die()
        return result

    setattr(owner, name, deadly)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
