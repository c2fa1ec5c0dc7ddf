"""What this computer is, and the largest model that it runs well."""

from __future__ import annotations

import os
from dataclasses import dataclass

import psutil

_BYTES_A_BILLION = 0.62e9
"""A Q4_K_M file is about 4.9 bits a weight."""
_BESIDE_BYTES = 1.6e9
"""What the context window, the index and Carrel itself take beside the weights."""
_SHARE = 0.7
"""The system and other programs keep the rest of the memory."""
_BILLIONS = (1, 2, 4, 8, 14, 24, 32, 70, 120)


@dataclass(frozen=True, slots=True)
class Computer:
    """Processor cores that one may use, memory in bytes, and billions of parameters at Q4."""

    n_cores: int
    memory_bytes: int
    billions: int


def this_computer() -> Computer:
    """Look at this computer; its graphics card is known only once a model is loaded."""
    memory = int(psutil.virtual_memory().total)
    usable = getattr(os, "sched_getaffinity", None)
    n_cores = len(usable(0)) if usable else os.cpu_count() or 1
    return Computer(n_cores, memory, largest(memory))


def largest(memory_bytes: int) -> int:
    """The largest usual size of model, in billions of parameters at Q4, that fits in memory."""
    room = _SHARE * memory_bytes - _BESIDE_BYTES
    return max((each for each in _BILLIONS if each * _BYTES_A_BILLION <= room), default=1)
