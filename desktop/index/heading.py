"""Headings of a text that has no styles: numbered lines that end without a stop."""

from __future__ import annotations

import re

# A numbered line that ends without a stop: "5. Rent", "3.2 Method", "第三条 付款方式".
_HEADING = re.compile(
    r"^((?:\d{1,2}(?:\.\d{1,2}){0,3}\.?[ \t]+[A-Z]|第[一二三四五六七八九十百\d]+[条章节])"
    r"[^\r\n]{1,60}"
    r"(?<![.,;:。，；：]))\r?$",
    re.MULTILINE,
)


def headings(text: str) -> tuple[tuple[int, str], ...]:
    """The numbered headings on a page, with their offsets."""
    return tuple((match.start(), match.group(1).strip()) for match in _HEADING.finditer(text))
