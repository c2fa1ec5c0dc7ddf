from __future__ import annotations

from pathlib import Path

import pytest

from desktop.errors import DocumentError
from tests.office_files import (
    CODES,
    pages_of,
    row,
    workbook_parts,
    write_binary_workbook,
    write_old_workbook,
    write_zip,
)

SHOWN = "\n".join(" | ".join(cells) for cells in CODES)


def test_an_old_workbook_is_read_sheet_by_sheet(tmp_path: Path) -> None:
    pages = pages_of(write_old_workbook(tmp_path / "a.xls"))

    assert [(page.number, page.place) for page in pages] == [(1, "Notes"), (2, "Codes")]
    assert pages[0].text == "2024-03-01 | 0.5 | TRUE"
    assert pages[1].text == SHOWN
    assert [each.place for each in pages[1].blocks] == ["Codes!B3:C6"]


def test_a_binary_workbook_is_read(tmp_path: Path) -> None:
    (page,) = pages_of(write_binary_workbook(tmp_path / "a.xlsb"))

    assert (page.place, page.text) == ("Codes", SHOWN)


def test_what_other_programs_call_xls_is_read_as_what_it_is(tmp_path: Path) -> None:
    newer = write_zip(tmp_path / "new.xls", workbook_parts({"S": row(1, "a", "b")}))
    web, plain = tmp_path / "web.xls", tmp_path / "plain.xls"
    web.write_text("<html><table><tr><td>a</td><td>b</td></tr></table></html>", "utf-8")
    plain.write_text("a\tb\nc\td\n", "utf-8")

    assert [pages_of(file)[0].text for file in (newer, web, plain)] == [
        "a | b", "a | b", "a | b\nc | d",
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "share"), [("a.xls", 0.33), ("a.xlsb", 0.33), ("a.xls", 0.8)])
def test_a_cut_workbook_is_damaged(tmp_path: Path, name: str, share: float) -> None:
    whole = tmp_path / "whole"
    write = write_old_workbook if name == "a.xls" else write_binary_workbook
    content = write(whole).read_bytes()
    file = tmp_path / name
    file.write_bytes(content[: int(len(content) * share)])

    with pytest.raises(DocumentError) as caught:
        pages_of(file)

    assert caught.value.problem.code == "damaged"
