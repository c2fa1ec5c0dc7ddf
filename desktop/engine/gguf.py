"""Reads and checks a model file before llama.cpp sees it, and says what it is.

llama.cpp aborts its process, reads past the end or eats memory on some headers that lie; what
`read_header` returns is safe to load.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from desktop.engine.header import Header, parse
from desktop.engine.model_check import check
from desktop.errors import ModelError
from desktop.inference import ModelInfo

__all__ = ["Header", "chat_template", "model_info", "read_header"]

_PART = re.compile(r"-(\d{5})-of-(\d{5})\.gguf$")
_MAX_PARTS = 1000


def read_header(path: Path) -> Header:
    """Read and check a header, with those of its other parts; raises ModelError."""
    header = _parsed(path)
    header = _joined(header)
    check(header)
    return header


def model_info(header: Header) -> ModelInfo:
    """Sum a header up for people."""
    languages = header.values.get("general.languages")
    return ModelInfo(
        path=str(header.path),
        # The file name is what a user chose by; the name inside is often a training run's.
        name=_PART.sub("", header.path.name).removesuffix(".gguf"),
        architecture=header.architecture,
        quantization=_quantization(header),
        size_bytes=header.size_bytes,
        n_parameters=sum(each.n_elements for each in header.tensors),
        n_layers=header.number("block_count"),
        context_tokens=header.number("context_length", 2048),
        licence=str(header.values.get("general.license") or ""),
        languages=tuple(map(str, languages)) if isinstance(languages, list) else (),
    )


def chat_template(header: Header) -> str:
    """The Jinja template that came with the model; empty where none did."""
    template = header.values.get("tokenizer.chat_template")
    return template if isinstance(template, str) else ""


def _parsed(path: Path) -> Header:
    try:
        with path.open("rb") as file:
            return parse(path, file)
    except FileNotFoundError as error:
        raise ModelError("model_missing", str(path)) from error
    except OSError as error:
        raise ModelError("unreadable", str(path)) from error


def _joined(first: Header) -> Header:
    """Add the other parts of a split model; llama.cpp finds them by the name of the first."""
    n_parts = first.values.get("split.count", 0)
    if not isinstance(n_parts, int) or not 0 <= n_parts <= _MAX_PARTS:
        raise ModelError("model_damaged", str(first.path), "split.count")
    if n_parts < 2:
        return first
    found = _PART.search(first.path.name)
    if found is None or int(found.group(2)) != n_parts:
        wanted = f"{first.path.stem}-00001-of-{n_parts:05}.gguf"
        raise ModelError("model_part_missing", str(first.path), wanted)
    if int(found.group(1)) != 1:
        detail = f"part 1 of {n_parts} is wanted"
        raise ModelError("model_unsupported", str(first.path), detail)
    others = [_other_part(first.path, n, n_parts) for n in range(2, n_parts + 1)]
    return replace(
        first,
        size_bytes=first.size_bytes + sum(each.size_bytes for each in others),
        tensors=first.tensors + tuple(tensor for each in others for tensor in each.tensors),
    )


def _other_part(first: Path, n: int, n_parts: int) -> Header:
    part = first.with_name(_PART.sub(f"-{n:05}-of-{n_parts:05}.gguf", first.name))
    try:
        return _parsed(part)
    except ModelError as error:
        if error.problem.code != "model_missing":
            raise
        raise ModelError("model_part_missing", str(first), part.name) from error


def _quantization(header: Header) -> str:
    sizes: dict[str, int] = {}
    for each in header.tensors:
        sizes[each.type] = sizes.get(each.type, 0) + each.n_elements
    return max(sizes, key=lambda name: sizes[name]) if sizes else ""
