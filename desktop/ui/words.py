"""Texts as people read them and as Qt counts them."""

from __future__ import annotations

import html

from PySide6.QtCore import QCoreApplication

from desktop.domain import Document

_UNITS = ("B", "kB", "MB", "GB", "TB")


def size(size_bytes: int) -> str:
    """A size in the unit that fits."""
    value = float(size_bytes)
    for unit in _UNITS:
        if value < 1000 or unit == _UNITS[-1]:
            return f"{value:.0f} {unit}" if unit == "B" or value >= 10 else f"{value:.1f} {unit}"
        value /= 1000
    raise AssertionError


def recognising(document: Document) -> str:
    """Which page of a document is being recognised."""
    words = QCoreApplication.translate("Words", "Recognising text, page {n} of {total}")
    return words.format(n=document.page_in_hand, total=document.n_scanned)


def tip(text: str) -> str:
    """A tool tip that shows a text as it is: it may come from somebody else's file."""
    return f"<qt>{html.escape(text)}</qt>".replace("\n", "<br>")


def utf16(text: str, offset: int) -> int:
    """Where a character stands for Qt, which counts in UTF-16 units."""
    return len(text[:offset].encode("utf-16-le")) // 2
