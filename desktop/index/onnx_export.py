"""Exports a sentence-transformers folder to what the fast engines read.

`python -m desktop.index.onnx_export FOLDER` is called once by the set-up and writes all forms:
a bundle made here runs on other processors.
"""

from __future__ import annotations

import logging
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from desktop.errors import IndexError_

INT8_FILE = Path("onnx") / "model_qint8.onnx"
OPENVINO_FILE = Path("openvino") / "openvino_model.xml"
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")


def export_int8(folder: Path) -> None:
    """Write the int8 model for onnxruntime; raises IndexError_ where it cannot."""
    with _writing(folder, INT8_FILE) as scratch:
        full, small = scratch / "full.onnx", scratch / "int8.onnx"
        _trace(folder, full)
        _quantize(full, small)
        small.replace(folder / INT8_FILE)


def export_openvino(folder: Path) -> None:
    """Write the model for OpenVINO, weights in float16; raises IndexError_ where it cannot."""
    import openvino

    target = folder / OPENVINO_FILE
    with _writing(folder, OPENVINO_FILE) as scratch:
        full, half = scratch / "full.onnx", scratch / target.name
        _trace(folder, full)
        openvino.save_model(openvino.Core().read_model(str(full)), str(half))
        # The description last: a set-up that was cut short leaves none without its weights.
        half.with_suffix(".bin").replace(target.with_suffix(".bin"))
        half.replace(target)


@contextmanager
def _writing(folder: Path, file: Path) -> Iterator[Path]:
    """A scratch folder beside the file to be written."""
    beside = folder / file.parent
    try:
        beside.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=beside) as scratch:
            yield Path(scratch)
    except (OSError, ValueError, RuntimeError, KeyError) as error:
        raise IndexError_("embedder_damaged", str(folder), type(error).__name__) from error


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


def main(folder: Path) -> None:
    """Write every form that is missing and can be written here."""
    if not (folder / INT8_FILE).is_file():
        export_int8(folder)
    if find_spec("openvino") and not (folder / OPENVINO_FILE).is_file():
        export_openvino(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
