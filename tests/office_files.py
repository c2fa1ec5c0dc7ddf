"""Files of other programs, written by hand: readers are tested with what they did not write."""

from __future__ import annotations

import base64
import json
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from desktop.index.chunker import chunk_pages
from desktop.index.opening import read_pages
from desktop.index.reading import Chunk, Page

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def write_zip(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """Write a zip file of these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def relations(*targets: tuple[str, str]) -> str:
    """A part that says what another one points to: (kind, target), with ids rId1, rId2, ..."""
    listed = "".join(
        f'<Relationship Id="rId{n}" Type="{_DOCUMENT}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}">{listed}</Relationships>'


def workbook_parts(
    sheets: Mapping[str, str], strings: str = "", styles: str = ""
) -> dict[str, str]:
    """The parts of a workbook: what stands in each sheet's `sheetData`, by the sheet's name."""
    names = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(sheets, 1)
    )
    targets = [("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)]
    targets += [("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")]
    parts = {
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}">'
        f"<sheets>{names}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relations(*targets),
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{strings}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">{styles}</styleSheet>',
    }
    for n, rows in enumerate(sheets.values(), 1):
        parts[f"xl/worksheets/sheet{n}.xml"] = (
            f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'
        )
    return parts


def row(number: int, *cells: str | float | None) -> str:
    """A sheet's row, from column A on; texts stand in it, not in the shared strings."""
    written = []
    for n, value in enumerate(cells):
        reference = f"{'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[n]}{number}"
        if isinstance(value, str):
            written.append(f'<c r="{reference}" t="inlineStr"><is><t>{value}</t></is></c>')
        elif value is not None:
            written.append(f'<c r="{reference}"><v>{value}</v></c>')
    return f'<row r="{number}">{"".join(written)}</row>'


_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_SLIDES = "http://schemas.openxmlformats.org/presentationml/2006/main"
_SPACES = f'xmlns:a="{_DRAWING}" xmlns:p="{_SLIDES}" xmlns:r="{_DOCUMENT}"'


def shape(*paragraphs: str, kind: str = "") -> str:
    """A shape on a slide; `kind` is that of its placeholder."""
    text = "".join(f"<a:p><a:r><a:t>{each}</a:t></a:r></a:p>" for each in paragraphs)
    holder = f'<p:nvPr><p:ph type="{kind}"/></p:nvPr>' if kind else "<p:nvPr/>"
    return f"<p:sp><p:nvSpPr>{holder}</p:nvSpPr><p:txBody>{text}</p:txBody></p:sp>"


def table(*rows: tuple[str, ...]) -> str:
    """A table on a slide."""
    written = ""
    for cells in rows:
        written += "<a:tr>"
        for cell in cells:
            written += f"<a:tc><a:txBody><a:p><a:r><a:t>{cell}</a:t></a:r></a:p></a:txBody></a:tc>"
        written += "</a:tr>"
    return (
        "<p:graphicFrame><a:graphic><a:graphicData><a:tbl>"
        f"{written}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )


def presentation_parts(
    slides: Sequence[str],
    notes: Mapping[int, str] = MappingProxyType({}),
    order: Sequence[int] = (),
) -> dict[str, str]:
    """The parts of a presentation; slides and notes are numbered from 1, in the order shown."""
    listed = "".join(f'<p:sldId r:id="rId{n}"/>' for n in order or range(1, len(slides) + 1))
    targets = [("slide", f"slides/slide{n}.xml") for n in range(1, len(slides) + 1)]
    parts = {
        "_rels/.rels": relations(("officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": f"<p:presentation {_SPACES}><p:sldIdLst>{listed}</p:sldIdLst>"
        "</p:presentation>",
        "ppt/_rels/presentation.xml.rels": relations(*targets),
    }
    for n, shapes in enumerate(slides, 1):
        tree = f"<p:cSld><p:spTree>{shapes}</p:spTree></p:cSld>"
        parts[f"ppt/slides/slide{n}.xml"] = f"<p:sld {_SPACES}>{tree}</p:sld>"
    for n, text in notes.items():
        tree = f"<p:cSld><p:spTree>{shape(text, kind='body')}</p:spTree></p:cSld>"
        parts[f"ppt/notesSlides/notes{n}.xml"] = f"<p:notes {_SPACES}>{tree}</p:notes>"
        parts[f"ppt/slides/_rels/slide{n}.xml.rels"] = relations(
            ("notesSlide", f"../notesSlides/notes{n}.xml")
        )
    return parts


def pages_of(path: Path) -> list[Page]:
    """Read a file in this process."""
    return read_pages(path, lambda: None)


def chunks_of(path: Path) -> list[Chunk]:
    """Read and cut a file in this process; every chunk stands at its offsets."""
    pages = pages_of(path)
    chunks = list(chunk_pages(pages))
    texts = {page.number: page.text for page in pages}
    assert all(texts[each.page][each.start : each.end] == each.text for each in chunks)
    return chunks


# A file of each format that holds one fact among others: the gate code of the northern annex.

CODES = (
    ("Building", "Gate code"),
    ("Southern mill", "The code of the gate is 9081"),
    ("Northern annex", "The code of the gate is 4417"),
    ("Boat house", "The key hangs in the office"),
)


def write_workbook(path: Path) -> Path:
    """An Excel workbook."""
    codes = "".join(row(n, *cells) for n, cells in enumerate(CODES, 1))
    return write_zip(path, workbook_parts({"Notes": row(1, "Nothing here"), "Codes": codes}))


def write_table(path: Path) -> Path:
    """A CSV file."""
    path.write_text("\r\n".join(";".join(cells) for cells in CODES), "utf-8")
    return path


def write_presentation(path: Path) -> Path:
    """A PowerPoint presentation with the fact on its third slide."""
    first = shape("Welcome", kind="title") + shape("What to know about the park")
    second = shape("Parking", kind="title") + shape("Leave the car behind the mill.")
    third = shape("Gates", kind="title") + table(*CODES)
    return write_zip(path, presentation_parts([first, second, third]))


_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
_ODF_SPACES = " ".join(
    f'xmlns:{short}="{_OFFICE}:{name}:1.0"'
    for short, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"),
        ("presentation", "presentation"),
    )
)  # fmt: skip


def odf_parts(kind: str, body: str) -> dict[str, str | bytes]:
    """The parts of an OpenDocument file: a text, a spreadsheet or a presentation."""
    return {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": f"<office:document-content {_ODF_SPACES}><office:body>"
        f"<office:{kind}>{body}</office:{kind}></office:body></office:document-content>",
    }


def book_parts(chapters: Mapping[str, str], nav: str = "", ncx: str = "") -> dict[str, str]:
    """The parts of an EPUB book: chapters by file name, in the order they are read."""
    named = list(enumerate(chapters, 1))
    items = "".join(
        f"<item id='i{n}' href='{name}' media-type='application/xhtml+xml'/>" for n, name in named
    )
    items += "<item id='nav' href='nav.xhtml' media-type='x' properties='nav'/>" if nav else ""
    items += "<item id='n' href='toc.ncx' media-type='application/x-dtbncx+xml'/>" if ncx else ""
    spine = "".join(f"<itemref idref='i{n}'/>" for n, _ in named)
    parts = {
        "META-INF/container.xml": "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:"
        "container'><rootfiles><rootfile full-path='OEBPS/book.opf'/></rootfiles></container>",
        "OEBPS/book.opf": f"<package xmlns='http://www.idpf.org/2007/opf'><manifest>{items}"
        f"</manifest><spine>{spine}</spine></package>",
        "OEBPS/nav.xhtml": f"<!DOCTYPE html><html><body>{nav}</body></html>",
        "OEBPS/toc.ncx": ncx,
    }
    for name, body in chapters.items():
        page = f"<html><head><title>The Book</title></head><body>{body}</body></html>"
        parts[f"OEBPS/{name}"] = f"<!DOCTYPE html>{page}"
    return parts


_SENTENCES = [f"{name}: {code}." for name, code in CODES[1:]]


def write_text_document(path: Path) -> Path:
    """An OpenDocument text."""
    body = "".join(f"<text:p>{each}</text:p>" for each in _SENTENCES)
    return write_zip(path, odf_parts("text", f"<text:h>Gates</text:h>{body}"))


def write_sheets(path: Path) -> Path:
    """An OpenDocument workbook with the fact on its second sheet."""
    rows = ""
    for cells in CODES:
        shown = "".join(
            f"<table:table-cell><text:p>{each}</text:p></table:table-cell>" for each in cells
        )
        rows += f"<table:table-row>{shown}</table:table-row>"
    sheets = f'<table:table table:name="Notes"/><table:table table:name="Codes">{rows}'
    return write_zip(path, odf_parts("spreadsheet", f"{sheets}</table:table>"))


def write_slides(path: Path) -> Path:
    """An OpenDocument presentation with the fact on its second slide."""
    body = "".join(f"<text:p>{each}</text:p>" for each in _SENTENCES)
    frame = "<draw:page><draw:frame><draw:text-box>{}</draw:text-box></draw:frame></draw:page>"
    slides = frame.format("<text:p>Welcome to the park</text:p>") + frame.format(body)
    return write_zip(path, odf_parts("presentation", slides))


def write_rich_text(path: Path) -> Path:
    """An RTF file."""
    body = "".join(f"\\pard {each}\\par " for each in _SENTENCES)
    path.write_bytes(b"{\\rtf1\\ansi\\ansicpg1252 " + body.encode() + b"}")
    return path


def write_book(path: Path) -> Path:
    """An EPUB book with the fact in its second chapter."""
    gates = "<h1>The Gates</h1>" + "".join(f"<p>{each}</p>" for each in _SENTENCES)
    chapters = {"a.xhtml": "<p>Dedicated to the park.</p>", "b.xhtml": gates}
    return write_zip(path, book_parts(chapters))


_LETTER = (
    "From: Ann <ann@example.org>\r\nSubject: {subject}\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/mixed; boundary="x"\r\n\r\n'
    "--x\r\nContent-Type: text/plain\r\n\r\nSee what is attached.\r\n"
    "--x\r\nContent-Type: text/plain; name=codes.txt\r\n"
    'Content-Disposition: attachment; filename="codes.txt"\r\n\r\n{body}\r\n--x--\r\n'
)


def write_message(path: Path) -> Path:
    """An e-mail with the fact in its attachment."""
    body = "\r\n\r\n".join(_SENTENCES)
    path.write_bytes(_LETTER.format(subject="Keys", body=body).encode())
    return path


def write_mailbox(path: Path) -> Path:
    """A mailbox with the fact in the attachment of its second message."""
    letters = (("Hello", "Nothing to say."), ("Keys", "\r\n\r\n".join(_SENTENCES)))
    written = (
        "From ann Mon Jun  1 09:00:00 2026\r\n"
        + _LETTER.format(subject=subject, body=body)
        + "\r\n"
        for subject, body in letters
    )
    path.write_bytes("".join(written).encode())
    return path


def write_json(path: Path) -> Path:
    """A JSON file."""
    gates = [{"building": name, "access": code} for name, code in CODES[1:]]
    path.write_text(json.dumps({"gates": gates}), "utf-8")
    return path


def write_settings(path: Path) -> Path:
    """A file of settings."""
    sections = (f"[{name}]\naccess = {code}\n" for name, code in CODES[1:])
    path.write_text("\n".join(sections), "utf-8")
    return path


def write_binary_workbook(path: Path) -> Path:
    """An Excel workbook in its binary form (XLSB)."""
    rows = b""
    for n, cells in enumerate(CODES):
        rows += _record(0, struct.pack("<I", n) + bytes(13))
        for column, value in enumerate(cells):
            rows += _record(6, struct.pack("<II", column, 0) + _wide(value))
    size = struct.pack("<4I", 0, len(CODES) - 1, 0, 1)
    sheet = _record(129) + _record(148, size) + _record(145) + rows + _record(146) + _record(130)
    name = _record(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide("Codes"))
    return write_zip(
        path,
        {
            "_rels/.rels": relations(("officeDocument", "xl/workbook.bin")),
            "xl/workbook.bin": _record(131) + _record(143) + name + _record(144) + _record(132),
            "xl/_rels/workbook.bin.rels": relations(("worksheet", "worksheets/sheet1.bin")),
            "xl/worksheets/sheet1.bin": sheet,
        },
    )


def _record(kind: int, content: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    assert len(content) < 1 << 14
    return head + bytes([len(content) & 0x7F | 0x80, len(content) >> 7]) + content


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


_OLD_WORKBOOK = (
    "eNrtWE9IFFEY/73ZmXUVd11NAzVkELIyhSQhO+iWUZ4S+wNFBLW6o7u4zsTuCtklyzwGQaeii2EHL1aX/lBBQYegwK"
    "hDEARuHTsFBR3U6XvfzJbaEi6kYM1veN+8973fN+/N971/M69nymcn7tZksQwd8GHBLoZ/kU5QKs4VwqB625bZ3D1A"
    "yfawrlAcoED6NTwKviqSMZTxzkLBHfUZSeAjpZM4g27LNPQ1RCf3ISpkH9qFSmNPwQ1KIVRzvypY9rHcwPI2cx+z3M"
    "OayyzbiTsrTmAm0t3Y5o7j40o914VICtxnm/esaUEVXshxfP6KcLga9qYS0eQ6q6hTSzEJCmmXYRopWS7DLZQAI4Tm"
    "oaHmWGwWlRTuSXyzdeBrbl4/1T392uoFSP99qb6IgpVPH8jDv6qowCjs00IO5nEEManKGo0mbcZIS0XI7yj2WTEjPY"
    "cpXqrd1DmcSMYS5gCt7F3RjKH3EScIHLGGM3EjZepDiWRyE3A07lTpVr9OFfqA5CbS+u4dbS0hUFMphx41TePsH/it"
    "rS27aBh2WtGMHreG00atwx00RvR41BxI6wmTDaz+/kSfUSL3HF6jwkvWqCDP3FKSMZRxvpznb5heaW7qy5uDvT2RU6"
    "wZ5Rd1dq/N0lWwcUFakHHoZw1ovwMa2WI7y4v81FrO17CsJA/SvaGnys0cGGPOJa5toHZ2Mt5GtizKb6X8+OdDD+rG"
    "P0W2UX66K3uucvpdZAL1tJvGyF5eY2gSTeL6NYmHkdxduOvcB5bVv615ASXs9t12t+gyPCEbiXLcfK5Q/qWzLCjSC7"
    "Is0KFU4J40p3XyF1bb04r7PLFuPa0s8/Q8+Uz2yvG3U3I87PB9efg+5FpySpLvc/lqHr7KfNXlq8zXXL6Wh68x3+/y"
    "NebLUHLMkS/mHjx48ODBg4f/DYJPhc7pV+VvBOeUVuT+15mntOD9JvlncRgWXRn6pNwPk+4pjBQ0fjZCE7lniRXa5P"
    "4XShyj1lMYRC/3Y7Dg8UtnabH4fVZsGP57U6jQ9hcK6ecqt/8Dt7kxqA=="
)
"""A workbook of Excel 97 with the sheets Notes and Codes, as another program wrote it, packed."""


def write_old_workbook(path: Path) -> Path:
    """An Excel workbook of the old kind (XLS), with the fact on its second sheet."""
    path.write_bytes(zlib.decompress(base64.b64decode(_OLD_WORKBOOK)))
    return path
