"""Text, Markdown and source code: the file as it stands, so that offsets match it."""

from __future__ import annotations

import re

from desktop.errors import DocumentError
from desktop.index.charset import decode
from desktop.index.reading import Page
from desktop.index.source import Source

_MAX_BYTES = 50 << 20
_SHORTEST_SECTION = 12
_HEADING = re.compile(r"^\ufeff? {0,3}#{1,6}[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
_DEFINITION = re.compile(
    r"""^(?:[ \t]{0,8}
          (?:(?:export|default|public|private|protected|internal|static|final|abstract|async|pub
              |open|data|sealed|override)[ \t]+){0,6}
          (?:def|class|func|fn|function|fun|interface|struct|enum|trait|impl|module|namespace
            |protocol|procedure)[ \t]+[\w<({*&][^\n]{0,100}
        | CREATE[ \t]+(?:OR[ \t]+REPLACE[ \t]+)?(?:TABLE|VIEW|FUNCTION|PROCEDURE)[ \t][^\n]{1,100}
        | \[[^\]\n]{1,80}\][ \t]*$)""",
    re.MULTILINE | re.VERBOSE,
)
"""What opens a function, a class, a table or a section of settings."""
_FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)


def read_text(source: Source) -> list[Page]:
    """Read a text file as one page."""
    return [Page(None, load(source))]


def read_markdown(source: Source) -> list[Page]:
    """Read Markdown as it is written, and note its headings."""
    text = load(source)
    code = [match.span() for match in _FENCE.finditer(text)]
    headings = tuple(
        (match.start(), match.group(1))
        for match in _HEADING.finditer(text)
        if not any(begin <= match.start() < end for begin, end in code)
    )
    return [Page(None, text, headings)]


def read_code(source: Source) -> list[Page]:
    """Read source code or settings as they are written, headed by what they define."""
    text = load(source)
    headings = tuple(
        (match.start(), match.group().strip(" \t{:(")) for match in _DEFINITION.finditer(text)
    )
    # A file of nothing but definitions would become a chunk for each.
    is_dense = len(headings) * _SHORTEST_SECTION > len(text)
    return [Page(None, text, () if is_dense else headings)]


def load(source: Source) -> str:
    """The text of a file, in whatever encoding it is; raises DocumentError."""
    if (size := source.size_bytes) > _MAX_BYTES:
        raise DocumentError("too_large", source.path, f"{size >> 20} MB")
    return decode(source.read(), source.path)
