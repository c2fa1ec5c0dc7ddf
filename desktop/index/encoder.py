"""Token ids in, hidden states out: the engines that run an embedder, and which one runs here.

OpenVINO in bfloat16 is 1.7 times as fast as onnxruntime in int8 where the processor multiplies
bfloat16, and nearer to the original; on any other processor it is half as fast.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from desktop.errors import IndexError_
from desktop.index.onnx_export import INT8_FILE, OPENVINO_FILE, export, inputs_of, open_model

Hidden = NDArray[np.float32]
"""(texts, tokens, dimensions)"""


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts that are run together: their numbers, and (texts, tokens) ids and masks."""

    numbers: list[int]
    ids: NDArray[np.int64]
    mask: NDArray[np.int64]

    def feed(self, names: frozenset[str]) -> dict[str, NDArray[np.int64]]:
        """The inputs a model has, by name."""
        given = {
            "input_ids": self.ids,
            "attention_mask": self.mask,
            "token_type_ids": np.zeros_like(self.ids),
        }
        return {name: value for name, value in given.items() if name in names}


class Encoder(Protocol):
    """A model in memory."""

    fingerprint: str
    """Changes with the model's bytes."""
    dimensions: int
    batch_tokens: int
    """How many tokens a batch should have, padding included."""
    length_step: int
    """Lengths are padded to multiples of this."""

    def run(self, batch: Batch) -> Hidden:
        """Run one batch on all threads; several callers may at once."""


class OnnxRuntime:
    """int8 by onnxruntime, on any processor."""

    batch_tokens = 4096
    length_step = 1

    def __init__(self, folder: Path, threads: int) -> None:
        model = folder / INT8_FILE
        if not model.is_file():
            export(folder)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(model), options, providers=["CPUExecutionProvider"]
        )
        self._inputs = frozenset(each.name for each in self._session.get_inputs())
        self.dimensions = int(self._session.get_outputs()[0].shape[-1])
        self.fingerprint = _fingerprint(model)

    def run(self, batch: Batch) -> Hidden:
        """Run one batch."""
        hidden: Hidden = self._session.run(None, batch.feed(self._inputs))[0]
        return hidden


class OpenVino:
    """bfloat16 by OpenVINO."""

    # Small batches stay in the cache. A kernel is made for every shape that is met, so there
    # should be few.
    batch_tokens = 1024
    length_step = 16

    def __init__(self, folder: Path, threads: int) -> None:
        import openvino

        model = folder / OPENVINO_FILE
        if not model.is_file():
            export(folder)
        options: dict[str, Any] = {"PERFORMANCE_HINT": "LATENCY"}
        if threads:
            options["INFERENCE_NUM_THREADS"] = threads
        self._model = openvino.Core().compile_model(str(model), "CPU", options)
        self._inputs = frozenset(each.get_any_name() for each in self._model.inputs)
        self.dimensions = self._model.outputs[0].get_partial_shape()[-1].get_length()
        self.fingerprint = _fingerprint(model.with_suffix(".bin"))

    def run(self, batch: Batch) -> Hidden:
        """Run one batch.

        OpenVINO's own queue calls back into Python from threads of its own and was seen to hang.
        """
        # One for every call: a question is embedded while documents are.
        request = self._model.create_infer_request()
        request.infer(batch.feed(self._inputs))
        hidden: Hidden = request.get_output_tensor(0).data.copy()
        return hidden


class Torch:
    """float32 by PyTorch: slow, for models that cannot be exported."""

    batch_tokens = 4096
    length_step = 1

    def __init__(self, folder: Path, threads: int) -> None:
        # Seconds to import, and for such models only.
        import torch

        if threads:
            torch.set_num_threads(threads)
        self._model = open_model(folder)
        self._inputs = frozenset(inputs_of(self._model))
        self.dimensions = int(self._model.config.hidden_size)
        weights = sorted([*folder.glob("*.safetensors"), *folder.glob("pytorch_model*.bin")])
        self.fingerprint = _fingerprint(weights[0])

    def run(self, batch: Batch) -> Hidden:
        """Run one batch."""
        import torch

        given = {name: torch.from_numpy(each) for name, each in batch.feed(self._inputs).items()}
        with torch.inference_mode():
            hidden: Hidden = self._model(**given).last_hidden_state.float().numpy()
        return hidden


def load(folder: Path, threads: int) -> Encoder:
    """The fastest engine for this computer with a model folder; `threads` 0 for all cores."""
    try:
        return (OpenVino if has_bfloat16() else OnnxRuntime)(folder, threads)
    except IndexError_ as error:
        if error.problem.code != "embedder_not_exported":
            raise
    return Torch(folder, threads)


def has_bfloat16() -> bool:
    """Tell whether OpenVINO is installed and this processor multiplies bfloat16."""
    try:
        import openvino
    except ImportError:
        return False
    return "BF16" in openvino.Core().get_property("CPU", "OPTIMIZATION_CAPABILITIES")


def _fingerprint(model: Path) -> str:
    """Eight hex digits that change with the model's bytes."""
    digest = hashlib.blake2b(digest_size=4)
    with model.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
