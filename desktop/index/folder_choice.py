"""What of a folder kept in step is read: patterns, and files a user took out one by one."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from desktop.domain import Document, Folder
from desktop.index.ledger import Ledger
from desktop.index.scanning import Root, is_below, scan

_SPECIAL = re.compile(r"([*?\[\]\\!# ])")


def leave_out(ledger: Ledger, documents: Iterable[Document]) -> None:
    """See that documents a user removed do not come back with the next look at their folder."""
    for document in documents:
        for folder in _folders_of(ledger, document.collection, document.path):
            line = _line(folder, document.path)
            if line not in folder.left_out:
                ledger.folders.choose(folder.id, folder.only, (*folder.left_out, line))


def take_in(ledger: Ledger, collection: str, paths: Iterable[Path | str]) -> None:
    """Undo `leave_out` for files that a user adds by name."""
    for path in map(str, paths):
        for folder in _folders_of(ledger, collection, path):
            line = _line(folder, path)
            if line in folder.left_out:
                rest = tuple(each for each in folder.left_out if each != line)
                ledger.folders.choose(folder.id, folder.only, rest)


def passed_over(ledger: Ledger, folder_id: int) -> tuple[int, ...]:
    """The documents of a folder that its patterns leave out, though their file is there."""
    folder = ledger.folders.get(folder_id)
    if folder is None:
        return ()
    found = scan([Root(Path(folder.path), folder.only, folder.left_out)]).files
    return tuple(
        each.id
        for each in ledger.documents(folder.collection)
        if is_below(each.path, folder.path)
        and each.path not in found
        and os.path.lexists(each.path)
    )


def _folders_of(ledger: Ledger, collection: str, path: str) -> tuple[Folder, ...]:
    return tuple(
        each
        for each in ledger.folders.all()
        if each.collection == collection and is_below(path, each.path)
    )


def _line(folder: Folder, path: str) -> str:
    """The pattern that means exactly this file."""
    relative = path[len(folder.path.rstrip(os.sep)) :].replace(os.sep, "/")
    return _SPECIAL.sub(r"\\\1", relative)
