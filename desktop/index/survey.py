"""Before a job reads anything: what is there, what is gone, and what was never looked at.

A folder that cannot be reached is away, not empty: nothing below it is forgotten.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from desktop.domain import Folder
from desktop.index.ledger import Known, Ledger, Stamp
from desktop.index.scanning import Root, Scan, is_below, scan


@dataclass(frozen=True, slots=True)
class Choice:
    """Patterns as in a .gitignore file: what of a folder is read, and what is passed over."""

    only: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Survey:
    """Files to look at, and documents whose file is gone."""

    known: dict[str, Known]
    files: dict[str, Stamp | None]
    gone: list[Known]


def survey(
    ledger: Ledger, collection: str, paths: Iterable[Path], choice: Choice | None = None
) -> Survey:
    """Look at files and folders; folders are kept in step from now on.

    `choice` says what of folders that are new is read.
    """
    known = ledger.known(collection)
    files: dict[str, Stamp | None] = {}
    gone: list[Known] = []
    for path in paths:
        folder = _folder(ledger, collection, path, choice or Choice())
        if folder is None:
            files.update(scan([Root(path)]).files)
            continue
        found = scan([Root(path, folder.only, folder.left_out)])
        if _is_away(ledger, folder, found):
            ledger.folders.note(folder.id, is_there=False)
            continue
        ledger.folders.note(folder.id, is_there=True, disk=_disk(path))
        files.update(found.files)
        gone += _gone(known, path, found)
    return Survey(known, files, gone)


def _folder(ledger: Ledger, collection: str, path: Path, choice: Choice) -> Folder | None:
    """The folder kept in step that a path is, or becomes; None for a file."""
    remembered = ledger.folders.find(collection, str(path))
    if remembered is None and path.is_dir():
        return ledger.folders.enter(collection, str(path), choice.only, choice.left_out)
    return remembered


def _is_away(ledger: Ledger, folder: Folder, found: Scan) -> bool:
    path = Path(folder.path)
    if not path.is_dir() or folder.path in found.unreadable:
        return True
    # Where a disk was mounted an empty folder stays, on another disk.
    before = ledger.folders.disk(folder.id)
    return not found.files and before not in (0, _disk(path))


def _gone(known: dict[str, Known], folder: Path, found: Scan) -> list[Known]:
    return [
        known[path]
        for path in known.keys() - found.files.keys()
        if is_below(path, str(folder))
        and not any(is_below(path, each) for each in found.unreadable)
        and not os.path.lexists(path)
    ]


def _disk(path: Path) -> int:
    try:
        return path.stat().st_dev
    except OSError:
        return 0
