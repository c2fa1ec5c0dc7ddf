from __future__ import annotations

from pathlib import Path

import pytest

from tests.office_files import chunks_of, pages_of


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_rows_are_read_whatever_parts_and_encodes_them(
    tmp_path: Path, delimiter: str, encoding: str
) -> None:
    lines = ["租户", "租金", "备注"], ["北楼公司", "4000", "按月付款"], ["南楼公司", "5200", "无"]
    text = "\r\n".join(delimiter.join(line) for line in lines)
    file = tmp_path / "a.csv"
    file.write_bytes(text.encode(encoding))

    (page,) = pages_of(file)

    assert page.text == "租户 | 租金 | 备注\n北楼公司 | 4000 | 按月付款\n南楼公司 | 5200 | 无"
    assert [each.place for each in page.blocks] == ["A1:C3"]


def test_a_line_break_inside_quotes_stays_in_its_cell(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text('name,note\nMiller,"pays late,\nsince May"\nGrey,"said ""no"""\n', "utf-8")

    (chunk,) = chunks_of(file)

    assert chunk.text == 'name | note\nMiller | pays late, since May\nGrey | said "no"'
    assert (chunk.page, chunk.place) == (None, "A1:B3")


def test_a_comma_in_prose_does_not_make_a_table(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("Only one column\nof words\nwithout anything between\n", "utf-8")

    (page,) = pages_of(file)

    assert page.blocks == ()
    assert page.text.startswith("Only one column\nof words")


def test_the_line_that_names_the_delimiter_is_not_a_row(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("sep=;\nname;rent\nMiller;9,400\n", "utf-8")

    (page,) = pages_of(file)

    assert page.text == "name | rent\nMiller | 9,400"


def test_an_open_quote_does_not_swallow_the_file_without_an_outcome(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text('a,b\n1,"' + "x,y\n" * 400_000, "utf-8")

    (page,) = pages_of(file)

    assert "x,y" in page.text
