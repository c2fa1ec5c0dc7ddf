"""Text recognition: the picture of a page in, strips of text out. Runs in the parser process only.

The models lie in the library's own folder and are named one by one, so nothing is ever fetched.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import rapidocr
from PIL.Image import Image, Transpose

from desktop.errors import DocumentError
from desktop.index.page_layout import Strip

_MODELS = Path(rapidocr.__file__).parent / "models"
_Found = tuple[Strip, float]
_LARGEST_SIDE = 20_000
_SURE_ENOUGH = 0.5
_PARAMETERS: dict[str, object] = {
    "Global.log_level": "error",
    # Pages are scaled before they come here.
    "Global.max_side_len": _LARGEST_SIDE,
    "Global.text_score": 0.0,
    # It turns single lines that stand upright, and a page of them is read wrong.
    "Global.use_cls": False,
    "Det.model_path": str(_MODELS / "PP-OCRv6_det_small.onnx"),
    "Rec.model_path": str(_MODELS / "PP-OCRv6_rec_small.onnx"),
}
# A page that lies on its side or its head is read badly and gives itself away by that.
_POOR = 0.75
_FEWEST_STRIPS = 3
# The narrow blank behind a 1 is often overlooked: "1April 2025".
_GLUED = re.compile(
    r"(?<=\d)(?=(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b)"
)


class Recogniser:
    """The models in memory: Chinese, simplified and traditional, and English at once."""

    def __init__(self) -> None:
        for name in ("Det.model_path", "Rec.model_path"):
            if not Path(str(_PARAMETERS[name])).is_file():
                raise DocumentError("recogniser_missing", str(_PARAMETERS[name]))
        self._engine: Any = rapidocr.RapidOCR(params=dict(_PARAMETERS))

    def read(self, picture: Image, alive: Callable[[], None] = lambda: None) -> list[Strip]:
        """Every line that was recognised, in no order that matters, however the page lies."""
        best = self._read_once(picture.convert("RGB"))
        if len(best) < _FEWEST_STRIPS or _sureness(best) >= _POOR:
            return _kept(best)
        for turn, turned_back in _TURNS:
            alive()
            found = self._read_once(picture.convert("RGB").transpose(turn))
            if _sureness(found) > _sureness(best):
                best = [(turned_back(strip), sure) for strip, sure in found]
        return _kept(best)

    def _read_once(self, picture: Image) -> list[_Found]:
        pixels = np.ascontiguousarray(np.asarray(picture)[:, :, ::-1])
        found = self._engine(pixels)
        if found.boxes is None or found.txts is None:
            return []
        height, width = pixels.shape[:2]
        return [
            (_strip(_GLUED.sub(" ", str(text)), corners, width, height), float(sure))
            for corners, text, sure in zip(found.boxes, found.txts, found.scores, strict=True)
        ]


def _kept(found: list[_Found]) -> list[Strip]:
    return [strip for strip, sure in found if sure >= _SURE_ENOUGH]


def _sureness(found: list[_Found]) -> float:
    """How sure a page's letters are, on average."""
    n_letters = sum(len(strip.text) for strip, _ in found)
    return sum(len(strip.text) * sure for strip, sure in found) / max(n_letters, 1)


def _strip(text: str, corners: Any, width: int, height: int) -> Strip:
    left, top = corners.min(axis=0)
    right, bottom = corners.max(axis=0)
    return Strip(
        text, float(left) / width, float(top) / height, float(right) / width, float(bottom) / height
    )


def _from_left(strip: Strip) -> Strip:
    """Undo a turn of the page by a quarter to the left."""
    return Strip(strip.text, 1 - strip.bottom, strip.left, 1 - strip.top, strip.right)


def _from_right(strip: Strip) -> Strip:
    return Strip(strip.text, strip.top, 1 - strip.right, strip.bottom, 1 - strip.left)


def _from_head(strip: Strip) -> Strip:
    return Strip(strip.text, 1 - strip.right, 1 - strip.bottom, 1 - strip.left, 1 - strip.top)


_TURNS = (
    (Transpose.ROTATE_90, _from_left),
    (Transpose.ROTATE_270, _from_right),
    (Transpose.ROTATE_180, _from_head),
)
