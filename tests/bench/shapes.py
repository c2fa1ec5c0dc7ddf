"""GGUF files with the tensor shapes of real models and random weights: true sizes and speeds.

The blocks are sane (finite, about 0.02 strong), the mixture of types is llama.cpp's own.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import gguf
import numpy as np
import numpy.typing as npt
from gguf import GGMLQuantizationType as Type

from desktop.paths import starter_model

_POOL_BLOCKS = 1 << 14
_STRENGTH = 0.02


@dataclass(frozen=True, slots=True)
class Shape:
    """A model's measures, as its header gives them."""

    architecture: str
    layers: int
    width: int
    heads: int
    kv_heads: int
    head_width: int
    feed_forward: int
    vocabulary: int
    context_tokens: int
    rope_base: float
    is_tied: bool = True
    window: int = 0
    """Tokens a layer with sliding attention sees; 0 where none slides."""


SHAPES = {
    "tiny": Shape("llama", 2, 256, 4, 2, 64, 256, 1024, 2048, 1e4),
    "smollm2-135m": Shape("llama", 30, 576, 9, 3, 64, 1536, 49152, 8192, 1e5),
    "qwen2.5-0.5b": Shape("qwen2", 24, 896, 14, 2, 64, 4864, 151936, 32768, 1e6),
    "llama3.2-1b": Shape("llama", 16, 2048, 32, 8, 64, 8192, 128256, 131072, 5e5),
    "qwen3-1.7b": Shape("qwen3", 28, 2048, 16, 8, 128, 6144, 151936, 40960, 1e6),
    "gemma3-1b": Shape("gemma3", 26, 1152, 4, 1, 256, 6912, 262144, 32768, 1e6, window=512),
    "mistral-3b": Shape("llama", 20, 3072, 24, 8, 128, 8192, 32768, 32768, 1e6, is_tied=False),
}
QUANTIZATIONS = {
    "F16": gguf.LlamaFileType.MOSTLY_F16,
    "Q4_0": gguf.LlamaFileType.MOSTLY_Q4_0,
    "Q4_1": gguf.LlamaFileType.MOSTLY_Q4_1,
    "Q4_K_M": gguf.LlamaFileType.MOSTLY_Q4_K_M,
    "Q8_0": gguf.LlamaFileType.MOSTLY_Q8_0,
}


def write(shape: str, quantization: str, folder: Path, *, seed: int = 0) -> Path:
    """Write the file unless the folder has it; the same seed gives the same bytes."""
    path = folder / f"{shape}-{quantization}-{seed}.gguf"
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}.part")
    measures = SHAPES[shape]
    writer = gguf.GGUFWriter(part, measures.architecture)
    _describe(writer, measures, f"{shape}-random", quantization)
    _add_tokenizer(writer, measures.vocabulary)
    _add_tensors(writer, measures, quantization, seed)
    writer.close()
    part.replace(path)
    return path


def _describe(writer: gguf.GGUFWriter, shape: Shape, name: str, quantization: str) -> None:
    writer.add_name(name)
    writer.add_license("apache-2.0")
    writer.add_file_type(QUANTIZATIONS[quantization])
    writer.add_block_count(shape.layers)
    writer.add_context_length(shape.context_tokens)
    writer.add_embedding_length(shape.width)
    writer.add_feed_forward_length(shape.feed_forward)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.kv_heads)
    writer.add_rope_freq_base(shape.rope_base)
    writer.add_layer_norm_rms_eps(1e-6)
    if shape.architecture != "qwen2":
        writer.add_key_length(shape.head_width)
        writer.add_value_length(shape.head_width)
    if shape.architecture == "llama":
        writer.add_rope_dimension_count(shape.head_width)
        writer.add_vocab_size(shape.vocabulary)
    if shape.window:
        writer.add_sliding_window(shape.window)


@cache
def _tokenizer() -> dict[str, tuple[object, gguf.GGUFValueType]]:
    fields = gguf.GGUFReader(starter_model()).fields
    return {
        key: (field.contents(), field.types[0])
        for key, field in fields.items()
        if key.startswith("tokenizer.")
    }


def _add_tokenizer(writer: gguf.GGUFWriter, vocabulary: int) -> None:
    entries = _tokenizer()
    tokens, _ = entries["tokenizer.ggml.tokens"]
    assert isinstance(tokens, list)
    known = set(tokens[:vocabulary])
    n_more = max(vocabulary - len(tokens), 0)
    for key, (value, type_) in entries.items():
        if key == "tokenizer.ggml.tokens":
            value = tokens[:vocabulary] + [f"[PAD{n}]" for n in range(n_more)]
        elif key == "tokenizer.ggml.token_type":
            assert isinstance(value, list)
            value = value[:vocabulary] + [int(gguf.TokenType.UNUSED)] * n_more
        elif key == "tokenizer.ggml.merges":
            assert isinstance(value, list)
            value = [each for each in value if known.issuperset((*each.split(" "), _joined(each)))]
        writer.add_key_value(key, value, type_)


def _joined(merge: str) -> str:
    return merge.replace(" ", "")


def _add_tensors(writer: gguf.GGUFWriter, shape: Shape, quantization: str, seed: int) -> None:
    layout = list(_layout(shape, quantization))
    for name, dimensions, type_ in layout:
        size = _size_bytes(dimensions, type_)
        writer.add_tensor_info(name, dimensions, np.dtype(np.float32), size, raw_dtype=type_)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_ti_data_to_file()
    (out,) = writer.fout or ()
    writer.write_padding(out, out.tell())
    random = np.random.default_rng(seed)
    pools = {type_: _pool(type_, random) for type_ in sorted({type_ for _, _, type_ in layout})}
    for name, dimensions, type_ in layout:
        size = _size_bytes(dimensions, type_)
        if name.endswith(".bias"):
            out.write(bytes(size))
        else:
            for part in _drawn(pools[type_], size, random):
                out.write(part)
        writer.write_padding(out, size)


def _layout(shape: Shape, quantization: str) -> Iterator[tuple[str, tuple[int, ...], Type]]:
    def matrix(name: str, rows: int, columns: int, base: str = quantization) -> tuple[
        str, tuple[int, ...], Type
    ]:  # fmt: skip
        return f"{name}.weight", (rows, columns), _fitting(base, columns)

    queries, keys = shape.heads * shape.head_width, shape.kv_heads * shape.head_width
    output = {"F16": "F16", "Q8_0": "Q8_0"}.get(quantization, "Q6_K")
    if not shape.is_tied:
        yield matrix("output", shape.vocabulary, shape.width, output)
    yield matrix(
        "token_embd", shape.vocabulary, shape.width, output if shape.is_tied else quantization
    )
    yield "output_norm.weight", (shape.width,), Type.F32
    for n in range(shape.layers):
        block = f"blk.{n}"
        finer = "Q6_K" if quantization == "Q4_K_M" and _is_fine(n, shape.layers) else quantization
        yield from _norms(shape, block)
        yield matrix(f"{block}.attn_q", queries, shape.width)
        yield matrix(f"{block}.attn_k", keys, shape.width)
        yield matrix(f"{block}.attn_v", keys, shape.width, finer)
        yield matrix(f"{block}.attn_output", shape.width, queries)
        yield matrix(f"{block}.ffn_gate", shape.feed_forward, shape.width)
        yield matrix(f"{block}.ffn_up", shape.feed_forward, shape.width)
        yield matrix(f"{block}.ffn_down", shape.width, shape.feed_forward, finer)


def _norms(shape: Shape, block: str) -> Iterator[tuple[str, tuple[int, ...], Type]]:
    names = ["attn_norm.weight", "ffn_norm.weight"]
    if shape.architecture == "gemma3":
        names += ["post_attention_norm.weight", "post_ffw_norm.weight"]
    for name in names:
        yield f"{block}.{name}", (shape.width,), Type.F32
    if shape.architecture in ("qwen3", "gemma3"):
        yield f"{block}.attn_q_norm.weight", (shape.head_width,), Type.F32
        yield f"{block}.attn_k_norm.weight", (shape.head_width,), Type.F32
    if shape.architecture == "qwen2":
        for name, heads in (("q", shape.heads), ("k", shape.kv_heads), ("v", shape.kv_heads)):
            yield f"{block}.attn_{name}.bias", (heads * shape.head_width,), Type.F32


def _is_fine(layer: int, layers: int) -> bool:
    """Where Q4_K_M spends more bits: the first and last eighth, and every third between."""
    first = layers // 8
    return layer < first or layer >= 7 * layers // 8 or (layer - first) % 3 == 2


def _fitting(quantization: str, columns: int) -> Type:
    type_ = Type["Q4_K" if quantization == "Q4_K_M" else quantization]
    if columns % gguf.GGML_QUANT_SIZES[type_][0] == 0:
        return type_
    return {Type.Q4_K: Type.Q5_0, Type.Q6_K: Type.Q8_0}[type_]


def _size_bytes(dimensions: tuple[int, ...], type_: Type) -> int:
    weights, size = gguf.GGML_QUANT_SIZES[type_]
    return int(np.prod(dimensions)) // weights * size


def _drawn(
    pool: npt.NDArray[np.uint8], size: int, random: np.random.Generator
) -> Iterator[memoryview]:
    block = pool.shape[1]
    while size > 0:
        begin = int(random.integers(0, len(pool) // 2))
        part = pool[begin : begin + min(size // block, len(pool) // 2)]
        yield part.reshape(-1).data
        size -= part.nbytes


def _pool(type_: Type, random: np.random.Generator) -> npt.NDArray[np.uint8]:
    """Random blocks, one a row, of weights around nought; norms are all ones."""
    _, size = gguf.GGML_QUANT_SIZES[type_]
    if type_ is Type.F32:
        return np.ones((_POOL_BLOCKS, 1), "<f4").view(np.uint8)
    if type_ is Type.F16:
        values = random.standard_normal((_POOL_BLOCKS * 64, 1)) * _STRENGTH
        return values.astype("<f2").view(np.uint8)
    pool = random.integers(0, 256, (_POOL_BLOCKS, size), np.uint8)
    _SCALERS[type_](pool)
    return pool


def _scale(pool: npt.NDArray[np.uint8], column: int, value: float) -> None:
    pool[:, column : column + 2] = np.frombuffer(np.float16(value).tobytes(), np.uint8)


def _scale_symmetric(spread: float) -> Callable[[npt.NDArray[np.uint8]], None]:
    return lambda pool: _scale(pool, 0, _STRENGTH / spread)


def _scale_q4_1(pool: npt.NDArray[np.uint8]) -> None:
    _scale(pool, 0, _STRENGTH / 4.6)
    _scale(pool, 2, -7.5 * _STRENGTH / 4.6)


def _scale_q4_k(pool: npt.NDArray[np.uint8]) -> None:
    _scale(pool, 0, _STRENGTH / (4.6 * 36))
    _scale(pool, 2, 7.5 * _STRENGTH / (4.6 * 36))
    # The scale of every sub-block equals its minimum, which puts the middle of its range at nought.
    pool[:, 8:12] = pool[:, 4:8]
    pool[:, 12:16] = (pool[:, 12:16] & 15) * 17


def _scale_q6_k(pool: npt.NDArray[np.uint8]) -> None:
    # The scales are signed bytes: 8 to 39 here.
    pool[:, 192:208] = 8 + (pool[:, 192:208] & 31)
    _scale(pool, 208, _STRENGTH / (18.5 * 25))


_SCALERS: dict[Type, Callable[[npt.NDArray[np.uint8]], None]] = {
    Type.Q4_0: _scale_symmetric(4.6),
    Type.Q4_1: _scale_q4_1,
    Type.Q5_0: _scale_symmetric(9.2),
    Type.Q8_0: _scale_symmetric(74),
    Type.Q4_K: _scale_q4_k,
    Type.Q6_K: _scale_q6_k,
}
