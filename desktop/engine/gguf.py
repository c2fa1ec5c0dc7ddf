"""The header of a GGUF file, read without llama.cpp and without trusting a byte of it.

Layout: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md. Counts, lengths and offsets are
checked against the file before they are used; llama.cpp aborts the process on some that lie.
"""

from __future__ import annotations

import os
import struct
from dataclasses import dataclass
from io import BufferedReader
from math import prod
from pathlib import Path

from desktop.domain import ModelInfo
from desktop.errors import ModelError

Value = int | float | bool | str | list[str] | list[int] | None

_SCALARS = {
    0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"
}  # fmt: skip
_STRING, _ARRAY = 8, 9
_MAX_KEYS, _MAX_TENSORS, _MAX_ARRAY = 10_000, 100_000, 5_000_000
_MAX_STRING = 64 << 20
_KEPT_ARRAY = 256
_MAX_BLOCKS = 512

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
}  # fmt: skip
_REPACKED = {"Q4_0", "Q4_K", "IQ4_NL"}


@dataclass(frozen=True, slots=True)
class Tensor:
    """One tensor's entry in the header."""

    type: str
    n_elements: int
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Header:
    """What a GGUF header says; long arrays are left out of `values`."""

    path: Path
    size_bytes: int
    values: dict[str, Value]
    tensors: tuple[Tensor, ...]

    def number(self, key: str, default: int = 0) -> int:
        """A whole number of this architecture, by its key without the prefix."""
        value = self.values.get(f"{self.values.get('general.architecture')}.{key}")
        if isinstance(value, list):
            value = max((each for each in value if isinstance(each, int)), default=default)
        return value if isinstance(value, int) else default


def read_header(path: Path) -> Header:
    """Read and check a header; raises ModelError."""
    try:
        with path.open("rb") as file:
            return _Reader(path, file).header()
    except FileNotFoundError as error:
        raise ModelError("model_missing", str(path)) from error
    except OSError as error:
        raise ModelError("unreadable", str(path)) from error


def model_info(header: Header) -> ModelInfo:
    """Sum a header up for people."""
    values = header.values
    languages = values.get("general.languages")
    return ModelInfo(
        path=str(header.path),
        # The file name is what a user chose by; the name inside is often a training run's.
        name=header.path.stem,
        architecture=str(values["general.architecture"]),
        quantization=_quantization(header),
        size_bytes=header.size_bytes,
        n_parameters=sum(each.n_elements for each in header.tensors),
        n_layers=header.number("block_count"),
        context_tokens=header.number("context_length", 2048),
        licence=str(values.get("general.license") or ""),
        languages=tuple(map(str, languages)) if isinstance(languages, list) else (),
    )


def chat_template(header: Header) -> str:
    """The Jinja template that came with the model; empty where none did."""
    template = header.values.get("tokenizer.chat_template")
    return template if isinstance(template, str) else ""


def memory_needed(header: Header, context_tokens: int) -> int:
    """Estimate the bytes a model takes in RAM: weights, CPU repack, KV cache, compute, Python.

    KV is exact for dense attention with f16; the compute buffer is dominated by the logits of one
    micro-batch of 512 tokens.
    """
    heads = max(header.number("attention.head_count", 1), 1)
    width = header.number("embedding_length")
    key = header.number("attention.key_length", width // heads)
    value = header.number("attention.value_length", width // heads)
    kv_heads = header.number("attention.head_count_kv", heads)
    kv = context_tokens * header.number("block_count") * kv_heads * (key + value) * 2
    repacked = sum(each.size_bytes for each in header.tensors if each.type in _REPACKED)
    vocabulary = max((each.n_elements for each in header.tensors), default=0) // max(width, 1)
    return header.size_bytes + repacked + kv + 512 * vocabulary * 4 + (100 << 20)


def _quantization(header: Header) -> str:
    sizes: dict[str, int] = {}
    for each in header.tensors:
        sizes[each.type] = sizes.get(each.type, 0) + each.n_elements
    return max(sizes, key=lambda name: sizes[name]) if sizes else ""


class _Reader:
    def __init__(self, path: Path, file: BufferedReader) -> None:
        self._path = path
        self._file = file
        self._size = os.fstat(file.fileno()).st_size

    def header(self) -> Header:
        if self._bytes(4) != b"GGUF":
            raise self._damaged("no GGUF mark")
        version, n_tensors, n_keys = self._scalar("I"), self._scalar("Q"), self._scalar("Q")
        if version not in (2, 3):
            raise ModelError("model_unsupported", str(self._path), f"GGUF version {version}")
        if n_tensors > _MAX_TENSORS or n_keys > _MAX_KEYS:
            raise self._damaged("counts")
        values: dict[str, Value] = {}
        for _ in range(int(n_keys)):
            key = self._string()
            values[key] = self._value(int(self._scalar("I")))
        tensors = self._tensors(int(n_tensors), values)
        header = Header(self._path, self._size, values, tensors)
        self._check(header)
        return header

    def _tensors(self, count: int, values: dict[str, Value]) -> tuple[Tensor, ...]:
        found = []
        for _ in range(count):
            self._string()
            n_dimensions = int(self._scalar("I"))
            if not 1 <= n_dimensions <= 4:
                raise self._damaged("dimensions")
            n_elements = prod(int(self._scalar("Q")) for _ in range(n_dimensions))
            type_, offset = int(self._scalar("I")), int(self._scalar("Q"))
            if type_ not in _TYPES:
                raise ModelError("model_unsupported", str(self._path), f"tensor type {type_}")
            name, block_bytes, block_weights = _TYPES[type_]
            found.append(
                (Tensor(name, n_elements, n_elements * block_bytes // block_weights), offset)
            )
        alignment = values.get("general.alignment", 32)
        if not isinstance(alignment, int) or not 1 <= alignment <= 1 << 20:
            raise self._damaged("alignment")
        begin = -(-self._file.tell() // alignment) * alignment
        for tensor, offset in found:
            if tensor.n_elements <= 0 or begin + offset + tensor.size_bytes > self._size:
                raise self._damaged("weights are cut off")
        return tuple(tensor for tensor, _ in found)

    def _check(self, header: Header) -> None:
        if not isinstance(header.values.get("general.architecture"), str) or not header.tensors:
            raise self._damaged("no architecture")
        limits = {
            "block_count": (1, _MAX_BLOCKS),
            "embedding_length": (1, 1 << 17),
            "attention.head_count": (1, 1024),
            "attention.head_count_kv": (0, 1024),
            "context_length": (1, 1 << 28),
        }
        for key, (low, high) in limits.items():
            if not low <= header.number(key, low) <= high:
                raise self._damaged(key)
        n_tokens = header.values.get("tokenizer.ggml.bos_token_id", 0)
        if isinstance(n_tokens, int) and n_tokens < 0:
            raise self._damaged("tokens")

    def _value(self, type_: int) -> Value:
        if type_ == _STRING:
            return self._string()
        if type_ == _ARRAY:
            return self._array()
        if type_ not in _SCALARS:
            raise self._damaged("value type")
        return self._scalar(_SCALARS[type_])

    def _array(self) -> Value:
        type_, count = int(self._scalar("I")), int(self._scalar("Q"))
        if count > _MAX_ARRAY:
            raise self._damaged("array length")
        if type_ == _STRING:
            strings = [self._string(keep=count <= _KEPT_ARRAY) for _ in range(count)]
            return strings if count <= _KEPT_ARRAY else None
        if type_ not in _SCALARS:
            raise self._damaged("array type")
        code = _SCALARS[type_]
        if count <= _KEPT_ARRAY:
            return [int(self._scalar(code)) for _ in range(count)] if code not in "fd" else None
        self._skip(count * struct.calcsize(code))
        return None

    def _string(self, *, keep: bool = True) -> str:
        length = int(self._scalar("Q"))
        if length > _MAX_STRING:
            raise self._damaged("string length")
        if keep:
            return self._bytes(length).decode("utf-8", "replace")
        self._skip(length)
        return ""

    def _scalar(self, code: str) -> int | float | bool:
        (value,) = struct.unpack(f"<{code}", self._bytes(struct.calcsize(f"<{code}")))
        return value  # type: ignore[no-any-return]  # struct gives what the code says

    def _skip(self, count: int) -> None:
        if self._file.tell() + count > self._size:
            raise self._damaged("cut off")
        self._file.seek(count, os.SEEK_CUR)

    def _bytes(self, count: int) -> bytes:
        found = self._file.read(count)
        if len(found) != count:
            raise self._damaged("cut off")
        return found

    def _damaged(self, what: str) -> ModelError:
        return ModelError("model_damaged", str(self._path), what)
