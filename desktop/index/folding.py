"""Text made comparable: what is embedded and searched, and how a passage is found again.

Chinese text comes out of PDFs as Kangxi radicals, and lines break anywhere; NFKC and ignoring
white space make it equal to what a person would type.
"""

from __future__ import annotations

import re
import unicodedata

_HYPHENATED = re.compile("(?<=[a-z])[\\-\u00ad\u2010\ufffe\u0002]\\s*\\r?\\n\\s*(?=[a-z])")
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff\ufffe\u0000\u0002]")
_CHANGING = re.compile(
    "[^\\s\x20-\x7e\u00b7\u2010-\u2015\u2018-\u2026\u3001-\u301f\u3400-\u9fff"
    "\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]"
)
"""What `plain` may make another letter of; of what is left out it changes punctuation alone."""
_CJK_GAP = re.compile(
    "(?<=[\u3000-\u303f\u3400-\u9fff\uff00-\uffef])[ ]?\\r?\\n[ ]?(?=[\u3400-\u9fff])"
)


def plain(text: str) -> str:
    """One line of NFKC text: line breaks inside words and sentences are healed."""
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", _healed(text)))
    return " ".join(text.split())


def plain_words(text: str) -> str:
    """A text with its words as in `plain`, in lower case; its punctuation may differ.

    Chinese commas alone make NFKC of a passage take longer than looking for words in it.
    """
    text = _healed(text)
    return (plain(text) if _CHANGING.search(text) else text).lower()


def _healed(text: str) -> str:
    return _CJK_GAP.sub("", _HYPHENATED.sub("", text)) if "\n" in text else text


def fold(text: str) -> tuple[str, list[int]]:
    """NFKC, lower case, no white space; and the source index of every character left."""
    folded: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        if "!" <= character <= "~":
            # Most are: looking each up in Unicode takes four times as long.
            folded.append(character.lower())
            places.append(place)
            continue
        for each in unicodedata.normalize("NFKC", character).lower():
            if not each.isspace() and not _INVISIBLE.match(each):
                folded.append(each)
                places.append(place)
    return "".join(folded), places


def find_folded(haystack: str, needle: str, near: int) -> tuple[int, int] | None:
    """Find a passage however it is broken into lines; the place nearest to `near` wins.

    Returns character offsets into `haystack`.
    """
    text, places = fold(haystack)
    wanted, _ = fold(needle)
    if not wanted:
        return None
    best: tuple[int, int] | None = None
    at = text.find(wanted)
    while at >= 0:
        begin, end = places[at], places[at + len(wanted) - 1] + 1
        if best is None or abs(begin - near) < abs(best[0] - near):
            best = (begin, end)
        at = text.find(wanted, at + 1)
    return best


def find_all_folded(haystack: str, needle: str, most: int) -> list[tuple[int, int]]:
    """Find a text wherever it stands, however it is spaced; character offsets into `haystack`."""
    text, places = fold(haystack)
    wanted, _ = fold(needle)
    found: list[tuple[int, int]] = []
    at = text.find(wanted) if wanted else -1
    while at >= 0 and len(found) < most:
        found.append((places[at], places[at + len(wanted) - 1] + 1))
        at = text.find(wanted, at + len(wanted))
    return found
