"""Office files, books and OpenDocument made to exhaust whoever opens them."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.office_files import (
    book_parts,
    odf_parts,
    presentation_parts,
    row,
    shape,
    workbook_parts,
    write_zip,
)

_Writer = Callable[[Path], None]

_MIB = 1 << 20
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="word/document.xml" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
_LAUGHS = '<!DOCTYPE l [<!ENTITY a "lolololololololololol">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)
_QUADRATIC = f'<!DOCTYPE l [<!ENTITY j "{"lo" * 50_000}">'
_PADDING = f"<!--{' ' * 8_000}-->"
"""Longer than what is looked at before a part is parsed."""
_SECRET = '<!DOCTYPE l [<!ENTITY j SYSTEM "file:///etc/passwd">'


def word_parts(body: str, before: str = "") -> dict[str, str | bytes]:
    """The parts of a Word document; `before` stands ahead of its root element."""
    document = f'{before}<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    return {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS,
        "word/document.xml": document,
    }


def paragraph(text: str) -> str:
    """A paragraph of a Word document."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _inflated(name: str, parts: dict[str, str | bytes], part: str, mib: int = 320) -> _Writer:
    """A file one part of which is padded with so much that it should never be unpacked."""

    def write(path: Path) -> None:
        with zipfile.ZipFile(path / name, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for key, content in parts.items():
                if key != part:
                    archive.writestr(key, content)
            head, _, tail = _text(parts[part]).rpartition("</")
            with archive.open(part, "w") as file:
                file.write(head.encode())
                for _ in range(mib):
                    file.write(b"A" * _MIB)
                file.write(f"</{tail}".encode())

    return write


def _text(content: str | bytes) -> str:
    return content if isinstance(content, str) else content.decode()


def _zipped(name: str, make: Callable[[], dict[str, str | bytes]]) -> _Writer:
    def write(folder: Path) -> None:
        write_zip(folder / name, make())

    return write


def _lying(folder: Path) -> None:
    """Every size in the file says 1,000 bytes; what unpacks is 320 MB."""
    path = folder / "lying-sizes.docx"
    _inflated(path.name, word_parts(paragraph("x")), "word/document.xml")(folder)
    raw = bytearray(path.read_bytes())
    at = raw.rfind(b"PK\x01\x02")
    raw[at + 24 : at + 28] = struct.pack("<I", 1_000)
    path.write_bytes(raw)


def _overlapping(folder: Path) -> None:
    """Four thousand parts that are all the same megabyte."""
    path = folder / "overlapping.docx"
    write_zip(path, {"a.xml": b"A" * _MIB})
    raw = path.read_bytes()
    at = raw.index(b"PK\x01\x02")
    (entry, end) = raw[at : raw.index(b"PK\x05\x06")], raw[raw.index(b"PK\x05\x06") :]
    listing = b"".join(
        entry[:28] + struct.pack("<H", 8) + entry[30:46] + b"%04d.xml" % n for n in range(4_000)
    )
    counts = struct.pack("<HHII", 4_000, 4_000, len(listing), at)
    path.write_bytes(raw[:at] + listing + end[:8] + counts + end[20:])


def _nested_tables(depth: int) -> dict[str, str | bytes]:
    cell = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    return word_parts(cell[0] * depth + paragraph("deep") + cell[1] * depth)


def _spanning_cell() -> dict[str, str | bytes]:
    span = '<w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr>'
    return word_parts(f"<w:tbl><w:tr><w:tc>{span}{paragraph('wide')}</w:tc></w:tr></w:tbl>")


def _repeated_string() -> dict[str, str | bytes]:
    """A 30,000-character string that stands in two hundred thousand cells."""
    cells = '<c t="s"><v>0</v></c>' * 200
    rows = "".join(f'<row r="{n}">{cells}</row>' for n in range(1, 1_001))
    return dict(workbook_parts({"S": rows}, strings=f"<si><t>{'long ' * 6_000}</t></si>"))


def _far_cells() -> dict[str, str | bytes]:
    rows = "".join(
        f'<row r="{n * 10}"><c r="XFD{n * 10}"><v>{n}</v></c></row>' for n in range(1, 100_001)
    )
    return dict(workbook_parts({"S": rows}))


def _wide_sheet() -> dict[str, str | bytes]:
    cells = "<c><v>1</v></c>" * 16_384
    return dict(workbook_parts({"S": "".join(f"<row>{cells}</row>" for _ in range(120))}))


def _repeated_cells() -> dict[str, str | bytes]:
    cell = '<table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p>'
    rows = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-cell>'
    return odf_parts(
        "spreadsheet", f'<table:table table:name="S">{rows}</table:table-row></table:table>'
    )


def _repeated_slides() -> dict[str, str | bytes]:
    """A slide of 100 KB shown a hundred thousand times."""
    slide = shape(*["text " * 20] * 1_000)
    return dict(presentation_parts([slide], order=[1] * 100_000))


def _repeated_chapters() -> dict[str, str | bytes]:
    """A chapter of 5 MB that the book goes through four thousand times."""
    parts: dict[str, str | bytes] = dict(book_parts({"a.xhtml": "<p>text</p>" * 500_000}))
    book = _text(parts["OEBPS/book.opf"])
    spine = "<itemref idref='i1'/>"
    parts["OEBPS/book.opf"] = book.replace(spine, spine * 4_000)
    return parts


def _many_parts() -> dict[str, str | bytes]:
    extra: Iterable[tuple[str, str | bytes]] = ((f"x/{n}.xml", "<a/>") for n in range(20_000))
    return {**word_parts(paragraph("x")), **dict(extra)}


_SPACES = '<text:p><text:s text:c="2000000000"/>a</text:p>' * 20_000

BOMBS: dict[str, _Writer] = {
    "unpacks.docx": _inflated("unpacks.docx", word_parts(paragraph("x")), "word/document.xml"),
    "unpacks.xlsx": _inflated(
        "unpacks.xlsx", dict(workbook_parts({"S": row(1, "x")})), "xl/worksheets/sheet1.xml"
    ),
    "unpacks.pptx": _inflated(
        "unpacks.pptx", dict(presentation_parts([shape("x")])), "ppt/slides/slide1.xml"
    ),
    "unpacks.odt": _inflated("unpacks.odt", odf_parts("text", "<text:p>x</text:p>"), "content.xml"),
    "unpacks.epub": _inflated(
        "unpacks.epub", dict(book_parts({"a.xhtml": "<p>x</p>"})), "OEBPS/a.xhtml"
    ),
    "lying-sizes.docx": _lying,
    "overlapping.docx": _overlapping,
    "many-parts.docx": _zipped("many-parts.docx", _many_parts),
    "laughs.docx": _zipped("laughs.docx", lambda: word_parts(paragraph("&j;"), f"{_LAUGHS}]>")),
    "late-laughs.docx": _zipped(
        "late-laughs.docx", lambda: word_parts(paragraph("&j;"), f"{_PADDING}{_LAUGHS}]>")
    ),
    "utf16-laughs.odt": _zipped("utf16-laughs.odt", lambda: _in_utf16("&j;", _LAUGHS)),
    "late-laughs.xlsx": _zipped("late-laughs.xlsx", lambda: _strings(_LAUGHS)),
    "quadratic.docx": _zipped(
        "quadratic.docx", lambda: word_parts(paragraph("&j;" * 20_000), f"{_PADDING}{_QUADRATIC}]>")
    ),
    "quadratic.xlsx": _zipped("quadratic.xlsx", lambda: _strings(_QUADRATIC, "&j;" * 20_000)),
    "stranger.docx": _zipped(
        "stranger.docx", lambda: word_parts(paragraph("&j;"), f"{_PADDING}{_SECRET}]>")
    ),
    "deep-tables.docx": _zipped("deep-tables.docx", lambda: _nested_tables(20_000)),
    "nested-tables.docx": _zipped("nested-tables.docx", lambda: _nested_tables(75)),
    "spanning-cell.docx": _zipped("spanning-cell.docx", _spanning_cell),
    "empty-paragraphs.docx": _zipped(
        "empty-paragraphs.docx", lambda: word_parts("<w:p/>" * 1_000_000 + paragraph("x"))
    ),
    "repeated-string.xlsx": _zipped("repeated-string.xlsx", _repeated_string),
    "far-cells.xlsx": _zipped("far-cells.xlsx", _far_cells),
    "wide-sheet.xlsx": _zipped("wide-sheet.xlsx", _wide_sheet),
    "repeated-cells.ods": _zipped("repeated-cells.ods", _repeated_cells),
    "spaces.odt": _zipped("spaces.odt", lambda: odf_parts("text", _SPACES)),
    "repeated-slides.pptx": _zipped("repeated-slides.pptx", _repeated_slides),
    "repeated-chapters.epub": _zipped("repeated-chapters.epub", _repeated_chapters),
}
"""What writes each file into a folder, by its name."""


def _in_utf16(text: str, declarations: str) -> dict[str, str | bytes]:
    parts = odf_parts("text", f"<text:p>{text}</text:p>")
    content = (
        f'<?xml version="1.0" encoding="utf-16"?>{declarations}]>{_text(parts["content.xml"])}'
    )
    return {**parts, "content.xml": content.encode("utf-16")}


def _strings(declarations: str, text: str = "&j;") -> dict[str, str | bytes]:
    """A workbook whose shared strings declare entities, further down than anybody looks first."""
    cell = '<row r="1"><c t="s"><v>0</v></c></row>'
    parts: dict[str, str | bytes] = dict(
        workbook_parts({"S": cell}, strings=f"<si><t>{text}</t></si>")
    )
    strings = parts["xl/sharedStrings.xml"]
    return {**parts, "xl/sharedStrings.xml": f"{_PADDING}{declarations}]>{_text(strings)}"}
