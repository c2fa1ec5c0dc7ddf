"""What a conversation is called before anybody names it."""

from __future__ import annotations

_MAX_CHARS = 60


def title_of(question: str) -> str:
    """The first question on one line, cut at a word."""
    text = " ".join(question.split())
    if len(text) <= _MAX_CHARS:
        return text
    return text[:_MAX_CHARS].rsplit(" ", 1)[0].rstrip(",，。;；") + "…"
