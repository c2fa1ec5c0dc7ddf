"""Files of other programs, written by hand: readers are tested with what they did not write."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

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
