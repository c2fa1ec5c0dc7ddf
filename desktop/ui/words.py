"""Small texts that several widgets share: places, sizes, file names."""

from __future__ import annotations

from pathlib import PurePath

from desktop.domain import Language

_CONTROLS = dict.fromkeys((*range(8234, 8239), *range(8294, 8298)), "�")
_UNITS = ("B", "kB", "MB", "GB", "TB")


def file_name(path: str) -> str:
    """A file's name, with characters that turn text around made visible."""
    return (PurePath(path).name or path).translate(_CONTROLS)


def place(path: str, page: int | None, language: Language) -> str:
    """A file and its page, short."""
    if page is None:
        return file_name(path)
    return f"{file_name(path)} · " + (f"第 {page} 页" if language == "zh" else f"p. {page}")


def tidy(text: str) -> str:
    """A passage on one line, as it reads rather than as it was set."""
    return " ".join(text.split())


def size(size_bytes: int) -> str:
    """A size in the unit that fits."""
    value = float(size_bytes)
    for unit in _UNITS:
        if value < 1000 or unit == _UNITS[-1]:
            return f"{value:.0f} {unit}" if unit == "B" or value >= 10 else f"{value:.1f} {unit}"
        value /= 1000
    raise AssertionError
