"""Documents go from one collection to another: nothing is read or embedded anew."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.index.folder_choice import leave_out, take_in
from desktop.index.indexing import remove_documents
from desktop.index.ledger import Ledger
from desktop.index.table import Table


def move_documents(
    ledger: Ledger, tables: Sequence[Table], document_ids: Sequence[int], name: str
) -> None:
    """Put documents into a collection, in the ledger and in every search index of it."""
    found = [each for each in map(ledger.document, document_ids) if each is not None]
    moved = [each for each in found if each.collection != name]
    doubles = ledger.collections.doubles([each.id for each in moved], name)
    leave_out(ledger, moved)
    kept = [each for each in moved if each.id not in doubles]
    take_in(ledger, name, (each.path for each in kept))
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
