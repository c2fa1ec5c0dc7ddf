"""Exports a sentence-transformers folder to what the fast engines read.

`python -m desktop.index.onnx_export FOLDER` is called once by the set-up and writes all forms:
a bundle made here runs on other processors.
"""

from __future__ import annotations

import logging
import sys
import tempfile
import warnings
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from desktop.errors import IndexError_

INT8_FILE = Path("onnx") / "model_qint8.onnx"
OPENVINO_FILE = Path("openvino") / "openvino_model.xml"
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
    try:
        # Beside its target, so that a file comes to its place whole or not at all.
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            full = Path(scratch) / "full.onnx"
            _trace(folder, full)
            for file in missing:
                (folder / file).parent.mkdir(exist_ok=True)
                writers[file](full, folder / file)
    except (OSError, ValueError, RuntimeError, KeyError) as error:
        raise IndexError_("embedder_damaged", str(folder), type(error).__name__) from error


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


def _trace(folder: Path, target: Path) -> None:
    """Write the model as ONNX in float32."""
    # Seconds to import and needed once: never at the top of a module.
    import torch
    from transformers import AutoModel
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # type: ignore[no-untyped-call]  # transformers says no types
    model = AutoModel.from_pretrained(
        str(folder.absolute()), attn_implementation="eager", local_files_only=True
    ).eval()

    class HiddenState(torch.nn.Module):
        """The last hidden state alone; pooling is ours."""

        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, ids: Any, mask: Any, types: Any) -> Any:
            return self.model(ids, attention_mask=mask, token_type_ids=types).last_hidden_state

    shape = (2, 16)
    example = (
        torch.randint(1000, 2000, shape),
        torch.ones(shape, dtype=torch.long),
        torch.zeros(shape, dtype=torch.long),
    )
    names = [*_INPUTS, "hidden"]
    with warnings.catch_warnings(), torch.no_grad():
        # The tracer is deprecated, and the only exporter whose int8 form measured equal.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            HiddenState(),
            example,
            str(target),
            input_names=list(_INPUTS),
            output_names=["hidden"],
            dynamic_axes={name: {0: "batch", 1: "length"} for name in names},
            opset_version=17,
            dynamo=False,
        )


def _quantize(source: Path, target: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    logging.getLogger().setLevel(logging.ERROR)
    quantize_dynamic(
        str(source),
        str(target),
        weight_type=QuantType.QInt8,
        # A scale for each column of a weight: cosine to the original .990 instead of .933.
        per_channel=True,
        extra_options={"MatMulConstBOnly": True},
    )


if __name__ == "__main__":
    export(Path(sys.argv[1]))
