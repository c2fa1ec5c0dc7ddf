"""What a GGUF file says about itself, read without llama.cpp and without trusting a byte of it.

Layout: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md. Every count, length and offset
is checked against the file before it is used, and the work is bounded whatever they claim.
"""

from __future__ import annotations

import os
import struct
from dataclasses import dataclass, field
from io import BufferedReader
from math import prod
from pathlib import Path
from typing import NoReturn

from desktop.errors import ModelError

Value = int | float | bool | str | list[str] | list[int] | list[float] | None

TOKENS = "tokenizer.ggml.tokens"
ALIGNMENT = 32

_SCALARS = {
    0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"
}  # fmt: skip
_STRING, _ARRAY = 8, 9
_STRING_CODE = "s"
_MAX_KEYS, _MAX_TENSORS = 10_000, 100_000
_MAX_ENTRIES = 2_000_000
"""Strings in all arrays together; the largest vocabularies known have a million with merges."""
_MAX_ARRAY = 64_000_000
_MAX_KEY, _MAX_STRING, _MAX_NAME = 4096, 64 << 20, 63
_MAX_TEXT = 128 << 20
"""Bytes in all strings that are read rather than skipped."""
_KEPT_ARRAY = 1024
_MAX_ALIGNMENT = 1 << 20

# ggml type number: (name, bytes a block, weights a block)
_TYPES = {
    0: ("F32", 4, 1), 1: ("F16", 2, 1), 2: ("Q4_0", 18, 32), 3: ("Q4_1", 20, 32),
    6: ("Q5_0", 22, 32), 7: ("Q5_1", 24, 32), 8: ("Q8_0", 34, 32), 9: ("Q8_1", 36, 32),
    10: ("Q2_K", 84, 256), 11: ("Q3_K", 110, 256), 12: ("Q4_K", 144, 256),
    13: ("Q5_K", 176, 256), 14: ("Q6_K", 210, 256), 15: ("Q8_K", 292, 256),
    16: ("IQ2_XXS", 66, 256), 17: ("IQ2_XS", 74, 256), 18: ("IQ3_XXS", 98, 256),
    19: ("IQ1_S", 50, 256), 20: ("IQ4_NL", 18, 32), 21: ("IQ3_S", 110, 256),
    22: ("IQ2_S", 82, 256), 23: ("IQ4_XS", 136, 256), 24: ("I8", 1, 1), 25: ("I16", 2, 1),
    26: ("I32", 4, 1), 27: ("I64", 8, 1), 28: ("F64", 8, 1), 29: ("IQ1_M", 56, 256),
    30: ("BF16", 2, 1), 34: ("TQ1_0", 54, 256), 35: ("TQ2_0", 66, 256), 39: ("MXFP4", 17, 32),
    40: ("NVFP4", 36, 64), 41: ("Q1_0", 18, 128), 42: ("Q2_0", 18, 64),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tensor:
    """One tensor's entry; `dimensions` begin with the row length, as in the file."""

    name: str
    type: str
    dimensions: tuple[int, ...]
    size_bytes: int

    @property
    def n_elements(self) -> int:
        """How many weights it holds."""
        return prod(self.dimensions)


@dataclass(frozen=True, slots=True)
class Array:
    """An array's element type (a `struct` code, "s" for strings) and length."""

    code: str
    length: int


@dataclass(frozen=True, slots=True)
class Header:
    """What a GGUF header says; arrays over 1,024 entries are left out of `values`.

    `size_bytes` and `tensors` are those of all parts where a model is split over files.
    """

    path: Path
    size_bytes: int
    values: dict[str, Value]
    tensors: tuple[Tensor, ...]
    arrays: dict[str, Array] = field(default_factory=dict)
    tokens: frozenset[bytes] = frozenset()
    """The vocabulary's texts; fewer than `n_tokens` where some are alike."""

    @property
    def architecture(self) -> str:
        """The family of models this one is built as."""
        return str(self.values.get("general.architecture"))

    @property
    def n_tokens(self) -> int:
        """How many tokens the vocabulary lists."""
        return self.arrays[TOKENS].length if TOKENS in self.arrays else 0

    def value(self, key: str) -> Value:
        """A value of this architecture, by its key without the prefix."""
        return self.values.get(f"{self.architecture}.{key}")

    def number(self, key: str, default: int = 0) -> int:
        """A whole number of this architecture; the largest where each layer has its own."""
        value = self.value(key)
        if isinstance(value, list):
            value = max((each for each in value if isinstance(each, int)), default=default)
        return value if isinstance(value, int) else default

    def layer_numbers(self, key: str, default: int) -> list[int]:
        """A whole number for each layer, whether the file gives one for all or a list."""
        n_layers = self.number("block_count")
        value = self.value(key)
        if isinstance(value, list):
            numbers = [each for each in value if isinstance(each, int)]
            return (numbers + [default] * n_layers)[:n_layers]
        return [value if isinstance(value, int) else default] * n_layers


def parse(path: Path, file: BufferedReader) -> Header:
    """Read the header of one open file; raises ModelError."""
    return _Parser(path, file).header()


class _Parser:
    def __init__(self, path: Path, file: BufferedReader) -> None:
        self._path = path
        self._file = file
        self._size = os.fstat(file.fileno()).st_size
        self._n_entries = self._n_text = 0
        self._arrays: dict[str, Array] = {}
        self._tokens: frozenset[bytes] = frozenset()

    def header(self) -> Header:
        if self._bytes(4) != b"GGUF":
            self._damaged("no GGUF mark")
        version, n_tensors, n_keys = self._whole("I"), self._whole("Q"), self._whole("Q")
        if version not in (2, 3):
            raise ModelError("model_unsupported", str(self._path), f"GGUF version {version}")
        if n_tensors > _MAX_TENSORS or n_keys > _MAX_KEYS:
            self._damaged("counts")
        values: dict[str, Value] = {}
        for _ in range(n_keys):
            key = self._text(_MAX_KEY)
            if key in values:
                self._damaged(f"{key[:40]} twice")
            values[key] = self._value(key, self._whole("I"))
        tensors = self._tensors(n_tensors, values.get("general.alignment", ALIGNMENT))
        return Header(self._path, self._size, values, tensors, self._arrays, self._tokens)

    def _tensors(self, count: int, alignment: Value) -> tuple[Tensor, ...]:
        if not isinstance(alignment, int) or not 0 < alignment <= _MAX_ALIGNMENT:
            self._damaged("alignment")
        if alignment & (alignment - 1):
            self._damaged("alignment")
        found: dict[str, Tensor] = {}
        places: list[tuple[int, int]] = []
        for _ in range(count):
            tensor, offset = self._tensor()
            if tensor.name in found:
                self._damaged(f"{tensor.name} twice")
            if offset % alignment:
                self._damaged(f"{tensor.name} is not aligned")
            found[tensor.name] = tensor
            places.append((offset, tensor.size_bytes))
        begin = -(-self._file.tell() // alignment) * alignment
        end = 0
        for offset, size in sorted(places):
            if offset < end:
                self._damaged("weights overlap")
            end = offset + size
        if begin + end > self._size and places:
            self._damaged("weights are cut off")
        return tuple(found.values())

    def _tensor(self) -> tuple[Tensor, int]:
        name = self._text(_MAX_NAME)
        n_dimensions = self._whole("I")
        if not 1 <= n_dimensions <= 4:
            self._damaged("dimensions")
        dimensions = tuple(self._whole("Q") for _ in range(n_dimensions))
        type_, offset = self._whole("I"), self._whole("Q")
        if type_ not in _TYPES:
            raise ModelError("model_unsupported", str(self._path), f"tensor type {type_}")
        type_name, block_bytes, block_weights = _TYPES[type_]
        n_elements = prod(dimensions)
        if n_elements <= 0 or n_elements >= 1 << 62 or dimensions[0] % block_weights:
            self._damaged(f"dimensions of {name}")
        size = n_elements // block_weights * block_bytes
        return Tensor(name, type_name, dimensions, size), offset

    def _value(self, key: str, type_: int) -> Value:
        if type_ == _STRING:
            return self._text(_MAX_STRING)
        if type_ == _ARRAY:
            return self._array(key)
        if type_ not in _SCALARS:
            self._damaged(f"type of {key[:40]}")
        return self._scalar(_SCALARS[type_])

    def _array(self, key: str) -> Value:
        type_, count = self._whole("I"), self._whole("Q")
        if type_ == _STRING:
            self._arrays[key] = Array(_STRING_CODE, count)
            return self._strings(key, count)
        if type_ not in _SCALARS or count > _MAX_ARRAY:
            self._damaged(f"array {key[:40]}")
        code = _SCALARS[type_]
        self._arrays[key] = Array(code, count)
        layout = f"<{count}{code}"
        if count > _KEPT_ARRAY:
            self._skip(struct.calcsize(layout))
            return None
        return list(struct.unpack(layout, self._bytes(struct.calcsize(layout))))

    def _strings(self, key: str, count: int) -> Value:
        self._n_entries += count
        # Every string takes eight bytes for its length alone.
        if self._n_entries > _MAX_ENTRIES or count * 8 > self._size:
            self._damaged(f"array {key[:40]}")
        if key == TOKENS:
            texts = [self._string(_MAX_STRING) for _ in range(count)]
            self._tokens = frozenset(texts)
            return None
        if count <= _KEPT_ARRAY:
            return [self._text(_MAX_STRING) for _ in range(count)]
        self._skip_strings(count)
        return None

    def _skip_strings(self, count: int) -> None:
        # The hot loop: a vocabulary and its merges are hundreds of thousands of strings.
        read, seek, unpack = self._file.read, self._file.seek, struct.Struct("<Q").unpack
        for _ in range(count):
            prefix = read(8)
            if len(prefix) != 8:
                self._damaged("cut off")
            (length,) = unpack(prefix)
            if length > self._size:
                self._damaged("string length")
            seek(length, os.SEEK_CUR)
        self._skip(0)

    def _text(self, limit: int) -> str:
        return self._string(limit).decode("utf-8", "replace")

    def _string(self, limit: int) -> bytes:
        length = self._whole("Q")
        self._n_text += length
        if length > limit or self._n_text > _MAX_TEXT:
            self._damaged("string length")
        return self._bytes(length)

    def _whole(self, code: str) -> int:
        return int(self._scalar(code))

    def _scalar(self, code: str) -> int | float | bool:
        (value,) = struct.unpack(f"<{code}", self._bytes(struct.calcsize(f"<{code}")))
        return value  # type: ignore[no-any-return]  # struct gives what the code says

    def _skip(self, count: int) -> None:
        if self._file.tell() + count > self._size:
            self._damaged("cut off")
        self._file.seek(count, os.SEEK_CUR)

    def _bytes(self, count: int) -> bytes:
        found = self._file.read(count)
        if len(found) != count:
            self._damaged("cut off")
        return found

    def _damaged(self, what: str) -> NoReturn:
        raise ModelError("model_damaged", str(self._path), what)
