"""Passages that say again what a better one says: the same page in two copies of a file.

What counts as the same is strict, since two leases may differ in nothing but a name: one text must
run on as the other for as long as both go on, and nearly all of it must stand in the better one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from desktop.index.folding import plain

_Each = TypeVar("_Each")

_COVERED = 0.8
_ANCHOR = 32


def fold_repeated(
    ranked: Sequence[_Each], text_of: Callable[[_Each], str], n_distinct: int
) -> list[tuple[_Each, list[_Each]]]:
    """Leave out what only repeats a better one, which keeps it; the best first.

    Those behind the first `n_distinct` that differ are taken as they are.
    """
    kept: list[tuple[_Each, list[_Each]]] = []
    texts: list[str] = []
    for n, each in enumerate(ranked):
        if len(kept) == n_distinct:
            return [*kept, *((other, []) for other in ranked[n:])]
        text = _squeezed(text_of(each))
        at = next((n for n, other in enumerate(texts) if repeats(text, other)), None)
        if at is None:
            kept.append((each, []))
            texts.append(text)
        else:
            kept[at][1].append(each)
    return kept


def repeats(text: str, better: str) -> bool:
    """Tell whether a text stands in another one, but for some of its beginning or end."""
    if not text or text in better:
        return True
    middle = max(len(text) - _ANCHOR, 0) // 2
    found = better.find(text[middle : middle + _ANCHOR])
    if found < 0:
        return False
    begin = max(middle - found, 0)
    shift = found - middle
    end = min(len(text), len(better) - shift)
    same = text[begin:end]
    return len(same) >= _COVERED * len(text) and better.startswith(same, begin + shift)


def _squeezed(text: str) -> str:
    return "".join(plain(text).casefold().split())
