"""What of a folder kept in step is read: patterns, and files a user took out one by one."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from desktop.domain import Document, Folder
from desktop.index.ledger import Ledger
from desktop.index.scanning import Root, is_below, scan

_SPECIAL = re.compile(r"([*?\[\]\\!# ])")


def leave_out(ledger: Ledger, documents: Iterable[Document]) -> None:
    """See that documents a user removed do not come back with the next look at their folder."""
    removed = [(each.collection, each.path) for each in documents]
    for folder, lines in _lines_of(ledger, removed):
        left_out = tuple(dict.fromkeys((*folder.left_out, *lines)))
        if left_out != folder.left_out:
            ledger.folders.choose(folder.id, folder.only, left_out)


def take_in(ledger: Ledger, collection: str, paths: Iterable[Path | str]) -> None:
    """Undo `leave_out` for files that a user adds by name."""
    for folder, lines in _lines_of(ledger, [(collection, str(each)) for each in paths]):
        rest = tuple(each for each in folder.left_out if each not in lines)
        if rest != folder.left_out:
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


def _lines_of(
    ledger: Ledger, files: Sequence[tuple[str, str]]
) -> Iterator[tuple[Folder, dict[str, None]]]:
    """Folders with the patterns that mean these files in them, given by collection and path."""
    for folder in ledger.folders.all():
        inside = dict.fromkeys(
            _line(folder, path)
            for collection, path in files
            if collection == folder.collection and is_below(path, folder.path)
        )
        if inside:
            yield folder, inside


def _line(folder: Folder, path: str) -> str:
    """The pattern that means exactly this file."""
    relative = path[len(folder.path.rstrip(os.sep)) :].replace(os.sep, "/")
    return _SPECIAL.sub(r"\\\1", relative)
