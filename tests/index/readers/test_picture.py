"""Images are shown as they were held, the largest within the memory a reader has."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PIL.ExifTags import Base

from desktop.index.parser import Parser
from desktop.index.parsing import DrawPage
from desktop.index.readers.picture import decode
from desktop.index.rendering import Drawing


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "I;16", "1"])
def test_the_largest_image_is_shown_within_the_memory_of_a_reader(
    tmp_path: Path, mode: str
) -> None:
    picture = tmp_path / "poster.png"
    Image.new(mode, (9_900, 9_900)).save(picture)
    parser = Parser()

    try:
        drawing = parser.draw(DrawPage(str(picture), 1, 0, "", 1.5))
    finally:
        parser.close()

    assert isinstance(drawing, Drawing)
    assert drawing.width == drawing.height > 800


def test_a_photograph_of_a_page_is_shown_as_it_was_held(tmp_path: Path) -> None:
    picture = tmp_path / "held.jpg"
    upright = Image.new("RGB", (400, 600), "white")
    upright.paste("black", (0, 0, 400, 100))
    turned = upright.transpose(Image.Transpose.ROTATE_90)
    turned.getexif()[Base.Orientation] = 6
    turned.save(picture, exif=turned.getexif())

    shown, _ = decode(picture, 1, 60_000)

    assert shown.size == (200, 300)
    assert (shown.getpixel((100, 20)), shown.getpixel((100, 280))) == ((0, 0, 0), (255, 255, 255))
