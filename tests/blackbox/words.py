"""What the window's texts are called in the language of a journey, read from its translation."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_FEWEST = 4
"""Letters a text must have besides its placeholders to be told by them."""


class Words:
    """Turns an English text of the window into what a window in `language` shows instead.

    A text may be whole ("Settings"), filled in ("documents: 3" for "documents: {n}"), or the
    beginning of a longer one ("Quote:" for "Quote: {text}").
    """

    def __init__(self, language: str, translation: Path) -> None:
        self._texts: dict[str, str] = {}
        if language != "en":
            for message in ET.parse(translation).iter("message"):
                source, target = message.findtext("source"), message.findtext("translation")
                if source and target:
                    self._texts[source] = target

    def __call__(self, text: str) -> str:
        """The text in the language of the journey."""
        if not self._texts:
            return text
        if text in self._texts:
            return self._texts[text]
        for found in (self._filled(text), self._begun(text)):
            if found is not None:
                return found
        raise KeyError(f"the window has no text {text!r}: names of documents are not translated")

    def _filled(self, text: str) -> str | None:
        """A text with its placeholders filled in: all of them, else the first ones."""
        # The longest text says most.
        sources = sorted(self._texts, key=len, reverse=True)
        whole = ((each, _PLACEHOLDER.split(each)) for each in sources)
        begun = (
            (each, parts[:n_parts])
            for each in sources
            if (parts := _PLACEHOLDER.split(each))
            for n_parts in range(len(parts) - 1, 1, -1)
        )
        for source, parts in (*whole, *begun):
            if (values := _values(parts, text)) is not None:
                target = _PLACEHOLDER.sub(
                    lambda m, v=values: v.get(m[1], "\0"), self._texts[source]
                )
                if found := target.split("\0")[0]:
                    return found
        return None

    def _begun(self, text: str) -> str | None:
        """The beginning of a text, up to its first placeholder."""
        for source in sorted(self._texts, key=len):
            if source.startswith(text):
                target = self._texts[source]
                return (target if "{" not in source else target.split("{")[0]) or None
        return None


def _values(parts: list[str], text: str) -> dict[str, str] | None:
    """What stands for the placeholders, where a text is made of these parts."""
    # Without words of its own it would match everything.
    if len(parts) == 1 or len("".join(parts[::2]).strip()) < _FEWEST:
        return None
    pattern = ""
    seen: set[str] = set()
    for number, part in enumerate(parts):
        if number % 2 == 0:
            pattern += re.escape(part)
        else:
            pattern += f"(?P={part})" if part in seen else f"(?P<{part}>.+?)"
            seen.add(part)
    match = re.fullmatch(pattern, text, re.DOTALL)
    return None if match is None else match.groupdict()
