"""Images through Pillow: their header is looked at before anything is decoded."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from PIL import Image, ImageOps
from PIL.ExifTags import Base

from desktop.errors import DocumentError
from desktop.index.reading import Page
from desktop.index.source import Source

PICTURES = {".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp", ".gif"}
_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF")
_MAX_PIXELS = 100_000_000
_MAX_PAGES = 5_000
_SMALLEST_SIDE = 24
_STRIP_ROWS = 256
# What Pillow raises over a damaged file, apart from its own error, differs by format.
_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    struct.error,
)


def is_picture(path: Path) -> bool:
    """Tell whether a file is read as an image."""
    return path.suffix.lower() in PICTURES


def read_picture(source: Source) -> list[Page]:
    """A page for each image of a TIFF, else one; their text is still to be recognised."""
    with _opened(source) as picture:
        try:
            n_pages = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
        except _BROKEN as error:
            raise DocumentError("damaged", source.path) from error
        if n_pages > _MAX_PAGES:
            raise DocumentError("too_large", source.path, f"{n_pages} pages")
        if min(picture.size) < _SMALLEST_SIDE:
            raise DocumentError("no_text", source.path)
    return [Page(n + 1, "", is_scan=True) for n in range(n_pages)]


def decode(path: Path, number: int, pixels: float) -> tuple[Image.Image, int]:
    """An image (1-based) upright on white, of about so many pixels at most, and how many there are.

    Raises DocumentError.
    """
    source = Source.at(path)
    n_pages = len(read_picture(source))
    if not 1 <= number <= n_pages:
        raise DocumentError("page_missing", str(path), str(number))
    with _opened(source) as picture:
        try:
            picture.seek(number - 1)
            _check_size(picture, source.path)
            scale = min((pixels / (picture.width * picture.height)) ** 0.5, 1.0)
            side = max(int(max(picture.size) * scale), 1)
            picture.draft("RGB", (side, side))
            shown = _shrunk(picture, max(max(picture.size) // side, 1))
            shown.thumbnail((side, side))
            shown.getexif()[Base.Orientation] = picture.getexif().get(Base.Orientation, 1)
            return ImageOps.exif_transpose(shown), n_pages
        except _BROKEN as error:
            raise DocumentError("damaged", source.path) from error


@contextmanager
def _opened(source: Source) -> Iterator[Image.Image]:
    # The size is checked here, with a sentence of its own.
    Image.MAX_IMAGE_PIXELS = None
    with ExitStack() as stack:
        try:
            # Pillow closes only what it opened itself.
            file = stack.enter_context(source.open())
            picture = stack.enter_context(Image.open(file, formats=_FORMATS))
        except _BROKEN as error:
            raise DocumentError("damaged", source.path) from error
        _check_size(picture, source.path)
        yield picture


def _check_size(picture: Image.Image, path: str) -> None:
    width, height = picture.size
    if width * height > _MAX_PIXELS:
        raise DocumentError("too_large", path, f"{width} x {height}")


def _shrunk(picture: Image.Image, factor: int) -> Image.Image:
    """On white and smaller, strip by strip: with a copy of all of it memory would not do."""
    picture.load()
    width, height = (-(-side // factor) for side in picture.size)
    shown = Image.new("RGB", (width, height))
    for top in range(0, height, _STRIP_ROWS):
        bottom = min((top + _STRIP_ROWS) * factor, picture.height)
        strip = picture.crop((0, top * factor, picture.width, bottom))
        shown.paste(_on_white(strip).reduce(factor), (0, top))
    return shown


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I") or picture.mode == "F":
        # Sixteen bits a pixel: Pillow would cut what is over 255.
        picture = picture.convert("I").point(lambda level: level * (1 / 257)).convert("L")
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        ground = Image.new("RGBA", layer.size, "white")
        ground.alpha_composite(layer)
        return ground.convert("RGB")
    return picture.convert("RGB")
