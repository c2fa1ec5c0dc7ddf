"""Whether a header's claims fit together; what llama.cpp answers with an abort is refused here.

Errors that llama.cpp reports itself are left to it, and so is every key not known here: models
newer than this file must pass.
"""

from __future__ import annotations

import math
from typing import NoReturn

from desktop.engine.header import Header, Tensor
from desktop.errors import ModelError

_MAX_BLOCKS, _MAX_EXPERTS = 512, 512
_NO_TOKEN = (-1, 0xFFFFFFFF)

# (key, least, most); arrays hold one value a layer.
_RANGES = (
    ("block_count", 1, _MAX_BLOCKS),
    ("embedding_length", 1, 1 << 17),
    ("context_length", 64, 1 << 30),
    ("feed_forward_length", 0, 1 << 22),
    ("expert_feed_forward_length", 0, 1 << 22),
    ("attention.head_count", 0, 4096),
    ("attention.head_count_kv", 0, 4096),
    ("attention.key_length", 1, 1 << 16),
    ("attention.value_length", 1, 1 << 16),
    ("attention.sliding_window", 0, 1 << 30),
    ("rope.dimension_count", 0, 1 << 16),
    ("expert_count", 0, _MAX_EXPERTS),
    ("expert_used_count", 0, _MAX_EXPERTS),
    ("ssm.conv_kernel", 0, 1 << 10),
    ("ssm.inner_size", 0, 1 << 20),
    ("ssm.state_size", 0, 1 << 20),
    ("ssm.time_step_rank", 0, 1 << 20),
    ("ssm.group_count", 0, 1 << 20),
)
_NOT_NEGATIVE = (
    "attention.layer_norm_rms_epsilon",
    "attention.layer_norm_epsilon",
    "attention.group_norm_epsilon",
    "rope.freq_base",
    "rope.scaling.factor",
)
_ROPE_SCALINGS = ("none", "linear", "yarn", "longrope")
_NO_TEXT = (
    "clip", "bert", "modern-bert", "nomic-bert", "nomic-bert-moe", "neo-bert", "jina-bert-v2",
    "jina-bert-v3", "eurobert", "gemma-embedding", "llama-embed", "t5", "t5encoder",
    "wavtokenizer-dec",
)  # fmt: skip
# Of these every one has experts, or positions in several directions.
_WITH_EXPERTS = ("smallthinker", "moe")
_WITH_SECTIONS = ("paddleocr", "qwen2vl", "qwen3vl", "qwen3vlmoe", "hunyuan_vl", "glm4v")
_PLAIN_TYPES = ("F32", "F16", "BF16")
_NO_WEIGHTS = ("I8", "I16", "I32", "I64", "F64", "Q8_1", "Q8_K")


def check(header: Header) -> None:
    """Raise ModelError where llama.cpp would not survive this header."""
    _check_kind(header)
    for key, least, most in _RANGES:
        _check_range(header, key, least, most)
    _check_numbers(header)
    _check_heads(header)
    _check_experts(header)
    _check_vocabulary(header)
    _check_tensors(header)


def _check_kind(header: Header) -> None:
    architecture = header.values.get("general.architecture")
    if not isinstance(architecture, str) or not architecture:
        _damaged(header, "no architecture")
    kind = header.values.get("general.type", "model")
    if kind != "model" or architecture in _NO_TEXT:
        what = architecture if kind == "model" else str(kind)[:40]
        raise ModelError("model_unsupported", str(header.path), f"{what}: no text model")
    if not header.tensors:
        _damaged(header, "no weights")
    for key in ("block_count", "embedding_length"):
        if header.value(key) is None:
            _damaged(header, f"no {key}")


def _check_range(header: Header, key: str, least: int, most: int) -> None:
    value = header.value(key)
    for each in value if isinstance(value, list) else (value,):
        if each is None:
            continue
        if not isinstance(each, int) or isinstance(each, bool) or not least <= each <= most:
            _damaged(header, f"{key} {each}"[:60])


def _check_numbers(header: Header) -> None:
    prefix = f"{header.architecture}."
    for key, value in header.values.items():
        if key.startswith(prefix) and isinstance(value, float) and math.isnan(value):
            _damaged(header, f"{key} {value}")
    for key in _NOT_NEGATIVE:
        value = header.value(key)
        if value is None:
            continue
        if not isinstance(value, float) or not 0 <= value < math.inf:
            _damaged(header, f"{key} {value}"[:60])
    scaling = header.value("rope.scaling.type")
    if scaling is not None and scaling not in _ROPE_SCALINGS:
        _damaged(header, "rope.scaling.type")


def _check_heads(header: Header) -> None:
    width = header.number("embedding_length")
    all_heads = header.layer_numbers("attention.head_count", 0)
    all_kv = zip(all_heads, all_heads, strict=True)
    if header.value("attention.head_count_kv") is not None:
        all_kv = zip(all_heads, header.layer_numbers("attention.head_count_kv", 0), strict=True)
    for heads, kv_heads in all_kv:
        if heads and kv_heads and heads % kv_heads:
            _damaged(header, f"{heads} heads, {kv_heads} kv heads")
        if heads and header.value("attention.key_length") is None and width % heads:
            _damaged(header, f"{heads} heads")
    heads = max(all_heads)
    if not heads:
        return
    turned = header.number("rope.dimension_count")
    if turned % 2 or turned > header.number("attention.key_length", width // heads):
        _damaged(header, f"rope.dimension_count {turned}")
    sections = header.value("rope.dimension_sections")
    if sections is None and header.architecture not in _WITH_SECTIONS:
        return
    if not isinstance(sections, list) or not any(sections[:3]):
        _damaged(header, "rope.dimension_sections")


def _check_experts(header: Header) -> None:
    n_experts, n_used = header.number("expert_count"), header.number("expert_used_count")
    is_short = not n_experts and header.architecture.endswith(_WITH_EXPERTS)
    if is_short or n_used > n_experts or (n_experts and not n_used):
        _damaged(header, f"{n_used} of {n_experts} experts")


def _check_vocabulary(header: Header) -> None:
    kind = header.values.get("tokenizer.ggml.model")
    if kind in (None, "none", "no_vocab"):
        raise ModelError("model_unsupported", str(header.path), "no tokenizer")
    n_tokens = header.n_tokens
    if not n_tokens:
        _damaged(header, "no tokens")
    if len(header.tokens) != n_tokens:
        _damaged(header, "tokens twice")
    if not _spells(kind, header.tokens):
        _damaged(header, "tokens of bytes")
    for name, codes, length in (
        ("tokens", "s", n_tokens),
        ("scores", "f", n_tokens),
        ("token_type", "iI", n_tokens),
        ("merges", "s", None),
    ):
        array = header.arrays.get(f"tokenizer.ggml.{name}")
        if array and (array.code not in codes or array.length != (length or array.length)):
            _damaged(header, name)
    for name in ("bos", "eos"):
        token = header.values.get(f"tokenizer.ggml.{name}_token_id", 0)
        if not isinstance(token, int) or (token not in _NO_TOKEN and not 0 <= token < n_tokens):
            _damaged(header, f"{name} token {token}"[:40])


def _spells(kind: object, tokens: frozenset[bytes]) -> bool:
    """Tell whether a vocabulary has what llama.cpp falls back to for text it does not know.

    Sentence pieces without all bytes end the process; byte pairs without letters spell nothing.
    """
    if kind == "llama":
        return all(b"<0x%02X>" % n in tokens or bytes((n,)) in tokens for n in range(1, 256))
    return kind != "gpt2" or all(bytes((n,)) in tokens for n in b"abcdefghijklmnopqrstuvwxyz")


def _check_tensors(header: Header) -> None:
    for tensor in header.tensors:
        if not _is_usable(tensor):
            _damaged(header, f"{tensor.name} is {tensor.type}")
        if tensor.name == "token_embd.weight" and tensor.dimensions != (
            header.number("embedding_length"),
            header.n_tokens,
        ):
            rows = tensor.dimensions[-1]
            _damaged(header, f"{rows} embeddings, {header.n_tokens} tokens")


def _is_usable(tensor: Tensor) -> bool:
    if tensor.name.endswith(("_norm.weight", ".bias")):
        return tensor.type in _PLAIN_TYPES
    is_weight = tensor.name.endswith(".weight") and len(tensor.dimensions) > 1
    return not is_weight or "tid2eid" in tensor.name or tensor.type not in _NO_WEIGHTS


def _damaged(header: Header, what: str) -> NoReturn:
    raise ModelError("model_damaged", str(header.path), what)
