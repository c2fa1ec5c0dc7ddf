"""PDF files that never end, unpack to gigabytes or claim a million pages."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

_CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
_ONE_PAGE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
_HELLO = b"BT /F1 12 Tf 72 720 Td (Hello world) Tj ET"


def pdf(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A file of these objects, numbered from 1; the first is the catalog."""
    body, starts = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        starts.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    rows = b"".join(b"%010d 00000 n \n" % each for each in starts)
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, rows)
    end = b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF"
    return body + table + end % (len(objects) + 1, trailer, len(body))


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream object with more entries in its dictionary."""
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def page(box: bytes = b"0 0 612 792", resources: bytes = b"", extra: bytes = b"") -> bytes:
    """A page whose content is object 4 and whose font is object 5."""
    return (
        b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>%s>>%s>>" % (box, resources, extra)
    )


def _simple(content: bytes = _HELLO, **changes: bytes) -> bytes:
    return pdf([_CATALOG, _ONE_PAGE, page(**changes), stream(content), _FONT])


def _many_pages() -> bytes:
    kids = b"3 0 R " * 200_000
    tree = b"<</Type/Pages/Kids[%s]/Count 200000>>" % kids
    return pdf([_CATALOG, tree, page(), stream(_HELLO), _FONT])


def _claims(n_pages: int) -> bytes:
    tree = b"<</Type/Pages/Kids[3 0 R]/Count %d>>" % n_pages
    return pdf([_CATALOG, tree, page(), stream(_HELLO), _FONT])


def _page_tree_loop() -> bytes:
    tree = b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 4000>>"
    return pdf([_CATALOG, tree, page(), stream(_HELLO), _FONT])


def _deep_page_tree(depth: int = 20_000) -> bytes:
    """A page at the end of a chain of page trees that have one child each."""
    links = [b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (n + 6) for n in range(depth)]
    first = b"<</Type/Pages/Kids[6 0 R]/Count 1>>"
    return pdf([_CATALOG, first, page(), stream(_HELLO), _FONT, *links, page()])


def _form_loop(calls: int) -> bytes:
    resources = b"/XObject<</X 6 0 R>>"
    entries = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"
    form = stream(b"/X Do " * calls, entries)
    return pdf([_CATALOG, _ONE_PAGE, page(resources=resources), stream(b"/X Do"), _FONT, form])


def _form_tree(depth: int = 25) -> bytes:
    """Forms that each draw the next twice: 2^25 drawings of nothing."""
    resources = b"/XObject<</X 6 0 R>>"
    forms = [
        stream(
            b"/X Do /X Do",
            b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"
            b"/Resources<</XObject<</X %d 0 R>>>>" % (n + 7),
        )
        for n in range(depth)
    ]
    last = stream(b"", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    head = [_CATALOG, _ONE_PAGE, page(resources=resources), stream(b"/X Do"), _FONT]
    return pdf([*head, *forms, last])


def _flate(n_bytes: int) -> bytes:
    text = b"BT (A) Tj ET\n"
    packed = zlib.compress(text * (n_bytes // len(text)), 1)
    head = [_CATALOG, _ONE_PAGE, page()]
    return pdf([*head, stream(packed, b"/Filter/FlateDecode"), _FONT])


def _double_flate(n_bytes: int) -> bytes:
    packed = zlib.compress(zlib.compress(bytes(n_bytes), 1), 9)
    head = [_CATALOG, _ONE_PAGE, page()]
    return pdf([*head, stream(packed, b"/Filter[/FlateDecode/FlateDecode]"), _FONT])


def _image() -> bytes:
    """An image of 60,000 by 60,000 pixels in a few kilobytes."""
    entries = (
        b"/Type/XObject/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceGray"
        b"/BitsPerComponent 8/Filter[/FlateDecode/FlateDecode]"
    )
    packed = zlib.compress(zlib.compress(bytes(400_000_000), 1), 9)
    content = stream(b"q 600 0 0 700 0 0 cm /X Do Q " + _HELLO)
    resources = b"/XObject<</X 6 0 R>>"
    head = [_CATALOG, _ONE_PAGE, page(resources=resources), content, _FONT]
    return pdf([*head, stream(packed, entries)])


def _pattern() -> bytes:
    """A page filled with a pattern of a thousandth of a point that draws text in every cell."""
    entries = (
        b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep 0.001"
        b"/YStep 0.001/Resources<<>>"
    )
    resources = b"/Pattern<</P 6 0 R>>"
    content = stream(b"/Pattern cs /P scn 0 0 612 792 re f " + _HELLO)
    head = [_CATALOG, _ONE_PAGE, page(resources=resources), content, _FONT]
    return pdf([*head, stream(b"0 0 1 1 re f", entries)])


def _cross_reference_loop() -> bytes:
    whole = _simple()
    at = int(whole.rsplit(b"startxref\n", 1)[1].split(b"\n")[0])
    return whole.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % at)


def _locked() -> bytes:
    entry = b"/Encrypt<</Filter/Standard/V 9/R 9/O()/U()/P 0>>"
    return pdf([_CATALOG, _ONE_PAGE, page(), stream(_HELLO), _FONT], entry)


_CONTENTS: dict[str, Callable[[], bytes]] = {
    "many-pages.pdf": _many_pages,
    "claims-a-million-pages.pdf": lambda: _claims(1_000_000),
    "claims-minus-one-page.pdf": lambda: _claims(-1),
    "claims-4000-pages.pdf": lambda: _claims(4_000),
    "page-tree-loop.pdf": _page_tree_loop,
    "deep-page-tree.pdf": _deep_page_tree,
    "form-loop.pdf": lambda: _form_loop(4),
    "form-tree.pdf": _form_tree,
    "giant-stream.pdf": lambda: _flate(1_000_000_000),
    "double-giant-stream.pdf": lambda: _double_flate(1_500_000_000),
    "giant-image.pdf": _image,
    "tiny-pattern.pdf": _pattern,
    "60000-pixel-page.pdf": lambda: _simple(box=b"0 0 60000 60000"),
    "endless-page.pdf": lambda: _simple(box=b"0 0 99999999 99999999"),
    "deep-array.pdf": lambda: _simple(extra=b"/Y " + b"[" * 200_000 + b"]" * 200_000),
    "deep-dictionary.pdf": lambda: _simple(extra=b"/Y " + b"<</A " * 100_000 + b">>" * 100_000),
    "cross-reference-loop.pdf": _cross_reference_loop,
    "locked.pdf": _locked,
    "a-million-glyphs.pdf": lambda: _simple(b"BT /F1 1 Tf (" + b"word " * 600_000 + b") Tj ET"),
}


def _writer(name: str, make: Callable[[], bytes]) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        (folder / name).write_bytes(make())

    return write


BOMBS = {name: _writer(name, make) for name, make in _CONTENTS.items()}
"""What writes each file into a folder, by its name."""
