"""The use case of whole conversations: handing them out, and taking them in from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from desktop.storage.database import Store
from desktop.tree import Tree


class Archive:
    """Conversations as trees."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def ids(self) -> tuple[int, ...]:
        """Every conversation that is not in the trash, newest first."""
        return tuple(each.id for each in self._store.conversations.newest_first())

    def trees(self, conversation_ids: Iterable[int]) -> Iterator[Tree]:
        """Whole conversations, each read when it is its turn; those that are gone are left out."""
        for each in conversation_ids:
            try:
                tree = self._store.trees.read(each)
            except KeyError:
                continue
            yield tree

    def new_among(self, trees: Sequence[Tree]) -> tuple[Tree, ...]:
        """The conversations that are not here yet, whatever was said in them since."""
        known = self._store.trees.beginnings()
        return tuple(each for each in trees if _beginning(each) not in known)

    def take_in(self, trees: Sequence[Tree]) -> Iterator[int]:
        """Keep conversations, a few turns a step; yields how many turns were kept.

        They are seen when all of them are there. Whoever stops half way, or is stopped by an
        error, calls `give_up`; after a crash the next start does so.
        """
        for each in trees:
            yield from self._store.trees.write_unseen(each)
        self._store.trees.reveal()

    def give_up(self) -> Iterator[None]:
        """Remove what was taken in half, a few conversations a step."""
        return self._store.trees.drop_unseen()


def _beginning(tree: Tree) -> tuple[float, float, str]:
    first = tree.turns[0] if tree.turns else None
    return (tree.created_at, first.created_at, first.text) if first else (tree.created_at, 0.0, "")
