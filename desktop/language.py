"""Which language a text is in, told from its characters."""

from __future__ import annotations

import re

from desktop.domain import Language

CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
"""Chinese characters, as the inside of a regular expression's character class."""

_HAN = re.compile(f"[{CJK}]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")


def has_chinese(text: str) -> bool:
    """Tell whether any Chinese character occurs."""
    return _HAN.search(text) is not None


def language_of(text: str) -> Language:
    """Name the language most of a text is in: one Chinese character weighs as half a word."""
    n_han = len(_HAN.findall(text))
    return "zh" if n_han and n_han >= len(_LATIN_WORD.findall(text)) else "en"
