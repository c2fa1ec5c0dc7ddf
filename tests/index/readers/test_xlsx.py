from __future__ import annotations

import time
from pathlib import Path

import pytest

from desktop.errors import DocumentError
from desktop.index.readers.grid import column_name
from tests.office_files import chunks_of, pages_of, row, workbook_parts, write_zip


def test_each_chunk_of_a_long_table_begins_with_the_header_and_names_its_cells(
    tmp_path: Path,
) -> None:
    rows = [row(1, "Site", "Tenant", "Rent")]
    rows += [row(n, f"Site {n}", f"Tenant number {n} of the park", n * 10) for n in range(2, 102)]
    file = write_zip(tmp_path / "a.xlsx", workbook_parts({"Rent": "".join(rows)}))

    chunks = chunks_of(file)

    assert len(chunks) > 5
    assert all(each.text.startswith("Site | Tenant | Rent\nSite ") for each in chunks)
    assert all((each.page, each.heading) == (1, "Rent") for each in chunks)
    assert chunks[0].place.startswith("Rent!A1:C")
    last_row = int(chunks[0].place.rpartition("C")[2])
    assert chunks[1].place.startswith(f"Rent!A{last_row + 1}:C")
    assert chunks[-1].place.endswith(":C101")
    assert "Site 101 | Tenant number 101 of the park | 1010" in chunks[-1].text


def test_values_are_what_the_cells_show(tmp_path: Path) -> None:
    styles = (
        '<numFmts><numFmt numFmtId="164" formatCode="&quot;€&quot;#,##0.00"/>'
        '<numFmt numFmtId="165" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>'
        "</numFmts><cellXfs>"
        '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="10"/><xf numFmtId="164"/>'
        '<xf numFmtId="165"/><xf numFmtId="20"/></cellXfs>'
    )
    strings = "<si><r><t>Annex </t></r><r><t>North</t></r><rPh sb='0' eb='1'><t>nope</t></rPh></si>"
    cells = (
        '<row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3" s="1"><v>45352</v></c>'
        '<c r="C3" s="2"><v>0.125</v></c><c r="D3" s="3"><v>-9400.5</v></c>'
        '<c r="E3" s="4"><v>45352</v></c><c r="F3" s="5"><v>0.75</v></c>'
        '<c r="G3" t="b"><v>1</v></c><c r="H3" t="str"><f>A1&amp;B1</f><v>sum</v></c>'
        '<c r="I3"><v>0.1</v></c></row>'
    )
    file = write_zip(tmp_path / "a.xlsx", workbook_parts({"S": cells}, strings, styles))

    (page,) = pages_of(file)

    shown = "Annex North | 2024-03-01 | 12.50% | -€9,400.50 | 2024-03-01 | 18:00 | TRUE | sum | 0.1"
    assert page.text == shown


def test_a_title_above_a_table_heads_it_and_each_sheet_is_a_page(tmp_path: Path) -> None:
    first = row(1, "Rents of 2024") + row(3, "Site", "Rent") + row(4, "Annex", 9400)
    second = row(2, "租户", "租金") + row(3, "北楼", 4000)
    file = write_zip(tmp_path / "a.xlsx", workbook_parts({"Plan": first, "合同": second}))

    pages, chunks = pages_of(file), chunks_of(file)

    assert [(page.number, page.place) for page in pages] == [(1, "Plan"), (2, "合同")]
    assert chunks[-1].text == "租户 | 租金\n北楼 | 4000"
    assert (chunks[-1].place, chunks[-1].heading) == ("合同!A2:B3", "合同")
    assert [each.place for each in chunks[:-1]] == ["Plan!A1", "Plan!A3:B4"]


def test_a_very_wide_table_has_its_column_names_at_every_cell(tmp_path: Path) -> None:
    names = [f"Reading of meter number {n}" for n in range(26)]
    rows = row(1, *names) + row(2, *range(100, 126)) + row(3, 7, None, 9)
    file = write_zip(tmp_path / "a.xlsx", workbook_parts({"M": rows}))

    chunks = chunks_of(file)

    assert "Reading of meter number 0: 7 | Reading of meter number 2: 9" in chunks[-1].text
    assert chunks[-1].place == "M!A3:Z3"


def test_a_sheet_with_one_cell_in_its_last_corner_costs_nothing(tmp_path: Path) -> None:
    corner = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>end</t></is></c></row>'
    file = write_zip(tmp_path / "a.xlsx", workbook_parts({"S": row(1, "begin") + corner}))
    begun = time.monotonic()

    chunks = chunks_of(file)

    assert [(each.text, each.place) for each in chunks] == [
        ("begin", "S!A1"),
        ("end", "S!XFD1048576"),
    ]
    assert time.monotonic() - begun < 1


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"xl/workbook.xml": "<workbook"}, "damaged"),
        (workbook_parts({"S": '<row r="x"><c><v>1</v></c></row>'}), "damaged"),
        (workbook_parts({"S": '<row r="1"><c t="s"><v>7</v></c></row>'}), "damaged"),
        (workbook_parts({"S": ""}), "empty"),
        (workbook_parts({"S": "<a>" * 5_000 + "</a>" * 5_000}), "damaged"),
        (
            {
                **workbook_parts({"S": row(1, "a")}),
                "xl/b.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a/>',
            },
            "unsafe",
        ),
    ],
)
def test_a_hostile_workbook_ends_in_one_refusal(
    tmp_path: Path, parts: dict[str, str], code: str
) -> None:
    file = write_zip(tmp_path / "a.xlsx", parts)

    with pytest.raises(DocumentError) as caught:
        pages_of(file)

    assert caught.value.problem.code == code


def test_a_long_text_in_every_cell_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    strings = f"<si><t>{'word ' * 20_000}</t></si>"
    cells = "".join(f'<row r="{n}"><c t="s"><v>0</v></c></row>' for n in range(1, 1_001))
    file = write_zip(tmp_path / "a.xlsx", workbook_parts({"S": cells}, strings))

    with pytest.raises(DocumentError) as caught:
        pages_of(file)

    assert caught.value.problem.code == "too_large"


def test_a_sheet_of_which_hardly_a_cell_is_filled_stays_small(tmp_path: Path) -> None:
    cells = "".join(
        f'<row r="{n}"><c r="{column_name(n)}{n}"><v>{n}</v></c></row>' for n in range(1, 9_001)
    )
    file = write_zip(tmp_path / "a.xlsx", workbook_parts({"S": cells}))
    begun = time.monotonic()

    (page,) = pages_of(file)

    assert len(page.text) < 300_000
    assert "MHD: 9000" not in page.text
    assert page.text.endswith("MHE: 9000")
    assert time.monotonic() - begun < 5


def test_many_lines_above_a_table_are_notes_and_not_its_title(tmp_path: Path) -> None:
    notes = "".join(row(n, f"Note number {n} about the park") for n in range(1, 60))
    rows = notes + row(60, "Rents") + row(61, "Site", "Rent") + row(62, "Mill", 8100)
    file = write_zip(tmp_path / "a.xlsx", workbook_parts({"S": rows}))

    chunks = chunks_of(file)

    assert chunks[-1].text == "Rents\nSite | Rent\nMill | 8100"
    assert (chunks[-1].place, chunks[-1].heading) == ("S!A60:B62", "S: Rents")
    assert all(len(each.text) < 1_200 for each in chunks)
