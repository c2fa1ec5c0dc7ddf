"""Values from JSON, taken only if they are what a dataclass says: nothing in a file is trusted."""

from __future__ import annotations

import types
from dataclasses import MISSING, fields, is_dataclass
from functools import lru_cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

Value = TypeVar("Value")


class WrongValueError(ValueError):
    """A value is not what it should be; says where."""


def decode(kind: type[Value], value: object, where: str = "") -> Value:
    """Make a value of a type from what `dataclasses.asdict` and JSON made of it.

    Fields that have a default may be missing, fields nobody knows are passed over. Raises
    WrongValueError.
    """
    return _decode(kind, value, where)  # type: ignore[no-any-return]  # whatever `kind` is


def text(value: object, where: str) -> str:
    """A text that can be kept: without NUL, and without halves of characters."""
    if not isinstance(value, str):
        raise WrongValueError(where)
    if value.isascii():
        return value.replace("\0", "")
    return value.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def _decode(kind: Any, value: Any, where: str) -> Any:
    origin = get_origin(kind)
    if kind is str:
        return text(value, where)
    if kind is float and isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    if kind in (int, bool):
        return _exactly(kind, value, where)
    if origin is tuple:
        return _tuple(get_args(kind), value, where)
    if origin in (Union, types.UnionType):
        return _union(get_args(kind), value, where)
    if origin is Literal and isinstance(value, str) and value in get_args(kind):
        return value
    if is_dataclass(kind) and isinstance(value, dict):
        return _dataclass(kind, value, where)
    raise WrongValueError(where)


def _exactly(kind: type, value: object, where: str) -> object:
    if type(value) is not kind:
        raise WrongValueError(where)
    return value


def _tuple(kinds: tuple[Any, ...], value: object, where: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise WrongValueError(where)
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_decode(kinds[0], each, where) for each in value)
    if len(kinds) != len(value):
        raise WrongValueError(where)
    return tuple(_decode(kind, each, where) for kind, each in zip(kinds, value, strict=True))


def _union(kinds: tuple[Any, ...], value: object, where: str) -> object:
    if value is None and type(None) in kinds:
        return None
    (kind,) = [each for each in kinds if each is not type(None)]
    return _decode(kind, value, where)


def _dataclass(kind: Any, value: dict[str, object], where: str) -> object:
    known: dict[str, object] = {}
    for name, hint, is_needed in _fields(kind):
        if name in value:
            known[name] = _decode(hint, value[name], f"{where}.{name}" if where else name)
        elif is_needed:
            raise WrongValueError(f"{where}.{name}" if where else name)
    return kind(**known)


@lru_cache(maxsize=64)
def _fields(kind: Any) -> tuple[tuple[str, Any, bool], ...]:
    hints = get_type_hints(kind)
    return tuple(
        (each.name, hints[each.name], each.default is MISSING and each.default_factory is MISSING)
        for each in fields(kind)
    )
