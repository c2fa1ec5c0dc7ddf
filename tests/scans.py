"""Scans as a machine makes them: pictures of pages, in a PDF that another library wrote."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from desktop.paths import samples

LEASE = samples() / "warehouse-lease.pdf"
_CHINESE = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"


def picture_of(pdf: Path, page: int, dpi: int = 150) -> Image.Image:
    """A page (1-based) as a scanner sees it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        image: Image.Image = document[page - 1].render(scale=dpi / 72).to_pil().convert("L")
        return image
    finally:
        document.close()


def write_scan(path: Path, pictures: Sequence[Image.Image], dpi: int = 150) -> Path:
    """A PDF that is pictures only, or an image file of as many pages as its format has."""
    first, *others = pictures
    pages = {"save_all": True, "append_images": others} if others else {}
    first.save(path, resolution=dpi, **pages)
    return path


def write_mixed(path: Path, pdf: Path, scanned: int, dpi: int = 150) -> Path:
    """A copy of a PDF of which one page (1-based) is a scan of itself."""
    scan = write_scan(path.with_suffix(".scan.pdf"), [picture_of(pdf, scanned, dpi)], dpi)
    source, picture = pypdfium2.PdfDocument(pdf), pypdfium2.PdfDocument(scan)
    mixed = pypdfium2.PdfDocument.new()
    n_pages = len(source)
    mixed.import_pages(source, list(range(scanned - 1)))
    mixed.import_pages(picture)
    mixed.import_pages(source, list(range(scanned, n_pages)))
    mixed.save(path)
    for each in (source, picture, mixed):
        each.close()
    scan.unlink()
    return path


def picture_of_lines(lines: Sequence[str], dpi: int = 150) -> Image.Image:
    """A page of Chinese or English lines, the n-th (from 0) at n + 1 tenths of an A5 page."""
    image = Image.new("L", (int(5.8 * dpi), int(8.3 * dpi)), 255)
    font = ImageFont.truetype(_CHINESE, round(12 / 72 * dpi))
    for n, line in enumerate(lines):
        ImageDraw.Draw(image).text((0.4 * dpi, image.height * (n + 1) / 10), line, 0, font)
    return image
