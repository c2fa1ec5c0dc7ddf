"""Exports a sentence-transformers folder to what the fast engines read.

`python -m desktop.index.onnx_export FOLDER` is called once by the set-up and writes all forms:
a bundle made here runs on other processors.
"""

from __future__ import annotations

import logging
import sys
import tempfile
import warnings
from collections.abc import Sequence
from importlib.util import find_spec
from inspect import signature
from pathlib import Path
from typing import Any

from desktop.errors import IndexError_

INT8_FILE = Path("onnx") / "model_qint8.onnx"
OPENVINO_FILE = Path("openvino") / "openvino_model.xml"
_LEAST_COSINE = 0.999
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")


def export(folder: Path) -> None:
    """Write every form that is missing and can be written; raises IndexError_ where one cannot.

    The model is read and traced once for all of them.
    """
    writers = {INT8_FILE: _write_int8}
    if find_spec("openvino"):
        writers[OPENVINO_FILE] = _write_openvino
    missing = [file for file in writers if not (folder / file).is_file()]
    if not missing:
        return
    model = open_model(folder)
    try:
        # Beside its target, so that a file comes to its place whole or not at all.
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            full = Path(scratch) / "full.onnx"
            _trace(model, full)
            for file in missing:
                (folder / file).parent.mkdir(exist_ok=True)
                writers[file](full, folder / file)
    except Exception as error:  # whatever a tracer stumbles over
        raise IndexError_("embedder_not_exported", str(folder), type(error).__name__) from error


def open_model(folder: Path) -> Any:
    """Load the model as PyTorch has it; raises IndexError_("embedder_damaged")."""
    # Seconds to import and seldom needed: never at the top of a module.
    from transformers import AutoModel
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # type: ignore[no-untyped-call]  # transformers says no types
    try:
        return AutoModel.from_pretrained(
            str(folder.absolute()), attn_implementation="eager", local_files_only=True
        ).eval()
    # The library raises whatever its parts do.
    except Exception as error:  # see above
        raise IndexError_("embedder_damaged", str(folder), type(error).__name__) from error


def inputs_of(model: Any) -> tuple[str, ...]:
    """The names of what a model takes."""
    takes_types = "token_type_ids" in signature(model.forward).parameters
    return _INPUTS if takes_types else _INPUTS[:2]


def _write_int8(full: Path, target: Path) -> None:
    """The form for onnxruntime."""
    small = full.with_name(target.name)
    _quantize(full, small)
    small.replace(target)


def _write_openvino(full: Path, target: Path) -> None:
    """The form for OpenVINO, weights in float16."""
    import openvino

    half = full.with_name(target.name)
    openvino.save_model(openvino.Core().read_model(str(full)), str(half))
    # The description last: a set-up that was cut short leaves none without its weights.
    half.with_suffix(".bin").replace(target.with_suffix(".bin"))
    half.replace(target)


def _trace(model: Any, target: Path) -> None:
    """Write the model as ONNX in float32; raises ValueError where that computes something else."""
    import torch

    class HiddenState(torch.nn.Module):
        """The last hidden state alone; pooling is ours."""

        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, ids: Any, mask: Any, *types: Any) -> Any:
            given = dict(zip(inputs[2:], types, strict=True))
            return self.model(ids, attention_mask=mask, **given).last_hidden_state

    inputs = inputs_of(model)
    shape = (2, 16)
    example = (
        torch.randint(10, min(1000, model.config.vocab_size), shape),
        torch.ones(shape, dtype=torch.long),
        torch.zeros(shape, dtype=torch.long),
    )[: len(inputs)]
    names = [*inputs, "hidden"]
    # Else the exporter puts it back into training, where it computes by chance.
    hidden_state = HiddenState().eval()
    with warnings.catch_warnings(), torch.no_grad():
        # The tracer is deprecated, and the only exporter whose int8 form measured equal.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            hidden_state,
            example,
            str(target),
            input_names=list(inputs),
            output_names=["hidden"],
            dynamic_axes={name: {0: "batch", 1: "length"} for name in names},
            opset_version=17,
            dynamo=False,
        )

    _check(hidden_state, example, target, inputs)


def _check(model: Any, example: tuple[Any, ...], exported: Path, inputs: Sequence[str]) -> None:
    """Compare what was exported with the model, at another shape; raises ValueError."""
    import onnxruntime
    import torch

    longer = [each.repeat(1, 3)[:1] for each in example]
    with torch.no_grad():
        wanted = model(*longer).flatten().numpy()
    session = onnxruntime.InferenceSession(str(exported), providers=["CPUExecutionProvider"])
    given = {name: each.numpy() for name, each in zip(inputs, longer, strict=True)}
    found = session.run(None, given)[0].flatten()
    lengths = float((wanted @ wanted) * (found @ found)) ** 0.5
    if not float(wanted @ found) >= _LEAST_COSINE * lengths:
        raise ValueError("the export computes something else")


def _quantize(source: Path, target: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    # It warns by the root logger, and whoever else logs here goes on afterwards.
    root = logging.getLogger()
    level = root.level
    root.setLevel(logging.ERROR)
    try:
        quantize_dynamic(
            str(source),
            str(target),
            weight_type=QuantType.QInt8,
            # A scale for each column of a weight: cosine to the original .990 instead of .933.
            per_channel=True,
            extra_options={"MatMulConstBOnly": True},
        )
    finally:
        root.setLevel(level)


if __name__ == "__main__":
    export(Path(sys.argv[1]))
