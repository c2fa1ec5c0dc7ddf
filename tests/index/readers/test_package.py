from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from desktop.errors import DocumentError
from tests.office_files import odf_parts, pages_of, row, workbook_parts, write_zip

PADDING = f"<!--{' ' * 5_000}-->"
"""Longer than the beginning of a part that is looked at before anything is read."""


@pytest.mark.parametrize("ending", ["odt", "odp", "pptx", "epub"])
def test_entities_declared_far_down_are_refused(tmp_path: Path, ending: str) -> None:
    hidden = f'{PADDING}<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    names = ("content.xml", "ppt/presentation.xml", "META-INF/container.xml")
    file = write_zip(tmp_path / f"a.{ending}", dict.fromkeys(names, hidden))

    with pytest.raises(DocumentError) as caught:
        pages_of(file)

    assert caught.value.problem.code == "unsafe"


@pytest.mark.parametrize("ending", ["ods", "xlsx"])
def test_an_entity_in_a_sheet_brings_no_other_file_in(tmp_path: Path, ending: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("canary")
    declared = f'{PADDING}<!DOCTYPE a [<!ENTITY b SYSTEM "{secret.as_uri()}">]>'
    rows = "<table:table-row><table:table-cell><text:p>shown&b;</text:p></table:table-cell>"
    table = f'<table:table table:name="S">{rows}</table:table-row></table:table>'
    parts = odf_parts("spreadsheet", table) | workbook_parts({"S": row(1, "shown&b;")})
    for name in ("content.xml", "xl/worksheets/sheet1.xml"):
        parts[name] = f"{declared}{parts[name]}"
    file = write_zip(tmp_path / f"a.{ending}", parts)

    text = "".join(page.text for page in pages_of(file))

    assert "shown" in text
    assert "canary" not in text


def test_a_part_that_is_larger_than_it_says_is_not_unpacked_whole(tmp_path: Path) -> None:
    file = write_zip(tmp_path / "a.odt", odf_parts("text", "<text:p>x</text:p>" * 1_000))
    raw = bytearray(file.read_bytes())
    size = len(odf_parts("text", "<text:p>x</text:p>" * 1_000)["content.xml"])
    for at in [n for n in range(len(raw) - 4) if raw[n : n + 4] == size.to_bytes(4, "little")]:
        raw[at : at + 4] = (40).to_bytes(4, "little")
    file.write_bytes(raw)

    with pytest.raises(DocumentError) as caught:
        pages_of(file)

    assert caught.value.problem.code == "damaged"


def test_a_package_with_a_password_inside_says_so(tmp_path: Path) -> None:
    file = write_zip(tmp_path / "a.pptx", {"ppt/presentation.xml": "<p/>"})
    raw = bytearray(file.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(mark) + place] |= 1
    file.write_bytes(raw)
    assert zipfile.ZipFile(file).infolist()[0].flag_bits & 1

    with pytest.raises(DocumentError) as caught:
        pages_of(file)

    assert caught.value.problem.code == "encrypted"
