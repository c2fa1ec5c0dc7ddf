"""Presets on disk: one JSON file, for the user's own and for passing them on.

Reading is strict: a file is taken whole or not at all. Keys nobody knows are logged and ignored.
"""

from __future__ import annotations

import json
import logging
import math
from collections.abc import Iterable
from dataclasses import asdict, fields
from pathlib import Path
from typing import Literal, cast, get_args

from desktop.errors import AppError
from desktop.inference import Preset, Sampling
from desktop.json_file import write_json

logger = logging.getLogger(__name__)

FORMAT = "carrel-presets"
VERSION = 1
MAX_NAME = 60
MAX_TEXT = 20_000
MAX_VALUE = 2_000
MAX_VARIABLES = 20
MAX_TOKENS = 32_768
_Use = Literal["passages", "documents", "none"]
_LONGEST = {"name": MAX_NAME, "system": MAX_TEXT, "question": MAX_TEXT, "schema": MAX_TEXT}


class _DamagedError(Exception):
    """A file holds something else than presets; the message is one fact to show."""


def read(path: Path, max_mb: int = 100) -> tuple[Preset, ...]:
    """The presets in a file; raises AppError("preset_damaged"), or OSError."""
    with path.open("rb") as file:
        content = file.read(max_mb * 1_000_000 + 1)
    try:
        if len(content) > max_mb * 1_000_000:
            raise _DamagedError(f"> {max_mb} MB")
        return _presets(_parsed(content))
    except _DamagedError as error:
        raise AppError("preset_damaged", str(path), str(error)) from error


def write(presets: Iterable[Preset], path: Path) -> None:
    """Write presets; raises StoreError("not_writable")."""
    entries = [{**asdict(each), "sampling": dict(each.sampling)} for each in presets]
    write_json({"format": FORMAT, "version": VERSION, "presets": entries}, path)


def _parsed(content: bytes) -> object:
    try:
        return json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _DamagedError("UTF-8") from error
    except json.JSONDecodeError as error:
        raise _DamagedError(f"JSON {error.lineno}:{error.colno}") from error
    except (ValueError, RecursionError) as error:
        raise _DamagedError("JSON") from error


def _presets(content: object) -> tuple[Preset, ...]:
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise _DamagedError("format")
    if content.get("version") != VERSION:
        raise _DamagedError(f"version {str(content.get('version'))[:20]}")
    entries = content.get("presets")
    if not isinstance(entries, list):
        raise _DamagedError("presets")
    _note_unknown(content, {"format", "version", "presets"})
    return tuple(_preset(entry, f"presets[{n}]") for n, entry in enumerate(entries, 1))


def _preset(entry: object, at: str) -> Preset:
    if not isinstance(entry, dict):
        raise _DamagedError(at)
    _note_unknown(entry, {each.name for each in fields(Preset)})
    texts = {name: _text(entry.get(name), name, at) for name in _LONGEST if name in entry}
    if not (name := " ".join(texts.pop("name", "").split())):
        raise _DamagedError(f"{at}.name")
    return Preset(
        name,
        **texts,
        use=_use(entry.get("use", "passages"), at),
        variables=_variables(entry.get("variables", []), at),
        sampling=_sampling(entry.get("sampling"), at),
        max_tokens=_whole(entry.get("max_tokens", 0), f"{at}.max_tokens", MAX_TOKENS),
        thinks=_flag(entry.get("thinks", False), f"{at}.thinks"),
    )


def _text(value: object, name: str, at: str) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST[name] or not _is_sound(value):
        raise _DamagedError(f"{at}.{name}")
    return value


def _is_sound(text: str) -> bool:
    return not any("\ud800" <= each <= "\udfff" for each in text)


def _use(value: object, at: str) -> _Use:
    if value not in get_args(_Use):
        raise _DamagedError(f"{at}.use")
    return cast(_Use, value)


def _variables(value: object, at: str) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, list) or len(value) > MAX_VARIABLES:
        raise _DamagedError(f"{at}.variables")
    return tuple(_pair(each, f"{at}.variables") for each in value)


def _pair(value: object, at: str) -> tuple[str, str]:
    match value:
        case [str(name), str(text)] if len(name) <= MAX_NAME and len(text) <= MAX_VALUE:
            if _is_sound(name + text):
                return name, text
    raise _DamagedError(at)


def _sampling(value: object, at: str) -> tuple[tuple[str, float], ...]:
    if value is None:
        return ()
    if not isinstance(value, dict):
        raise _DamagedError(f"{at}.sampling")
    # Token ids mean something else in every model, so no file may bring a bias.
    known = {each.name: each.default for each in fields(Sampling) if each.name != "logit_bias"}
    _note_unknown(value, {*known, "logit_bias"})
    for name in known.keys() & value.keys():
        number = value[name]
        if not _is_number(number) or (isinstance(known[name], int) and not isinstance(number, int)):
            raise _DamagedError(f"{at}.sampling.{name}")
    return tuple((name, value[name]) for name in known if name in value)


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    return math.isfinite(value) and abs(value) < 2**31


def _whole(value: object, at: str, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        raise _DamagedError(at)
    return value


def _flag(value: object, at: str) -> bool:
    if not isinstance(value, bool):
        raise _DamagedError(at)
    return value


def _note_unknown(given: dict[str, object], known: set[str]) -> None:
    for name in sorted(given.keys() - known):
        logger.warning("unknown key %s in a file of presets is ignored", name[:MAX_NAME])
