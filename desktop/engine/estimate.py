"""What a model needs in memory, from its header alone.

The estimate is of resident memory after a full batch; every term stands for a buffer that
llama.cpp names in its log, so that each can be compared with it (`tests/bench/memory.py`).
"""

from __future__ import annotations

import platform
import re
from dataclasses import dataclass
from typing import Literal

from desktop.engine.header import Header, Tensor

BATCH = 512
"""Tokens evaluated at once; larger ones measured no faster on CPUs, smaller ones stop sooner."""

_CELLS = 256
"""The KV cache is rounded up to this many tokens."""

# What the CPU's kernels lay out anew, in groups of eight rows; those of ARM do it for more types.
_REPACKED = {"Q4_0", "Q4_K", "IQ4_NL", "Q2_K", "MXFP4"}
if platform.machine().lower() in ("arm64", "aarch64"):
    _REPACKED |= {"Q5_K", "Q6_K", "Q8_0"}
_REPACKED_ROWS = 8
_MATRIX = re.compile(r"(output|blk\.\d+\..+)\.weight")
_LAYER = re.compile(r"blk\.(\d+)\.")

_PYTHON_BYTES = 54 << 20
_MODEL_BYTES = 3 << 20
_TOKEN_BYTES, _MERGE_BYTES = 150, 180
_SAMPLED_BYTES = 20
"""One token's logit twice, and its entry among the sampler's candidates."""
_GPU_CONTEXT_BYTES = 400 << 20


@dataclass(frozen=True, slots=True)
class Memory:
    """What a loaded model holds, in bytes.

    `weights` are the mapped tensors, `repacked` copies of some of them, `compute` what evaluating
    a batch writes, `overhead` Python, libraries and the vocabulary.
    """

    weights: int
    repacked: int
    kv: int
    compute: int
    overhead: int

    @property
    def total(self) -> int:
        """What the process will hold."""
        return self.weights + self.repacked + self.kv + self.compute + self.overhead


def memory_needed(
    header: Header,
    context_tokens: int,
    *,
    batch: int = BATCH,
    kv_bytes: float = 2.0,
    gpu_layers: int = 0,
) -> Memory:
    """Estimate the RAM a model takes with its last `gpu_layers` layers on a GPU."""
    n_layers = header.number("block_count")
    first = _first_on_gpu(n_layers, gpu_layers)
    held = [each for each in header.tensors if _place(each, n_layers) < first]
    return Memory(
        weights=sum(each.size_bytes for each in held),
        repacked=sum(each.size_bytes for each in held if _is_repacked(each)),
        kv=sum(_kv_by_layer(header, context_tokens, kv_bytes)[:first]),
        compute=_compute(header, context_tokens, batch),
        overhead=_overhead(header),
    )


def gpu_memory_needed(
    header: Header,
    context_tokens: int,
    gpu_layers: int,
    *,
    batch: int = BATCH,
    kv_bytes: float = 2.0,
) -> int:
    """Estimate the GPU's memory that the last `gpu_layers` layers take, the output among them.

    All of a GPU's buffers count, written or not.
    """
    if gpu_layers <= 0:
        return 0
    n_layers = header.number("block_count")
    first = _first_on_gpu(n_layers, gpu_layers)
    held = [each for each in header.tensors if _place(each, n_layers) >= first]
    # Tied embeddings are the output too and then lie on both sides.
    if not any(each.name == "output.weight" for each in held):
        held += [each for each in header.tensors if each.name == "token_embd.weight"]
    kv = sum(_kv_by_layer(header, context_tokens, kv_bytes)[first:])
    compute = _compute(header, context_tokens, batch)
    return sum(each.size_bytes for each in held) + kv + compute + _GPU_CONTEXT_BYTES


def _first_on_gpu(n_layers: int, gpu_layers: int) -> int:
    # The output counts as a layer after the last, and is the first to go.
    return max(n_layers + 1 - gpu_layers, 0)


def _place(tensor: Tensor, n_layers: int) -> int:
    """The layer a tensor belongs to: -1 for the embeddings, one past the last for the output."""
    layer = _LAYER.match(tensor.name)
    if layer is not None:
        return int(layer.group(1))
    return n_layers if tensor.name.startswith("output") else -1


def _is_repacked(tensor: Tensor) -> bool:
    return (
        tensor.type in _REPACKED
        and len(tensor.dimensions) >= 2
        and tensor.dimensions[1] % _REPACKED_ROWS == 0
        and _MATRIX.fullmatch(tensor.name) is not None
    )


def _kv_by_layer(header: Header, context_tokens: int, kv_bytes: float) -> list[int]:
    cells = -(-context_tokens // _CELLS) * _CELLS
    heads = header.layer_numbers("attention.head_count_kv", header.number("attention.head_count"))
    length = _head_length(header, "key") + _head_length(header, "value")
    state = _recurrent_state(header)
    names = _names_by_layer(header)
    return [
        (int(cells * n_heads * length * kv_bytes) if _has_attention(names[layer]) else 0)
        + (state if _is_recurrent(names[layer]) else 0)
        for layer, n_heads in enumerate(heads)
    ]


def _head_length(header: Header, what: Literal["key", "value"]) -> int:
    heads = header.number("attention.head_count")
    default = header.number("embedding_length") // heads if heads else 0
    return header.number(f"attention.{what}_length", default)


def _names_by_layer(header: Header) -> list[set[str]]:
    names: list[set[str]] = [set() for _ in range(header.number("block_count"))]
    for tensor in header.tensors:
        found = _LAYER.match(tensor.name)
        if found is not None and int(found.group(1)) < len(names):
            names[int(found.group(1))].add(tensor.name[found.end() :])
    return names


def _has_attention(names: set[str]) -> bool:
    """Tell whether a layer keeps keys and values; one that cannot be told is taken to."""
    return "attn_k.weight" in names or not _is_recurrent(names)


def _is_recurrent(names: set[str]) -> bool:
    return any(each.startswith(("ssm_", "time_mix_", "shortconv.")) for each in names)


def _recurrent_state(header: Header) -> int:
    inner, size = header.number("ssm.inner_size"), header.number("ssm.state_size")
    window = max(header.number("ssm.conv_kernel") - 1, header.number("shortconv.l_cache"), 0)
    row = inner + 2 * header.number("ssm.group_count") * size or header.number("embedding_length")
    return 4 * (window * row + inner * size + header.number("wkv.head_size") * row)


def _compute(header: Header, context_tokens: int, batch: int) -> int:
    """What one batch writes: activations, their quantised copy, the mask, one row of logits.

    The feed-forward part holds gate, up and their product at once, the attention part queries
    before and after rotation and its result; the two share their memory.
    """
    width, heads = header.number("embedding_length"), header.number("attention.head_count")
    queries = heads * _head_length(header, "key")
    inner = max(
        header.number("feed_forward_length"),
        header.number("expert_feed_forward_length") * header.number("expert_used_count")
        + header.number("expert_shared_feed_forward_length"),
        header.number("ssm.inner_size"),
    )
    row = max(inner * 13 + width * 18, queries * 12 + width * 12)
    mask = context_tokens * 2
    # Flash attention, which llama.cpp chooses by itself, writes no scores.
    return batch * (row + mask) + header.n_tokens * _SAMPLED_BYTES


def _overhead(header: Header) -> int:
    merges = header.arrays.get("tokenizer.ggml.merges")
    n_merges = merges.length if merges is not None else 0
    vocabulary = header.n_tokens * _TOKEN_BYTES + n_merges * _MERGE_BYTES
    return _PYTHON_BYTES + _MODEL_BYTES + vocabulary
