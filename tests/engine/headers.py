"""Headers of models that nobody has to download, for tests of what is read from headers."""

from __future__ import annotations

from pathlib import Path

from desktop.engine.header import TOKENS, Array, Header, Tensor, Value

_BITS = {"F32": 32.0, "F16": 16.0, "Q8_0": 8.5, "Q4_0": 4.5, "Q4_K": 4.5, "Q6_K": 6.5625}


def tensor(name: str, type_: str, *dimensions: int) -> Tensor:
    """A tensor as large as its type makes it."""
    n_weights = 1
    for each in dimensions:
        n_weights *= each
    return Tensor(name, type_, dimensions, int(n_weights * _BITS[type_] / 8))


def header(
    architecture: str, tensors: list[Tensor], n_tokens: int = 1000, **values: Value
) -> Header:
    """A header; keys are written with two underscores for a dot."""
    named = {f"{architecture}.{key.replace('__', '.')}": each for key, each in values.items()}
    return Header(
        Path("model.gguf"),
        sum(each.size_bytes for each in tensors),
        {"general.architecture": architecture, "tokenizer.ggml.model": "test", **named},
        tuple(tensors),
        {TOKENS: Array("s", n_tokens)},
        frozenset(b"%d" % n for n in range(n_tokens)),
    )


def dense(layers: int = 8, type_: str = "F16", **values: Value) -> Header:
    """A model of the plainest kind, 1,024 wide, with four kv heads of 64."""
    tensors = [tensor("token_embd.weight", "F16", 1024, 1000)]
    tensors.append(tensor("output.weight", "F16", 1024, 1000))
    for n in range(layers):
        tensors.append(tensor(f"blk.{n}.attn_k.weight", "F16", 1024, 256))
        tensors.append(tensor(f"blk.{n}.ffn_up.weight", type_, 1024, 4096))
    known: dict[str, Value] = {
        "block_count": layers,
        "embedding_length": 1024,
        "feed_forward_length": 4096,
        "context_length": 32768,
        "attention__head_count": 16,
        "attention__head_count_kv": 4,
    }
    return header("llama", tensors, **(known | values))
