"""The ways to load a model that fit this machine, best first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from desktop.engine.estimate import Memory, gpu_memory_needed, memory_needed
from desktop.engine.free_memory import free_memory
from desktop.engine.header import Header
from desktop.errors import ModelError
from desktop.inference import KvType

__all__ = ["Attempt", "Device", "Memory", "attempts", "free_memory", "memory_needed"]

SMALLEST_CONTEXT = 1024

_GB = 1_000_000_000
_KV_BYTES: dict[KvType, float] = {"f16": 2.0, "q8_0": 34 / 32}
_GPU_MARGIN = 0.05


@dataclass(frozen=True, slots=True)
class Device:
    """What computes, and its memory; a CPU's is the machine's."""

    name: str
    kind: Literal["cpu", "gpu"]
    free_bytes: int
    total_bytes: int


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way to load a model, and what it takes."""

    context_tokens: int
    gpu_layers: int
    batch: int
    kv_type: KvType
    ram_bytes: int
    vram_bytes: int


def attempts(
    header: Header,
    *,
    context_tokens: int,
    gpu_layers: int,
    batch: int,
    devices: Sequence[Device],
    free_ram: int,
) -> tuple[Attempt, ...]:
    """List the ways to load a model that fit, in the order to try; raises ModelError.

    `gpu_layers` is the most to put on a GPU, -1 for as many as fit.
    """
    wanted = min(context_tokens, header.number("context_length", context_tokens))
    vram = sum(each.free_bytes for each in devices if each.kind == "gpu")
    planner = _Planner(header, batch, free_ram, int(vram * (1 - _GPU_MARGIN)))
    found = [
        attempt for context in _contexts(wanted) for attempt in planner.fitting(context, gpu_layers)
    ]
    if not found:
        least = memory_needed(header, min(wanted, SMALLEST_CONTEXT), batch=batch)
        detail = f"{least.total / _GB:.1f} GB / {free_ram / _GB:.1f} GB"
        raise ModelError("model_too_large", str(header.path), detail)
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class _Planner:
    header: Header
    batch: int
    free_ram: int
    free_vram: int

    def fitting(self, context_tokens: int, most_on_gpu: int) -> Iterator[Attempt]:
        # Quantised keys and values take half the room but are slow to read on a CPU.
        for kv_type in _kv_types(self.header):
            found = list(self._ladder(context_tokens, most_on_gpu, kv_type))
            yield from found
            if found:
                return

    def _ladder(self, context_tokens: int, most_on_gpu: int, kv_type: KvType) -> Iterator[Attempt]:
        for n in (*self._gpu_layers(context_tokens, most_on_gpu, kv_type), 0):
            attempt, memory = self._attempt(context_tokens, n, kv_type)
            fits_gpu = attempt.vram_bytes <= self.free_vram
            if fits_gpu and memory.total <= self.free_ram:
                yield attempt

    def _gpu_layers(self, context_tokens: int, most: int, kv_type: KvType) -> Iterator[int]:
        """All layers and the output, then as many as fit, and fewer in case that fails."""
        if self.free_vram <= 0:
            return
        whole = self.header.number("block_count") + 1
        most = whole if most < 0 else min(most, whole)
        many = most
        while many and self._attempt(context_tokens, many, kv_type)[0].vram_bytes > self.free_vram:
            many -= 1
        if many:
            yield many
        if many >= 4:
            yield many * 3 // 4

    def _attempt(
        self, context_tokens: int, n_on_gpu: int, kv_type: KvType
    ) -> tuple[Attempt, Memory]:
        kv_bytes = _KV_BYTES[kv_type]
        memory = memory_needed(
            self.header, context_tokens, batch=self.batch, kv_bytes=kv_bytes, gpu_layers=n_on_gpu
        )
        vram = gpu_memory_needed(
            self.header, context_tokens, n_on_gpu, batch=self.batch, kv_bytes=kv_bytes
        )
        attempt = Attempt(context_tokens, n_on_gpu, self.batch, kv_type, memory.total, vram)
        return attempt, memory


def _contexts(wanted: int) -> Iterator[int]:
    yield wanted
    while (wanted := wanted // 2) >= SMALLEST_CONTEXT:
        yield wanted


def _kv_types(header: Header) -> tuple[KvType, ...]:
    heads = header.number("attention.head_count")
    default = header.number("embedding_length") // heads if heads else 0
    lengths = [header.number(f"attention.{each}_length", default) for each in ("key", "value")]
    return ("f16", "q8_0") if all(each and each % 32 == 0 for each in lengths) else ("f16",)
