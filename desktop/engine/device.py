"""The devices llama.cpp can compute on: the CPU, and GPUs this build knows."""

from __future__ import annotations

import ctypes
from pathlib import Path

import llama_cpp
from llama_cpp import _ctypes_extensions

from desktop.engine.planner import Device

_GPU_TYPES = (1, 2)  # ggml's numbers: a GPU of its own memory, one that shares the CPU's
_LIBRARIES = Path(llama_cpp.__file__).parent / "lib"


def devices() -> tuple[Device, ...]:
    """Every device with its memory, the CPU among them."""
    registry = _ctypes_extensions.load_shared_library("ggml", _LIBRARIES)
    base = _ctypes_extensions.load_shared_library("ggml-base", _LIBRARIES)
    registry.ggml_backend_dev_count.restype = ctypes.c_size_t
    registry.ggml_backend_dev_get.restype = ctypes.c_void_p
    registry.ggml_backend_dev_get.argtypes = [ctypes.c_size_t]
    base.ggml_backend_dev_description.restype = ctypes.c_char_p
    base.ggml_backend_dev_description.argtypes = [ctypes.c_void_p]
    base.ggml_backend_dev_type.argtypes = [ctypes.c_void_p]
    size = ctypes.POINTER(ctypes.c_size_t)
    base.ggml_backend_dev_memory.argtypes = [ctypes.c_void_p, size, size]
    return tuple(
        _device(base, registry.ggml_backend_dev_get(number))
        for number in range(registry.ggml_backend_dev_count())
    )


def _device(base: ctypes.CDLL, handle: int) -> Device:
    free, total = ctypes.c_size_t(), ctypes.c_size_t()
    base.ggml_backend_dev_memory(handle, ctypes.byref(free), ctypes.byref(total))
    return Device(
        base.ggml_backend_dev_description(handle).decode("utf-8", "replace"),
        "gpu" if base.ggml_backend_dev_type(handle) in _GPU_TYPES else "cpu",
        free.value,
        total.value,
    )
