"""Documents go from one collection to another: nothing is read or embedded anew."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.domain import Document
from desktop.index.folder_choice import leave_out, take_in
from desktop.index.indexing import remove_documents
from desktop.index.ledger import Ledger
from desktop.index.scanning import is_below
from desktop.index.table import Table


def move_documents(
    ledger: Ledger, tables: Sequence[Table], document_ids: Sequence[int], name: str
) -> None:
    """Put documents into a collection, in the ledger and in every search index of it."""
    found = [each for each in map(ledger.document, document_ids) if each is not None]
    moved = [each for each in found if each.collection != name]
    leave_out(ledger, moved)
    take_in(ledger, name, (each.path for each in moved))
    _refile(ledger, tables, moved, name)


def move_folder(ledger: Ledger, tables: Sequence[Table], folder_id: int, name: str) -> None:
    """Keep a folder in step in another collection; where it is there already, they become one."""
    folder = ledger.folders.get(folder_id)
    if folder is None or folder.collection == name:
        return
    documents = ledger.documents(folder.collection)
    if ledger.folders.find(name, folder.path) is None:
        ledger.folders.enter(name, folder.path, folder.only, folder.left_out)
    ledger.folders.remove(folder_id)
    _refile(ledger, tables, [e for e in documents if is_below(e.path, folder.path)], name)


def _refile(
    ledger: Ledger, tables: Sequence[Table], documents: Sequence[Document], name: str
) -> None:
    doubles = ledger.collections.doubles([each.id for each in documents], name)
    kept = [each for each in documents if each.id not in doubles]
    for table in tables:
        remove_documents(ledger, table, sorted(doubles))
        with table.alone():
            table.move([each.id for each in kept], name)
    with tables[0].alone(), ledger.transaction():
        ledger.collections.move([each.id for each in kept], name)


def rename_collection(ledger: Ledger, tables: Sequence[Table], before: str, after: str) -> None:
    """Give a collection another name; where one is called so already, nothing changes."""
    if after in ledger.collections.names():
        return
    for table in tables:
        with table.alone():
            table.rename(before, after)
    with tables[0].alone(), ledger.transaction():
        ledger.collections.rename(before, after)
