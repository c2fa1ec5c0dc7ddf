"""Formulas of TeX as pictures in the colours of the text."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

_LONGEST = 1_000
_DEEPEST = 24
_WIDEST, _TALLEST = 2_000, 1_200
_POINTS = 14.0
_DISPLAY_POINTS = 16.0
_HALF_X = 4.0
"""Qt puts the middle of a picture so far above the line, as half the letter x is high."""


@dataclass(frozen=True, slots=True)
class Formula:
    """TeX, and whether it stands on a line of its own."""

    source: str
    is_display: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture and its size in logical pixels."""

    image: QImage
    width: int
    height: int


class Typesetter(QObject):
    """What sets formulas; only those who read one wait the tenth of a second it takes to load.

    Signals: `loaded()` when formulas that were asked for before can be drawn.
    """

    loaded = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.is_loaded = False
        self._thread: threading.Thread | None = None

    def load(self, then: Callable[[], None] | None = None) -> None:
        """Load it beside the window, which goes on meanwhile; then its thread calls `then`."""
        if then is not None:
            self.loaded.connect(then, Qt.ConnectionType.SingleShotConnection)
        if self.is_loaded and then is not None:
            # Between the question and this, so that nobody waits for what was said before.
            QTimer.singleShot(0, self, then)
        if self._thread is None:
            self._thread = threading.Thread(target=self._load, name="typesetter", daemon=True)
            self._thread.start()

    def wait(self) -> None:
        """Stay until it is loaded."""
        self.load()
        if self._thread is not None:
            self._thread.join()

    def _load(self) -> None:
        import ziamath.zmath  # noqa: F401

        self.is_loaded = True
        self.loaded.emit()


typesetter = Typesetter()


def draw(formula: Formula, colour: str, ratio: float) -> Drawn | None:
    """Draw a formula for a screen of this many pixels per logical one.

    None where that fails, and until `typesetter` says that it is loaded.
    """
    if not typesetter.is_loaded:
        typesetter.load()
        return None
    return _draw(formula, colour, ratio)


@lru_cache(maxsize=512)
def _draw(formula: Formula, colour: str, ratio: float) -> Drawn | None:
    if len(formula.source) > _LONGEST or _depth(formula.source) > _DEEPEST:
        return None
    try:
        svg, below = _svg(formula, colour)
    except Exception as error:  # noqa: BLE001 - a parser of what a model wrote; it raises anything
        logging.getLogger(__name__).debug("a formula is not drawn: %s", type(error).__name__)
        return None
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    size = renderer.viewBoxF().size()
    if not (0 < size.width() <= _WIDEST and 0 < size.height() <= _TALLEST):
        return None
    if formula.is_display:
        top, height = 0.0, size.height()
    else:
        # A picture in a line is centred on its letters: room is added until the baselines meet.
        above = size.height() - below
        height = max(2 * above - _HALF_X, 2 * below + _HALF_X)
        top = (height + _HALF_X) / 2 - above
    width, height = size.width(), round(height + 0.5)
    image = QImage(
        max(1, round(width * ratio)), max(1, round(height * ratio)), QImage.Format.Format_ARGB32
    )
    image.fill(Qt.GlobalColor.transparent)
    image.setDevicePixelRatio(ratio)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, top, size.width(), size.height()))
    painter.end()
    return Drawn(image, round(width), round(height))


def _svg(formula: Formula, colour: str) -> tuple[str, float]:
    """The picture and how far it reaches below the baseline."""
    from ziamath.config import config
    from ziamath.zmath import Latex

    config.svg2 = False
    size = _DISPLAY_POINTS if formula.is_display else _POINTS
    drawn = Latex(formula.source, size=size, color=colour, inline=not formula.is_display)
    return drawn.svg(), float(-drawn.getyofst())


def _depth(source: str) -> int:
    """How deep braces and environments stand in each other."""
    depth = deepest = 0
    for at, sign in enumerate(source):
        if sign == "{" or source.startswith(("\\begin", "\\left"), at):
            depth += 1
            deepest = max(deepest, depth)
        elif sign == "}" or source.startswith(("\\end", "\\right"), at):
            depth -= 1
    return deepest
