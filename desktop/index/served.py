"""An embedder with the search index that it filled, and what keeps that in step."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop.index.embedder import Embedder
from desktop.index.healing import Healing
from desktop.index.index_folder import IndexFolder
from desktop.index.table import Table


@dataclass(frozen=True, slots=True)
class Served:
    """What a library is searched with."""

    embedder: Embedder
    folder: IndexFolder
    healing: Healing

    def table(self) -> Table:
        """The search index, by a handle of its own."""
        return Table(self.folder, self.embedder.dimensions)


def serve_from(home: Path, embedder: Embedder) -> Served:
    """The search index of an embedder below this home."""
    folder = IndexFolder(home / "index" / embedder.embedder_id)
    return Served(embedder, folder, Healing(folder, embedder.embedder_id, embedder.dimensions))
