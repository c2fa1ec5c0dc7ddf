"""Model files made by hand, one for every way of lying that is known to hurt."""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator

from tests.engine.malformed import Base, Malformed, text, texts

_U32, _I32, _F32, _STRING, _ARRAY = 4, 5, 6, 8, 9


def by_hand(base: Base) -> Iterator[Malformed]:
    """All of them."""
    groups = (
        _broken_frames, _wrong_numbers, _wrong_tensors, _wrong_weights, _templates,
        _wrong_vocabulary, _wrong_hyperparameters, _unfit,
    )  # fmt: skip
    for group in groups:
        for name, content in group(base):
            yield Malformed(name, content)


def _u32(value: int) -> bytes:
    return struct.pack("<I", value)


def _u64(value: int) -> bytes:
    return struct.pack("<Q", value)


def _broken_frames(base: Base) -> Iterator[tuple[str, bytes]]:
    good = base.content
    yield "empty", b""
    yield "plain-text", b"hello world" * 1000
    yield "mark-only", good[:4]
    yield "cut-header", good[:200]
    yield "cut-values", good[: base.header_end // 2]
    yield "cut-half", good[: len(good) // 2]
    yield "cut-end", good[:-100]
    yield "version-99", base.patched(4, _u32(99))
    yield "version-2", base.patched(4, _u32(2))
    yield "tensors-2e62", base.patched(8, _u64(2**62))
    yield "tensors-1e9", base.patched(8, _u64(10**9))
    yield "keys-2e62", base.patched(16, _u64(2**62))
    yield "key-length-2e60", base.patched(24, _u64(2**60))
    architecture = base.entry("general.architecture")
    yield "unknown-architecture", base.patched(architecture.value_at + 8, b"evil!")
    name = base.entry("general.name")
    yield "name-not-utf8", base.patched(name.value_at + 8, b"\xff\xfe\xff\xff")


def _wrong_numbers(base: Base) -> Iterator[tuple[str, bytes]]:
    for name, key, value in (
        ("heads-0", ".attention.head_count", 0),
        ("heads-7", ".attention.head_count", 7),
        ("kv-heads-3", ".attention.head_count_kv", 3),
        ("blocks-2e31", ".block_count", 2**31),
        ("blocks-1e5", ".block_count", 100_000),
        ("width-2e31", ".embedding_length", 2**31 - 1),
        ("context-0", ".context_length", 0),
        ("rope-3", ".rope.dimension_count", 3),
        ("feed-forward-1", ".feed_forward_length", 1),
        ("key-length-63", ".attention.key_length", 63),
        ("eos-2e31", "ggml.eos_token_id", 2**31),
        ("bos-1e7", "ggml.bos_token_id", 10**7),
    ):
        yield name, base.patched(base.entry(key).value_at, _u32(value))


def _wrong_tensors(base: Base) -> Iterator[tuple[str, bytes]]:
    tensor = base.tensor("blk.0.attn_q.weight")
    yield "dimension-2e40", base.patched(tensor.dimensions_at[0], _u64(2**40))
    yield "dimension-257", base.patched(tensor.dimensions_at[0], _u64(257))
    yield "nine-dimensions", base.patched(tensor.rank_at, _u32(9))
    yield "type-200", base.patched(tensor.type_at, _u32(200))
    yield "offset-2e50", base.patched(tensor.offset_at, _u64(2**50))
    yield "offset-7", base.patched(tensor.offset_at, _u64(7))
    same = base.tensor("blk.1.attn_q.weight")
    yield "name-twice", base.patched(same.begin + 8, b"blk.0")


def _wrong_weights(base: Base) -> Iterator[tuple[str, bytes]]:
    begin, end = base.weights("blk.0.attn_q.weight")
    noise = random.Random(3).randbytes(end - begin)
    yield "random-weights", base.patched(begin, noise)
    begin, end = base.weights("token_embd.weight")
    yield "nan-embeddings", base.patched(begin, b"\xff" * (end - begin))
    begin, end = base.weights("output_norm.weight")
    yield "nan-norm", base.patched(begin, b"\x00\x00\xc0\x7f" * ((end - begin) // 4))


def _templates(base: Base) -> Iterator[tuple[str, bytes]]:
    for name, template in (
        ("bomb", "{% for i in range(10**9) %}{{ 'a' * 1000 }}{% endfor %}"),
        ("nested-loops", "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}"
         "{% endfor %}"),
        ("power", "{{ 9 ** 9 ** 9 }}"),
        ("long-text", "{{ 'a' * 10**10 }}"),
        ("padded", "{{ '%9999999999d' % 1 }}"),
        ("recursive", "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}"),
        ("escape", "{{ ''.__class__.__mro__[1].__subclasses__() }}"),
        ("syntax", "{% if %}"),
        ("undefined", "{{ undefined_fn(1) }}"),
    ):  # fmt: skip
        yield (
            f"template-{name}",
            base.with_value("tokenizer.chat_template", _STRING, text(template)),
        )


def _wrong_vocabulary(base: Base) -> Iterator[tuple[str, bytes]]:
    tokens = [f"token{n}" for n in range(1024)]
    yield "tokens-alike", base.with_value("ggml.tokens", _ARRAY, texts(["same"] * 1024))
    yield "tokens-few", base.with_value("ggml.tokens", _ARRAY, texts(tokens[:500]))
    yield (
        "tokens-numbers",
        base.with_value("ggml.tokens", _ARRAY, struct.pack("<IQ", _U32, 1024) + bytes(4096)),
    )
    yield "no-bytes", base.with_value("ggml.tokens", _ARRAY, texts(tokens))
    yield "merges-empty", base.with_value("ggml.merges", _ARRAY, texts(["", " ", "a"]))
    yield (
        "merges-numbers",
        base.with_value("ggml.merges", _ARRAY, struct.pack("<IQ", _U32, 4) + bytes(16)),
    )
    yield (
        "types-few",
        base.with_value("ggml.token_type", _ARRAY, struct.pack("<IQ", _I32, 2) + bytes(8)),
    )
    yield (
        "scores-few",
        base.with_key("tokenizer.ggml.scores", _ARRAY, struct.pack("<IQ", _F32, 2) + bytes(8)),
    )
    byte_types = struct.pack("<IQ", _I32, 1024) + struct.pack("<i", 6) * 1024
    yield "types-bytes", base.with_value("ggml.token_type", _ARRAY, byte_types)
    for kind in ("none", "llama", "bert", "t5", "rwkv", "plamo2"):
        yield f"tokenizer-{kind}", base.with_value("tokenizer.ggml.model", _STRING, text(kind))


def _wrong_hyperparameters(base: Base) -> Iterator[tuple[str, bytes]]:
    for kind in ("bert", "t5", "t5encoder", "clip", "mamba", "gemma3", "deepseek2", "rwkv6"):
        yield f"is-{kind}", base.with_value("general.architecture", _STRING, text(kind))
    for key, value in (
        ("llama.expert_count", 100_000),
        ("llama.expert_count", 513),
        ("llama.expert_count", 8),
        ("llama.expert_used_count", 8),
        ("llama.attention.sliding_window", 2**31),
        ("general.alignment", 0),
        ("general.alignment", 3),
        ("tokenizer.ggml.eot_token_id", 10**7),
        ("llama.vocab_size", 2**31),
    ):
        name = f"{key.rpartition('.')[2]}-{value}"
        if key == "llama.vocab_size":
            yield name, base.with_value(key, _U32, _u32(value))
        else:
            yield name, base.with_key(key, _U32, _u32(value))
    for key, number in (
        ("llama.attention.layer_norm_rms_epsilon", float("nan")),
        ("llama.attention.layer_norm_rms_epsilon", -1.0),
        ("llama.rope.freq_base", float("nan")),
        ("llama.rope.freq_base", 0.0),
    ):
        raw = struct.pack("<f", number)
        yield f"{key.rpartition('.')[2]}-{number}", base.with_value(key, _F32, raw)


def _unfit(base: Base) -> Iterator[tuple[str, bytes]]:
    yield "rope-scaling", base.with_key("llama.rope.scaling.type", _STRING, text("twisted"))
    yield "rope-scaling-number", base.with_key("llama.rope.scaling.type", _U32, _u32(1))
    yield "split-of-3", base.with_key("split.count", 2, struct.pack("<H", 3))
    yield "adapter", base.with_key("general.type", _STRING, text("adapter"))
    yield (
        "heads-per-layer",
        base.with_value(".attention.head_count", _ARRAY, struct.pack("<IQII", _U32, 2, 4, 0)),
    )
    yield (
        "heads-per-layer-short",
        base.with_value(".attention.head_count", _ARRAY, struct.pack("<IQI", _U32, 1, 4)),
    )
