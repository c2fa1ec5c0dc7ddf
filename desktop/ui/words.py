"""Texts as people read them and as Qt counts them."""

from __future__ import annotations

import html
import unicodedata
from typing import Literal

from PySide6.QtCore import QCoreApplication

from desktop.domain import Document
from desktop.library_update import IndexingMoved
from desktop.wording import file_name

Direction = Literal["auto", "rtl"]

_MINUTE_S, _HOUR_S = 60, 3600
_LOOKED_AT = 1_000
_UNITS = ("B", "kB", "MB", "GB", "TB")


def size(size_bytes: int) -> str:
    """A size in the unit that fits."""
    value = float(size_bytes)
    for unit in _UNITS:
        if value < 1000 or unit == _UNITS[-1]:
            return f"{value:.0f} {unit}" if unit == "B" or value >= 10 else f"{value:.1f} {unit}"
        value /= 1000
    raise AssertionError


def moved(update: IndexingMoved) -> str:
    """How far indexing is, how fast, how long still, and the file in hand."""
    percent = 100 * update.done / max(update.total, 1)
    parts = [f"{percent:.1f} %", f"{update.done:,} / {update.total:,}"]
    if update.files_per_s:
        parts.append(_speed(update.files_per_s))
    if update.seconds_left is not None and update.path:
        parts.append(_left(update.seconds_left))
    return " · ".join([*parts, file_name(update.path)] if update.path else parts)


def _speed(files_per_s: float) -> str:
    if files_per_s >= 1:
        words = QCoreApplication.translate("Words", "{n} files/s")
        return words.format(n=f"{files_per_s:,.0f}")
    words = QCoreApplication.translate("Words", "{n} files/min")
    return words.format(n=f"{60 * files_per_s:.0f}")


def _left(seconds: float) -> str:
    if seconds < _MINUTE_S:
        return QCoreApplication.translate("Words", "less than a minute left")
    if seconds < 1.5 * _HOUR_S:
        words = QCoreApplication.translate("Words", "about {n} min left")
        return words.format(n=round(seconds / _MINUTE_S))
    words = QCoreApplication.translate("Words", "about {n} h left")
    return words.format(n=round(seconds / _HOUR_S))


def recognising(document: Document) -> str:
    """Which page of a document is being recognised."""
    words = QCoreApplication.translate("Words", "Recognising text, page {n} of {total}")
    return words.format(n=document.page_in_hand, total=document.n_scanned)


def tip(text: str) -> str:
    """A tool tip that shows a text as it is: it may come from somebody else's file."""
    return f"<qt>{html.escape(text)}</qt>".replace("\n", "<br>")


def utf16(text: str, offset: int) -> int:
    """Where a character stands for Qt, which counts in UTF-16 units."""
    return len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2


def text_direction(text: str) -> Direction:
    """How a text is read as a whole, by its first letter; "auto": each paragraph finds out."""
    for letter in text[:_LOOKED_AT]:
        kind = unicodedata.bidirectional(letter)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            break
    return "auto"
