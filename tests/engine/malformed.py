"""Model files that lie: seeded mutations of a good one, and files made by hand.

Works on bytes alone and shares no code with the reader it is there to try.
"""

from __future__ import annotations

import random
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_SIZES = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}
_U32, _F32, _STRING, _ARRAY = 4, 6, 8, 9
_ALIGNMENT = 32
_EXTREMES = (
    0, 1, 255, 1 << 20, (1 << 31) - 1, 1 << 31, (1 << 32) - 1, 1 << 33, 1 << 40, (1 << 63) - 1,
    1 << 63, (1 << 64) - 1,
)  # fmt: skip
_NAN = b"\x00\x00\xc0\x7f"


@dataclass(frozen=True, slots=True)
class Malformed:
    """A file's name, which says what is wrong with it, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class _Entry:
    key: str
    begin: int
    type_at: int
    type: int
    value_at: int
    end: int


@dataclass(frozen=True, slots=True)
class _TensorEntry:
    name: str
    begin: int
    rank_at: int
    rank: int
    type_at: int
    offset_at: int
    end: int

    @property
    def dimensions_at(self) -> list[int]:
        return [self.rank_at + 4 + 8 * n for n in range(self.rank)]


class Base:
    """A good file and where everything in it stands."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        _, _, n_tensors, n_keys = struct.unpack_from("<4sIQQ", content)
        self._at = 24
        self.entries = [self._entry() for _ in range(n_keys)]
        self.tensors = [self._tensor() for _ in range(n_tensors)]
        self.header_end = self._at
        self.data_begin = -(-self._at // _ALIGNMENT) * _ALIGNMENT

    def entry(self, key: str) -> _Entry:
        """The entry of a key; one without a dot belongs to the architecture."""
        return next(each for each in self.entries if each.key == key or each.key.endswith(key))

    def tensor(self, name: str) -> _TensorEntry:
        """The entry of a tensor."""
        return next(each for each in self.tensors if each.name == name)

    def weights(self, name: str) -> tuple[int, int]:
        """Where a tensor's bytes begin and end."""
        begins = sorted(self._number("Q", each.offset_at) for each in self.tensors)
        begin = self._number("Q", self.tensor(name).offset_at)
        later = [each for each in begins if each > begin]
        end = later[0] if later else len(self.content) - self.data_begin
        return self.data_begin + begin, self.data_begin + end

    def patched(self, at: int, new: bytes) -> bytes:
        """The file with some bytes replaced in place."""
        return self.content[:at] + new + self.content[at + len(new) :]

    def spliced(self, begin: int, end: int, new: bytes, *, more_keys: int = 0) -> bytes:
        """The file with a stretch of its header replaced by one of another length."""
        header = self.content[:begin] + new + self.content[end : self.header_end]
        (n_keys,) = struct.unpack_from("<Q", header, 16)
        header = header[:16] + struct.pack("<Q", n_keys + more_keys) + header[24:]
        padding = bytes(-len(header) % _ALIGNMENT)
        return header + padding + self.content[self.data_begin :]

    def with_value(self, key: str, type_: int, raw: bytes) -> bytes:
        """The file with another value for a key it has."""
        entry = self.entry(key)
        return self.spliced(entry.type_at, entry.end, struct.pack("<I", type_) + raw)

    def with_key(self, key: str, type_: int, raw: bytes) -> bytes:
        """The file with one key more."""
        new = text(key) + struct.pack("<I", type_) + raw
        return self.spliced(24, 24, new, more_keys=1)

    def without_key(self, key: str) -> bytes:
        """The file without a key."""
        entry = self.entry(key)
        return self.spliced(entry.begin, entry.end, b"", more_keys=-1)

    def _number(self, code: str, at: int) -> int:
        return int(struct.unpack_from(f"<{code}", self.content, at)[0])

    def _text(self) -> str:
        length = self._number("Q", self._at)
        self._at += 8 + length
        return self.content[self._at - length : self._at].decode("utf-8", "replace")

    def _entry(self) -> _Entry:
        begin, key, type_at = self._at, self._text(), self._at
        type_ = self._number("I", type_at)
        self._at += 4
        self._skip_value(type_)
        return _Entry(key, begin, type_at, type_, type_at + 4, self._at)

    def _skip_value(self, type_: int) -> None:
        if type_ == _STRING:
            self._text()
        elif type_ == _ARRAY:
            of, count = struct.unpack_from("<IQ", self.content, self._at)
            self._at += 12
            for _ in range(count):
                self._skip_value(of)
        else:
            self._at += _SIZES[type_]

    def _tensor(self) -> _TensorEntry:
        begin, name, rank_at = self._at, self._text(), self._at
        rank = self._number("I", rank_at)
        type_at = rank_at + 4 + 8 * rank
        self._at = type_at + 12
        return _TensorEntry(name, begin, rank_at, rank, type_at, type_at + 4, self._at)


def text(value: str) -> bytes:
    """A string as GGUF writes it."""
    encoded = value.encode()
    return struct.pack("<Q", len(encoded)) + encoded


def texts(values: list[str]) -> bytes:
    """An array of strings as GGUF writes it."""
    return struct.pack("<IQ", _STRING, len(values)) + b"".join(map(text, values))


def mutations(base: Base, count: int, seed: int) -> Iterator[Malformed]:
    """Mutations in turn of every kind; the same seed gives the same files."""
    chance = random.Random(seed)
    for n in range(count):
        kind = _KINDS[n % len(_KINDS)]
        yield Malformed(f"{n:03}-{kind.__name__.strip('_')}", kind(base, chance))


def _u32(value: int) -> bytes:
    return struct.pack("<I", value & 0xFFFFFFFF)


def _u64(value: int) -> bytes:
    return struct.pack("<Q", value & 0xFFFFFFFFFFFFFFFF)


def _cut(base: Base, chance: random.Random) -> bytes:
    return base.content[
        : chance.choice(
            (3, 23, base.header_end, *(chance.randrange(24, base.header_end) for _ in range(3)),
             chance.randrange(base.header_end, len(base.content)))
        )
    ]  # fmt: skip


def _flipped_bits(base: Base, chance: random.Random) -> bytes:
    content = bytearray(base.content)
    for _ in range(chance.choice((1, 1, 4, 16, 64))):
        content[chance.randrange(base.header_end)] ^= 1 << chance.randrange(8)
    return bytes(content)


def _count(base: Base, chance: random.Random) -> bytes:
    at = chance.choice((4, 8, 16))
    value = chance.choice(_EXTREMES)
    return base.patched(at, _u32(value) if at == 4 else _u64(value))


def _string_length(base: Base, chance: random.Random) -> bytes:
    entry = chance.choice(base.entries)
    at = entry.value_at if entry.type == _STRING and chance.random() < 0.5 else entry.begin
    return base.patched(at, _u64(chance.choice(_EXTREMES)))


def _value_type(base: Base, chance: random.Random) -> bytes:
    return base.patched(chance.choice(base.entries).type_at, _u32(chance.choice((*range(13), 99))))


def _retyped(base: Base, chance: random.Random) -> bytes:
    entry = chance.choice([each for each in base.entries if each.type != _ARRAY])
    type_, raw = chance.choice(
        ((_STRING, text("7")), (_F32, _NAN), (7, b"\1"), (11, _u64(-1)), (_ARRAY, texts(["a"])))
    )
    return base.with_value(entry.key, type_, raw)


def _array_length(base: Base, chance: random.Random) -> bytes:
    entry = chance.choice([each for each in base.entries if each.type == _ARRAY])
    return base.patched(entry.value_at + 4, _u64(chance.choice(_EXTREMES)))


def _element_type(base: Base, chance: random.Random) -> bytes:
    entry = chance.choice([each for each in base.entries if each.type == _ARRAY])
    return base.patched(entry.value_at, _u32(chance.choice((*range(13), 99))))


def _whole_number(base: Base, chance: random.Random) -> bytes:
    entry = chance.choice([each for each in base.entries if each.type == _U32])
    value = chance.choice((0, 1, 2, 3, 7, 65535, 10**6, (1 << 31) - 1, 1 << 31, (1 << 32) - 1))
    return base.patched(entry.value_at, _u32(value))


def _real_number(base: Base, chance: random.Random) -> bytes:
    entry = chance.choice([each for each in base.entries if each.type == _F32])
    value = chance.choice((0.0, -1.0, float("nan"), float("inf"), -float("inf"), 1e-40, 3e38))
    return base.patched(entry.value_at, struct.pack("<f", value))


def _string_value(base: Base, chance: random.Random) -> bytes:
    entry = chance.choice([each for each in base.entries if each.type == _STRING])
    value = chance.choice(("", "none", "llama", "bert", "\x00", "x" * 5000, "{{ 1/0 }}", "t5"))
    return base.with_value(entry.key, _STRING, text(value))


def _lost_key(base: Base, chance: random.Random) -> bytes:
    return base.without_key(chance.choice(base.entries).key)


def _double_key(base: Base, chance: random.Random) -> bytes:
    entry = chance.choice(base.entries)
    copy = base.content[entry.begin : entry.end]
    return base.spliced(24, 24, copy, more_keys=1)


def _dimensions(base: Base, chance: random.Random) -> bytes:
    tensor = chance.choice(base.tensors)
    value = chance.choice((*_EXTREMES, 31, 33, 255, 257))
    at = chance.choice((tensor.rank_at, *tensor.dimensions_at))
    return base.patched(at, _u32(value) if at == tensor.rank_at else _u64(value))


def _tensor_type(base: Base, chance: random.Random) -> bytes:
    return base.patched(chance.choice(base.tensors).type_at, _u32(chance.choice((*range(43), 100))))


def _last_tensor_type(base: Base, chance: random.Random) -> bytes:
    # No tensor follows that would stand in the wrong place now.
    last = max(base.tensors, key=lambda each: base.weights(each.name)[0])
    return base.patched(last.type_at, _u32(chance.randrange(43)))


def _norm_type(base: Base, chance: random.Random) -> bytes:
    norm = chance.choice([each for each in base.tensors if "norm" in each.name])
    return base.patched(norm.type_at, _u32(chance.choice((1, 8, 24, 26, 27, 28, 30))))


def _offset(base: Base, chance: random.Random) -> bytes:
    value = chance.choice((*_EXTREMES, 32, 64, len(base.content)))
    return base.patched(chance.choice(base.tensors).offset_at, _u64(value))


def _tensor_name(base: Base, chance: random.Random) -> bytes:
    return base.patched(chance.choice(base.tensors).begin + 8, bytes((chance.randrange(256), 0)))


def _zeroed(base: Base, chance: random.Random) -> bytes:
    return base.patched(chance.randrange(24, base.header_end - 64), bytes(64))


def _token_id(base: Base, chance: random.Random) -> bytes:
    entry = chance.choice([each for each in base.entries if each.key.endswith("_token_id")])
    return base.patched(entry.value_at, _u32(chance.choice((1023, 1024, 49152, 1 << 31, -1))))


def _token_text(base: Base, chance: random.Random) -> bytes:
    entry = base.entry(chance.choice(("ggml.tokens", "ggml.merges")))
    at = chance.randrange(entry.value_at + 12, entry.end - 8)
    return base.patched(at, chance.randbytes(chance.choice((1, 2, 8))))


def _weights(base: Base, chance: random.Random) -> bytes:
    at = chance.randrange(base.data_begin, len(base.content) - 4096)
    return base.patched(at, chance.choice((chance.randbytes(4096), b"\xff" * 4096)))


_KINDS: tuple[Callable[[Base, random.Random], bytes], ...] = (
    _cut, _flipped_bits, _count, _string_length, _value_type, _retyped, _array_length,
    _element_type, _whole_number, _real_number, _string_value, _lost_key, _double_key, _dimensions,
    _tensor_type, _last_tensor_type, _norm_type, _offset, _tensor_name, _zeroed, _token_id,
    _token_text, _weights,
)  # fmt: skip
